#pragma once

#include "desktop/autosavefolder.h"

#include <QObject>

#include <memory>
#include <vector>

class QMenu;

namespace exitscope {

class MessageStrip;
class RunController;

/// Gives autosaved runs back: a menu of them, and after a crash the offer to open the last one.
/// GUI thread.
class Recovery : public QObject
{
    Q_OBJECT

public:
    /// Looks into `place` for what a crash left. `place` need not exist.
    Recovery(RunController* controller, QString place, const AutosaveLimits& limits,
             QObject* parent);
    ~Recovery() override;

    /// Where the offer is made; the caller gives it a place. Hidden while there is none.
    MessageStrip* strip() { return m_strip; }
    /// "Autosaved runs", filled when it opens.
    QMenu* menu() { return m_menu; }
    /// As if the offer were closed by hand: it is not made again for that run.
    void decline();

private:
    void offer();
    void fill();
    void open(const QString& file);

    RunController* m_controller;
    QString m_place;
    AutosaveLimits m_limits;
    std::vector<std::unique_ptr<AutosaveSession>> m_crashed;
    QString m_offered; ///< file of the run that is on offer
    MessageStrip* m_strip;
    QMenu* m_menu;
};

} // namespace exitscope
