#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QPushButton;

namespace exitscope {

/// Where a card of size `card` stands in a window so that it leaves `target` free: beside it, else
/// below or above, else in its lower right corner. An empty target: the window's lower right
/// corner. Logical pixels of the window; the card never leaves it.
QRect placeCard(const QSize& card, const QRect& target, const QRect& window);

/// One step of a tour: title, text and the way on, over the window and beside the widget that it
/// speaks of, which a frame marks. The window stays usable. GUI thread.
class TourCard : public QFrame
{
    Q_OBJECT

public:
    /// A child of `window`, hidden.
    explicit TourCard(QWidget* window);
    ~TourCard() override;

    /// Shows step `number` of `count`, from 1, of the tour `tour` beside `target`, which may be
    /// null.
    void showStep(const QString& tour, const QString& title, const QString& text, int number,
                  int count, QWidget* target);
    /// While busy there is no way on; `why` says what is waited for.
    void setBusy(bool busy, const QString& why = {});

    QString title() const;
    QString text() const;
    QWidget* target() const { return m_target; }
    QPushButton* backButton() { return m_back; }
    QPushButton* nextButton() { return m_next; }
    QPushButton* leaveButton() { return m_leave; }

Q_SIGNALS:
    void back();
    void next();
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setTarget(QWidget* target);
    void place();
    int usualWidth() const;

    QLabel* m_tour = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_place = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_leave = nullptr;
    QWidget* m_frame = nullptr; ///< drawn around the target
    QPointer<QWidget> m_target;
    bool m_isLast = false;
    QString m_steps;
};

} // namespace exitscope
