#pragma once

#include "widgets/colormap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace exitscope {

/// The colours of evenly spaced shares.
class ColorTable
{
public:
    explicit ColorTable(const ColorMap& colors)
    {
        for (std::size_t i = 0; i < m_colors.size(); ++i)
            m_colors[i] = colors.at(double(i) / double(m_colors.size() - 1)).rgb();
    }
    QRgb at(double share) const
    {
        const double last = double(m_colors.size() - 1);
        return m_colors[static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * last + 0.5)];
    }

private:
    std::array<QRgb, 512> m_colors;
};

inline QRgb between(const QColor& a, const QColor& b, float share)
{
    return QColor::fromRgbF(std::lerp(a.redF(), b.redF(), share),
                            std::lerp(a.greenF(), b.greenF(), share),
                            std::lerp(a.blueF(), b.blueF(), share))
        .rgb();
}

/// `colors` where `tops` lie above `height`, else `base`; kept apart so that it is vectorized.
inline void fillBelow(QRgb* pixels, const std::vector<QRgb>& colors, const std::vector<int>& tops,
                      int height, QRgb base)
{
    const QRgb* from = colors.data();
    const int* top = tops.data();
    const std::size_t width = colors.size();
    for (std::size_t x = 0; x < width; ++x) {
        const QRgb color = from[x];
        pixels[x] = height < top[x] ? color : base;
    }
}

} // namespace exitscope
