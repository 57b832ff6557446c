#pragma once

#include <QObject>

class QAction;

namespace exitscope {

class MainWindow;
class MeasureWindow;

/// Joins the window for measuring to the program's: its command, the settings in force, and the
/// runs of samples. GUI thread.
class Measuring : public QObject
{
    Q_OBJECT

public:
    explicit Measuring(MainWindow* window);

    /// Brings the window for measuring up.
    QAction* action() const { return m_action; }
    MeasureWindow* bringUp();
    /// Shows the result in `file`.
    void open(const QString& file);

private:
    void showRun(const QString& file);

    MainWindow* m_window;
    QAction* m_action;
    MeasureWindow* m_measure = nullptr; ///< null until it is asked for
};

} // namespace exitscope
