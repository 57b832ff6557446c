#include "widgets/alternativebutton.h"

#include "widgets/lensmodel.h"

#include <QAbstractItemView>
#include <QAction>
#include <QShortcut>

#include <algorithm>

namespace exitscope {

AlternativeButton::AlternativeButton(const LensModel* model, QAbstractItemView* table,
                                     QWidget* parent)
    : QPushButton(parent)
    , m_model(model)
    , m_table(table)
    , m_action(new QAction(tr("&Continue from the alternative"), this))
{
    setToolTip(tr("Writes the text again from this token on, with the token that is current in the "
                  "table in its place; the run as it is stays in the list of runs"));
    connect(m_action, &QAction::triggered, this, [this] {
        if (const int id = alternative(); m_isPossible && id >= 0)
            Q_EMIT chosen(id);
    });
    connect(this, &QPushButton::clicked, m_action, &QAction::trigger);
    // Not `activated`, which on some desktops is a single click.
    connect(table, &QAbstractItemView::doubleClicked, m_action, &QAction::trigger);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(key, table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, m_action, &QAction::trigger);
    }
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AlternativeButton::update);
    connect(model, &QAbstractItemModel::dataChanged, this, &AlternativeButton::update);
    connect(model, &QAbstractItemModel::modelReset, this, &AlternativeButton::update);
    table->addAction(m_action);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    update();
}

void AlternativeButton::setPossible(bool possible)
{
    m_isPossible = possible;
    update();
}

int AlternativeButton::alternative() const
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || current.row() >= m_model->rowCount())
        return -1;
    const int layer = m_model->layerOfRow(current.row());
    const int id =
        m_model->idAt(layer, std::max(0, current.column() - int(LensModel::FirstTokenColumn)));
    return id == m_model->token().id ? -1 : id;
}

void AlternativeButton::update()
{
    const int id = alternative();
    setText(
        id < 0
            ? tr("Continue from an alternative")
            : tr("Continue from “%1”").arg(m_model->textOf(id).replace(u'&', QLatin1String("&&"))));
    setEnabled(m_isPossible && id >= 0);
    m_action->setEnabled(isEnabled());
}

} // namespace exitscope
