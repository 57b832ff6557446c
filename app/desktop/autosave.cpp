#include "desktop/autosave.h"

#include "widgets/rundocument.h"
#include "widgets/runhistory.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <exception>
#include <utility>

namespace exitscope {

namespace {

/// From the first change to the first file, so that short runs are not lost either.
constexpr int firstPauseMs = 500;
constexpr int pauseMs = 3000;
/// A large run takes longer to write; then it is written less often, so that a twentieth of a core
/// goes into it at most.
constexpr int pausePerWriting = 20;
constexpr int pauseAfterFailureMs = 30'000;

} // namespace

/// What the thread that writes holds.
struct Autosave::Writer
{
    QString place;
    AutosaveLimits limits;
    std::unique_ptr<AutosaveSession> session;
    int number = 0;
    Run run;

    Status write(int which, const std::function<void(Run&)>& update)
    {
        if (which != number)
            run = {};
        number = which;
        update(run);
        if (!session) {
            auto begun = AutosaveSession::begin(place);
            if (!begun)
                return begun.error();
            session = std::move(*begun);
        }
        const Status status = session->write(number, run);
        if (status)
            pruneAutosaves(place, limits, session->folder());
        return status;
    }
};

Autosave::Autosave(RunDocument* document, RunHistory* history, QString place,
                   const AutosaveLimits& limits, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_history(history)
    , m_place(std::move(place))
    , m_writer(new Writer{m_place, limits, nullptr, 0, {}})
{
    m_thread.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::save);
    connect(document, &RunDocument::wasReset, this, &Autosave::takeRun);
    connect(document, &RunDocument::tokensAppended, this, [this](int first) { touch(first - 1); });
    connect(document, &RunDocument::cellsChanged, this, [this](int first) { touch(first); });
    const auto touchEnd = [this] { touch(m_document->tokenCount() - 1); };
    connect(document, &RunDocument::settingsRecorded, this, touchEnd);
    connect(document, &RunDocument::draftsChanged, this, touchEnd);
    connect(document, &RunDocument::fullDepthMeasured, this, touchEnd);
    connect(document, &RunDocument::finished, this, [this, touchEnd] {
        touchEnd();
        save();
    });
    takeRun();
}

Autosave::~Autosave()
{
    save();
    m_thread.waitForDone();
    if (m_writer->session)
        m_writer->session->end();
}

void Autosave::takeRun()
{
    if (m_changed && m_number != 0)
        writeLeft(m_number);
    const HistoryEntry* entry = m_history->find(m_history->current());
    m_number = entry && entry->origin != RunOrigin::File ? entry->id : 0;
    m_known = {};
    m_changed = false;
    m_pauseMs = firstPauseMs;
    m_timer.stop();
    // An earlier run that comes back on screen has its file.
    const bool isUnwritten = m_unwritten.erase(m_number) > 0;
    if (isUnwritten || (entry && !entry->run && !m_document->isEmpty()))
        touch(0);
    schedule();
}

void Autosave::writeLeft(int number)
{
    const auto left = m_history->run(number);
    if (!left)
        return;
    write(number, [left](Run& run) { run = *left; });
    // The writer holds one run at a time.
    m_known = {};
}

void Autosave::touch(int firstToken)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_number == 0 || m_document->isEmpty())
        return;
    m_known.tokens = std::min(m_known.tokens, static_cast<std::size_t>(std::max(firstToken, 0)));
    m_changed = true;
    schedule();
}

void Autosave::schedule()
{
    if ((m_changed || !m_unwritten.empty()) && m_waiting == 0 && !m_timer.isActive())
        m_timer.start(static_cast<int>(m_pauseMs));
}

void Autosave::save()
{
    m_timer.stop();
    for (const int number : std::exchange(m_unwritten, {}))
        writeLeft(number);
    if (!m_changed)
        return;
    m_changed = false;
    const auto tail = std::make_shared<RunTail>(tailOf(m_document->run(), m_known));
    m_known = extentOf(m_document->run());
    write(m_number, [tail](Run& run) { putTail(std::move(*tail), run); });
}

void Autosave::write(int number, std::function<void(Run&)> update)
{
    ++m_waiting;
    m_thread.start([this, writer = m_writer.get(), number, update = std::move(update)] {
        QElapsedTimer clock;
        clock.start();
        Status status = Done{};
        try {
            status = writer->write(number, update);
        } catch (const std::exception& exception) {
            status = Error(ErrorCode::Internal, exception.what());
        }
        const QString file = writer->session ? writer->session->fileOf(number) : QString();
        QMetaObject::invokeMethod(
            this,
            [this, number, status, file, took = clock.elapsed()] {
                takeAnswer(number, status, file, took);
            },
            Qt::QueuedConnection);
    });
}

void Autosave::takeAnswer(int number, const Status& status, const QString& file,
                          qint64 milliseconds)
{
    --m_waiting;
    m_pauseMs = std::max<qint64>(pauseMs, pausePerWriting * milliseconds);
    const bool failsAgain = m_hasFailed;
    m_hasFailed = !status.ok();
    if (status) {
        Q_EMIT saved(file);
    } else {
        m_pauseMs = pauseAfterFailureMs;
        if (number == m_number)
            m_changed = true;
        else
            m_unwritten.insert(number);
        if (!failsAgain)
            Q_EMIT failed(QString::fromStdString(status.error().what()));
    }
    schedule();
}

} // namespace exitscope
