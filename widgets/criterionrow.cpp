#include "widgets/criterionrow.h"

#include "widgets/glyphicon.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>

namespace exitscope {

CriterionRow::CriterionRow(int number, QWidget* parent)
    : QWidget(parent)
    , m_open(new QToolButton(this))
    , m_choice(new QComboBox(this))
    , m_remove(new QToolButton(this))
{
    m_choice->setAccessibleName(number == 1 ? tr("Exit criterion")
                                            : tr("Exit criterion %1").arg(number));
    m_choice->setToolTip(tr("What decides at which layer a token leaves the model"));
    m_choice->addItem(tr("None: full depth"), QStringLiteral("none"));
    for (const Criterion* criterion : allCriteria())
        m_choice->addItem(criterionText(criterion->title),
                          QString::fromStdString(std::string(criterion->name)));
    m_choice->setMinimumContentsLength(12);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_remove->setIcon(glyphIcon(Glyph::Close));
    for (QToolButton* button : {m_open, m_remove}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    setFocusProxy(m_choice);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapTiny);
    row->addWidget(m_open);
    row->addWidget(m_choice, 1);
    row->addWidget(m_remove);
    connect(m_open, &QToolButton::clicked, this, &CriterionRow::opened);
    connect(m_remove, &QToolButton::clicked, this, &CriterionRow::removed);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        nameButtons();
        Q_EMIT chosen();
    });
    setAlone(true);
    setOpen(true);
    nameButtons();
}

const Criterion* CriterionRow::criterion() const
{
    return findCriterion(m_choice->currentData().toString().toStdString());
}

void CriterionRow::setCriterion(const Criterion* criterion)
{
    const QSignalBlocker blocker(m_choice);
    const auto all = allCriteria();
    const auto found = std::ranges::find(all, criterion);
    m_choice->setCurrentIndex(found == all.end() ? 0 : 1 + static_cast<int>(found - all.begin()));
    nameButtons();
}

void CriterionRow::setOffer(const std::vector<const Criterion*>& taken, bool none)
{
    auto* items = static_cast<QStandardItemModel*>(m_choice->model());
    items->item(0)->setEnabled(none);
    const auto all = allCriteria();
    for (int i = 0; i < static_cast<int>(all.size()); ++i) {
        const Criterion* criterion = all[static_cast<std::size_t>(i)];
        const bool elsewhere =
            criterion != this->criterion() && std::ranges::find(taken, criterion) != taken.end();
        items->item(i + 1)->setEnabled(!elsewhere);
    }
}

void CriterionRow::setAlone(bool alone)
{
    m_open->setVisible(!alone);
    m_remove->setVisible(!alone);
}

void CriterionRow::setOpen(bool open)
{
    m_open->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_open->setEnabled(!open);
}

void CriterionRow::nameButtons()
{
    const QString title = m_choice->currentText();
    m_open->setAccessibleName(tr("Show the thresholds of %1").arg(title));
    m_open->setToolTip(m_open->accessibleName());
    m_remove->setAccessibleName(tr("Remove %1").arg(title));
    m_remove->setToolTip(m_remove->accessibleName());
}

} // namespace exitscope
