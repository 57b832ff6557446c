#pragma once

#include "widgets/comparecolumns.h"
#include "widgets/heatmapvalues.h"
#include "widgets/plotstyle.h"

#include <QImage>
#include <QPainter>
#include <QRectF>

#include <array>
#include <optional>
#include <vector>

namespace exitscope {

/// What the maps of two runs show: exits, or one quantity of the heatmap.
using CompareQuantity = std::optional<HeatmapQuantity>; ///< nothing: the exit layers

/// The numbers of two runs over their common columns. A value type, complete without the runs.
class CompareValues
{
public:
    CompareValues() = default;
    /// Under a quantity of the rule each run shows its own rule's; see HeatmapQuantity::shownRule.
    CompareValues(const Run& a, const Run& b, const RunComparison& comparison,
                  const CompareQuantity& quantity);

    const std::vector<CompareColumn>& columns() const { return m_columns; }
    const CompareQuantity& quantity() const { return m_quantity; }
    int columnCount() const { return static_cast<int>(m_columns.size()); }
    int layersA() const { return m_a.layers; }
    int layersB() const { return m_b.layers; }
    bool sameDepth() const { return m_a.layers == m_b.layers; }
    /// Whether both show the same score: that of the rule may be another criterion's in each.
    bool sameScore() const;
    /// Of the quantity, or for exits 1 at the layers up to the exit; NaN where nothing is known.
    float a(int column, int layer) const { return valueOf(m_a, at(column).a, layer); }
    float b(int column, int layer) const { return valueOf(m_b, at(column).b, layer); }
    /// b - a of the same token; NaN elsewhere. For exits 1 where only B ran the layer, -1 where
    /// only A did.
    float difference(int column, int layer) const;
    /// -1 where that run has no token.
    int exitA(int column) const { return exitOf(m_a, at(column).a); }
    int exitB(int column) const { return exitOf(m_b, at(column).b); }
    QString title() const;
    /// Of both runs, or symmetric of their differences.
    ColorRange range(bool ofDifference) const;

private:
    struct Side
    {
        int layers = 0;
        std::vector<int> exits;
        HeatmapValues values;
        bool known = false; ///< values hold the quantity
    };

    static Side sideOf(const Run& run, const CompareQuantity& quantity);
    const CompareColumn& at(int column) const
    {
        return m_columns[static_cast<std::size_t>(column)];
    }
    float valueOf(const Side& side, int token, int layer) const;
    static int exitOf(const Side& side, int token);

    std::vector<CompareColumn> m_columns;
    CompareQuantity m_quantity;
    Side m_a;
    Side m_b;
    double m_reach = 0; ///< largest difference, of finite ones
};

enum class CompareForm
{
    Difference, ///< one map of B - A
    SideBySide  ///< A above B
};

/// The cells of the maps as they were last drawn, kept from one paint to the next. Forget it when
/// the values change.
struct CompareCells
{
    struct Panel
    {
        int share = 0; ///< columns of the runs in one of the picture; 0: not drawn yet
        bool dark = false;
        QImage image;
    };
    std::array<Panel, 3> panels; ///< difference, A, B
};

/// All that the drawing of the maps reads; refers to its parts, so it lives as long as one paint.
struct CompareScene
{
    const CompareValues& values;
    const PlotStyle& style;
    QRectF box;
    CompareForm form = CompareForm::Difference;
    int selectedColumn = -1;
    int divergentColumn = -1;
    CompareCells* cells = nullptr; ///< may be null: nothing is kept
};

/// Where the cells lie inside `scene.box`; one area, or two with A's first.
std::vector<QRectF> comparePlots(const CompareScene& scene);
/// The column at `x` of the picture, or -1.
int compareColumnAt(const CompareScene& scene, const QPointF& position);
/// Maps, axes, exits, colour bar and legend. For the screen and for files.
void drawComparison(QPainter& painter, const CompareScene& scene);

} // namespace exitscope
