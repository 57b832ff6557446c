#include "widgets/samplingeditor.h"

#include "widgets/fold.h"
#include "widgets/formlayout.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
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
    , m_moreFields(new QWidget(this))
    , m_minP(realField(m_moreFields, 0, 1, 0.05))
    , m_repetitionPenalty(realField(m_moreFields, 0.01, 10, 0.05))
    , m_noRepeatNgram(new QSpinBox(m_moreFields))
    , m_stopWords(new QPlainTextEdit(m_moreFields))
    , m_ignoreEos(new QCheckBox(tr("Write on past the end token"), m_moreFields))
{
    setUpFields();
    nameFields();
    layOut();
    show(Settings{});
    const auto change = [this] { announce(); };
    connect(m_sample, &QRadioButton::toggled, this, change);
    for (QDoubleSpinBox* field : {m_temperature, m_topP, m_minP, m_repetitionPenalty})
        connect(field, &QDoubleSpinBox::valueChanged, this, change);
    for (QSpinBox* field : {m_topK, m_maxSteps, m_noRepeatNgram})
        connect(field, &QSpinBox::valueChanged, this, change);
    connect(m_seed, &QLineEdit::editingFinished, this, [this] {
        m_seedValue = m_seed->text().toULongLong();
        announce();
    });
    m_stopWords->installEventFilter(this);
    connect(m_ignoreEos, &QCheckBox::toggled, this, change);
}

void SamplingEditor::setUpFields()
{
    m_topK->setRange(0, 1'000'000);
    m_topK->setSpecialValueText(tr("All"));
    m_maxSteps->setRange(1, 1'000'000);
    m_minP->setSpecialValueText(tr("None"));
    m_noRepeatNgram->setRange(0, 1000);
    m_noRepeatNgram->setSpecialValueText(tr("Any"));
    for (QSpinBox* field : {m_topK, m_maxSteps, m_noRepeatNgram})
        field->setKeyboardTracking(false);
    m_seed->setValidator(new SeedValidator(m_seedValue, m_seed));
    m_stopWords->setPlaceholderText(tr("one per line"));
    m_stopWords->setTabChangesFocus(true);
    m_stopWords->setFixedHeight(3 * fontMetrics().lineSpacing() + theme::gap);
}

void SamplingEditor::nameFields()
{
    m_greedy->setToolTip(tr("Always takes the most likely token"));
    m_sample->setToolTip(tr("Draws the token; the same seed gives the same text"));
    describe(m_temperature, tr("Temperature"),
             tr("Below 1 favours likely tokens, above 1 evens them out"));
    describe(m_topK, tr("Top k"), tr("Draws only among this many of the likeliest tokens"));
    describe(m_topP, tr("Top p"),
             tr("Draws only among the likeliest tokens that together have this probability"));
    describe(m_minP, tr("Min p"),
             tr("Draws only among tokens with at least this share of the likeliest one's "
                "probability"));
    describe(m_repetitionPenalty, tr("Repetition penalty"),
             tr("Above 1 makes tokens that are in the text already less likely; 1 is none"));
    describe(m_noRepeatNgram, tr("No-repeat n-gram"),
             tr("Sequences of this many tokens come only once"));
    describe(m_seed, tr("Seed"),
             tr("Where the random numbers start; takes effect at the next token"));
    describe(m_maxSteps, tr("Most tokens"), tr("The run ends after this many tokens"));
    describe(m_stopWords, tr("Stop strings"),
             tr("The run ends when the text holds one of these; one per line, \\n is a line "
                "break"));
    m_ignoreEos->setToolTip(tr("Does not end the run when the model says that it is finished"));
}

void SamplingEditor::layOut()
{
    auto* choices = new QHBoxLayout;
    choices->setSpacing(theme::gapLarge);
    choices->addWidget(m_greedy);
    choices->addWidget(m_sample);
    choices->addStretch();

    auto* form = makeForm(this);
    form->addRow(choices);
    form->addRow(tr("Temperature"), m_temperature);
    form->addRow(tr("Top k"), m_topK);
    form->addRow(tr("Top p"), m_topP);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Most tokens"), m_maxSteps);

    auto* more = makeForm(m_moreFields);
    more->addRow(tr("Min p"), m_minP);
    more->addRow(tr("Repetition penalty"), m_repetitionPenalty);
    more->addRow(tr("No-repeat n-gram"), m_noRepeatNgram);
    more->addRow(tr("Stop strings"), m_stopWords);
    more->addRow(m_ignoreEos);
    m_more = new Fold(tr("More"), m_moreFields, this);
    form->addRow(m_more);
}

