#include "desktop/screenshot.h"

#include "desktop/mainwindow.h"
#include "desktop/measurewindow.h"
#include "desktop/tourguide.h"
#include "widgets/tourcard.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QPushButton>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

namespace exitscope {

namespace {

/// Long enough for every view to have drawn what is due.
constexpr int settleMs = 300;
constexpr int lookMs = 50; // between looks at a tour that is busy

} // namespace

Result<Tour> findTour(const QString& name)
{
    const auto bundled = bundledTours();
    if (!bundled)
        return bundled.error();
    if (const auto found = std::ranges::find(*bundled, name, &Tour::id); found != bundled->end())
        return *found;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::FileMissing,
                     "there is no tour " + name.toStdString() + ", and no file of that name");
    return readTour(file.readAll(), name);
}

Screenshot::Screenshot(MainWindow& window, const QString& file, bool ofSavedRun)
    : QObject(&window)
    , m_window(window)
    , m_shown(&window)
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

Screenshot::Screenshot(MainWindow& window, const QString& file, const Tour& tour, int step)
    : QObject(&window)
    , m_window(window)
    , m_shown(&window)
    , m_file(file)
    , m_guide(new TourGuide(&window))
{
    connect(window.controller(), &RunController::failed, this, &Screenshot::fail);
    connect(
        window.controller(), &RunController::modelChanged, this,
        [this, tour, step] {
            m_guide->start(tour);
            goThrough(tour, step);
        },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
}

Screenshot::Screenshot(MainWindow& window, const QString& file, MeasureWindow* measure)
    : QObject(&window)
    , m_window(window)
    , m_shown(measure)
    , m_file(file)
{
    connect(measure, &MeasureWindow::opened, this, [this](const QString& problem) {
        if (problem.isEmpty())
            QTimer::singleShot(settleMs, this, &Screenshot::take);
        else
            fail(problem);
    });
}

void Screenshot::goThrough(const Tour& tour, int step)
{
    const bool isBusy = !m_guide->card()->nextButton()->isEnabled();
    if (!isBusy && m_guide->step() == step) {
        if (tour.steps[static_cast<std::size_t>(step)].text.in(QStringLiteral("en")).isEmpty())
            m_guide->card()->hide();
        QTimer::singleShot(settleMs, this, &Screenshot::take);
        return;
    }
    if (!isBusy)
        m_guide->next();
    QTimer::singleShot(lookMs, this, [this, tour, step] { goThrough(tour, step); });
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

QWidget* Screenshot::shown()
{
    if (m_shown != &m_window)
        return m_shown;
    const auto dialogs = m_window.findChildren<QDialog*>();
    const auto open = std::ranges::find_if(dialogs, &QDialog::isVisible);
    return open == dialogs.end() ? m_shown : *open;
}

void Screenshot::take()
{
    if (!shown()->grab().save(m_file))
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
