#pragma once

#include "exit/criterion.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace exitscope {

/// One number of a criterion: a slider and an exact field that move together. GUI thread.
class ParameterControl : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterControl(const ParameterInfo& info, QWidget* parent = nullptr);

    std::string_view name() const { return m_info.name; }
    /// Another unit of the same parameter: its range, digits and help. No signal; set a value next.
    void setInfo(const ParameterInfo& info);
    double value() const;
    /// Sets both without a signal; a value outside the range is moved to its end.
    void setValue(double value);

Q_SIGNALS:
    /// The user moved the slider or entered a number.
    void valueChanged(double value);

protected:
    void changeEvent(QEvent* event) override;

private:
    /// Which values get more of the slider's length.
    enum class Scale
    {
        Even,
        RoomBelow,
        RoomAbove
    };

    void fitField();
    int sliderPosition(double value) const;
    double valueAt(int position) const;

    ParameterInfo m_info;
    Scale m_scale = Scale::Even;
    QDoubleSpinBox* m_field = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_caption = nullptr;
};

} // namespace exitscope
