#include "desktop/shortcutsdialog.h"

#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace exitscope {

namespace {

using Rows = std::vector<std::pair<QString, QString>>; ///< command, keys

QString plain(QString text)
{
    return text.remove(u'&');
}

/// The commands of `menu`, those of the menus inside it under its name.
void collect(const QMenu& menu, const QString& under, Rows& rows)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu())
            collect(*action->menu(), plain(action->menu()->title()), rows);
        else if (!action->shortcut().isEmpty())
            rows.emplace_back(
                under.isEmpty() ? plain(action->text())
                                : ShortcutsDialog::tr("%1: %2").arg(under, plain(action->text())),
                QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
    }
}

/// The keys stand in a column of `width` pixels, so that sections line up.
QWidget* makeSection(const QString& title, const Rows& rows, int width)
{
    auto* section = new QWidget;
    auto* grid = new QGridLayout(section);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::gapLarge);
    grid->setVerticalSpacing(theme::gapTiny);
    grid->setColumnStretch(0, 1);
    grid->setColumnMinimumWidth(1, width);
    grid->addWidget(new TextLabel(TextLabel::Style::Heading, title), 0, 0, 1, 2);
    int row = 0;
    for (const auto& [command, keys] : rows) {
        grid->addWidget(new QLabel(command), ++row, 0);
        grid->addWidget(new QLabel(keys), row, 1);
    }
    return section;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar& menus, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    std::vector<std::pair<QString, Rows>> sections;
    std::size_t all = 0;
    int widest = 0;
    for (const QAction* entry : menus.actions()) {
        Rows rows;
        collect(*entry->menu(), {}, rows);
        if (rows.empty())
            continue;
        all += rows.size() + 2;
        for (const auto& row : rows)
            widest = std::max(widest, fontMetrics().horizontalAdvance(row.second));
        sections.emplace_back(plain(entry->menu()->title()), std::move(rows));
    }

    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    columns->setSpacing(3 * theme::gapLarge);
    QVBoxLayout* column = nullptr;
    std::size_t laid = 0;
    for (const auto& [title, rows] : sections) {
        // The second column begins with the section that would end past the middle.
        if (!column || (columns->count() == 1 && 2 * laid + rows.size() > all)) {
            column = new QVBoxLayout;
            column->setSpacing(theme::gapLarge);
            columns->addLayout(column);
        }
        column->addWidget(makeSection(title, rows, widest));
        laid += rows.size() + 2;
    }
    for (int i = 0; i < columns->count(); ++i)
        static_cast<QVBoxLayout*>(columns->itemAt(i)->layout())->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(windowTitle());
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::StrongFocus);
    scroll->setWidget(content);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(theme::gapLarge, 0, theme::gapLarge, theme::gapLarge);
    below->addWidget(buttons);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(theme::gap);
    outer->addWidget(scroll, 1);
    outer->addLayout(below);

    const QSize whole =
        content->sizeHint() + QSize(scroll->verticalScrollBar()->sizeHint().width(),
                                    buttons->sizeHint().height() + theme::gapLarge + theme::gap);
    const QSize most = parent->screen()->availableSize() * 9 / 10;
    resize(whole.boundedTo(most));
}

} // namespace exitscope
