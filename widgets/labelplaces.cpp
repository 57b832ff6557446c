#include "widgets/labelplaces.h"

#include <limits>

namespace exitscope {

std::optional<QRectF> LabelPlaces::place(const QPointF& point, double reach, const QSizeF& size,
                                         bool evenSo)
{
    // Right, above, below and left first, then the corners.
    static constexpr double sides[][2] = {{1, 0},  {0, -1}, {0, 1},   {-1, 0},
                                          {1, -1}, {1, 1},  {-1, -1}, {-1, 1}};
    std::optional<QRectF> least;
    double leastCovered = std::numeric_limits<double>::infinity();
    for (const auto& side : sides) {
        const bool isCorner = side[0] != 0 && side[1] != 0;
        const double away = isCorner ? 0.7 * reach : reach;
        const QPointF middle = point + QPointF(side[0] * (away + size.width() / 2),
                                               side[1] * (away + size.height() / 2));
        const QRectF box(middle - QPointF(size.width() / 2, size.height() / 2), size);
        const double hidden = covered(box);
        if (hidden < leastCovered && (m_frame.contains(box) || evenSo)) {
            leastCovered = hidden;
            least = box;
        }
        if (leastCovered == 0)
            break;
    }
    if (!least || (leastCovered > 0 && !evenSo))
        return std::nullopt;
    m_taken.append(*least);
    return least;
}

double LabelPlaces::covered(const QRectF& box) const
{
    const auto areaOf = [](const QRectF& part) {
        return part.isEmpty() ? 0 : part.width() * part.height();
    };
    double area = areaOf(box) - areaOf(box.intersected(m_frame));
    for (const QRectF& taken : m_taken)
        area += areaOf(box.intersected(taken));
    return area;
}

} // namespace exitscope
