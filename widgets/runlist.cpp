#include "widgets/runlist.h"

#include "widgets/runlistdelegate.h"
#include "widgets/runlistmodel.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QLocale>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace exitscope {
namespace {

/// Titles run over all columns of their rows.
class RunTree : public QTreeView
{
protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override
    {
        QTreeView::drawRow(painter, option, index);
        QStyleOptionViewItem item = option;
        item.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        QRect row = visualRect(index.siblingAtColumn(RunListModel::RunColumn));
        row.setRight(viewport()->rect().right());
        static_cast<const RunListDelegate*>(itemDelegate())
            ->paintTitle(painter, item, row, index.siblingAtColumn(RunListModel::RunColumn));
    }
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override
    {
        // Nothing can be folded.
    }
};

QTreeView* makeTree()
{
    auto* tree = new RunTree;
    tree->setObjectName(QStringLiteral("runs"));
    tree->setAccessibleName(RunList::tr("Runs of this window"));
    tree->setItemDelegate(new RunListDelegate(tree));
    tree->setFrameShape(QFrame::NoFrame);
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setExpandsOnDoubleClick(false);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->setMouseTracking(false); // a row is lit as one, or not at all
    tree->setIndentation(theme::gap);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    return tree;
}

QString megabytes(std::size_t bytes)
{
    return QLocale().toString(std::ceil(static_cast<double>(bytes) / 1e6), 'f', 0);
}

} // namespace

RunList::RunList(QWidget* parent)
    : QWidget(parent)
    , m_tree(makeTree())
    , m_placeholder(new TextLabel(
          TextLabel::Style::Note,
          tr("Every run of this window is kept here: of a prompt, from a file, and on from a token "
             "of an earlier one. Run a prompt to begin.")))
    , m_memory(new TextLabel(TextLabel::Style::Note))
    , m_content(new QWidget)
{
    setAccessibleName(tr("Runs"));
    m_placeholder->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_memory->setWordWrap(true);
    m_show = makeAction(tr("Show"), tr("Puts the selected run on screen"), Qt::Key_Return,
                        &RunList::showRequested);
    m_show->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_runOn = makeAction(tr("Run on"), tr("Goes on with the selected run from its end"),
                         QKeySequence(Qt::SHIFT | Qt::Key_Return), &RunList::runOnRequested);
    m_forget = makeAction(tr("Forget"), tr("Drops the selected run; the one on screen stays"),
                          QKeySequence::Delete, &RunList::forgetRequested);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::gapSmall);
    for (QAction* action : {m_show, m_runOn, m_forget}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_tree, 1);
    column->addWidget(m_memory);
    column->addLayout(buttons);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    outer->addWidget(m_placeholder, 1);
    outer->addWidget(m_content, 1);
    setFocusProxy(m_tree);
    update();
}

QAction* RunList::makeAction(const QString& text, const QString& help, const QKeySequence& key,
                             void (RunList::*wanted)(int))
{
    auto* action = new QAction(text, this);
    action->setToolTip(tr("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, wanted] {
        if (const int id = selected())
            Q_EMIT(this->*wanted)(id);
    });
    m_tree->addAction(action);
    return action;
}

void RunList::setHistory(RunHistory* history, RunDocument* document)
{
    m_history = history;
    m_model = new RunListModel(history, document, this);
    m_tree->setModel(m_model);
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(RunListModel::RunColumn, QHeaderView::Stretch);
    header->setSectionsMovable(false);
    header->setHighlightSections(false);
    connectTree();
    update();
}

void RunList::connectTree()
{
    connect(m_tree, &QTreeView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT showRequested(m_model->idAt(index)); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        updateActions();
        Q_EMIT selectionChanged(selected());
    });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const int id = selected();
        m_selectedBefore = {id, m_model->neighbour(id, 1), m_model->neighbour(id, -1)};
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunList::update);
    connect(m_history, &RunHistory::currentChanged, this, &RunList::update);
}

int RunList::selected() const
{
    return m_model ? m_model->idAt(m_tree->currentIndex()) : 0;
}

void RunList::setRunOnPossible(bool possible)
{
    m_runOnPossible = possible;
    updateActions();
}

int RunList::neighbour(int steps) const
{
    return m_model ? m_model->neighbour(m_history->current(), steps) : 0;
}

/// After runs came or went, or another one is on screen, which then is selected.
void RunList::update()
{
    const std::size_t runs = m_history ? m_history->entries().size() : 0;
    m_placeholder->setVisible(runs == 0);
    m_content->setVisible(runs > 0);
    if (runs == 0)
        return;
    m_tree->expandAll();
    int id = m_history->current();
    if (std::exchange(m_shown, id) == id) { // what was selected stays, or the next one is
        const auto stays = std::ranges::find_if(
            m_selectedBefore, [this](int each) { return m_history->find(each) != nullptr; });
        id = stays == m_selectedBefore.end() ? id : *stays;
    }
    m_selectedBefore.clear();
    m_tree->setCurrentIndex(m_model->indexOf(id));
    m_memory->setText(
        tr("The runs off screen take %1 of %2 MB. Beyond that the oldest are forgotten; save what "
           "you want to keep.")
            .arg(megabytes(m_history->bytes()), megabytes(m_history->limit())));
    updateActions();
}

void RunList::updateActions()
{
    const int id = selected();
    const bool isOther = id != 0 && id != m_history->current();
    m_show->setEnabled(isOther);
    m_forget->setEnabled(isOther);
    m_runOn->setEnabled(id != 0 && m_runOnPossible);
}

} // namespace exitscope
