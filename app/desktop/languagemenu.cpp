#include "desktop/languagemenu.h"

#include "desktop/language.h"
#include "widgets/messagestrip.h"

#include <QAction>
#include <QActionGroup>

namespace exitscope {

LanguageMenu::LanguageMenu(MessageStrip* message, QWidget* parent)
    : QMenu(tr("Lan&guage"), parent)
{
    auto* group = new QActionGroup(this);
    const auto add = [this, message, group](const QString& text, Language language, Qt::Key key) {
        QAction* action = addAction(text, this, [message, language] {
            if (language == chosenLanguage())
                return;
            chooseLanguage(language);
            message->showMessage(MessageStrip::Kind::Information,
                                 tr("The language changes when Exitscope is started again."));
        });
        action->setObjectName(QStringLiteral("language/") + languageName(language));
        action->setCheckable(true);
        action->setChecked(language == chosenLanguage());
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | key));
        group->addAction(action);
    };
    add(tr("&System language"), Language::System, Qt::Key_Y);
    // Each in itself, so that whoever needs it can read it.
    add(QStringLiteral("&English"), Language::English, Qt::Key_E);
    add(QStringLiteral("&Deutsch"), Language::German, Qt::Key_D);
}

} // namespace exitscope
