#include "widgets/parametercontrol.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

QString translated(std::string_view text)
{
    return QCoreApplication::translate("Criterion", std::string(text).c_str());
}

} // namespace

ParameterControl::ParameterControl(const ParameterInfo& info, QWidget* parent)
    : QWidget(parent)
    , m_field(new QDoubleSpinBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_caption(new QLabel(translated(info.label), this))
{
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_slider->setAccessibleName(tr("%1, slider").arg(m_caption->text()));
    fitField();
    m_field->setKeyboardTracking(false);
    m_field->setFocusPolicy(Qt::StrongFocus);
    m_field->setAccessibleName(m_caption->text());
    m_field->setObjectName(QString::fromUtf8(info.name.data(), static_cast<int>(info.name.size())));
    m_caption->setBuddy(m_field);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(theme::gapTiny);
    grid->setHorizontalSpacing(theme::gapSmall);
    grid->addWidget(m_caption, 0, 0);
    grid->addWidget(m_field, 0, 1);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);

    setInfo(info);
    setValue(info.defaultValue);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const QSignalBlocker blocker(m_field);
        m_field->setValue(valueAt(position));
        Q_EMIT valueChanged(value());
    });
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this](double exact) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(sliderPosition(exact));
        Q_EMIT valueChanged(exact);
    });
}

void ParameterControl::setInfo(const ParameterInfo& info)
{
    const QSignalBlocker blockField(m_field);
    const QSignalBlocker blockSlider(m_slider);
    m_info = info;
    const QString help = translated(info.help);
    const double width = info.maximum - info.minimum;
    // Where useful values crowd at one end of the range, an even scale would leave them no room.
    m_scale = Scale::Even;
    if (info.decimals > 0 && info.defaultValue - info.minimum < 0.05 * width)
        m_scale = Scale::RoomBelow;
    else if (info.minimum < 0 && info.maximum - info.defaultValue < 0.05 * width)
        m_scale = Scale::RoomAbove;
    m_slider->setRange(0, info.decimals > 0 ? 1000 : static_cast<int>(std::lround(width)));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 20));
    m_field->setDecimals(info.decimals);
    m_field->setRange(info.minimum, info.maximum);
    const double finest = std::pow(10.0, -info.decimals);
    m_field->setSingleStep(m_scale == Scale::Even ? std::max(finest, width / 100) : finest);
    m_field->setAccessibleDescription(help);
    for (QWidget* part : std::initializer_list<QWidget*>{m_slider, m_field, m_caption})
        part->setToolTip(help);
}

void ParameterControl::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitField();
}

void ParameterControl::fitField()
{
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
}

double ParameterControl::value() const
{
    return m_field->value();
}

void ParameterControl::setValue(double value)
{
    const QSignalBlocker blockField(m_field);
    const QSignalBlocker blockSlider(m_slider);
    m_field->setValue(value);
    m_slider->setValue(sliderPosition(m_field->value()));
}

int ParameterControl::sliderPosition(double value) const
{
    const double share =
        std::clamp((value - m_info.minimum) / (m_info.maximum - m_info.minimum), 0.0, 1.0);
    double way = share;
    if (m_scale == Scale::RoomBelow)
        way = std::cbrt(share);
    else if (m_scale == Scale::RoomAbove)
        way = 1 - std::cbrt(1 - share);
    return static_cast<int>(std::lround(m_slider->maximum() * way));
}

double ParameterControl::valueAt(int position) const
{
    const double way = static_cast<double>(position) / m_slider->maximum();
    double share = way;
    if (m_scale == Scale::RoomBelow)
        share = way * way * way;
    else if (m_scale == Scale::RoomAbove)
        share = 1 - (1 - way) * (1 - way) * (1 - way);
    return m_info.minimum + (m_info.maximum - m_info.minimum) * share;
}

} // namespace exitscope
