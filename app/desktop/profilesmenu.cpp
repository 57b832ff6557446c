#include "desktop/profilesmenu.h"

#include "desktop/profilesdialog.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"
#include "widgets/settingstext.h"

#include <QInputDialog>
#include <QMessageBox>

namespace exitscope {

ProfilesMenu::ProfilesMenu(RulePanel* panel, MessageStrip* message, QWidget* parent)
    : QMenu(tr("&Profiles"), parent)
    , m_panel(panel)
    , m_message(message)
    , m_profiles(RuleProfiles::stored())
{
    setToolTipsVisible(true);
    QAction* keep = addAction(tr("&Save the rule as…"), this, &ProfilesMenu::save);
    keep->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S));
    QAction* all = addAction(tr("&Manage profiles…"), this, &ProfilesMenu::manage);
    all->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P));
    addSeparator();
    connect(this, &QMenu::aboutToShow, this, &ProfilesMenu::fill);
}

void ProfilesMenu::tellProblems()
{
    const QStringList problems = m_profiles.problems();
    if (!problems.isEmpty())
        m_message->showMessage(MessageStrip::Kind::Warning, problems.join(u'\n'));
}

void ProfilesMenu::fill()
{
    qDeleteAll(m_listed);
    m_listed.clear();
    const RuleProfile* now = m_profiles.find(m_panel->settings());
    for (const RuleProfile& profile : m_profiles.all()) {
        const QString shown = QString(profile.name).replace(u'&', QLatin1String("&&"));
        const auto number = m_listed.size() + 1;
        QAction* action =
            addAction(number < 10 ? QStringLiteral("&%1  %2").arg(number).arg(shown) : shown, this,
                      [this, name = profile.name] { use(name); });
        action->setCheckable(true);
        action->setChecked(&profile == now);
        action->setEnabled(profile.settings.has_value());
        action->setToolTip(profile.settings ? describeDecision(*profile.settings)
                                            : profile.problem);
        m_listed << action;
    }
    if (m_listed.isEmpty()) {
        m_listed << addAction(tr("No rule has been saved yet"));
        m_listed.first()->setEnabled(false);
    }
}

void ProfilesMenu::save()
{
    m_panel->commit();
    const RuleProfile* now = m_profiles.find(m_panel->settings());
    bool accepted = false;
    const QString name =
        QInputDialog::getText(
            parentWidget(), tr("Save the rule"),
            tr("Name for the rule with its thresholds, strategy and cache policy:"),
            QLineEdit::Normal, now ? now->name : QString(), &accepted)
            .simplified();
    if (!accepted || name.isEmpty())
        return;
    if (m_profiles.find(name) &&
        QMessageBox::question(parentWidget(), tr("Save the rule"),
                              tr("There is a profile “%1” already. Replace it?").arg(name)) !=
            QMessageBox::Yes)
        return;
    m_profiles.set(name, m_panel->settings());
    if (!m_profiles.store()) {
        m_message->showMessage(MessageStrip::Kind::Error, RuleProfiles::refusal());
        return;
    }
    m_message->showMessage(MessageStrip::Kind::Information, tr("Saved the rule as “%1”").arg(name));
}

void ProfilesMenu::use(const QString& name)
{
    const RuleProfile* profile = m_profiles.find(name);
    if (profile && profile->settings)
        m_panel->setSettings(withRuleOf(m_panel->settings(), *profile->settings));
}

void ProfilesMenu::manage()
{
    m_panel->commit();
    ProfilesDialog dialog(m_profiles, m_panel->settings(), parentWidget());
    connect(&dialog, &ProfilesDialog::changed, this, [this, &dialog] {
        m_profiles = dialog.profiles();
        if (!m_profiles.store())
            m_message->showMessage(MessageStrip::Kind::Error, RuleProfiles::refusal());
    });
    connect(&dialog, &ProfilesDialog::chosen, this, &ProfilesMenu::use);
    dialog.exec();
}

} // namespace exitscope
