#pragma once

#include <QObject>

namespace exitscope {

class MainWindow;
class MessageStrip;
class TourGuide;

/// The first start's sentence of orientation, with the first tour on offer. What became of the
/// offer is kept in QSettings: once it was declined, or any tour was begun, it is not made again;
/// where the program ended without an answer, it is. GUI thread.
class Welcome : public QObject
{
    Q_OBJECT

public:
    /// A child of `window`.
    explicit Welcome(MainWindow* window);

    /// Where the offer is made; the caller gives it a place. Hidden while there is none.
    MessageStrip* strip() { return m_strip; }
    /// Accepting the offer starts the first tour by `guide`; any tour that begins answers it.
    void follow(TourGuide* guide);
    /// Unless it was answered before.
    void offer();
    /// As if the offer were closed by hand.
    void decline();

private:
    MessageStrip* m_strip;
};

} // namespace exitscope
