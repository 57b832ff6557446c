#pragma once

#include "trace/speculationfigures.h"
#include "widgets/exporttable.h"
#include "widgets/plotstyle.h"

#include <QWidget>

namespace exitscope {

/// Drafts by their place in the round, a bar each: accepted, rejected, not checked; with counts and
/// the share that was accepted. Draws into (0, 0) to `size`.
void drawAcceptance(QPainter& painter, const QSizeF& size, const PlotStyle& style,
                    const SpeculationFigures& figures);
/// The height that all bars with their legend take.
int acceptanceHeight(const PlotStyle& style, const SpeculationFigures& figures);

/// A row for each place of a round.
ExportTable acceptanceTable(const SpeculationFigures& figures);

/// The same as a widget; the table of rounds beside it and its description say it in words. GUI
/// thread.
class AcceptancePlot : public QWidget
{
    Q_OBJECT

public:
    explicit AcceptancePlot(QWidget* parent = nullptr);

    void setFigures(const SpeculationFigures& figures);
    const SpeculationFigures& figures() const { return m_figures; }
    /// What a bar's tooltip says.
    static QString placeText(const SpeculationFigures& figures, int place);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    SpeculationFigures m_figures;
};

} // namespace exitscope
