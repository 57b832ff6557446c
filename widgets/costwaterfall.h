#pragma once

#include "trace/cost.h"
#include "widgets/exportable.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace exitscope {

/// One step on the way from what full depth costs to what the run did, per token.
struct CostBar
{
    QString name;
    QString help;
    double ms = 0; ///< of a step: positive where the run took longer
    bool isTotal = false;

    bool operator==(const CostBar&) const = default;
};

/// The steps of a run whose full depth was measured: each total is the one before it with the steps
/// between them. `drafted`: layers that run late verify drafts.
std::vector<CostBar> costBars(const CostBreakdown& cost, bool drafted);

/// Draws those steps as bars, each from where the one before it ended, with milliseconds per token
/// and shares of full depth. Any thread.
void drawCostBars(QPainter& painter, const PlotCanvas& canvas, const std::vector<CostBar>& bars);
/// A bar's figures as they are drawn, for example "−4.21 ms" and "−30 %".
QString costMilliseconds(const std::vector<CostBar>& bars, const CostBar& bar);
QString costShare(const std::vector<CostBar>& bars, const CostBar& bar);
/// The height that they need.
int costBarsHeight(const QFont& font, const std::vector<CostBar>& bars);
/// A row for each step.
ExportTable costTable(const std::vector<CostBar>& bars);

/// Those bars as a widget, which explains each. GUI thread.
class CostWaterfall : public QWidget
{
    Q_OBJECT

public:
    explicit CostWaterfall(QWidget* parent = nullptr);

    void setBars(std::vector<CostBar> bars);
    const std::vector<CostBar>& bars() const { return m_bars; }
    /// See costMilliseconds and costShare.
    QString milliseconds(const CostBar& bar) const;
    QString share(const CostBar& bar) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<CostBar> m_bars;
};

} // namespace exitscope
