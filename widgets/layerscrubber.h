#pragma once

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QSlider;
class QToolButton;

namespace exitscope {

class LensModel;
class TextLabel;

/// Moves through the layers of the token that a LensModel shows, by hand or by itself, and says in
/// words what the model would write there. It never plays unasked, and nothing slides: each step
/// is one layer. GUI thread.
class LayerScrubber : public QWidget
{
    Q_OBJECT

public:
    explicit LayerScrubber(const LensModel* lens, QWidget* parent = nullptr);

    /// Shows `layer`, without a signal; -1 shows the exit layer. Another layer than the one that
    /// playing has reached ends the playing.
    void setLayer(int layer);
    /// -1 without layers.
    int layer() const;
    bool isPlaying() const { return m_timer.isActive(); }
    QString sentence() const;

public Q_SLOTS:
    /// From the first layer, or from the one that was chosen unless it is the last.
    void play();
    void pause();
    void toggle();

Q_SIGNALS:
    /// The user, or playing, moved there.
    void layerChosen(int layer);

protected:
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void step();
    void update();
    void updatePlaying();
    QString noteText(int layer) const;

    const LensModel* m_lens;
    QTimer m_timer;
    bool m_chosen = false; ///< the layer is a choice, not only where the token left
    QWidget* m_words = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_note = nullptr;
    QToolButton* m_button = nullptr;
    QSlider* m_slider = nullptr;
    TextLabel* m_readout = nullptr;
    QAction* m_play = nullptr;
};

} // namespace exitscope
