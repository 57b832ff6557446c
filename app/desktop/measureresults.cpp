#include "desktop/measureresults.h"

#include "desktop/exportdialog.h"
#include "desktop/fileplaces.h"
#include "desktop/runcontroller.h"
#include "results/sweepfile.h"
#include "widgets/benchmarkview.h"
#include "widgets/elidedlabel.h"
#include "widgets/evaluationview.h"
#include "widgets/pictureexport.h"
#include "widgets/resulttext.h"
#include "widgets/samplesview.h"
#include "widgets/sweepview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace exitscope {

namespace {

/// With tabs, as spreadsheets take it.
QString asText(const ExportTable& table)
{
    QStringList lines{table.columns.join(u'\t')};
    for (const QVariantList& row : table.rows) {
        QStringList cells;
        for (const QVariant& cell : row)
            cells << cell.toString();
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QWidget* makeEmpty()
{
    auto* text = new TextLabel(
        TextLabel::Style::Note,
        MeasureResults::tr("Results appear here: figures with how sure they are, plots, and each "
                           "sample with its texts.\nChoose what to measure and press Start, or "
                           "open earlier results."));
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    return text;
}

} // namespace

MeasureResults::MeasureResults(RunController* controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_stack(new QStackedWidget)
    , m_benchmark(new BenchmarkView)
    , m_sweep(new SweepView)
    , m_evaluation(new EvaluationView)
{
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(m_benchmark);
    m_stack->addWidget(m_sweep);
    m_stack->addWidget(m_evaluation);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(makeHead());
    column->addWidget(m_stack, 1);
    connect(m_benchmark, &BenchmarkView::runWanted, this, &MeasureResults::runWanted);
    connect(m_evaluation, &EvaluationView::runWanted, this, &MeasureResults::runWanted);
    connect(m_sweep, &SweepView::placeWanted, this, [this](const std::vector<double>& at) {
        const auto file = pointFile(std::filesystem::path(m_file.toStdU16String()).parent_path(),
                                    m_sweep->sweep()->axes, at);
        Q_EMIT fileWanted(QString::fromStdU16String(file.u16string()));
    });
    showHead();
}

QWidget* MeasureResults::makeHead()
{
    m_title = new TextLabel(TextLabel::Style::Heading);
    m_subject = new ElidedLabel(TextLabel::Style::Note);
    m_resume = new QPushButton(tr("Res&ume"));
    m_resume->setToolTip(tr("Go on where this measurement was interrupted"));
    m_export = new QPushButton(tr("&Export"));
    m_export->setToolTip(tr("Take figures, samples or the plot along"));
    for (QPushButton* button : {m_resume, m_export})
        button->setAutoDefault(false);
    auto* menu = new QMenu(m_export);
    m_export->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &MeasureResults::fillExportMenu);
    connect(m_resume, &QPushButton::clicked, this, &MeasureResults::resumeAsked);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_subject);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addLayout(words, 1);
    row->addWidget(m_resume);
    row->addWidget(m_export);
    return head;
}

ResultView* MeasureResults::view() const
{
    return qobject_cast<ResultView*>(m_stack->currentWidget());
}

const BenchmarkResult* MeasureResults::result() const
{
    return view() == m_benchmark ? &m_benchmark->result() : nullptr;
}

std::shared_ptr<const SweepResult> MeasureResults::sweep() const
{
    return view() == m_sweep ? m_sweep->sweep() : nullptr;
}

const Evaluation* MeasureResults::evaluation() const
{
    return view() == m_evaluation ? &m_evaluation->evaluation() : nullptr;
}

QString MeasureResults::task() const
{
    return evaluation() ? m_evaluation->task() : QString();
}

const ModelIdentity* MeasureResults::model() const
{
    if (result())
        return &result()->model;
    return evaluation() && evaluation()->identity ? &*evaluation()->identity : nullptr;
}

bool MeasureResults::isInterrupted() const
{
    return (result() && result()->status != ResultStatus::Complete) ||
           (sweep() && sweep()->status != ResultStatus::Complete) ||
           (evaluation() && !evaluation()->isComplete);
}

QString MeasureResults::title() const
{
    if (result())
        return resultTitle(*result());
    if (evaluation()) {
        QStringList names;
        for (const TaskFigure& figure : evaluation()->figures) {
            if (!names.contains(figure.task))
                names << figure.task;
        }
        return names.isEmpty() ? tr("Evaluation")
                               : tr("Evaluation of %1").arg(names.join(tr(", ")));
    }
    if (!sweep())
        return {};
    return sweep()->baseline ? tr("Sweep on %1").arg(resultTitle(*sweep()->baseline)) : tr("Sweep");
}

QString MeasureResults::datedTitle() const
{
    const BenchmarkResult* measured = result();
    if (!measured && sweep() && sweep()->baseline)
        measured = &*sweep()->baseline;
    const QString date = measured       ? resultDate(*measured)
                         : evaluation() ? evaluation()->started
                                        : QString();
    return date.isEmpty() ? title() : tr("%1 · %2").arg(title(), date);
}

QString MeasureResults::subject() const
{
    if (result())
        return resultSubject(*result());
    if (evaluation())
        return evaluation()->model + QStringLiteral(" · ") + evaluation()->started;
    return sweep() && sweep()->baseline ? resultSubject(*sweep()->baseline) : QString();
}

void MeasureResults::show(const OpenedMeasurement& opened)
{
    if (const auto* benchmark = std::get_if<OpenedBenchmark>(&opened.content)) {
        begin(benchmark->result, benchmark->samples, opened.file);
        m_benchmark->samples()->selectFirst();
    } else if (const auto* evaluation = std::get_if<Evaluation>(&opened.content)) {
        if (view() == m_evaluation && opened.file == m_file)
            m_evaluation->updateEvaluation(*evaluation);
        else
            m_evaluation->setEvaluation(*evaluation);
        m_file = opened.file;
        m_stack->setCurrentWidget(m_evaluation);
        showHead();
    } else {
        showSweep(std::make_shared<const SweepResult>(std::get<SweepResult>(opened.content)),
                  opened.file);
    }
}

void MeasureResults::begin(const BenchmarkResult& planned, std::vector<SamplePointer> earlier,
                           const QString& file)
{
    m_file = file;
    m_benchmark->setResult(planned, std::move(earlier));
    m_stack->setCurrentWidget(m_benchmark);
    showHead();
}

void MeasureResults::finish(const BenchmarkResult& result)
{
    m_benchmark->finish(result);
    showHead();
}

void MeasureResults::showSweep(const std::shared_ptr<const SweepResult>& sweep, const QString& file)
{
    m_file = file;
    m_sweep->setSweep(sweep);
    m_stack->setCurrentWidget(m_sweep);
    showHead();
}

void MeasureResults::setFree(bool isFree)
{
    m_isFree = isFree;
    showHead();
}

void MeasureResults::showHead()
{
    m_title->setText(title());
    m_subject->setText(subject());
    m_subject->setToolTip(subject() + u'\n' + m_file);
    m_export->setVisible(view());
    m_resume->setVisible(isInterrupted() && m_isFree);
    m_title->parentWidget()->setVisible(view());
}

QString MeasureResults::stem() const
{
    return QFileInfo(m_file).dir().dirName();
}

void MeasureResults::fillExportMenu()
{
    QMenu* menu = m_export->menu();
    menu->clear();
    if (!view())
        return;
    int number = 0;
    for (const ResultTable& table : view()->tables())
        menu->addAction(tr("&%1 %2 as CSV…").arg(++number).arg(table.title), this,
                        [this, table] { exportTable(table); });
    if (view()->picture())
        menu->addAction(tr("&Plot…"), this, &MeasureResults::exportPicture);
    menu->addSeparator();
    menu->addAction(tr("&Copy the figures"), this, &MeasureResults::copyFigures);
}

void MeasureResults::exportTable(const ResultTable& table)
{
    const QString file = askForName(window(), tr("Export %1").arg(table.title), {tr("CSV (*.csv)")},
                                    stem() + u'-' + table.name);
    if (file.isEmpty())
        return;
    m_controller->inBackground(
        [table = table.table, file] { return writeContent(tableAsCsv(table), file); },
        [this, file] { Q_EMIT told(tr("Saved %1").arg(file)); });
}

void MeasureResults::exportPicture()
{
    const auto picture = view()->picture();
    if (!picture)
        return;
    QStringList filters;
    for (const QString& ending : pictureEndings() + tableEndings())
        filters << QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending);
    const QString file = askForName(window(), tr("Export %1").arg(picture->title), filters,
                                    stem() + u'-' + picture->name);
    if (file.isEmpty())
        return;
    const PictureOptions options = rememberedOptions(theme::isDark(palette()));
    m_controller->inBackground(
        [picture = *picture, file, options] { return writePicture(picture, file, options); },
        [this, file] { Q_EMIT told(tr("Saved %1").arg(file)); });
}

void MeasureResults::copyFigures()
{
    const std::vector<ResultTable> tables = view()->tables();
    if (tables.empty())
        return;
    QGuiApplication::clipboard()->setText(asText(tables.front().table));
    Q_EMIT told(tr("Copied: %1").arg(tables.front().title));
}

} // namespace exitscope
