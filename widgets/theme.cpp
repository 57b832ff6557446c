#include "widgets/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyle>
#include <QStyleHints>

#include <algorithm>
#include <array>
#include <cmath>

namespace exitscope::theme {
namespace {

/// The neutral ramp and the accent of one scheme; every palette role is one of these.
struct Tones
{
    QColor window, panel, sunken, raised, border, strongBorder;
    QColor text, disabledText, placeholder;
    QColor accent, onAccent, link;
    QColor tip, tipText;
};

Tones lightTones()
{
    return {.window = "#f4f5f7",
            .panel = "#ffffff",
            .sunken = "#f0f2f5",
            .raised = "#fcfcfd",
            .border = "#dde1e7",
            .strongBorder = "#b8bfca",
            .text = "#1b2130",
            .disabledText = "#9aa2b0",
            .placeholder = "#667085",
            .accent = "#2a62d0",
            .onAccent = "#ffffff",
            .link = "#2459c0",
            .tip = "#1f2636",
            .tipText = "#f3f5f9"};
}

Tones darkTones()
{
    return {.window = "#15181e",
            .panel = "#1b1f27",
            .sunken = "#20252e",
            .raised = "#272d38",
            .border = "#323945",
            .strongBorder = "#4c5566",
            .text = "#e4e8ef",
            .disabledText = "#646d7d",
            .placeholder = "#98a2b3",
            .accent = "#7aa7ff",
            .onAccent = "#0b1220",
            .link = "#8db4ff",
            .tip = "#2e3543",
            .tipText = "#eef1f6"};
}

QPalette fromTones(const Tones& tones)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color) {
        palette.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, tones.window);
    set(QPalette::WindowText, tones.text);
    set(QPalette::Base, tones.panel);
    set(QPalette::AlternateBase, tones.sunken);
    set(QPalette::ToolTipBase, tones.tip);
    set(QPalette::ToolTipText, tones.tipText);
    set(QPalette::PlaceholderText, tones.placeholder);
    set(QPalette::Text, tones.text);
    set(QPalette::Button, tones.raised);
    set(QPalette::ButtonText, tones.text);
    set(QPalette::BrightText, Qt::white);
    set(QPalette::Light, tones.raised.lighter(108));
    set(QPalette::Midlight, tones.border);
    set(QPalette::Mid, tones.strongBorder);
    set(QPalette::Dark, tones.strongBorder);
    set(QPalette::Shadow, tones.strongBorder.darker(150));
    set(QPalette::Highlight, tones.accent);
    set(QPalette::HighlightedText, tones.onAccent);
    set(QPalette::Link, tones.link);
    set(QPalette::LinkVisited, tones.link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tones.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, tones.border);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, tones.disabledText);
    return palette;
}

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    // Once the application has set a palette, only the style still knows the platform's.
    if (QCoreApplication::testAttribute(Qt::AA_SetPalette) && qobject_cast<QApplication*>(qApp))
        return isDark(QApplication::style()->standardPalette());
    return isDark(QGuiApplication::palette());
}

/// Relative luminance, WCAG 2.1.
double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [dark, bright] = std::minmax({luminance(a), luminance(b)});
    return (bright + 0.05) / (dark + 0.05);
}

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto blend = [share](double x, double y) { return float(x + (y - x) * share); };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()),
                            blend(a.blueF(), b.blueF()));
}

QFont scaled(QFont font, double factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

} // namespace

QPalette palette(Scheme scheme)
{
    const bool dark = scheme == Scheme::Dark || (scheme == Scheme::System && systemIsDark());
    return fromTones(dark ? darkTones() : lightTones());
}

bool isDark(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Base)) < luminance(palette.color(QPalette::Text));
}

Colors colors(const QPalette& palette)
{
    if (isDark(palette))
        return {.accent = palette.color(QPalette::Highlight),
                .exitLine = "#ffffff",
                .threshold = "#ff9f5a",
                .settingsMark = "#f0b429",
                .grid = "#323945",
                .mutedText = "#9aa4b5",
                .warning = "#3a2f14",
                .warningText = "#f5c451",
                .error = "#ff8a80"};
    return {.accent = palette.color(QPalette::Highlight),
            .exitLine = "#10141d",
            .threshold = "#b8480a",
            .settingsMark = "#8a5a00",
            .grid = "#dde1e7",
            .mutedText = "#5b6475",
            .warning = "#fdf3d7",
            .warningText = "#7a4f00",
            .error = "#b3261e"};
}

QColor exitColor(int layer, int layers, bool dark)
{
    // Luminance runs one way only, so that depth reads without hue, and one text colour suits
    // the whole ramp.
    static constexpr std::array<QRgb, 4> light{0xffe6f5ef, 0xffbde3e6, 0xff9cbff0, 0xffa592ea};
    static constexpr std::array<QRgb, 4> night{0xff1d3436, 0xff22525f, 0xff345fa3, 0xff7352c9};
    const auto& stops = dark ? night : light;
    const double depth = layers > 1 ? std::clamp(double(layer) / (layers - 1), 0.0, 1.0) : 1.0;
    const double at = depth * (stops.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    return mix(QColor(stops[index]), QColor(stops[index + 1]), at - double(index));
}

QColor textOn(const QColor& background)
{
    const QColor ink("#10141d");
    const QColor white(Qt::white);
    const QColor& better = contrast(ink, background) > contrast(white, background) ? ink : white;
    // Around the middle neither reaches 4.5:1, but black does.
    return contrast(better, background) >= 4.5 ? better : QColor(Qt::black);
}

QFont small(const QFont& base)
{
    return scaled(base, 0.87);
}

QFont heading(const QFont& base)
{
    QFont font = scaled(base, 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont figures(const QFont& base)
{
    const QFontMetricsF metrics(base);
    const qreal width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QChar(digit)) - width) > 0.01) {
            QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            if (base.pixelSize() > 0)
                fixed.setPixelSize(base.pixelSize());
            else
                fixed.setPointSizeF(base.pointSizeF());
            fixed.setWeight(base.weight());
            return fixed;
        }
    }
    return base;
}

} // namespace exitscope::theme
