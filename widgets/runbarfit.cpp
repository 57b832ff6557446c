// How RunBar gives way where there is little room.
#include "widgets/runbar.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QLayout>
#include <QToolButton>

#include <algorithm>

namespace exitscope {

QSize RunBar::minimumSizeHint() const
{
    return {m_needs.back(), QWidget::minimumSizeHint().height()};
}

void RunBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void RunBar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fit();
}

void RunBar::measure()
{
    // In a narrower column the sentence would take more lines than the bar is high.
    const int sentence = m_banner->fontMetrics().horizontalAdvance(m_banner->text());
    m_banner->setMinimumWidth(std::min(sentence * 2 / 5, m_banner->maximumWidth()) +
                              4 * theme::gapTiny);
    const Fit now = m_fit;
    for (const Fit form : {Fit::Whole, Fit::Icons, Fit::FewFigures, Fit::FewestFigures}) {
        apply(form);
        layout()->invalidate();
        m_needs[static_cast<std::size_t>(form)] = layout()->minimumSize().width();
    }
    apply(now);
    fit();
    updateGeometry();
}

void RunBar::fit()
{
    // Before it is shown its width says nothing.
    if (!isVisible())
        return;
    const auto roomy =
        std::ranges::find_if(m_needs, [this](int needs) { return needs <= width(); });
    const auto index = std::min<std::ptrdiff_t>(roomy - m_needs.begin(), m_needs.size() - 1);
    if (const Fit form = static_cast<Fit>(index); form != m_fit)
        apply(form);
}

void RunBar::apply(Fit form)
{
    m_fit = form;
    for (QToolButton* button : findChildren<QToolButton*>()) {
        if (button->defaultAction() != m_run)
            button->setToolButtonStyle(form == Fit::Whole ? Qt::ToolButtonTextBesideIcon
                                                          : Qt::ToolButtonIconOnly);
    }
    for (const QLabel* value : {m_memory, m_debt})
        value->parentWidget()->setVisible(form < Fit::FewFigures);
    for (const QLabel* value : {m_tokens, m_meanExit})
        value->parentWidget()->setVisible(form < Fit::FewestFigures);
}

} // namespace exitscope
