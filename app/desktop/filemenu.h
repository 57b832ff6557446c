#pragma once

#include "decode/session.h"

#include <QMenu>

namespace exitscope {

class MainWindow;

/// Opens models and runs, saves and exports; asks for the names. GUI thread.
class FileMenu : public QMenu
{
    Q_OBJECT

public:
    explicit FileMenu(MainWindow* window);

    /// Puts `folder` at the top of the recent models.
    void remember(const QString& folder);
    /// Puts a menu of runs below the commands that open them.
    void addRuns(QMenu* menu) { insertMenu(m_save, menu); }

private:
    QAction* add(const QString& text, const QKeySequence& shortcut, void (FileMenu::*work)());
    void fillRecent();
    void openModel();
    void openByName();
    void openBundled();
    void addDtypes();
    void addDevices();
    /// An entry of `menu` that opens models with `value` in `field` from now on, and what is open
    /// anew.
    QAction* addLoadChoice(QMenu* menu, const QString& text, std::string LoadOptions::*field,
                           const std::string& value);
    void openRun();
    void saveRun();
    void exportPicture();
    void exportCsv();
    /// Empty when the user changed their mind.
    QString askForName(const QString& title, const QStringList& filters);
    QString suggestedName() const;
    void updateActions();

    MainWindow* m_window;
    QMenu* m_recent = nullptr;
    QAction* m_save = nullptr;
    QAction* m_picture = nullptr;
    QAction* m_csv = nullptr;
};

/// `file`, with the first ending of `filter` where it has none of those that `filters` name.
QString withEnding(const QString& file, const QString& filter, const QStringList& filters);

} // namespace exitscope
