#pragma once

#include "widgets/resultview.h"
#include "widgets/sweepcontent.h"

#include <memory>

class QLabel;
class QSortFilterProxyModel;

namespace exitscope {

class SweepModel;
class TableView;

/// One of a sweep's drawings. GUI thread.
class SweepPlot : public QWidget
{
    Q_OBJECT

public:
    enum class Kind
    {
        Plane, ///< speed over a grid of two sides
        Front  ///< quality against speed
    };

    explicit SweepPlot(Kind kind, QWidget* parent = nullptr);

    void setContent(const SweepContent& content);

    QSize sizeHint() const override { return {440, 340}; }
    QSize minimumSizeHint() const override { return {260, 180}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
    SweepContent m_content;
};

/// A sweep: which place is best, its drawings, and a row for each place; it grows while it is
/// measured. GUI thread.
class SweepView : public ResultView
{
    Q_OBJECT

public:
    explicit SweepView(QWidget* parent = nullptr);

    void setSweep(const std::shared_ptr<const SweepResult>& sweep);
    /// Null until one was set.
    const std::shared_ptr<const SweepResult>& sweep() const { return m_sweep; }

    std::vector<ResultTable> tables() const override;
    std::optional<PlotPicture> picture() const override;

Q_SIGNALS:
    /// The user wants to see the benchmark at a place; empty: full depth.
    void placeWanted(const std::vector<double>& at);

private:
    void askForPlace();
    QString verdict() const;

    std::shared_ptr<const SweepResult> m_sweep;
    SweepModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLabel* m_progress;
    QLabel* m_verdict;
    SweepPlot* m_plane;
    SweepPlot* m_front;
    TableView* m_table;
};

} // namespace exitscope
