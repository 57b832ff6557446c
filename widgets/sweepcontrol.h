#pragma once

#include <QWidget>

#include <vector>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace exitscope {

/// A threshold as a slider and an exact field. The slider goes by what the threshold does: from the
/// one that lets nobody out to the most daring, each step as far as the next in effect, so that its
/// whole length is of use whatever the criterion. GUI thread.
class SweepControl : public QWidget
{
    Q_OBJECT

public:
    explicit SweepControl(QWidget* parent = nullptr);

    void setCaption(const QString& caption, const QString& help);
    /// What may be typed; `decimals` is the size of a step of the field.
    void setRange(double least, double most, int decimals);
    /// The slider's stops, from the threshold that lets nobody out on; none: there is no slider.
    /// The one that is being dragged keeps those it has.
    void setStops(std::vector<double> stops);
    double value() const;
    /// No signal.
    void setValue(double value);
    /// What the value comes to, for those who cannot see it beside the slider.
    void setEffect(const QString& effect);

Q_SIGNALS:
    void valueChanged(double value);

private:
    void placeSlider();

    std::vector<double> m_stops;
    QLabel* m_caption = nullptr;
    QDoubleSpinBox* m_field = nullptr;
    QSlider* m_slider = nullptr;
};

} // namespace exitscope
