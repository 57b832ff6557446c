#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace exitscope {

class PromptEditor;

/// The prompts that were run, remembered between sessions, and the way back to them from the
/// prompt's editor. GUI thread.
class PromptHistory : public QObject
{
    Q_OBJECT

public:
    PromptHistory(PromptEditor* editor, QObject* parent);

    /// Ctrl+Up and Ctrl+Down in the editor, and commands for them in `menu`.
    void addActions(QMenu* menu);
    /// A prompt is run.
    void remember(const QString& prompt);
    /// Newest first.
    const QStringList& prompts() const { return m_prompts; }

private:
    /// To an older (+1) or a newer prompt (-1); past the newest lies what was typed.
    void go(int direction);

    PromptEditor* m_editor;
    QStringList m_prompts;
    QString m_typed; ///< what stood in the editor before the first step back
    int m_at = -1;   ///< of m_prompts; -1: what was typed
};

} // namespace exitscope
