// What stands around the cells of the maps of two runs.
#include "widgets/colormap.h"
#include "widgets/comparepanel.h"
#include "widgets/roundstep.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

struct CompareMapText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::CompareMap)
};

QString tickText(double tick, const ColorRange& range, bool isSigned)
{
    const int decimals = std::clamp(int(std::ceil(-std::log10(range.step) - 1e-9)), 0, 6);
    const double shown = std::abs(tick) < range.step / 2 ? 0 : tick;
    return (isSigned && shown > 0 ? QStringLiteral("+") : QString()) +
           QLocale().toString(shown, 'f', decimals);
}

} // namespace

std::vector<std::pair<double, QString>> compareTicks(const CompareScene& scene)
{
    const bool ofDifference = scene.form == CompareForm::Difference;
    if (!scene.values.quantity()) {
        if (!ofDifference)
            return {{1, CompareMapText::tr("ran")}};
        return {{-1, CompareMapText::tr("only A")},
                {0, CompareMapText::tr("alike")},
                {1, CompareMapText::tr("only B")}};
    }
    const ColorRange range = scene.values.range(ofDifference);
    std::vector<std::pair<double, QString>> ticks;
    for (double tick = range.lower; tick < range.upper + range.step / 2; tick += range.step)
        ticks.emplace_back(tick, tickText(tick, range, ofDifference));
    return ticks;
}

void drawCompareAxes(QPainter& painter, const ComparePanel& panel, bool withTokens)
{
    const PlotStyle& style = panel.scene.style;
    const qreal line = style.lineHeight();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(style.frame);
    painter.drawRect(panel.plot);
    painter.setPen(style.text);
    const int rows =
        std::max(1, int(std::lround(roundStep(std::max(1.0, 1.6 * line / panel.rowHeight())))));
    const int top = panel.layers - 1;
    for (int layer = 0; layer <= top; layer += rows) {
        const bool near = layer > 0 && layer < top && (top - layer) * panel.rowHeight() < line;
        if (!near)
            drawText(painter, style,
                     QRectF(panel.plot.left() - 60 - theme::gapTiny, panel.y(layer) - line / 2, 60,
                            line),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(layer));
    }
    if (top % rows != 0 && top * panel.rowHeight() >= line)
        drawText(painter, style,
                 QRectF(panel.plot.left() - 60 - theme::gapTiny, panel.y(top) - line / 2, 60, line),
                 Qt::AlignRight | Qt::AlignVCenter, QString::number(top));
    if (!withTokens)
        return;
    const qreal room = style.textWidth(QString::number(panel.columns())) + theme::gap;
    const int step =
        std::max(1, int(std::lround(roundStep(std::max(1.0, room / panel.columnWidth())))));
    for (int column = step - 1; column < panel.columns(); column += step)
        drawText(painter, style,
                 QRectF(panel.x(column + 0.5) - room, panel.plot.bottom() + 2, 2 * room, line),
                 Qt::AlignHCenter | Qt::AlignTop, QString::number(column + 1));
}

void drawCompareBar(QPainter& painter, const CompareScene& scene, const QRectF& plots,
                    const ColorMap& colors)
{
    const PlotStyle& style = scene.style;
    const auto ticks = compareTicks(scene);
    const qreal line = style.lineHeight();
    const QRectF bar(plots.right() + theme::gap, plots.top(), compareBarWidth, plots.height());
    const ColorRange range = scene.values.range(scene.form == CompareForm::Difference);
    const bool plain = !scene.values.quantity() && scene.form == CompareForm::SideBySide;
    constexpr int bands = 64;
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (plain) {
        painter.fillRect(bar, colors.at(1));
    } else {
        for (int band = 0; band < bands; ++band) {
            const qreal top = bar.bottom() - bar.height() * (band + 1) / bands;
            painter.fillRect(
                QRectF(bar.left(), top, bar.width(), bar.height() / bands + 0.5).intersected(bar),
                colors.at((band + 0.5) / bands));
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(style.frame);
    painter.drawRect(bar);
    painter.setPen(style.text);
    double lowest = bar.bottom() + line;
    for (const auto& [tick, text] : ticks) {
        const double y = std::clamp(bar.bottom() - (tick - range.lower) /
                                                       (range.upper - range.lower) * bar.height(),
                                    bar.top() + line / 2, bar.bottom() - line / 2);
        if (lowest - y < line * 0.95)
            continue;
        lowest = y;
        drawText(
            painter, style,
            QRectF(bar.right() + theme::gapTiny, y - line / 2, style.textWidth(text) + 2, line),
            Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void drawCompareLegend(QPainter& painter, const CompareScene& scene, const QRectF& row)
{
    const PlotStyle& style = scene.style;
    const bool ofDifference = scene.form == CompareForm::Difference;
    qreal x = row.left();
    const auto entry = [&](const QString& text, const auto& sample) {
        const qreal wide = 20 + theme::gapTiny + style.textWidth(text) + theme::gap;
        if (x + wide > row.right() + theme::gap)
            return;
        sample(QRectF(x, row.center().y() - 5, 20, 10));
        painter.setPen(style.mutedText);
        drawText(painter, style, QRectF(x + 20 + theme::gapTiny, row.top(), wide, row.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, text);
        x += wide;
    };
    const auto stroke = [&](Qt::PenStyle pen) {
        return [&painter, &style, pen](const QRectF& box) {
            QPen ink(style.exitLine, 1.5, pen, Qt::FlatCap);
            if (pen != Qt::SolidLine)
                ink.setDashPattern({3, 2});
            painter.setPen(ink);
            painter.drawLine(QPointF(box.left(), box.center().y()),
                             QPointF(box.right(), box.center().y()));
        };
    };
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (ofDifference) {
        entry(CompareMapText::tr("exit of A"), stroke(Qt::DashLine));
        entry(CompareMapText::tr("exit of B"), stroke(Qt::SolidLine));
    } else {
        entry(CompareMapText::tr("exit"), stroke(Qt::SolidLine));
    }
    if (scene.divergentColumn >= 0)
        entry(CompareMapText::tr("first divergence"), [&](const QRectF& box) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(style.settingsMark);
            painter.drawPolygon(
                QPolygonF({box.center() + QPointF(-4, -3), box.center() + QPointF(4, -3),
                           box.center() + QPointF(0, 4)}));
        });
    entry(ofDifference ? CompareMapText::tr("another token")
                       : CompareMapText::tr("no token of this run"),
          [&](const QRectF& box) {
              painter.fillRect(box, style.base);
              drawHatch(painter, box, style.ruling);
              painter.setPen(style.frame);
              painter.setBrush(Qt::NoBrush);
              painter.drawRect(box);
          });
}

} // namespace exitscope
