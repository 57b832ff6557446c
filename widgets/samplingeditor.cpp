#include "widgets/samplingeditor.h"

#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QValidator>

#include <algorithm>

namespace exitscope {

namespace {

QDoubleSpinBox* realField(QWidget* parent, double minimum, double maximum, double step)
{
    auto* field = new QDoubleSpinBox(parent);
    field->setDecimals(2);
    field->setRange(minimum, maximum);
    field->setSingleStep(step);
    field->setKeyboardTracking(false);
    return field;
}

/// A whole number of 64 bits; where the field is left empty, the last one comes back.
class SeedValidator : public QValidator
{
public:
    SeedValidator(const quint64& kept, QObject* parent)
        : QValidator(parent)
        , m_kept(kept)
    {}

    State validate(QString& input, int&) const override
    {
        if (input.isEmpty())
            return Intermediate;
        const bool digits = std::ranges::all_of(
            input, [](QChar character) { return character >= u'0' && character <= u'9'; });
        bool fits = false;
        input.toULongLong(&fits);
        return digits && fits ? Acceptable : Invalid;
    }

    void fixup(QString& input) const override { input = QString::number(m_kept); }

private:
    const quint64& m_kept;
};

void describe(QWidget* field, const QString& name, const QString& help)
{
    field->setAccessibleName(name);
    field->setAccessibleDescription(help);
    field->setToolTip(help);
}

} // namespace

SamplingEditor::SamplingEditor(QWidget* parent)
    : QWidget(parent)
    , m_greedy(new QRadioButton(tr("Greedy"), this))
    , m_sample(new QRadioButton(tr("Sample"), this))
    , m_temperature(realField(this, 0.01, 10, 0.05))
    , m_topK(new QSpinBox(this))
    , m_topP(realField(this, 0.01, 1, 0.05))
    , m_seed(new QLineEdit(this))
    , m_maxSteps(new QSpinBox(this))
    , m_stopWords(new QLineEdit(this))
    , m_ignoreEos(new QCheckBox(tr("Write on past the end token"), this))
{
    setUpFields();
    layOut();
    show(Settings{});
    const auto change = [this] {
        updateDependents();
        if (!m_loading)
            Q_EMIT changed();
    };
    connect(m_sample, &QRadioButton::toggled, this, change);
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, change);
    connect(m_topK, &QSpinBox::valueChanged, this, change);
    connect(m_topP, &QDoubleSpinBox::valueChanged, this, change);
    connect(m_seed, &QLineEdit::editingFinished, this, [this, change] {
        m_seedValue = m_seed->text().toULongLong();
        change();
    });
    connect(m_maxSteps, &QSpinBox::valueChanged, this, change);
    connect(m_stopWords, &QLineEdit::editingFinished, this, change);
    connect(m_ignoreEos, &QCheckBox::toggled, this, change);
}

void SamplingEditor::setUpFields()
{
    m_greedy->setToolTip(tr("Always takes the most likely token"));
    m_sample->setToolTip(tr("Draws the token; the same seed gives the same text"));
    m_topK->setRange(0, 1'000'000);
    m_topK->setSpecialValueText(tr("All"));
    m_topK->setKeyboardTracking(false);
    m_maxSteps->setRange(1, 1'000'000);
    m_maxSteps->setKeyboardTracking(false);
    m_seed->setValidator(new SeedValidator(m_seedValue, m_seed));
    m_stopWords->setPlaceholderText(tr("none"));
    describe(m_temperature, tr("Temperature"),
             tr("Below 1 favours likely tokens, above 1 evens them out"));
    describe(m_topK, tr("Top k"), tr("Draws only among this many of the likeliest tokens"));
    describe(m_topP, tr("Top p"),
             tr("Draws only among the likeliest tokens that together have this probability"));
    describe(m_seed, tr("Seed"),
             tr("Where the random numbers start; takes effect at the next token"));
    describe(m_maxSteps, tr("Most tokens"), tr("The run ends after this many tokens"));
    describe(m_stopWords, tr("Stop words"),
             tr("The run ends when the text holds one of these; separate them by commas, "
                "\\n is a line break"));
    m_ignoreEos->setToolTip(tr("Does not end the run when the model says that it is finished"));
}

void SamplingEditor::layOut()
{
    auto* choices = new QHBoxLayout;
    choices->setSpacing(theme::gapLarge);
    choices->addWidget(m_greedy);
    choices->addWidget(m_sample);
    choices->addStretch();

    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::gap);
    form->setVerticalSpacing(theme::gapSmall);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(choices);
    form->addRow(tr("Temperature"), m_temperature);
    form->addRow(tr("Top k"), m_topK);
    form->addRow(tr("Top p"), m_topP);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Most tokens"), m_maxSteps);
    form->addRow(tr("Stop words"), m_stopWords);
    form->addRow(m_ignoreEos);
}

void SamplingEditor::read(Settings& settings) const
{
    settings.sampling.sample = m_sample->isChecked();
    settings.sampling.temperature = m_temperature->value();
    settings.sampling.topK = m_topK->value();
    settings.sampling.topP = m_topP->value();
    settings.sampling.seed = m_seedValue;
    settings.maxSteps = m_maxSteps->value();
    settings.stopWords = parseStopWords(m_stopWords->text());
    settings.ignoreEos = m_ignoreEos->isChecked();
}

void SamplingEditor::show(const Settings& settings)
{
    m_loading = true;
    m_sample->setChecked(settings.sampling.sample);
    m_greedy->setChecked(!settings.sampling.sample);
    m_temperature->setValue(settings.sampling.temperature);
    m_topK->setValue(settings.sampling.topK);
    m_topP->setValue(settings.sampling.topP);
    m_seedValue = settings.sampling.seed;
    m_seed->setText(QString::number(m_seedValue));
    m_maxSteps->setValue(settings.maxSteps);
    m_stopWords->setText(stopWordsText(settings.stopWords));
    m_ignoreEos->setChecked(settings.ignoreEos);
    m_loading = false;
    updateDependents();
}

void SamplingEditor::updateDependents()
{
    const bool sample = m_sample->isChecked();
    for (QWidget* field : std::initializer_list<QWidget*>{m_temperature, m_topK, m_topP, m_seed})
        field->setEnabled(sample);
}

std::vector<std::string> parseStopWords(const QString& text)
{
    std::vector<std::string> words;
    const QStringList parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        QString word = part.trimmed();
        word.replace(QLatin1String("\\n"), QLatin1String("\n"));
        if (!word.isEmpty())
            words.push_back(word.toStdString());
    }
    return words;
}

QString stopWordsText(const std::vector<std::string>& words)
{
    QStringList parts;
    for (const std::string& word : words)
        parts << QString::fromStdString(word).replace(QLatin1Char('\n'), QLatin1String("\\n"));
    return parts.join(QLatin1String(", "));
}

} // namespace exitscope
