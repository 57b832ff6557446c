#pragma once

#include "widgets/colormap.h"
#include "widgets/customplot.h"
#include "widgets/heatmappartial.h"
#include "widgets/rundocument.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

namespace exitscope {

/// The plot inside a HeatmapView: draws the run and turns mouse and keys into movement and
/// selection. QCustomPlot keeps the picture and decides when it is drawn; what lies in it is drawn
/// by the functions of heatmapcells.h, heatmapmarks.h and heatmapframe.h, which export pictures
/// too. A frame costs what is visible, however long the run is. GUI thread; only heatmap*.cpp
/// include this header, so that QCustomPlot stays inside.
class HeatmapPlot : public QCustomPlot
{
    Q_OBJECT

public:
    explicit HeatmapPlot(QWidget* parent = nullptr);
    ~HeatmapPlot() override;

    void setDocument(RunDocument* document);
    void setQuantity(const HeatmapQuantity& quantity);
    void setColorMap(ColorMapKind kind);
    void setScale(const ScaleChoice& scale);
    void setContourShown(bool shown);
    void setFollowing(bool following);
    void setTokenNames(std::function<QString(int)> names) { m_names = std::move(names); }
    void setOtherExits(const std::vector<int>& exits, int firstOther);

    const HeatmapValues& values() const { return m_values; }
    const std::vector<int>& otherExits() const { return m_otherExits; }
    int otherToken() const { return m_otherToken; }
    ColorMapKind colorMap() const { return m_colorKind; }
    bool isFollowing() const { return m_following; }
    /// Shows all tokens and layers.
    void fit();
    QString cellText(int token, int layer) const;
    HeatmapGeometry cellGeometry() const;
    /// The number behind a visible cell's colour; NaN elsewhere.
    double displayedValue(int token, int layer) const;
    void refreshNow();

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cell
    {
        int token = -1;
        int layer = -1;
        bool operator==(const Cell&) const = default;
    };
    struct Drag
    {
        QPointF from;
        double tokenLower = 0;
        double layerLower = 0;
        bool moved = false;
    };

    void addLayers();
    void restyle();
    void rebuild();
    void readPartial();
    void takePartial();
    void refresh();
    void drawOver(QPainter& painter);
    void drawPartial(QPainter& painter, const HeatmapScene& what);
    void drawHint(QPainter& painter, const QRectF& plot);
    void drawCursor(QPainter& painter);
    HeatmapScene scene(const PlotStyle& style) const;
    /// What is said of the cell under the pointer, and of those that share its column.
    QString tipText(const Cell& cell) const;

    int tokens() const { return m_document ? m_document->tokenCount() : 0; }
    /// Those, and the one in the making.
    int columns() const { return tokens() + (m_partial ? 1 : 0); }
    /// What the frame is made for.
    const HeatmapValues& framed() const
    {
        return m_partial && tokens() == 0 ? m_partial->alone : m_values;
    }
    int modelLayers() const { return m_document ? m_document->run().model.layers : 0; }
    double usualSpan() const;
    double usualSpan(int pictureWidth) const;
    void showTokens(double lower, double span, bool byUser);
    void showLayers(double lower, double span);
    void showNewest();
    void reveal(int token);
    void select(int token, int layer);
    void announceSelection();
    std::optional<Cell> cellAt(const QPointF& position) const;
    void setHovered(std::optional<Cell> cell);
    void hoverAgain();

    QPointer<RunDocument> m_document;
    HeatmapValues m_values;
    std::optional<PartialColumn> m_partial; ///< of the token in the making
    TokenTexts m_texts;
    PlotStyle m_style;
    ColorMapKind m_colorKind = ColorMapKind::Viridis;
    ColorMap m_colors;
    std::function<QString(int)> m_names;
    std::vector<int> m_otherExits;
    int m_otherToken = -1;
    QImage m_cells;       ///< of the last frame
    FiringCells m_firing; ///< kept up while the contour is shown
    bool m_contourShown = false;
    bool m_following = true;
    bool m_fitted = false;
    double m_tokenLower = -0.5, m_tokenSpan = 1;
    double m_layerLower = -0.5, m_layerSpan = 1;
    std::optional<Cell> m_hovered;
    std::optional<QPointF> m_pointer; ///< while it is over the plot and drags nothing
    std::optional<Drag> m_drag;

    QTimer m_refreshTimer;
    QElapsedTimer m_sinceRefresh;
};

} // namespace exitscope
