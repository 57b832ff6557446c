#pragma once

#include "results/benchmarkresult.h"

#include <QString>

#include <string_view>

namespace exitscope {

/// What people call a metric of a result; a name that is not known stays as it is.
QString metricTitle(std::string_view name);
/// What it measures, in a sentence; empty where its name is not known.
QString metricHelp(std::string_view name);
/// `value` with the unit and the digits that suit the metric.
QString metricText(std::string_view name, double value);
/// The ends of its interval, or a dash.
QString intervalText(const MetricValue& metric);
/// Its place in a table; what is not known stands at the end.
std::size_t metricRank(std::string_view name);
/// Whether a table leaves it out until all is asked for: parts of another figure.
bool isDetail(std::string_view name);

} // namespace exitscope
