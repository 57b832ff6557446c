#include "desktop/prompthistory.h"

#include "desktop/prompteditor.h"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QTextCursor>

namespace exitscope {

namespace {

const QLatin1String promptsKey("run/prompts");
constexpr int mostPrompts = 30;
/// Longer prompts would fill the settings' file.
constexpr int longestPrompt = 20'000;

} // namespace

PromptHistory::PromptHistory(PromptEditor* editor, QObject* parent)
    : QObject(parent)
    , m_editor(editor)
    , m_prompts(QSettings().value(promptsKey).toStringList())
{}

void PromptHistory::addActions(QMenu* menu)
{
    const auto add = [this, menu](const QString& text, Qt::Key key, int direction) {
        QAction* action = menu->addAction(text, this, [this, direction] { go(direction); });
        action->setShortcut(QKeySequence(Qt::CTRL | key));
        // Elsewhere these keys belong to lists and number fields.
        action->setShortcutContext(Qt::WidgetShortcut);
        m_editor->addAction(action);
    };
    add(tr("Earl&ier prompt"), Qt::Key_Up, 1);
    add(tr("Later pro&mpt"), Qt::Key_Down, -1);
}

void PromptHistory::remember(const QString& prompt)
{
    m_at = -1;
    if (prompt.trimmed().isEmpty() || prompt.size() > longestPrompt)
        return;
    m_prompts.removeAll(prompt);
    m_prompts.prepend(prompt);
    m_prompts = m_prompts.mid(0, mostPrompts);
    QSettings().setValue(promptsKey, m_prompts);
}

void PromptHistory::go(int direction)
{
    const QString shown = m_editor->toPlainText();
    // What was changed since is a new text.
    if (m_at >= 0 && m_prompts.value(m_at) != shown)
        m_at = -1;
    int to = m_at + direction;
    if (m_at < 0) {
        m_typed = shown;
        // A prompt that was just run is on screen already.
        if (direction > 0 && m_prompts.value(to) == shown)
            ++to;
    }
    if (to < -1 || to >= m_prompts.size())
        return;
    m_at = to;
    QTextCursor all(m_editor->document());
    all.select(QTextCursor::Document);
    all.insertText(to < 0 ? m_typed : m_prompts[to]);
    m_editor->setTextCursor(all);
}

} // namespace exitscope
