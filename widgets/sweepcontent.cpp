#include "widgets/sweepcontent.h"

#include "widgets/metrictext.h"
#include "widgets/settingstext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

struct SweepText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SweepText)
};

/// What people call a side of the grid.
QString axisTitle(const QString& name)
{
    const QLatin1String threshold("_threshold");
    if (name == QLatin1String("exit_layer"))
        return SweepText::tr("Exit layer");
    if (name == QLatin1String("num_speculations"))
        return SweepText::tr("Drafts");
    for (const Criterion* criterion : allCriteria()) {
        const QString own = QString::fromUtf8(criterion->name.data(),
                                              static_cast<qsizetype>(criterion->name.size()));
        if (name == own + threshold)
            return SweepText::tr("Threshold: %1").arg(criterionText(criterion->title));
    }
    return name;
}

SweepMark markOf(const SweepResult& sweep, const BenchmarkResult& result)
{
    SweepMark mark;
    mark.speed = speedOf(result);
    const double full = sweep.baseline ? speedOf(*sweep.baseline) : 0;
    mark.speedUp = full > 0 ? mark.speed / full : 0;
    mark.quality = qualityOf(sweep, result).value_or(std::numeric_limits<double>::quiet_NaN());
    mark.low = mark.high = mark.quality;
    return mark;
}

SweepMark markOf(const SweepResult& sweep, const SweepPoint& point)
{
    SweepMark mark = markOf(sweep, point.result);
    QStringList values;
    for (const double value : point.at)
        values << QLocale().toString(value, 'g', 4);
    mark.label = values.join(QStringLiteral(" / "));
    mark.at = point.at;
    mark.keepsQuality = point.difference && !point.difference->isSignificantlyBelow();
    if (point.difference) {
        mark.low = mark.quality + point.difference->low - point.difference->mean;
        mark.high = mark.quality + point.difference->high - point.difference->mean;
    }
    return mark;
}

/// Full depth is on the front where no point is as good and faster, or as fast and better.
bool isBeaten(const SweepMark& full, const std::vector<SweepMark>& marks)
{
    return std::ranges::any_of(marks, [&](const SweepMark& mark) {
        return mark.speed >= full.speed && mark.quality >= full.quality &&
               (mark.speed > full.speed || mark.quality > full.quality);
    });
}

} // namespace

bool SweepContent::isPlane() const
{
    return axes.size() == 2 && axes[0].values.size() > 1 && axes[1].values.size() > 1;
}

QString SweepContent::labelTitle() const
{
    QStringList titles;
    for (const Axis& axis : axes)
        titles << axis.title;
    return titles.join(QStringLiteral(" / "));
}

const SweepMark* SweepContent::at(std::size_t column, std::size_t row) const
{
    const std::vector<double> place = {axes[0].values[row], axes[1].values[column]};
    const auto found = std::ranges::find(marks, place, &SweepMark::at);
    return found == marks.end() ? nullptr : &*found;
}

SweepContent sweepContent(const SweepResult& sweep)
{
    SweepContent content;
    content.quality = QString::fromStdString(sweep.quality);
    content.qualityTitle = metricTitle(sweep.quality);
    for (const SweepAxis& axis : sweep.axes) {
        const QString name = QString::fromStdString(axisName(axis));
        content.axes.push_back({name, axisTitle(name), axis.values});
    }
    for (const SweepPoint& point : sweep.points)
        content.marks.push_back(markOf(sweep, point));
    for (const std::size_t index : paretoFront(sweep))
        content.marks[index].isOnFront = true;
    if (const auto best = bestPoint(sweep))
        content.marks[*best].isBest = true;
    if (sweep.baseline) {
        content.fullDepth = markOf(sweep, *sweep.baseline);
        content.fullDepth->label = SweepText::tr("full depth");
        content.fullDepth->isOnFront = !isBeaten(*content.fullDepth, content.marks);
    }
    return content;
}

} // namespace exitscope
