#pragma once

#include <QObject>
#include <QString>

namespace exitscope {

class MainWindow;

/// Runs the window's prompt once, or waits for a run to be opened, and writes a picture of the
/// whole window, then ends the program: with 0, or with 1 where something failed. GUI thread.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// `ofSavedRun`: the window is about to open one, which is what the picture shows.
    Screenshot(MainWindow& window, const QString& file, bool ofSavedRun);

private:
    void onState();
    void take();
    void fail(const QString& sentence);

    MainWindow& m_window;
    QString m_file;
    bool m_ofSavedRun;
    bool m_started = false; ///< what the picture shows has been run or opened
};

} // namespace exitscope
