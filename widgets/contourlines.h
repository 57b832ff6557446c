#pragma once

#include <QLineF>
#include <QList>

#include <cstddef>
#include <vector>

namespace exitscope {

/// Values at the crossings of a grid.
struct ValuePlane
{
    std::vector<double> x;      ///< places of the columns, rising
    std::vector<double> y;      ///< places of the rows, rising
    std::vector<double> values; ///< row by row; NaN: not known

    double at(std::size_t column, std::size_t row) const { return values[row * x.size() + column]; }
};

/// Values of equally wide cells: a plane through their middles (0, 1, ...), continued level to the
/// cells' outer edges (-0.5 and the number of cells - 0.5).
ValuePlane planeOfCells(std::size_t columns, std::size_t rows, const std::vector<double>& values);

/// Where the plane has the value `level`: marching squares, straight between the crossings; where a
/// square allows two ways, its mean decides. Squares with an unknown corner have no line.
QList<QLineF> contourLines(const ValuePlane& plane, double level);

} // namespace exitscope
