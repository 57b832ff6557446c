#include "desktop/measureform.h"

#include "desktop/fileplaces.h"
#include "desktop/measuredata.h"
#include "desktop/measuregrid.h"
#include "desktop/measuretasks.h"
#include "widgets/formlayout.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"
#include "widgets/wheelguard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace exitscope {

namespace {

const QLatin1String group("measure");

/// How the tokens are chosen, in the middle of a sentence.
QString samplingText(const Sampling& sampling)
{
    return sampling.sample ? MeasureForm::tr("drawn at temperature %1, seed %2")
                                 .arg(QLocale().toString(sampling.temperature))
                                 .arg(sampling.seed)
                           : MeasureForm::tr("greedy");
}

} // namespace

MeasureForm::MeasureForm(QWidget* parent)
    : QWidget(parent)
    , m_what(new QComboBox)
    , m_about(new TextLabel(TextLabel::Style::Note))
    , m_data(new MeasureData)
    , m_grid(new MeasureGrid)
    , m_tasks(new MeasureTasks)
{
    m_what->addItems({tr("Benchmark"), tr("Sweep"), tr("Evaluation")});
    m_what->setAccessibleName(tr("What to measure"));
    m_about->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_what);
    column->addWidget(m_about);
    column->addWidget(m_data);
    column->addWidget(m_grid);
    column->addWidget(m_tasks);
    auto* writing = new QWidget;
    m_writing = makeForm(writing);
    addWriting();
    addOutput();
    column->addWidget(writing);
    column->addStretch();
    alignLabels(*this);
    new WheelGuard(this);
    connect(m_what, &QComboBox::currentIndexChanged, this, &MeasureForm::adapt);
    connect(m_grid, &MeasureGrid::changed, this, &MeasureForm::sayRule);
    restore();
    adapt();
}

MeasureForm::~MeasureForm()
{
    keep();
}

