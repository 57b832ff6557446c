#pragma once

#include "desktop/ruleprofiles.h"

#include <QMenu>

namespace exitscope {

class MessageStrip;
class RulePanel;

/// Saves the panel's rule under a name and brings named rules back. GUI thread.
class ProfilesMenu : public QMenu
{
    Q_OBJECT

public:
    ProfilesMenu(RulePanel* panel, MessageStrip* message, QWidget* parent);

    /// Says in the message strip which stored profiles cannot be used, if any.
    void tellProblems();

private:
    void fill();
    void save();
    void manage();
    void use(const QString& name);

    RulePanel* m_panel;
    MessageStrip* m_message;
    RuleProfiles m_profiles;
    QList<QAction*> m_listed; ///< one for each profile, made anew when the menu opens
};

} // namespace exitscope
