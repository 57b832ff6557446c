#pragma once

#include "desktop/autosavefolder.h"
#include "desktop/runtail.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <set>

namespace exitscope {

class RunDocument;
class RunHistory;

/// Writes each run to the folder of autosaved runs while it is being written and when it ends, so
/// that a crash costs seconds of it. GUI thread; the files are written beside it, from a copy that
/// is fed with what is new. Runs that were read from a file are not written again.
class Autosave : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it. Nothing is written before there is a run.
    Autosave(RunDocument* document, RunHistory* history, QString place,
             const AutosaveLimits& limits = {}, QObject* parent = nullptr);
    /// Writes what is new, waits for it and ends the session.
    ~Autosave() override;

    const QString& place() const { return m_place; }

Q_SIGNALS:
    void saved(const QString& file);
    /// Once, until something could be written again.
    void failed(const QString& sentence);

private:
    struct Writer;

    void takeRun();
    /// Tokens from `firstToken` on changed.
    void touch(int firstToken);
    void schedule();
    void save();
    void write(int number, std::function<void(Run&)> update);
    /// All of a run that has left the screen; the history has it whole.
    void writeLeft(int number);
    void takeAnswer(int number, const Status& status, const QString& file, qint64 milliseconds);

    RunDocument* m_document;
    RunHistory* m_history;
    QString m_place;
    std::unique_ptr<Writer> m_writer; ///< used by m_thread alone
    QThreadPool m_thread;
    QTimer m_timer;
    int m_number = 0;          ///< of the run on screen; 0: not one to be saved
    RunExtent m_known;         ///< what the writer holds of it
    std::set<int> m_unwritten; ///< have left the screen, and could not be written
    bool m_changed = false;
    bool m_hasFailed = false;
    int m_waiting = 0; ///< jobs whose answer is to come
    qint64 m_pauseMs = 0;
};

} // namespace exitscope
