#pragma once

#include <QObject>
#include <QString>

namespace exitscope {

class MainWindow;

/// Runs the window's prompt once and writes a picture of the whole window, then ends the program:
/// with 0, or with 1 where something failed. GUI thread.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(MainWindow& window, const QString& file);

private:
    void onState();
    void take();
    void fail(const QString& sentence);

    MainWindow& m_window;
    QString m_file;
    bool m_started = false;
};

} // namespace exitscope
