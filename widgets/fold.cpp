#include "widgets/fold.h"

#include "widgets/taborder.h"
#include "widgets/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace exitscope {

Fold::Fold(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_row(new QToolButton(this))
    , m_content(content)
{
    m_row->setAutoRaise(true);
    m_row->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_row->setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(m_row, 0, Qt::AlignLeft);
    column->addWidget(m_content);
    appendTabs(m_row, m_content);
    connect(m_row, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
    updateTitle();
}

void Fold::setOpen(bool open)
{
    m_open = open;
    updateTitle();
}

void Fold::setSummary(const QString& summary)
{
    m_summary = summary;
    updateTitle();
}

void Fold::updateTitle()
{
    m_content->setVisible(m_open);
    m_row->setArrowType(m_open ? Qt::DownArrow : Qt::RightArrow);
    m_row->setText(m_open || m_summary.isEmpty() ? m_title : tr("%1: %2").arg(m_title, m_summary));
    m_row->setAccessibleName(m_row->text());
    m_row->setAccessibleDescription(m_open ? tr("open") : tr("closed"));
}

} // namespace exitscope
