#include "desktop/appearance.h"

#include "widgets/textlabel.h"

#include <QApplication>
#include <QComboBox>
#include <QSettings>
#include <QThread>

#include <algorithm>

namespace exitscope {

namespace {

constexpr int fewestTextSteps = -3;
constexpr int mostTextSteps = 10;
const QLatin1String schemeKey("appearance/scheme");
const QLatin1String textKey("appearance/textSteps");

} // namespace

Appearance::Appearance(QObject* parent)
    : QObject(parent)
    , m_platformFont(QApplication::font())
{
    const QSettings settings;
    m_scheme = static_cast<theme::Scheme>(std::clamp(settings.value(schemeKey, 0).toInt(), 0, 2));
    m_textSteps = std::clamp(settings.value(textKey, 0).toInt(), fewestTextSteps, mostTextSteps);
    QApplication::setPalette(theme::palette(m_scheme));
    if (m_textSteps != 0)
        applyTextSize();
}

void Appearance::setScheme(theme::Scheme scheme)
{
    setSchemeForNow(scheme);
    QSettings().setValue(schemeKey, static_cast<int>(scheme));
}

void Appearance::setSchemeForNow(theme::Scheme scheme)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_scheme = scheme;
    QApplication::setPalette(theme::palette(scheme));
    Q_EMIT schemeChanged(scheme);
}

void Appearance::changeTextSize(int direction)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_textSteps =
        direction == 0 ? 0 : std::clamp(m_textSteps + direction, fewestTextSteps, mostTextSteps);
    QSettings().setValue(textKey, m_textSteps);
    applyTextSize();
}

void Appearance::setTextLargerForNow(int steps)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_largerForNow = steps;
    applyTextSize();
}

void Appearance::applyTextSize()
{
    QFont font = m_platformFont;
    font.setPointSizeF(m_platformFont.pointSizeF() * (1 + 0.1 * (m_textSteps + m_largerForNow)));
    QApplication::setFont(font);
    // Qt need not tell those that have a font of their own.
    QEvent change(QEvent::ApplicationFontChange);
    QEvent restyle(QEvent::StyleChange);
    for (QWidget* widget : QApplication::allWidgets()) {
        if (qobject_cast<TextLabel*>(widget))
            QCoreApplication::sendEvent(widget, &change);
        // Forgets its least size only so, and would stay as large as the largest text made it.
        else if (qobject_cast<QComboBox*>(widget))
            QCoreApplication::sendEvent(widget, &restyle);
    }
}

} // namespace exitscope
