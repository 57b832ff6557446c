#pragma once

#include <QMenu>

namespace exitscope {

class MainWindow;
class TourGuide;

/// The tours on offer. GUI thread.
class TourMenu : public QMenu
{
    Q_OBJECT

public:
    /// Problems with a tour that comes with the program are told in the window.
    explicit TourMenu(MainWindow* window);

    TourGuide* guide() { return m_guide; }

private:
    TourGuide* m_guide;
};

} // namespace exitscope
