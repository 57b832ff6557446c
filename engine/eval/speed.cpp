#include "eval/speed.h"

#include <algorithm>

namespace exitscope {

Spread spreadOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    const double median =
        values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return {median, values.front(), values.back(), static_cast<int>(values.size())};
}

TimeShares sharesOf(const TokenTimes& times, double seconds)
{
    const double known = times.layersMs + times.scoringMs + times.catchUpMs + times.samplingMs;
    const double whole = std::max(seconds * 1e3, known);
    if (whole <= 0)
        return {};
    return {times.layersMs / whole, times.scoringMs / whole, times.catchUpMs / whole,
            times.samplingMs / whole, (whole - known) / whole};
}

TokenTimes operator+(const TokenTimes& a, const TokenTimes& b)
{
    TokenTimes sum = a;
    sum += b;
    return sum;
}

std::string SpeedRow::label() const
{
    std::string text = dtype;
    for (const std::string* part : {&name, &detail})
        text += part->empty() ? "" : " " + *part;
    return text;
}

IdealBytes::IdealBytes(const WeightTraffic& traffic, int layers)
    : m_layer(static_cast<double>(traffic.layer))
    , m_head(static_cast<double>(traffic.head))
    , m_layers(layers)
{}

double IdealBytes::exitAt(int depth) const
{
    return depth * m_layer + m_head;
}

double IdealBytes::headAtEveryLayer() const
{
    return m_layers * (m_layer + m_head);
}

double IdealBytes::acceptedRound(int depth, int drafts) const
{
    const double drafting = drafts * exitAt(depth) + depth * m_layer;
    const double verification = (m_layers - depth) * m_layer + m_head;
    return (drafting + verification) / (drafts + 1);
}

} // namespace exitscope
