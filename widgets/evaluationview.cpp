#include "widgets/evaluationview.h"

#include "widgets/evaluationmodel.h"
#include "widgets/samplesview.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

EvaluationView::EvaluationView(QWidget* parent)
    : ResultView(parent)
    , m_model(new EvaluationModel(this))
    , m_progress(new TextLabel(TextLabel::Style::Note))
    , m_table(new TableView(nullptr, theme::gapTiny))
    , m_task(new QComboBox)
    , m_samples(new SamplesView)
{
    setAccessibleName(tr("Results of an evaluation"));
    m_progress->setWordWrap(true);
    m_table->setAccessibleName(tr("Metrics of the tasks"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setModel(m_model);
    m_table->setColumnWidths({22, 20, 22, 13, 19, 12, 14});
    m_table->horizontalHeader()->setSectionResizeMode(EvaluationModel::TaskColumn,
                                                      QHeaderView::Stretch);
    m_task->setAccessibleName(tr("Task whose documents are shown"));
    auto* below = new QWidget;
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(m_task, 0, Qt::AlignLeft);
    column->addWidget(m_samples, 1);
    auto* both = new QSplitter(Qt::Vertical);
    both->setChildrenCollapsible(false);
    both->addWidget(m_table);
    both->addWidget(below);
    both->setStretchFactor(0, 1);
    both->setStretchFactor(1, 3);
    both->setSizes({170, 500});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(theme::gapTiny);
    whole->addWidget(m_progress);
    whole->addWidget(both, 1);
    connect(m_task, &QComboBox::currentIndexChanged, this, &EvaluationView::showTask);
    connect(m_samples, &SamplesView::runWanted, this, &EvaluationView::runWanted);
}

void EvaluationView::setEvaluation(const Evaluation& evaluation)
{
    showFigures(evaluation);
    showTask();
}

void EvaluationView::updateEvaluation(const Evaluation& evaluation)
{
    const QString before = task();
    showFigures(evaluation);
    if (task() != before)
        return showTask();
    m_samples->updateSamples(documents());
    showQuality();
}

void EvaluationView::showFigures(const Evaluation& evaluation)
{
    const QString shown = m_task->currentText();
    m_evaluation = evaluation;
    m_samples->setRunsOffered(evaluation.identity.has_value());
    m_model->setFigures(evaluation.figures);
    m_table->setColumnHidden(
        EvaluationModel::FilterColumn,
        std::ranges::all_of(evaluation.figures, &QString::isEmpty, &TaskFigure::filter));
    m_progress->setText(!evaluation.failure.isEmpty() ? evaluation.failure
                        : evaluation.isComplete       ? tr("Complete")
                                                      : tr("Not complete"));
    const QSignalBlocker quiet(m_task);
    m_task->clear();
    for (const EvaluatedTask& task : evaluation.tasks)
        m_task->addItem(task.name);
    m_task->setCurrentIndex(std::max(0, m_task->findText(shown)));
    m_task->setVisible(m_task->count() > 1);
}

QString EvaluationView::task() const
{
    return m_task->currentText();
}

void EvaluationView::showTask()
{
    m_samples->setSamples(documents());
    showQuality();
    m_samples->selectFirst();
}

std::vector<SamplePointer> EvaluationView::documents() const
{
    const int index = m_task->currentIndex();
    if (index < 0)
        return {};
    return m_evaluation.tasks[static_cast<std::size_t>(index)].samples;
}

void EvaluationView::showQuality()
{
    m_samples->setQuality(usualQuality(textMetrics(m_samples->model()->samples())));
}

std::vector<ResultTable> EvaluationView::tables() const
{
    std::vector<ResultTable> tables{
        {QStringLiteral("metrics"), tr("Metrics"), evaluationTable(m_evaluation.figures)}};
    if (m_samples->model()->rowCount() > 0)
        tables.push_back({m_task->currentText() + QStringLiteral("-documents"), tr("Documents"),
                          sampleTable(m_samples->model()->samples())});
    return tables;
}

} // namespace exitscope
