#include "widgets/scoringeditor.h"

#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace exitscope {

ScoringEditor::ScoringEditor(QWidget* parent)
    : QWidget(parent)
    , m_exact(new QRadioButton(tr("Exact"), this))
    , m_preview(new QRadioButton(tr("Preview"), this))
    , m_explanation(new TextLabel(TextLabel::Style::Note, {}, this))
{
    m_exact->setAccessibleName(tr("Exact scoring"));
    m_exact->setToolTip(tr("The whole head is applied at every layer that decides"));
    m_preview->setAccessibleName(tr("Preview scoring"));
    m_preview->setToolTip(tr("Estimates each layer's scores with a small copy of the head. An exit "
                             "that it proposes is checked with the whole head, so a token may "
                             "leave later than with exact scoring, never wrongly."));
    m_exact->setChecked(true);
    m_explanation->setWordWrap(true);

    auto* choices = new QHBoxLayout;
    choices->setSpacing(theme::gapLarge);
    choices->addWidget(new QLabel(tr("Scoring"), this));
    choices->addWidget(m_exact);
    choices->addWidget(m_preview);
    choices->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addLayout(choices);
    column->addWidget(m_explanation);

    explain();
    connect(m_preview, &QRadioButton::toggled, this, [this] {
        explain();
        Q_EMIT changed();
    });
}

void ScoringEditor::read(Settings& settings) const
{
    settings.scoring = m_preview->isChecked() ? Scoring::Preview : Scoring::Exact;
}

void ScoringEditor::show(const Settings& settings)
{
    const QSignalBlocker blocker(m_preview);
    (settings.scoring == Scoring::Preview ? m_preview : m_exact)->setChecked(true);
    explain();
}

void ScoringEditor::explain()
{
    m_explanation->setText(
        tr("Scores are estimated first; exits are checked with the whole head."));
    m_explanation->setVisible(m_preview->isChecked());
}

} // namespace exitscope
