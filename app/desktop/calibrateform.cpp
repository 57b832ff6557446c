#include "desktop/calibrateform.h"

#include "desktop/fileplaces.h"
#include "widgets/formlayout.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"
#include "widgets/whatif.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <algorithm>

namespace exitscope {

namespace {

QDoubleSpinBox* percentField(double least, double most, double value, const QString& name)
{
    auto* field = new QDoubleSpinBox;
    field->setRange(least, most);
    field->setDecimals(1);
    field->setSuffix(CalibrateForm::tr(" %"));
    field->setValue(value);
    field->setAccessibleName(name);
    return field;
}

} // namespace

CalibrateForm::CalibrateForm(QWidget* parent)
    : QWidget(parent)
    , m_criterion(new QComboBox)
    , m_sweep(new QComboBox)
    , m_tokens(new QSpinBox)
    , m_note(new TextLabel(TextLabel::Style::Note))
{
    for (const Criterion* criterion : allCriteria())
        m_criterion->addItem(criterionText(criterion->title));
    m_criterion->setAccessibleName(tr("Criterion whose threshold is looked for"));
    m_sweep->addItems({tr("One for all layers"), tr("Moved together")});
    m_sweep->setAccessibleName(tr("How thresholds are varied"));
    m_risk = percentField(0.1, 50, 5, tr("Risk: tokens that may differ"));
    m_risk->setToolTip(tr("Share of the tokens that may differ from what the whole model would "
                          "have written, on average over prompts"));
    m_confidence = percentField(50, 99.9, 90, tr("Confidence"));
    m_confidence->setToolTip(tr("How sure it is to be that the risk is kept on prompts like "
                                "these"));
    m_tokens->setRange(1, 4096);
    m_tokens->setValue(64);
    m_tokens->setAccessibleName(tr("Tokens for each prompt"));
    m_tokens->setToolTip(tr("Most tokens to write on each prompt"));
    m_note->setWordWrap(true);

    m_form = makeForm(this);
    m_form->addRow(tr("C&riterion"), m_criterion);
    m_form->addRow(tr("T&hresholds"), m_sweep);
    m_form->addRow(tr("&Tokens that may differ"), m_risk);
    m_form->addRow(tr("Con&fidence"), m_confidence);
    addPrompts(m_form);
    m_form->addRow(tr("To&kens per prompt"), m_tokens);
    m_form->addRow(m_note);
    // The longest label; a form gives it no more than the text without its underline.
    QWidget* longest = m_form->labelForField(m_risk);
    longest->setMinimumWidth(longest->sizeHint().width() + theme::gapTiny);
    connect(m_criterion, &QComboBox::currentIndexChanged, this, &CalibrateForm::adapt);
    connect(m_risk, &QDoubleSpinBox::valueChanged, this, &CalibrateForm::adapt);
    connect(m_confidence, &QDoubleSpinBox::valueChanged, this, &CalibrateForm::adapt);
    adapt();
}

void CalibrateForm::addPrompts(QFormLayout* form)
{
    m_file = new QLineEdit;
    m_file->setPlaceholderText(tr("The bundled openings of fairy tales"));
    m_file->setAccessibleName(tr("File of prompts; empty: the bundled ones"));
    m_file->setToolTip(tr("A prompt per line, or .jsonl with an object per line"));
    m_file->setClearButtonEnabled(true);
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose a file of prompts"));
    connect(choose, &QPushButton::clicked, this, &CalibrateForm::browse);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    form->addRow(tr("&Prompts"), row);
    if (auto* label = qobject_cast<QLabel*>(form->labelForField(row)))
        label->setBuddy(m_file);
}

void CalibrateForm::browse()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Choose a file of prompts"), lastPlace(),
                                     tr("Prompts (*.txt *.jsonl *.gz);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_file->setText(file);
}

void CalibrateForm::setRule(const Rule& rule, const ModelShape& shape,
                            const std::map<std::string, ParameterValues>& recommended)
{
    m_inForce = rule;
    m_shape = shape;
    m_recommended = recommended;
    if (rule.mayExit() && !rule.find(criterion()))
        choose(rule.leading()->criterion);
    adapt();
}

void CalibrateForm::choose(const Criterion* criterion)
{
    const auto all = allCriteria();
    m_criterion->setCurrentIndex(static_cast<int>(std::ranges::find(all, criterion) - all.begin()));
}

const Criterion* CalibrateForm::criterion() const
{
    return allCriteria()[static_cast<std::size_t>(m_criterion->currentIndex())];
}

Rule CalibrateForm::rule() const
{
    if (m_inForce.find(criterion()))
        return m_inForce;
    const std::string name(criterion()->name);
    const auto values = m_recommended.find(name);
    Rule alone = makeRule(name, values == m_recommended.end() ? ParameterValues{} : values->second);
    alone.patience = m_inForce.patience;
    alone.minimumLayer = m_inForce.minimumLayer;
    return alone;
}

CalibrationRequest CalibrateForm::request() const
{
    constexpr double percents = 100;
    CalibrationRequest request;
    request.settings.rule = rule();
    request.settings.sampling.sample = false;
    request.settings.maxSteps = m_tokens->value();
    request.varied = criterion();
    const bool varies = variesOverDepth(*request.settings.rule.find(criterion()), m_shape);
    request.sweep = varies && m_sweep->currentIndex() == 1 ? Sweep::Shift : Sweep::Constant;
    request.target = {m_risk->value() / percents, (percents - m_confidence->value()) / percents};
    return request;
}

QString CalibrateForm::promptsFile() const
{
    return m_file->text().trimmed();
}

void CalibrateForm::adapt()
{
    const CalibrationRequest now = request();
    m_form->setRowVisible(m_sweep, variesOverDepth(*now.settings.rule.find(now.varied), m_shape));
    QStringList notes;
    if (!m_inForce.find(now.varied))
        notes << tr("The rule in force does not ask this criterion; what is found is a rule of it "
                    "alone.");
    else if (m_inForce.conditions.size() > 1)
        notes << tr("The rule's other criteria stay as they are.");
    const int needed = unitsNeeded(now.target);
    if (needed > 0)
        notes << tr("This takes %1 or more prompts to calibrate on, even where no token differs; a "
                    "quarter of the prompts is kept back to check the outcome.")
                     .arg(needed);
    m_note->setText(notes.join(QChar(' ')));
}

} // namespace exitscope