void SamplingEditor::read(Settings& settings) const
{
    settings.sampling.sample = m_sample->isChecked();
    settings.sampling.temperature = m_temperature->value();
    settings.sampling.topK = m_topK->value();
    settings.sampling.topP = m_topP->value();
    settings.sampling.minP = m_minP->value();
    settings.sampling.repetitionPenalty = m_repetitionPenalty->value();
    settings.sampling.noRepeatNgram = m_noRepeatNgram->value();
    settings.sampling.seed = m_seedValue;
    settings.maxSteps = m_maxSteps->value();
    settings.stopWords = parseStopWords(m_stopWords->toPlainText());
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
    m_minP->setValue(settings.sampling.minP);
    m_repetitionPenalty->setValue(settings.sampling.repetitionPenalty);
    m_noRepeatNgram->setValue(settings.sampling.noRepeatNgram);
    m_seedValue = settings.sampling.seed;
    m_seed->setText(QString::number(m_seedValue));
    m_maxSteps->setValue(settings.maxSteps);
    if (parseStopWords(m_stopWords->toPlainText()) != settings.stopWords)
        m_stopWords->setPlainText(stopWordsText(settings.stopWords));
    m_ignoreEos->setChecked(settings.ignoreEos);
    m_loading = false;
    updateDependents();
}

bool SamplingEditor::eventFilter(QObject* watched, QEvent* event)
{
    // A string that is half typed could end the run.
    if (watched == m_stopWords && event->type() == QEvent::FocusOut)
        announce();
    return QWidget::eventFilter(watched, event);
}

void SamplingEditor::announce()
{
    updateDependents();
    if (!m_loading)
        Q_EMIT changed();
}

void SamplingEditor::updateDependents()
{
    auto* form = static_cast<QFormLayout*>(layout());
    const bool sample = m_sample->isChecked();
    for (QWidget* field : std::initializer_list<QWidget*>{m_temperature, m_topK, m_topP, m_seed})
        form->setRowVisible(field, sample);
    static_cast<QFormLayout*>(m_moreFields->layout())->setRowVisible(m_minP, sample);

    QStringList set;
    if (sample && m_minP->value() > 0)
        set << tr("min p %1").arg(m_minP->value());
    if (m_repetitionPenalty->value() != 1)
        set << tr("penalty %1").arg(m_repetitionPenalty->value());
    if (m_noRepeatNgram->value() > 0)
        set << tr("no repeated %1-gram").arg(m_noRepeatNgram->value());
    const auto strings = parseStopWords(m_stopWords->toPlainText()).size();
    if (strings > 0)
        set << tr("stop strings (%1)").arg(strings);
    if (m_ignoreEos->isChecked())
        set << tr("end token ignored");
    m_more->setSummary(set.join(QStringLiteral(", ")));
}

std::vector<std::string> parseStopWords(const QString& text)
{
    std::vector<std::string> words;
    for (const QString& line : text.split(u'\n')) {
        QString word;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const QChar next = i + 1 < line.size() ? line[i + 1] : QChar();
            const bool escape = line[i] == u'\\' && (next == u'n' || next == u'\\');
            word += !escape ? line[i] : next == u'n' ? QChar(u'\n') : next;
            i += escape;
        }
        if (!word.isEmpty())
            words.push_back(word.toStdString());
    }
    return words;
}

QString stopWordsText(const std::vector<std::string>& words)
{
    QStringList lines;
    for (const std::string& word : words)
        lines << QString::fromStdString(word)
                     .replace(QLatin1String("\\"), QLatin1String("\\\\"))
                     .replace(u'\n', QLatin1String("\\n"));
    return lines.join(u'\n');
}

} // namespace exitscope
