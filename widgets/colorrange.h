#pragma once

#include <QString>

#include <cmath>
#include <vector>

namespace exitscope {

/// What the ends of the colours are drawn from.
enum class RangeKind
{
    Run,    ///< the values of the whole run
    Screen, ///< the values of the tokens that are shown
    Full    ///< all values that the quantity can take
};

/// How the user wants values spread over the colours. A value type.
struct ScaleChoice
{
    bool logarithmic = false; ///< where the quantity allows it: see HeatmapValues::mayBeLogarithmic
    RangeKind range = RangeKind::Run;

    bool operator==(const ScaleChoice&) const = default;
};

/// Values from the lowest to the highest colour, with the distance of the ticks. A value type.
struct ColorRange
{
    double lower = 0;
    double upper = 1;
    double step = 0.2; ///< of linear ticks
    bool logarithmic = false;
    /// Added before the logarithm is taken: 1 for counts, which begin at 0.
    double offset = 0;
    /// There are values below `lower`, which wear its colour: zeros, under a logarithm.
    bool hidesBelow = false;

    /// Place of `value` between the ends, 0..1, or beyond them on a linear scale; NaN for NaN.
    double share(double value) const;
    /// Values to be marked, ascending, first and last near the ends.
    std::vector<double> ticks() const;
    /// What stands at a tick; `isSigned` puts a plus before positive ones.
    QString tickLabel(double tick, bool isSigned) const;

    bool operator==(const ColorRange&) const = default;
};

/// ColorRange::share of many values.
class ColorShare
{
public:
    explicit ColorShare(const ColorRange& range);
    double operator()(double value) const
    {
        if (!m_range.logarithmic)
            return (value - m_from) / m_length;
        const double inside = value < m_range.lower ? m_range.lower : value;
        return (std::log(inside + m_range.offset) - m_from) / m_length;
    }

private:
    ColorRange m_range;
    double m_from;   ///< lower end, its logarithm on a logarithmic scale
    double m_length; ///< from there to the upper end
};

/// What is known of a set of values; NaN where there are none. A value type.
struct Extent
{
    float least, greatest, leastPositive;

    Extent();
    /// NaN and infinity change nothing.
    void add(float value);
    void add(const Extent& other);
    bool isEmpty() const;
};

/// From the round number at or below `least` to the one at or above `greatest`, with ticks at least
/// `leastStep` apart.
ColorRange roundRange(double least, double greatest, double leastStep = 0);
/// Symmetric about zero.
ColorRange signedRange(double reach);
/// `linear` with its ends on a logarithmic scale. Zero has no logarithm: counts are shifted by 1,
/// others begin at the power of ten below their least positive value, at most six below the
/// greatest.
ColorRange logarithmicRange(const ColorRange& linear, const Extent& values, bool counts);

} // namespace exitscope
