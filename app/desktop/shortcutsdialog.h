#pragma once

#include <QDialog>

class QMenuBar;

namespace exitscope {

/// All commands that have a shortcut, menu by menu in two columns; scrolls where the screen is low.
/// GUI thread.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Reads `menus` once.
    ShortcutsDialog(const QMenuBar& menus, QWidget* parent);
};

} // namespace exitscope