void MeasureForm::addWriting()
{
    m_tokens = new QSpinBox;
    m_tokens->setRange(1, 100'000);
    m_tokens->setValue(64);
    m_tokens->setAccessibleName(tr("Most tokens for each sample"));
    m_tokens->setToolTip(tr("Where writing ends at the latest"));
    m_overlong = new QComboBox;
    m_overlong->addItems({tr("Cut at the start"), tr("Skip"), tr("Stop with an error")});
    m_overlong->setAccessibleName(tr("Prompts that are too long"));
    m_overlong->setToolTip(tr("What happens where a prompt and the tokens to be written do not fit "
                              "into the model's context"));
    m_agreement = new QCheckBox(tr("Compare with full depth"));
    m_agreement->setToolTip(
        tr("Writes each text at full depth too, which takes that time as well"));
    m_writing->addRow(tr("Most to&kens"), m_tokens);
    m_writing->addRow(tr("Lon&g prompts"), m_overlong);
    m_writing->addRow(m_agreement);
}

void MeasureForm::addOutput()
{
    m_keepRuns = new QCheckBox(tr("Keep runs"));
    m_keepRuns->setToolTip(tr("Save each sample's run, to look at it in the heatmap"));
    m_keepRuns->setChecked(true);
    m_watch = new QCheckBox(tr("and score every layer"));
    m_watch->setToolTip(tr("Fills the heatmaps of the runs that are kept; times are then those of "
                           "watching, which are longer"));
    auto* runs = new QWidget;
    auto* both = new QHBoxLayout(runs);
    both->setContentsMargins(0, 0, 0, 0);
    both->addWidget(m_keepRuns);
    both->addWidget(m_watch);
    both->addStretch();
    m_folder = new QLineEdit;
    m_folder->setPlaceholderText(
        tr("A new one in %1").arg(QDir::toNativeSeparators(measurePlace())));
    m_folder->setToolTip(m_folder->placeholderText());
    m_folder->setAccessibleName(tr("Folder of the results; empty: a new one"));
    m_folder->setClearButtonEnabled(true);
    m_folder->setProperty("isData", true); // it names a folder
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose the folder of the results"));
    connect(choose, &QPushButton::clicked, this, &MeasureForm::browse);
    auto* place = new QHBoxLayout;
    place->setSpacing(theme::gapSmall);
    place->addWidget(m_folder, 1);
    place->addWidget(choose);
    m_rule = new TextLabel(TextLabel::Style::Note);
    m_rule->setWordWrap(true);
    m_writing->addRow(runs);
    m_writing->addRow(tr("&Results in"), place);
    if (auto* label = qobject_cast<QLabel*>(m_writing->labelForField(place)))
        label->setBuddy(m_folder);
    m_writing->addRow(m_rule);
    connect(m_keepRuns, &QCheckBox::toggled, m_watch, &QWidget::setEnabled);
}

void MeasureForm::browse()
{
    const QString folder = askForFolder(window(), tr("Choose the folder of the results"));
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

MeasureForm::What MeasureForm::what() const
{
    return static_cast<What>(m_what->currentIndex());
}

void MeasureForm::setSettings(const Settings& settings, int layers)
{
    m_settings = settings;
    m_grid->setSettings(settings, layers);
    sayRule();
}

void MeasureForm::sayRule()
{
    const QString sampling = samplingText(m_settings.sampling);
    if (what() == Sweep && !m_grid->usesRule())
        m_rule->setText(tr("Tokens are chosen as in the window: %1.").arg(sampling));
    else
        m_rule->setText(
            tr("The rule is the window's: %1; %2.")
                .arg(describeDecision(m_settings), what() == Evaluation ? tr("greedy") : sampling));
}

void MeasureForm::adapt()
{
    const What chosen = what();
    m_about->setText(
        chosen == Evaluation
            ? tr("Public tasks with known answers, asked and counted as EleutherAI's harness does.")
        : chosen == Sweep ? tr("The same texts at every place of a grid, for the best trade of "
                               "quality against speed.")
                          : tr("Texts written to the prompts of a data set, compared with its "
                               "references."));
    m_data->setVisible(chosen != Evaluation);
    m_grid->setVisible(chosen == Sweep);
    m_tasks->setVisible(chosen == Evaluation);
    m_writing->setRowVisible(m_tokens, chosen != Evaluation);
    m_writing->setRowVisible(m_overlong, chosen != Evaluation);
    m_writing->setRowVisible(m_agreement, chosen == Benchmark);
    m_writing->setRowVisible(m_keepRuns->parentWidget(), chosen == Benchmark);
    sayRule();
}

Settings MeasureForm::settings() const
{
    Settings settings = m_settings;
    settings.maxSteps = m_tokens->value();
    settings.watch = what() == Benchmark && m_keepRuns->isChecked() && m_watch->isChecked();
    return settings;
}

QString MeasureForm::folder() const
{
    const QString named = QDir::fromNativeSeparators(m_folder->text().trimmed());
    if (!named.isEmpty())
        return QFileInfo(named).absoluteFilePath();
    static const QStringList names{QStringLiteral("benchmark"), QStringLiteral("sweep"),
                                   QStringLiteral("evaluation")};
    return newMeasureFolder(names[what()]);
}

MeasureForm::Plan MeasureForm::plan() const
{
    keep();
    const QString problem = what() == Evaluation ? m_tasks->problem() : m_data->problem();
    if (!problem.isEmpty())
        throw Error(ErrorCode::WrongUse, problem.toStdString());
    switch (what()) {
    case Sweep:
        return sweepPlan();
    case Evaluation:
        return evaluationPlan();
    case Benchmark:
        break;
    }
    return benchmarkPlan();
}

BenchmarkPlan MeasureForm::benchmarkPlan() const
{
    BenchmarkPlan plan;
    plan.data = m_data->options();
    plan.request.settings = settings();
    plan.request.overlong = static_cast<Overlong>(m_overlong->currentIndex());
    plan.request.metrics.agreement =
        m_agreement->isChecked() || plan.data.dataset == bundledDataset;
    plan.file = folder() + QStringLiteral("/benchmark.json");
    plan.keepRuns = m_keepRuns->isChecked();
    return plan;
}

SweepPlan MeasureForm::sweepPlan() const
{
    SweepPlan plan;
    plan.data = m_data->options();
    plan.request.settings = m_grid->fitted(settings());
    plan.request.axes = m_grid->axes();
    plan.request.overlong = static_cast<Overlong>(m_overlong->currentIndex());
    plan.request.folder = std::filesystem::path(folder().toStdU16String());
    return plan;
}

EvaluationPlan MeasureForm::evaluationPlan() const
{
    EvaluationPlan plan;
    plan.tasks = m_tasks->tasks();
    plan.dataPath = m_tasks->dataPath();
    plan.request = m_tasks->request();
    plan.request.settings = m_settings;
    plan.request.settings.watch = false;
    plan.folder = folder();
    return plan;
}

void MeasureForm::keep() const
{
    QSettings settings;
    settings.beginGroup(group);
    settings.setValue(QStringLiteral("what"), m_what->currentIndex());
    m_data->keep(settings);
    m_grid->keep(settings);
    m_tasks->keep(settings);
    settings.setValue(QStringLiteral("tokens"), m_tokens->value());
    settings.setValue(QStringLiteral("overlong"), m_overlong->currentIndex());
    settings.setValue(QStringLiteral("agreement"), m_agreement->isChecked());
    settings.setValue(QStringLiteral("runs"), m_keepRuns->isChecked());
    settings.setValue(QStringLiteral("watch"), m_watch->isChecked());
}

void MeasureForm::restore()
{
    QSettings settings;
    settings.beginGroup(group);
    m_what->setCurrentIndex(settings.value(QStringLiteral("what"), 0).toInt());
    m_data->restore(settings);
    m_grid->restore(settings);
    m_tasks->restore(settings);
    m_tokens->setValue(settings.value(QStringLiteral("tokens"), m_tokens->value()).toInt());
    m_overlong->setCurrentIndex(settings.value(QStringLiteral("overlong"), 0).toInt());
    m_agreement->setChecked(settings.value(QStringLiteral("agreement"), false).toBool());
    m_keepRuns->setChecked(settings.value(QStringLiteral("runs"), true).toBool());
    m_watch->setChecked(settings.value(QStringLiteral("watch"), false).toBool());
    m_watch->setEnabled(m_keepRuns->isChecked());
}

} // namespace exitscope
