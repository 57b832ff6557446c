#pragma once

#include <QMenu>
#include <QString>

namespace exitscope {

class RunController;

/// The run files that were opened or saved last, remembered between sessions. GUI thread.
class RecentRuns : public QMenu
{
    Q_OBJECT

public:
    /// Files below `autosaved` are not remembered: they go by themselves.
    RecentRuns(RunController* controller, QString autosaved, QWidget* parent);

    void remember(const QString& file);

private:
    void fill();

    RunController* m_controller;
    QString m_autosaved;
};

} // namespace exitscope
