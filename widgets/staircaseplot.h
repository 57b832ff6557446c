#pragma once

#include "widgets/rundocument.h"
#include "widgets/staircasescene.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace exitscope {

/// The K/V staircase of a run after one of its steps: layers by tokens, each cell by how it came.
/// Wheel, drag and keys move about as in the heatmap; the selection is the document's. GUI thread.
class StaircasePlot : public QWidget
{
    Q_OBJECT

public:
    explicit StaircasePlot(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);

    const StaircaseHistory& history() const { return m_history; }
    const StaircaseState& state() const { return m_state; }
    const TokenTexts& texts() const { return m_texts; }
    /// The step after which the cells are shown; -1 without any.
    int step() const { return m_step; }
    /// Takes the nearest step that there is, and shows where writing stood. The last one is
    /// followed as the run goes on, on the screen while the newest token is in view.
    void setStep(int step);
    /// One step on, as playing does: follows only where the newest token is in view.
    void stepOn();
    /// Shows all tokens and layers.
    void fit();

    QString cellText(int token, int layer) const;
    /// The same, after what the tokens that share its column on the screen amount to.
    QString tipText(int token, int layer) const;
    /// What the cell held after the step.
    CellOrigin shownAt(int token, int layer) const;
    /// Where a visible cell lies in this widget.
    QRect cellRect(int token, int layer) const;
    /// Layers and tokens from and to which the plot shows.
    HeatmapGeometry cellGeometry() const { return geometryIn(size(), plotStyle()); }

    /// Draws what the plot shows into a picture of `size`.
    void render(QPainter& painter, const QSizeF& size, const PlotStyle& style) const;

    QSize sizeHint() const override { return {640, 300}; }
    QSize minimumSizeHint() const override { return {240, 150}; }

Q_SIGNALS:
    void stepChanged(int step);
    /// The run has other steps, or its columns hold more.
    void historyChanged();
    /// The user asks for this many steps on (back where negative), or to play.
    void stepAsked(int by);
    void playAsked();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cell
    {
        int token = -1;
        int layer = -1;
    };
    struct Drag
    {
        QPointF from;
        double tokenLower = 0;
        double layerLower = 0;
        bool moved = false;
    };

    PlotStyle plotStyle() const { return {palette(), font()}; }
    HeatmapGeometry geometryIn(const QSizeF& size, const PlotStyle& style) const;
    double usualSpan() const;
    int tokens() const { return m_document ? m_document->tokenCount() : 0; }
    int layers() const { return m_document ? m_document->run().model.layers : 0; }
    StaircaseScene scene(const PlotStyle& style, const HeatmapGeometry& geometry) const;
    void clear();
    void takeRun();
    void takeRunSoon();
    void takeSelection(int token);
    void moveTo(int step, bool follow);
    void showState();
    bool isNewestInView() const;
    void showNewest();
    void showTokens(double lower, double span);
    void showLayers(double lower, double span);
    void zoom(double factor);
    void reveal(int token);
    void select(int token, int layer);
    bool moveSelection(int key);
    void describe();
    std::optional<Cell> cellAt(const QPointF& position) const;

    RunDocument* m_document = nullptr;
    StaircaseHistory m_history;
    StaircaseState m_state;
    std::vector<CellOrigin> m_origins;
    HeatmapValues m_values; ///< for the axes, which it gives their numbers of tokens and layers
    TokenTexts m_texts;
    int m_step = -1;
    bool m_behind = false;                           ///< the run has changed since it was taken
    bool m_isNew = false;                            ///< nothing of the run has been taken yet
    int m_firstChanged = StaircaseHistory::noColumn; ///< since it was taken
    bool m_missed = false; ///< the selection has changed while the plot was hidden
    double m_tokenLower = -0.5, m_tokenSpan = 1;
    double m_layerLower = -0.5, m_layerSpan = 1;
    bool m_moved = false;  ///< the user has zoomed or dragged
    bool m_fitted = false; ///< all tokens stay in view as the run goes on
    std::optional<Drag> m_drag;
    QTimer m_timer;
};

} // namespace exitscope
