#include "desktop/screenshot.h"

#include "desktop/mainwindow.h"

#include <QApplication>
#include <QTextStream>
#include <QTimer>

namespace exitscope {

namespace {

/// Long enough for every view to have drawn what is due.
constexpr int settleMs = 300;

} // namespace

Screenshot::Screenshot(MainWindow& window, const QString& file, bool ofSavedRun)
    : QObject(&window)
    , m_window(window)
    , m_file(file)
    , m_ofSavedRun(ofSavedRun)
{
    connect(window.controller(), &RunController::stateChanged, this, &Screenshot::onState);
    connect(window.controller(), &RunController::runOpened, this, [this] {
        m_started = true;
        onState();
    });
    connect(window.controller(), &RunController::failed, this, &Screenshot::fail);
}

void Screenshot::onState()
{
    if (m_window.controller()->state() != RunState::Ready)
        return;
    if (!m_started && m_ofSavedRun)
        return;
    if (!m_started) {
        m_started = true;
        QTimer::singleShot(0, this, [this] { m_window.controller()->run(m_window.prompt()); });
    } else {
        QTimer::singleShot(settleMs, this, &Screenshot::take);
    }
}

void Screenshot::take()
{
    if (!m_window.grab().save(m_file))
        fail(tr("%1 could not be written; check the folder and the ending (png).").arg(m_file));
    else
        QApplication::exit(0);
}

void Screenshot::fail(const QString& sentence)
{
    QTextStream(stderr) << "exitscope: " << sentence << '\n';
    QApplication::exit(1);
}

} // namespace exitscope
