#include "widgets/benchmarkview.h"

#include "widgets/exithistogramplot.h"
#include "widgets/figuremodel.h"
#include "widgets/metrictext.h"
#include "widgets/resulttext.h"
#include "widgets/sampleplot.h"
#include "widgets/samplesview.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

namespace {

/// Each token that left at a layer, so that the histogram can tell their median.
ExitHistogram histogramOf(const RunFigures& figures)
{
    std::vector<int> exits;
    for (std::size_t layer = 0; layer < figures.exits.size(); ++layer)
        exits.insert(exits.end(), static_cast<std::size_t>(figures.exits[layer]),
                     static_cast<int>(layer));
    return exitHistogramOf(exits, static_cast<int>(figures.exits.size()));
}

} // namespace

BenchmarkView::BenchmarkView(QWidget* parent)
    : ResultView(parent)
    , m_figures(new FigureModel(this))
    , m_samples(new SamplesView)
{
    setAccessibleName(tr("Results of a benchmark"));
    auto* above = new QSplitter(Qt::Horizontal);
    above->setChildrenCollapsible(false);
    above->addWidget(makeFigures());
    above->addWidget(makePlots());
    above->setStretchFactor(0, 1);
    above->setStretchFactor(1, 1);
    above->setSizes({460, 460});
    auto* both = new QSplitter(Qt::Vertical);
    both->setChildrenCollapsible(false);
    both->addWidget(above);
    both->addWidget(m_samples);
    both->setStretchFactor(0, 2);
    both->setStretchFactor(1, 3);
    both->setSizes({300, 380});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(both);
    connect(m_samples, &SamplesView::runWanted, this, &BenchmarkView::runWanted);
    connect(m_samples, &SamplesView::selectionChanged, m_points, &SamplePlot::select);
    connect(m_points, &SamplePlot::sampleChosen, m_samples, &SamplesView::select);
    showFigures();
    showPlot();
}

QWidget* BenchmarkView::makeFigures()
{
    m_progress = new TextLabel(TextLabel::Style::Note);
    m_progress->setWordWrap(true);
    m_detailed = new QCheckBox(tr("Precision and recall"));
    m_detailed->setToolTip(tr("Show the parts of each ROUGE too"));
    auto* table = new TableView(nullptr, theme::gapTiny);
    table->setAccessibleName(tr("Figures"));
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setModel(m_figures);
    table->setColumnWidths({20, 12, 22, 10});
    table->horizontalHeader()->setSectionResizeMode(FigureModel::NameColumn, QHeaderView::Stretch);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::gap);
    head->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Figures")));
    head->addStretch(1);
    head->addWidget(m_detailed);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, theme::gapSmall, theme::gapTiny);
    column->setSpacing(theme::gapTiny);
    column->addLayout(head);
    column->addWidget(m_progress);
    column->addWidget(table, 1);
    connect(m_detailed, &QCheckBox::toggled, m_figures, &FigureModel::setDetailed);
    return part;
}

QWidget* BenchmarkView::makePlots()
{
    m_plots = new QComboBox;
    m_plots->addItems({tr("Exit layers"), tr("Quality by exit layer"), tr("Quality by speed")});
    m_plots->setAccessibleName(tr("Plot"));
    m_plots->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_plots->setMinimumContentsLength(24);
    m_quality = new QComboBox;
    m_quality->setAccessibleName(tr("Metric of quality"));
    m_quality->setToolTip(tr("What stands for quality in the plot and in the table of samples"));
    m_exits = new ExitHistogramPlot;
    m_points = new SamplePlot;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_exits);
    m_stack->addWidget(m_points);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::gapSmall);
    head->addWidget(m_plots);
    head->addStretch(1);
    head->addWidget(m_quality);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(theme::gapSmall, 0, 0, theme::gapTiny);
    column->setSpacing(theme::gapTiny);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    connect(m_plots, &QComboBox::currentIndexChanged, this, &BenchmarkView::showPlot);
    connect(m_quality, &QComboBox::currentIndexChanged, this, [this] {
        m_samples->setQuality(quality());
        showPlot();
    });
    return part;
}

void BenchmarkView::setResult(const BenchmarkResult& result, std::vector<SamplePointer> samples)
{
    m_result = result;
    m_sums.clear();
    for (const SamplePointer& sample : samples)
        count(*sample);
    m_samples->setSamples(std::move(samples));
    offerQualities();
    showFigures();
    showPlot();
}

