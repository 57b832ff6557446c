#pragma once

#include "desktop/ruleprofiles.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace exitscope {

class MessageStrip;

/// The list of rule profiles: use, rename, delete, exchange with files. GUI thread.
class ProfilesDialog : public QDialog
{
    Q_OBJECT

public:
    /// `now` decides which one is selected.
    ProfilesDialog(RuleProfiles profiles, const Settings& now, QWidget* parent);

    const RuleProfiles& profiles() const { return m_profiles; }

Q_SIGNALS:
    /// To be stored.
    void changed();
    void chosen(const QString& name);

private:
    QWidget* makeButtons();
    void fill(const QString& selected);
    QString selected() const;
    void updateState();
    void takeName(QListWidgetItem* item);
    void remove();
    void importFile();
    void exportFile();
    void fail(const QString& sentence);

    RuleProfiles m_profiles;
    QListWidget* m_list;
    QLabel* m_about;
    MessageStrip* m_message;
    QPushButton* m_use = nullptr;
    QPushButton* m_rename = nullptr;
    QPushButton* m_delete = nullptr;
    QPushButton* m_export = nullptr;
};

} // namespace exitscope
