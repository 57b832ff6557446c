#include "widgets/textlabel.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QEvent>

namespace exitscope {

TextLabel::TextLabel(Style style, const QString& text, QWidget* parent)
    : QLabel(text, parent)
    , m_style(style)
{
    applyStyle();
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        applyStyle();
}

bool TextLabel::event(QEvent* event)
{
    const bool known = QLabel::event(event);
    // A font of its own hides the application's from a label, and this is no changeEvent.
    if (event->type() == QEvent::ApplicationFontChange)
        applyStyle();
    return known;
}

void TextLabel::reserve(const QString& text)
{
    m_widest = text;
    setMinimumWidth(fontMetrics().horizontalAdvance(text));
}

void TextLabel::applyStyle()
{
    // What is set here changes the label again, so it is set only where it differs.
    const QFont base = QApplication::font();
    const QFont wanted = m_style == Style::Heading ? theme::heading(base)
                         : m_style == Style::Note  ? theme::small(base)
                                                   : theme::figures(base);
    if (font() != wanted)
        setFont(wanted);
    if (!m_widest.isEmpty())
        setMinimumWidth(fontMetrics().horizontalAdvance(m_widest));
    if (m_style != Style::Note)
        return;
    const QColor muted = theme::colors(QApplication::palette()).mutedText;
    if (palette().color(QPalette::WindowText) != muted) {
        QPalette own;
        own.setColor(QPalette::WindowText, muted);
        setPalette(own);
    }
}

} // namespace exitscope