void BenchmarkView::append(const SamplePointer& sample, const BenchmarkResult& soFar)
{
    const bool wasEmpty = m_quality->count() == 0;
    m_result = soFar;
    count(*sample);
    m_samples->append(sample);
    if (wasEmpty)
        offerQualities();
    showFigures();
    showPlot();
}

void BenchmarkView::finish(const BenchmarkResult& result)
{
    m_result = result;
    showFigures();
    showPlot();
}

void BenchmarkView::count(const SampleResult& sample)
{
    for (const auto& [name, value] : sample.metrics) {
        Sum& sum = m_sums[name];
        sum.total += value;
        ++sum.samples;
    }
}

std::vector<MetricValue> BenchmarkView::meansSoFar() const
{
    std::vector<MetricValue> means;
    for (const auto& [name, sum] : m_sums)
        means.push_back({name, sum.total / sum.samples, {}, {}, sum.samples});
    std::ranges::stable_sort(means, {},
                             [](const MetricValue& figure) { return metricRank(figure.name); });
    return means;
}

std::vector<MetricValue> BenchmarkView::shownFigures() const
{
    return m_result.metrics.empty() ? meansSoFar() : m_result.metrics;
}

void BenchmarkView::offerQualities()
{
    const std::vector<std::string> metrics = textMetrics(m_samples->model()->samples());
    const std::string usual = usualQuality(metrics);
    const QSignalBlocker quiet(m_quality);
    m_quality->clear();
    for (const std::string& metric : metrics)
        m_quality->addItem(metricTitle(metric), QString::fromStdString(metric));
    const auto chosen = std::ranges::find(metrics, usual);
    m_quality->setCurrentIndex(static_cast<int>(chosen - metrics.begin()));
    m_quality->setVisible(m_quality->count() > 0);
    m_samples->setQuality(usual);
}

std::string BenchmarkView::quality() const
{
    return m_quality->currentData().toString().toStdString();
}

BenchmarkView::Plot BenchmarkView::plot() const
{
    return static_cast<Plot>(m_plots->currentIndex());
}

void BenchmarkView::showFigures()
{
    m_progress->setText(resultProgress(m_result));
    m_figures->setFigures(shownFigures());
    m_detailed->setVisible(m_figures->hasDetails());
}

void BenchmarkView::showPlot()
{
    m_stack->setCurrentIndex(plot() == ExitPlot ? 0 : 1);
    if (plot() == ExitPlot) {
        m_exits->setPicture({histogramOf(m_result.figures), {}, false});
        return;
    }
    SamplePicture picture =
        samplePicture(m_samples->model()->samples(),
                      plot() == ByExitPlot ? "mean_exit_layer" : "tokens_per_second", quality());
    picture.selected = m_samples->selected();
    m_points->setPicture(std::move(picture));
}

std::vector<ResultTable> BenchmarkView::tables() const
{
    return {{QStringLiteral("figures"), tr("Figures"), figureTable(shownFigures())},
            {QStringLiteral("samples"), tr("Samples"), sampleTable(m_samples->model()->samples())}};
}

std::optional<PlotPicture> BenchmarkView::picture() const
{
    constexpr int height = 320;
    const auto high = [](const QFont&) { return height; };
    const QString subtitle =
        resultTitle(m_result) + QStringLiteral(" · ") + resultSubject(m_result);
    if (plot() == ExitPlot) {
        const ExitHistogramPicture shown = m_exits->picture();
        if (shown.exits.total == 0)
            return std::nullopt;
        PlotPicture picture =
            titledPicture(QStringLiteral("exits"), tr("Exit layers"), subtitle, high,
                          [shown](QPainter& painter, const PlotCanvas& canvas) {
                              drawExitHistogram(painter, canvas.size,
                                                PlotStyle(canvas.palette, canvas.font), shown);
                          });
        picture.table = [shown] { return exitHistogramTable(shown); };
        return picture;
    }
    const SamplePicture shown = m_points->picture();
    if (shown.points.empty())
        return std::nullopt;
    PlotPicture picture = titledPicture(QStringLiteral("samples"), m_plots->currentText(), subtitle,
                                        high, [shown](QPainter& painter, const PlotCanvas& canvas) {
                                            drawSamples(painter, canvas, shown);
                                        });
    picture.table = [samples = m_samples->model()->samples()] { return sampleTable(samples); };
    return picture;
}

} // namespace exitscope
