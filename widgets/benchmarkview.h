#pragma once

#include "results/benchmarkresult.h"
#include "widgets/resultview.h"
#include "widgets/samplemodel.h"

#include <map>
#include <string>

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;

namespace exitscope {

class ExitHistogramPlot;
class FigureModel;
class SamplePlot;
class SamplesView;
class TableView;

/// A benchmark's figures, a plot of them, and its samples; while it runs it grows. GUI thread.
class BenchmarkView : public ResultView
{
    Q_OBJECT

public:
    explicit BenchmarkView(QWidget* parent = nullptr);

    void setResult(const BenchmarkResult& result, std::vector<SamplePointer> samples);
    /// One sample more; until the end figures are means without intervals.
    void append(const SamplePointer& sample, const BenchmarkResult& soFar);
    /// The same samples with the figures that are due.
    void finish(const BenchmarkResult& result);
    const BenchmarkResult& result() const { return m_result; }
    SamplesView* samples() { return m_samples; }

    std::vector<ResultTable> tables() const override;
    std::optional<PlotPicture> picture() const override;

Q_SIGNALS:
    void runWanted(const exitscope::SamplePointer& sample);

private:
    enum Plot
    {
        ExitPlot,
        ByExitPlot,
        BySpeedPlot
    };

    QWidget* makeFigures();
    QWidget* makePlots();
    /// The metrics there are to choose from, the usual one at first.
    void offerQualities();
    /// Takes a sample into the means that stand in for the figures until those are there.
    void count(const SampleResult& sample);
    std::vector<MetricValue> meansSoFar() const;
    /// The result's figures, or what stands in for them.
    std::vector<MetricValue> shownFigures() const;
    void showFigures();
    void showPlot();
    Plot plot() const;
    std::string quality() const;

    struct Sum
    {
        double total = 0;
        int samples = 0;
    };

    BenchmarkResult m_result;
    std::map<std::string, Sum> m_sums; ///< by metric
    FigureModel* m_figures;
    QLabel* m_progress = nullptr;
    QCheckBox* m_detailed = nullptr;
    QComboBox* m_plots = nullptr;
    QComboBox* m_quality = nullptr;
    QStackedWidget* m_stack = nullptr;
    ExitHistogramPlot* m_exits = nullptr;
    SamplePlot* m_points = nullptr;
    SamplesView* m_samples = nullptr;
};

} // namespace exitscope
