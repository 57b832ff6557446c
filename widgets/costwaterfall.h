#pragma once

#include "trace/cost.h"

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
/// and shares of full depth. GUI thread.
class CostWaterfall : public QWidget
{
    Q_OBJECT

public:
    explicit CostWaterfall(QWidget* parent = nullptr);

    void setBars(std::vector<CostBar> bars);
    const std::vector<CostBar>& bars() const { return m_bars; }
    /// The bar's figures as they are drawn, for example "−4.21 ms" and "−30 %".
    QString milliseconds(const CostBar& bar) const;
    QString share(const CostBar& bar) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Columns;

    Columns columns() const;
    int rowHeight() const;
    void drawBar(QPainter& painter, const CostBar& bar, const QRectF& place) const;

    std::vector<CostBar> m_bars;
};

} // namespace exitscope
