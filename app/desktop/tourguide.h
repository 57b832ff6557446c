#pragma once

#include "widgets/runstate.h"
#include "widgets/tour.h"

#include <QObject>

#include <deque>
#include <optional>

namespace exitscope {

class MainWindow;
class TourCard;

/// Leads through the window: opens the bundled model, does what each step of a tour says, and gives
/// back the prompt, the settings and the model when the tour ends, at whichever step. GUI thread.
class TourGuide : public QObject
{
    Q_OBJECT

public:
    /// A child of `window`.
    explicit TourGuide(MainWindow* window);

    /// Leaves the tour in progress, if any.
    void start(const Tour& tour);
    bool isActive() const { return m_tour.has_value(); }
    /// From 0; -1 while no tour is in progress.
    int step() const { return m_tour ? m_step : -1; }
    void next();
    void back();
    void leave();

    TourCard* card() { return m_card; }

Q_SIGNALS:
    void stepShown(int step);
    void ended(const QString& tour);

private:
    /// What the user had, and has again afterwards.
    struct Before
    {
        QString prompt;
        Settings settings;
        QString model;
        ModelShape shape; ///< its own
    };

    void showStep(int step);
    void stopRun();
    void giveBack();
    /// The tour's model was still being opened, and brought values of its own.
    void giveBackAgain();
    void takeState(RunState state);
    /// Does what is due, as far as no run or model is to be waited for.
    void goOn();
    void perform(const TourAction& action);
    bool isWaiting() const;
    QString waitingFor() const;

    MainWindow* m_window;
    TourCard* m_card;
    std::optional<Tour> m_tour;
    std::optional<Before> m_before;
    int m_step = 0;
    std::deque<TourAction> m_due;
    bool m_isPerforming = false;
    bool m_isLayerDue = false; ///< a layer was let through and has not been told of
    bool m_mustStop = false;   ///< a run from before the tour, once it can be stopped
    bool m_isStopping = false; ///< a run was told to stop and has not answered
};

} // namespace exitscope
