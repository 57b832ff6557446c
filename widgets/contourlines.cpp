#include "widgets/contourlines.h"

#include <QPointF>

#include <algorithm>
#include <array>
#include <cmath>

namespace exitscope {

namespace {

struct Corner
{
    QPointF place;
    double value;
};

QPointF crossing(const Corner& a, const Corner& b, double level)
{
    return a.place + (b.place - a.place) * ((level - a.value) / (b.value - a.value));
}

/// Of one square, its corners in a row around it.
void addLines(const std::array<Corner, 4>& corners, double level, QList<QLineF>& lines)
{
    QList<QPointF> points; // in the order of the sides that they lie on
    for (std::size_t side = 0; side < 4; ++side) {
        const Corner& a = corners[side];
        const Corner& b = corners[(side + 1) % 4];
        if ((a.value < level) != (b.value < level))
            points.append(crossing(a, b, level));
    }
    if (points.size() == 2) {
        lines.append(QLineF(points[0], points[1]));
    } else if (points.size() == 4) {
        const double mean =
            (corners[0].value + corners[1].value + corners[2].value + corners[3].value) / 4;
        // Either the first and third corner are cut off, or the other two.
        const bool cutsFirst = (corners[0].value < level) != (mean < level);
        lines.append(cutsFirst ? QLineF(points[3], points[0]) : QLineF(points[0], points[1]));
        lines.append(cutsFirst ? QLineF(points[1], points[2]) : QLineF(points[2], points[3]));
    }
}

std::vector<double> placesOf(std::size_t cells)
{
    std::vector<double> places{-0.5};
    for (std::size_t i = 0; i < cells; ++i)
        places.push_back(static_cast<double>(i));
    places.push_back(static_cast<double>(cells) - 0.5);
    return places;
}

} // namespace

ValuePlane planeOfCells(std::size_t columns, std::size_t rows, const std::vector<double>& values)
{
    ValuePlane plane{placesOf(columns), placesOf(rows), {}};
    const auto inside = [](std::size_t index, std::size_t count) {
        return std::min(index == 0 ? 0 : index - 1, count - 1);
    };
    for (std::size_t row = 0; row < rows + 2; ++row)
        for (std::size_t column = 0; column < columns + 2; ++column)
            plane.values.push_back(values[inside(row, rows) * columns + inside(column, columns)]);
    return plane;
}

QList<QLineF> contourLines(const ValuePlane& plane, double level)
{
    QList<QLineF> lines;
    const auto corner = [&](std::size_t column, std::size_t row) {
        return Corner{QPointF(plane.x[column], plane.y[row]), plane.at(column, row)};
    };
    for (std::size_t row = 0; row + 1 < plane.y.size(); ++row) {
        for (std::size_t column = 0; column + 1 < plane.x.size(); ++column) {
            const std::array<Corner, 4> corners = {corner(column, row), corner(column + 1, row),
                                                   corner(column + 1, row + 1),
                                                   corner(column, row + 1)};
            if (std::ranges::none_of(corners,
                                     [](const Corner& one) { return std::isnan(one.value); }))
                addLines(corners, level, lines);
        }
    }
    return lines;
}

} // namespace exitscope
