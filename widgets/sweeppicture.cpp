// The picture of sweepplot.h.
#include "widgets/sweepplot.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace exitscope {

namespace {

struct SweepPicture
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SweepPicture)
};

QString subtitleOf(const SweepResult& sweep)
{
    if (!sweep.baseline)
        return {};
    const BenchmarkResult& full = *sweep.baseline;
    return SweepPicture::tr("%1, %2, samples: %3, points: %4")
        .arg(QString::fromStdString(full.model.name), QString::fromStdString(full.data.name))
        .arg(full.counts.done - full.counts.skipped)
        .arg(sweep.points.size());
}

/// Side by side where there is the width for it, else one above the other.
void drawBoth(QPainter& painter, const PlotCanvas& canvas, const SweepContent& content)
{
    const bool beside = canvas.size.width() > 1.25 * canvas.size.height();
    const double gap = 2 * theme::gapLarge;
    QSizeF half = canvas.size;
    if (beside)
        half.setWidth((half.width() - gap) / 2);
    else
        half.setHeight((half.height() - gap) / 2);
    const QPointF second =
        beside ? QPointF(half.width() + gap, 0) : QPointF(0, half.height() + gap);
    drawInside(painter, canvas, QRectF(QPointF(0, 0), half),
               [&](const PlotCanvas& inner) { drawSweepPlane(painter, inner, content); });
    drawInside(painter, canvas, QRectF(second, half),
               [&](const PlotCanvas& inner) { drawSweepFront(painter, inner, content); });
}

QVariant cell(double value)
{
    return std::isnan(value) ? QVariant() : QVariant(value);
}

QVariantList rowOf(const SweepMark& mark, std::size_t axes)
{
    QVariantList row;
    for (std::size_t i = 0; i < axes; ++i)
        row << (mark.at.empty() ? QVariant() : QVariant(mark.at[i]));
    row << mark.speed << mark.speedUp << cell(mark.quality) << cell(mark.low) << cell(mark.high)
        << mark.keepsQuality << mark.isOnFront << mark.isBest;
    return row;
}

ExportTable tableOf(const SweepContent& content)
{
    ExportTable table;
    for (const SweepContent::Axis& axis : content.axes)
        table.columns << axis.name;
    table.columns << QStringLiteral("tokens_per_second") << QStringLiteral("speed_up")
                  << content.quality << content.quality + QStringLiteral("_low")
                  << content.quality + QStringLiteral("_high") << QStringLiteral("keeps_quality")
                  << QStringLiteral("on_front") << QStringLiteral("best");
    if (content.fullDepth)
        table.rows.push_back(rowOf(*content.fullDepth, content.axes.size()));
    for (const SweepMark& mark : content.marks)
        table.rows.push_back(rowOf(mark, content.axes.size()));
    return table;
}

} // namespace

PlotPicture sweepPicture(const std::shared_ptr<const SweepResult>& sweep)
{
    const auto content = std::make_shared<const SweepContent>(sweepContent(*sweep));
    const bool isPlane = content->isPlane();
    PlotPicture picture = titledPicture(
        QStringLiteral("sweep"), SweepPicture::tr("Sweep: %1").arg(content->labelTitle()),
        subtitleOf(*sweep), [](const QFont& font) { return 26 * QFontMetrics(font).height(); },
        [content, isPlane](QPainter& painter, const PlotCanvas& canvas) {
            if (isPlane)
                drawBoth(painter, canvas, *content);
            else
                drawSweepFront(painter, canvas, *content);
        });
    if (isPlane)
        picture.suitableSize = [one = picture.suitableSize](const QFont& font) {
            const QSize size = one(font);
            return QSize(size.width() * 8 / 5, size.height());
        };
    picture.table = [content] { return tableOf(*content); };
    return picture;
}

} // namespace exitscope
