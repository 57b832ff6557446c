#include "widgets/colorrange.h"

#include "widgets/roundstep.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace exitscope {
namespace {

/// Powers of ten between the ends of a logarithmic scale, at most.
constexpr int mostDecades = 6;
/// Labels nearer to an end than this share of the bar would touch its own.
constexpr double leastTickDistance = 0.06;

/// Ticks of a logarithmic scale that are no ends: powers of ten, or 1, 2, 5 where those are few.
std::vector<double> logarithmicTicks(double lower, double upper)
{
    const double from = std::log10(lower > 0 ? lower : 1);
    const double decades = std::log10(upper) - from;
    const bool fine = decades < 2;
    const int stride = std::max(1, int(std::ceil(decades / 8)));
    std::vector<double> ticks;
    for (int power = int(std::floor(from)); power <= std::ceil(from + decades); power += stride) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = factor * std::pow(10.0, power);
            const bool inside = tick >= lower * (1 - 1e-9) && tick <= upper * (1 + 1e-9);
            if (inside && (fine || factor == 1.0))
                ticks.push_back(tick);
        }
    }
    return ticks;
}

} // namespace

ColorShare::ColorShare(const ColorRange& range)
    : m_range(range)
    , m_from(range.logarithmic ? std::log(range.lower + range.offset) : range.lower)
    , m_length((range.logarithmic ? std::log(range.upper + range.offset) : range.upper) - m_from)
{}

double ColorRange::share(double value) const
{
    return ColorShare(*this)(value);
}

std::vector<double> ColorRange::ticks() const
{
    std::vector<double> ticks;
    if (!logarithmic) {
        // From a multiple of the step, for ends that are not round.
        const double first = step * std::ceil(lower / step - 1e-6);
        for (int i = 0; first + i * step <= upper + step * 1e-6; ++i)
            ticks.push_back(first + i * step);
        return ticks;
    }
    ticks.push_back(lower);
    for (const double tick : logarithmicTicks(lower, upper)) {
        if (share(tick) - share(ticks.back()) >= leastTickDistance)
            ticks.push_back(tick);
    }
    while (ticks.size() > 1 && 1 - share(ticks.back()) < leastTickDistance)
        ticks.pop_back();
    ticks.push_back(upper);
    return ticks;
}

QString ColorRange::tickLabel(double tick, bool isSigned) const
{
    if (logarithmic) {
        const QString number = QLocale().toString(tick, 'g', 6);
        return hidesBelow && tick <= lower ? QStringLiteral("≤ %1").arg(number) : number;
    }
    const int decimals = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    const QString sign = isSigned && tick > step / 2 ? QStringLiteral("+") : QString();
    return sign + QLocale().toString(std::abs(tick) < step / 2 ? 0.0 : tick, 'f', decimals);
}

Extent::Extent()
    : least(std::numeric_limits<float>::quiet_NaN())
    , greatest(least)
    , leastPositive(least)
{}

void Extent::add(float value)
{
    if (std::isinf(value))
        return;
    // fmin and fmax pass over NaN.
    least = std::fmin(least, value);
    greatest = std::fmax(greatest, value);
    if (value > 0)
        leastPositive = std::fmin(leastPositive, value);
}

void Extent::add(const Extent& other)
{
    least = std::fmin(least, other.least);
    greatest = std::fmax(greatest, other.greatest);
    leastPositive = std::fmin(leastPositive, other.leastPositive);
}

bool Extent::isEmpty() const
{
    return std::isnan(least);
}

ColorRange roundRange(double least, double greatest, double leastStep)
{
    const double length = std::max(greatest - least, 1e-3);
    const double step = std::max(roundStep(length / 5), leastStep);
    const double lower = step * std::floor(least / step + 1e-6);
    const double upper = step * std::ceil(greatest / step - 1e-6);
    return {lower, std::max(upper, lower + step), step};
}

ColorRange signedRange(double reach)
{
    reach = std::max(reach, 1e-3);
    const double step = roundStep(reach / 3);
    const double end = step * std::ceil(reach / step - 1e-6);
    return {-end, end, step};
}

ColorRange logarithmicRange(const ColorRange& linear, const Extent& values, bool counts)
{
    ColorRange range = linear;
    range.logarithmic = true;
    if (counts) {
        range.offset = 1;
        range.lower = std::max(0.0, linear.lower);
        range.upper = std::max(linear.upper, range.lower + 1);
        return range;
    }
    const double most = std::pow(10.0, mostDecades);
    const double positive =
        std::isnan(values.leastPositive) ? linear.upper / 10 : double(values.leastPositive);
    const double floor = std::max(positive, linear.upper / most * (1 + 1e-9));
    range.lower = std::pow(10.0, std::floor(std::log10(floor) + 1e-9));
    if (range.lower >= range.upper)
        range.upper = 10 * range.lower;
    range.hidesBelow = values.least < range.lower;
    return range;
}

} // namespace exitscope
