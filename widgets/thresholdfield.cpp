#include "widgets/thresholdfield.h"

#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <cmath>

namespace exitscope {

ThresholdField::ThresholdField(QWidget* parent)
    : QWidget(parent)
    , m_list(new QLineEdit(this))
    , m_note(new TextLabel(TextLabel::Style::Note, {}, this))
{
    m_list->setAccessibleName(tr("Thresholds by layer"));
    m_list->setToolTip(tr("Thresholds of layers 0, 1, 2, …, separated by commas; the last holds "
                          "for all deeper layers"));
    m_note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    auto* caption = new QLabel(tr("Thresholds by layer"), this);
    caption->setBuddy(m_list);
    column->addWidget(caption);
    column->addWidget(m_list);
    column->addWidget(m_note);
    connect(m_list, &QLineEdit::editingFinished, this, &ThresholdField::take);
    updateNote();
}

std::vector<double> ThresholdField::thresholds() const
{
    std::vector<double> used = m_thresholds;
    if (m_layers > 0 && used.size() > static_cast<std::size_t>(m_layers))
        used.resize(static_cast<std::size_t>(m_layers));
    return used;
}

void ThresholdField::setThresholds(const std::vector<double>& thresholds)
{
    if (thresholds == m_thresholds)
        return;
    m_thresholds = thresholds;
    m_list->setText(thresholdsText(thresholds));
    m_list->setCursorPosition(0);
    updateNote();
}

void ThresholdField::setLayers(int layers)
{
    m_layers = layers;
    updateNote();
}

void ThresholdField::take()
{
    QString problem;
    const std::vector<double> typed = parseThresholds(m_list->text(), problem);
    if (!problem.isEmpty() || typed.empty()) {
        updateNote(problem.isEmpty()
                       ? tr("Give at least one number; the last list stays in force.")
                       : tr("“%1” is no number; the last list stays in force.").arg(problem));
        return;
    }
    updateNote();
    if (typed == m_thresholds)
        return;
    m_thresholds = typed;
    updateNote();
    Q_EMIT changed();
}

void ThresholdField::updateNote(const QString& problem)
{
    const int count = static_cast<int>(m_thresholds.size());
    QString note = tr("Layers 0, 1, 2, …; the last value holds for all deeper ones.");
    if (!problem.isEmpty())
        note = problem;
    else if (m_layers > 0 && count > m_layers)
        note = tr("The model has %1 layers; the values after those are not used.").arg(m_layers);
    m_note->setText(note);
    m_list->setAccessibleDescription(note);
}

std::vector<double> parseThresholds(const QString& text, QString& problem)
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    std::vector<double> thresholds;
    problem.clear();
    const QStringList parts = text.split(separators, Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        bool isNumber = false;
        const double value = part.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(value)) {
            problem = part;
            return {};
        }
        thresholds.push_back(value);
    }
    return thresholds;
}

QString thresholdsText(const std::vector<double>& thresholds)
{
    QStringList parts;
    for (const double value : thresholds)
        parts << QString::number(value, 'g', QLocale::FloatingPointShortest);
    return parts.join(QStringLiteral(", "));
}

} // namespace exitscope
