#pragma once

#include <QMenu>

namespace exitscope {

class MessageStrip;

/// View > Language: the choice is kept and holds from the next start on, which `message` says.
/// GUI thread.
class LanguageMenu : public QMenu
{
    Q_OBJECT

public:
    LanguageMenu(MessageStrip* message, QWidget* parent);
};

} // namespace exitscope
