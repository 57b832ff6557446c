#include "widgets/tradeoffdrawing.h"

#include "widgets/settingstext.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

/// Between the legend's rows.
constexpr double legendGap = 4;

QString nameOf(const Criterion& criterion)
{
    return QString::fromUtf8(criterion.name.data(), qsizetype(criterion.name.size()));
}

} // namespace

std::optional<TradeOffMark> markOf(const ReplayTotals& totals)
{
    const std::optional<double> agreement = totals.agreement();
    return agreement ? std::optional(TradeOffMark{totals.layersSaved(), *agreement}) : std::nullopt;
}

TradeOffDrawing::TradeOffDrawing(const TradeOffContent& content, const PlotCanvas& canvas)
    : m_content(content)
    , m_canvas(canvas)
    , m_labelFont(theme::small(canvas.font))
    , m_colors(theme::colors(canvas.palette))
{}

qreal TradeOffDrawing::lineHeight() const
{
    return std::ceil(QFontMetricsF(m_labelFont).height()) + 2;
}

std::vector<TradeOffDrawing::LegendEntry> TradeOffDrawing::legend() const
{
    std::vector<LegendEntry> entries;
    for (const WhatIfCurve& curve : m_content.curves)
        entries.push_back({criterionText(curve.what.varied->title), curve.what.varied});
    const std::size_t marks = entries.size();
    if (m_content.marks.asked)
        entries.push_back({tr("this rule"), nullptr, Mark::Asked});
    if (m_content.marks.recorded)
        entries.push_back({tr("as it ran"), nullptr, Mark::Recorded});
    if (m_content.marks.ceiling)
        entries.push_back({tr("oracle ceiling"), nullptr, Mark::Ceiling});

    QFont bold = m_labelFont;
    bold.setBold(true);
    const QFontMetricsF metrics(bold);
    const qreal row = lineHeight() + legendGap;
    qreal x = 0;
    qreal y = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const qreal wide = sampleWidth * lineHeight() + metrics.horizontalAdvance(entries[i].text);
        if (x > 0 && (i == marks || x + wide > m_canvas.size.width())) {
            x = 0;
            y += row;
        }
        entries[i].box = QRectF(x, y, wide, row);
        x += wide + theme::gap;
    }
    for (LegendEntry& entry : entries)
        entry.box.translate(0, m_canvas.size.height() - y - row);
    return entries;
}

TradeOffAxes TradeOffDrawing::axes() const
{
    TradeOffAxes at;
    double most = m_content.marks.ceiling.value_or(0);
    double least = 1;
    for (const WhatIfCurve& curve : m_content.curves) {
        for (const CurvePoint& point : curve.points) {
            most = std::max(most, point.layersSaved);
            least = std::min(least, point.agreement.value_or(1));
        }
    }
    at.mostSaved = std::clamp(std::ceil(most * 10 - 1e-9) / 10, 0.1, 1.0);
    // At least down to where one can see that agreement is lost.
    for (const double tick : TradeOffAxes::ticks) {
        at.leastAgreement = tick;
        if (tick <= std::min(least, 0.9))
            break;
    }
    const QFontMetricsF metrics(m_labelFont);
    const std::vector<LegendEntry> entries = legend();
    const qreal bottom = entries.empty() ? m_canvas.size.height() : entries.front().box.top();
    at.frame = QRectF(
        QPointF(metrics.horizontalAdvance(tr("%1 %").arg(100)) + theme::gapTiny,
                lineHeight() + theme::gapTiny),
        QPointF(m_canvas.size.width() - theme::gapSmall, bottom - lineHeight() - theme::gapSmall));
    return at;
}

ExportTable tradeOffTable(const TradeOffContent& content)
{
    ExportTable table{{"what", "criterion", "sweep", "threshold", "layers_saved", "agreement"}, {}};
    const auto known = [](const std::optional<double>& value) {
        return value ? QVariant(*value) : QVariant();
    };
    for (const WhatIfCurve& curve : content.curves) {
        const QString sweep =
            curve.what.sweep == Sweep::Shift ? QStringLiteral("shift") : QStringLiteral("constant");
        for (const CurvePoint& point : curve.points)
            table.rows.push_back({QStringLiteral("curve"), nameOf(*curve.what.varied), sweep,
                                  point.threshold, point.layersSaved, known(point.agreement)});
    }
    const auto addMark = [&table](const QString& what, double saved, const QVariant& agreement) {
        table.rows.push_back({what, QVariant(), QVariant(), QVariant(), saved, agreement});
    };
    const TradeOffMarks& marks = content.marks;
    if (marks.asked)
        addMark(QStringLiteral("this_rule"), marks.asked->layersSaved, marks.asked->agreement);
    if (marks.recorded)
        addMark(QStringLiteral("as_it_ran"), marks.recorded->layersSaved,
                marks.recorded->agreement);
    if (marks.ceiling)
        addMark(QStringLiteral("oracle_ceiling"), *marks.ceiling, 1.0);
    return table;
}

} // namespace exitscope
