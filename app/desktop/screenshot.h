#pragma once

#include "base/error.h"
#include "widgets/tour.h"

#include <QObject>
#include <QString>

namespace exitscope {

class MainWindow;
class MeasureWindow;
class TourGuide;

/// The tour that comes with the program under the id `name`, or the one in the file `name`. Errors:
/// FileMissing, and as readTour.
Result<Tour> findTour(const QString& name);

/// Runs the window's prompt once, or waits for a run to be opened, or goes through a tour up to one
/// of its steps, and writes a picture of the whole window (or of the one that shows a result), then
/// ends the program: with 0, or with 1 where something failed. GUI thread.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// `ofSavedRun`: the window is about to open one, which is what the picture shows.
    Screenshot(MainWindow& window, const QString& file, bool ofSavedRun);
    /// The picture shows `step` of `tour`, from 0, once what it does is done; a step that says
    /// nothing has no card.
    Screenshot(MainWindow& window, const QString& file, const Tour& tour, int step);
    /// The picture shows `measure`, which is about to open a result.
    Screenshot(MainWindow& window, const QString& file, MeasureWindow* measure);

private:
    void onState();
    void goThrough(const Tour& tour, int step);
    void take();
    /// The dialog that a tour brought up, else the window.
    QWidget* shown();
    void fail(const QString& sentence);

    MainWindow& m_window;
    QWidget* m_shown; ///< what the picture is of
    QString m_file;
    bool m_ofSavedRun = false;
    TourGuide* m_guide = nullptr; ///< null where the picture is of no tour
    bool m_started = false;       ///< what the picture shows has been run or opened
};

} // namespace exitscope
