#include "desktop/runagaindialog.h"

#include "widgets/formlayout.h"
#include "widgets/rulepanel.h"
#include "widgets/settingstext.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/tokentexts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace exitscope {

namespace {

QString beginningOf(const std::string& prompt)
{
    constexpr qsizetype most = 60;
    const QString text = TokenTexts::visible(QString::fromStdString(prompt).simplified());
    return text.size() > most ? text.left(most - 1) + u'…' : text;
}

} // namespace

RunAgainDialog::RunAgainDialog(const Run& earlier, const OpenModel* model, QWidget* parent)
    : QDialog(parent)
    , m_prompt(earlier.prompt)
    , m_before(earlier.settingsAt(static_cast<int>(earlier.tokens.size()) - 1))
    , m_folderBefore(QString::fromStdString(earlier.model.path))
    , m_dtypeBefore(earlier.model.dtype)
{
    setWindowTitle(tr("Run again with…"));
    // The model that is open, where it made the run: opened by name, its path is another.
    const bool same = model && model->identity.path == earlier.model.path &&
                      model->identity.hash == earlier.model.hash;
    if (same)
        m_folderBefore = model->folder;

    auto* kept = new TextLabel(TextLabel::Style::Note, tr("The prompt “%1” and the seed %2 stay.")
                                                           .arg(beginningOf(earlier.prompt))
                                                           .arg(m_before.sampling.seed));
    kept->setTextFormat(Qt::PlainText);
    kept->setWordWrap(true);
    m_changes = new TextLabel(TextLabel::Style::Note);
    m_changes->setTextFormat(Qt::PlainText);
    m_changes->setWordWrap(true);
    m_panel = new RulePanel;
    m_panel->setSamplingShown(false);
    // In line with what stands around it.
    m_panel->widget()->layout()->setContentsMargins(0, 0, theme::gap, 0);
    m_panel->setModelShape(earlier.model.shape());
    if (same)
        m_panel->setRecommended(model->criterionDefaults);
    m_panel->setSettings(m_before);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* run = buttons->addButton(tr("&Run"), QDialogButtonBox::AcceptRole);
    run->setDefault(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gap);
    column->addWidget(kept);
    column->addWidget(makeModel(model));
    column->addWidget(m_panel, 1);
    column->addWidget(m_changes);
    column->addWidget(buttons);
    followLayout(buttons);
    resize(std::max(460, m_panel->minimumSizeHint().width() + 2 * theme::gap), 640);

    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_panel->commit();
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_panel, &RulePanel::settingsChanged, this, &RunAgainDialog::adapt);
    adapt();
}

QWidget* RunAgainDialog::makeModel(const OpenModel* model)
{
    auto* part = new QWidget;
    m_folder = new QLineEdit(m_folderBefore);
    m_folder->setAccessibleName(tr("Model folder"));
    m_folder->setToolTip(tr("A folder, or the name of a model in the local hub cache"));
    auto* browse = new QToolButton;
    browse->setText(tr("Browse…"));
    browse->setFocusPolicy(Qt::StrongFocus);
    auto* place = new QHBoxLayout;
    place->setSpacing(theme::gapSmall);
    place->addWidget(m_folder, 1);
    place->addWidget(browse);

    m_dtypes = new QComboBox;
    m_dtypes->setAccessibleName(tr("Weights in memory"));
    m_dtypes->addItem(tr("As stored"), QString());
    m_dtypes->addItem(tr("32-bit float"), QStringLiteral("fp32"));
    m_dtypes->addItem(tr("16-bit float"), QStringLiteral("fp16"));
    m_dtypes->addItem(tr("bfloat16"), QStringLiteral("bf16"));
    m_dtypes->addItem(tr("8-bit integer"), QStringLiteral("int8"));
    m_dtypes->addItem(tr("4-bit integer"), QStringLiteral("int4"));
    m_dtypes->addItem(tr("bfloat16, rounded activations"), QStringLiteral("bf16-a16"));
    m_dtypes->addItem(tr("8-bit integer, rounded activations"), QStringLiteral("int8-a8"));
    m_dtypes->addItem(tr("4-bit integer, rounded activations"), QStringLiteral("int4-a8"));
    const bool open =
        model && model->identity.dtype == m_dtypeBefore && model->folder == m_folderBefore;
    m_dtypes->setCurrentIndex(std::max(0, m_dtypes->findData(QString::fromStdString(
                                              open ? model->options.dtype : m_dtypeBefore))));
    m_dtypeAsked = m_dtypes->currentIndex();
    m_recommended = new QCheckBox(tr("Criteria at the values recommended for that model"));
    m_recommended->setChecked(true);

    auto* form = makeForm(part);
    form->addRow(tr("Model"), place);
    form->addRow(tr("Weights in memory"), m_dtypes);
    form->addRow(m_recommended);
    connect(browse, &QToolButton::clicked, this, &RunAgainDialog::browse);
    connect(m_folder, &QLineEdit::textChanged, this, &RunAgainDialog::adapt);
    connect(m_dtypes, &QComboBox::currentIndexChanged, this, &RunAgainDialog::adapt);
    return part;
}

void RunAgainDialog::browse()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("The folder of a Llama model"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(folder);
}

void RunAgainDialog::adapt()
{
    const RunAgainPlan now = plan();
    const bool another = now.folder != m_folderBefore;
    static_cast<QFormLayout*>(m_recommended->parentWidget()->layout())
        ->setRowVisible(m_recommended, another);
    QStringList changes;
    if (another)
        changes << tr("model %1").arg(now.folder);
    if (m_dtypes->currentIndex() != m_dtypeAsked)
        changes << tr("weights %1 → %2")
                       .arg(QString::fromStdString(m_dtypeBefore), m_dtypes->currentText());
    const QString settings = describeChange(m_before, now.settings);
    if (!settings.isEmpty())
        changes << settings;
    m_changes->setText(changes.isEmpty()
                           ? tr("Nothing is changed: the same once more.")
                           : tr("Changed: %1.").arg(changes.join(QStringLiteral(", "))));
}

RunAgainPlan RunAgainDialog::plan() const
{
    return {.prompt = QString::fromStdString(m_prompt),
            .folder = m_folder->text().trimmed(),
            .dtype = m_dtypes->currentData().toString().toStdString(),
            .settings = m_panel->settings(),
            .recommended = m_recommended->isChecked()};
}

} // namespace exitscope
