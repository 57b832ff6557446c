#pragma once

#include "desktop/runagain.h"

#include <QObject>
#include <QThreadPool>

class QAction;

namespace exitscope {

class CompareView;
class MainWindow;

/// The part of the window that compares: the view with its commands, a second run, and runs from
/// files. Lives on the GUI thread.
class Comparing : public QObject
{
    Q_OBJECT

public:
    explicit Comparing(MainWindow* window);
    /// Waits for a file that is being read.
    ~Comparing() override;

    CompareView* view() const { return m_view; }
    /// Asks what to change and runs again; while that is under way, cancels it.
    QAction* runAgainAction() const { return m_runAgain; }
    QAction* compareFileAction() const { return m_compareFile; }
    RunAgain* runAgain() { return &m_again; }
    /// Reads a run beside the GUI thread and compares it, as A or B, with the other one.
    void compareWithFile(const QString& file, bool asB = false);

Q_SIGNALS:
    /// There is something to see in the view.
    void viewWanted();

private:
    void ask();
    void askForFile(bool asB);
    void followStage(RunAgain::Stage stage);
    void updateAction();

    MainWindow* m_window;
    RunAgain m_again;
    QThreadPool m_files;
    CompareView* m_view = nullptr; ///< belongs to the window
    QAction* m_runAgain = nullptr;
    QAction* m_compareFile = nullptr;
};

} // namespace exitscope
