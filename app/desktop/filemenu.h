#pragma once

#include "decode/session.h"

#include <QMenu>

namespace exitscope {

class Exporter;
class GetModelsDialog;
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
    void getModels();
    void addDtypes();
    void addDevices();
    /// An entry of `menu` that opens models with `value` in `field` from now on, and what is open
    /// anew.
    QAction* addLoadChoice(QMenu* menu, const QString& text, std::string LoadOptions::*field,
                           const std::string& value);
    void openRun();
    void saveRun();
    void exportCsv();
    QString suggestedName() const;
    void updateActions();

    MainWindow* m_window;
    QMenu* m_recent = nullptr;
    QAction* m_save = nullptr;
    QAction* m_csv = nullptr;
    Exporter* m_exporter = nullptr;
    GetModelsDialog* m_getModels = nullptr; ///< null until it is asked for
};

} // namespace exitscope
