#pragma once

#include "eval/calibrationrun.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>

namespace exitscope {

class RunController;

/// A calibration on the engine thread with the open model, from its start to its report. GUI
/// thread.
class CalibrationJob : public QObject
{
    Q_OBJECT

public:
    explicit CalibrationJob(RunController* controller, QObject* parent = nullptr);
    /// Cancels it.
    ~CalibrationJob() override;

    /// On the prompts of `file`, or where it is empty on the bundled ones. A run in progress pauses
    /// and waits. False where there is no model or the engine is taken.
    bool start(const QString& file, const CalibrationRequest& request);
    /// Ends with a report that is cancelled.
    void cancel();
    bool isRunning() const { return m_stop.has_value(); }

Q_SIGNALS:
    void progressed(int done, int count);
    void finished(std::shared_ptr<const exitscope::CalibrationReport> report);
    void failed(const QString& sentence);

private:
    struct Outcome;

    void take(const Outcome& outcome);

    RunController* m_controller;
    std::optional<std::stop_source> m_stop; ///< of the one that runs
};

} // namespace exitscope
