#include "widgets/instrumentstyle.h"

#include "widgets/focusring.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>

namespace exitscope {

namespace {

constexpr int scrollBarWidth = 10;
constexpr int shortestHandle = 24;

/// `option` with a window colour from which Fusion, which darkens it by 140, makes a visible
/// outline on a dark palette too.
template <class Option>
Option withVisibleOutline(const Option& option)
{
    Option copy(option);
    if (theme::isDark(option.palette))
        copy.palette.setColor(QPalette::Window, option.palette.color(QPalette::Mid).lighter(175));
    return copy;
}

} // namespace

InstrumentStyle::InstrumentStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{}

void InstrumentStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    FocusRing::addTo(widget);
}

void InstrumentStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                    QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_FrameTabBarBase:
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
            option->palette.color(QPalette::Midlight));
        return;
    case PE_Frame:
    case PE_FrameLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option)) {
            const auto visible = withVisibleOutline(*frame);
            QProxyStyle::drawPrimitive(element, &visible, painter, widget);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            const auto visible = withVisibleOutline(*button);
            QProxyStyle::drawPrimitive(element, &visible, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void InstrumentStyle::drawControl(ControlElement element, const QStyleOption* option,
                                  QPainter* painter, const QWidget* widget) const
{
    if (element == CE_TabBarTabShape)
        return drawTab(option, painter);
    // Fusion cuts a text that is too long without a sign of it.
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        box && element == CE_ComboBoxLabel && !box->editable) {
        QStyleOptionComboBox copy(*box);
        const int room = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width();
        copy.currentText =
            box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room - theme::gapTiny);
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    QProxyStyle::drawControl(element, option, painter, widget);
    // Fusion draws the default button alike with and without the focus.
    const bool isFocused =
        (option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange);
    if (element == CE_PushButton && isFocused) {
        painter->setPen(theme::colors(option->palette).accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(3, 3, -4, -4));
    }
}

void InstrumentStyle::drawTab(const QStyleOption* option, QPainter* painter) const
{
    const bool selected = option->state & State_Selected;
    const bool hovered = (option->state & State_MouseOver) && (option->state & State_Enabled);
    if (!selected && !hovered)
        return;
    const QRect line(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2);
    painter->fillRect(line, selected ? theme::colors(option->palette).accent
                                     : option->palette.color(QPalette::Mid));
}

void InstrumentStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                         QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
    } else if (const auto* spinBox = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
               spinBox && control == CC_SpinBox) {
        const auto visible = withVisibleOutline(*spinBox);
        QProxyStyle::drawComplexControl(control, &visible, painter, widget);
    } else if (const auto* comboBox = qstyleoption_cast<const QStyleOptionComboBox*>(option);
               comboBox && control == CC_ComboBox) {
        const auto visible = withVisibleOutline(*comboBox);
        QProxyStyle::drawComplexControl(control, &visible, painter, widget);
    } else if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
               slider && control == CC_Slider) {
        const auto visible = withVisibleOutline(*slider);
        QProxyStyle::drawComplexControl(control, &visible, painter, widget);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void InstrumentStyle::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar || bar->minimum == bar->maximum)
        return;
    const QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool active =
        (option->state & State_Enabled) && (option->state & (State_MouseOver | State_Sunken));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(option->palette.color(active ? QPalette::Shadow : QPalette::Mid));
    const QRectF inner = QRectF(handle).adjusted(2, 2, -2, -2);
    const qreal radius = std::min(inner.width(), inner.height()) / 2;
    painter->drawRoundedRect(inner, radius, radius);
    painter->restore();
}

QRect InstrumentStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                      SubControl part, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const QRect all = bar->rect;
    const int length = horizontal ? all.width() : all.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int handle = length;
    if (range > 0)
        handle = std::min(length, std::max(shortestHandle, int(length * qint64(bar->pageStep) /
                                                               (range + bar->pageStep))));
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                              length - handle, bar->upsideDown);
    const auto along = [&](int from, int size) {
        const QRect area = horizontal ? QRect(all.left() + from, all.top(), size, all.height())
                                      : QRect(all.left(), all.top() + from, all.width(), size);
        return visualRect(bar->direction, all, area);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return along(start, handle);
    case SC_ScrollBarGroove:
        return all;
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + handle, length - start - handle);
    default: // no arrows
        return {};
    }
}

QSize InstrumentStyle::sizeFromContents(ContentsType type, const QStyleOption* option,
                                        const QSize& contents, const QWidget* widget) const
{
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton)
        return size + QSize(2 * theme::gapSmall, theme::gapTiny);
    if (type == CT_ComboBox) // as high as the button beside it
        return size + QSize(0, theme::gapTiny);
    // Buttons that only differ in their class are to look alike.
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        tool && type == CT_ToolButton && tool->icon.isNull() && !(tool->state & State_AutoRaise))
        return size + QSize(2 * theme::gapTiny, theme::gapTiny);
    return size;
}

int InstrumentStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                               QStyleHintReturn* answer) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons
               ? 0
               : QProxyStyle::styleHint(hint, option, widget, answer);
}

int InstrumentStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                                 const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_TabBarTabHSpace:
        return 2 * theme::gap;
    case PM_TabBarTabVSpace:
        return 2 * theme::gapSmall;
    case PM_TabBarTabShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace exitscope
