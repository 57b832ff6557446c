#include "widgets/sweepcontrol.h"

#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

constexpr int mostDecimals = 9;

/// A field that shows no more digits than its value has.
class ShortNumberField : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

} // namespace

SweepControl::SweepControl(QWidget* parent)
    : QWidget(parent)
    , m_caption(new QLabel(this))
    , m_field(new ShortNumberField(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
{
    m_field->setDecimals(mostDecimals);
    m_field->setKeyboardTracking(false);
    m_field->setFocusPolicy(Qt::StrongFocus);
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_caption->setBuddy(m_field);
    auto* deep = new TextLabel(TextLabel::Style::Note, tr("full depth"), this);
    auto* early = new TextLabel(TextLabel::Style::Note, tr("earlier exits"), this);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(theme::gapTiny);
    grid->setHorizontalSpacing(theme::gapSmall);
    grid->addWidget(m_caption, 0, 0);
    grid->addWidget(m_field, 0, 1);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    grid->addWidget(deep, 2, 0);
    grid->addWidget(early, 2, 1, Qt::AlignRight);
    grid->setColumnStretch(0, 1);
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    setStops({});

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const QSignalBlocker blocker(m_field);
        m_field->setValue(m_stops[static_cast<std::size_t>(position)]);
        Q_EMIT valueChanged(value());
    });
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this](double exact) {
        placeSlider();
        Q_EMIT valueChanged(exact);
    });
}

void SweepControl::setCaption(const QString& caption, const QString& help)
{
    m_caption->setText(caption);
    m_field->setAccessibleName(caption);
    m_slider->setAccessibleName(tr("%1, slider").arg(caption));
    for (QWidget* part : std::initializer_list<QWidget*>{m_caption, m_field, m_slider})
        part->setToolTip(help);
}

void SweepControl::setRange(double least, double most, int decimals)
{
    const QSignalBlocker blocker(m_field);
    m_field->setDecimals(decimals > 0 ? mostDecimals : 0);
    m_field->setRange(least, most);
    m_field->setSingleStep(std::pow(10.0, -decimals));
}

void SweepControl::setStops(std::vector<double> stops)
{
    if (m_slider->isSliderDown())
        return;
    m_stops = std::move(stops);
    const QSignalBlocker blocker(m_slider);
    m_slider->setEnabled(m_stops.size() > 1);
    m_slider->setRange(0, std::max(0, static_cast<int>(m_stops.size()) - 1));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 20));
    placeSlider();
}

double SweepControl::value() const
{
    return m_field->value();
}

void SweepControl::setValue(double value)
{
    const QSignalBlocker blocker(m_field);
    m_field->setValue(value);
    placeSlider();
}

void SweepControl::setEffect(const QString& effect)
{
    m_slider->setAccessibleDescription(effect);
    m_field->setAccessibleDescription(effect);
}

void SweepControl::placeSlider()
{
    const QSignalBlocker blocker(m_slider);
    const double now = value();
    const auto nearest =
        std::ranges::min_element(m_stops, {}, [now](double stop) { return std::abs(stop - now); });
    m_slider->setValue(static_cast<int>(nearest - m_stops.begin()));
}

} // namespace exitscope
