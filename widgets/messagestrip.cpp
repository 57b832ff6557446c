#include "widgets/messagestrip.h"

#include "widgets/glyphicon.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace exitscope {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent)
    , m_mark(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    setAutoFillBackground(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont bold = m_mark->font();
    bold.setBold(true);
    m_mark->setFont(bold);
    auto* close = new QToolButton(this);
    close->setIcon(glyphIcon(Glyph::Close));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    // In a dialog Return would press it.
    m_action->setAutoDefault(false);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT actionTriggered();
    });

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::gap, theme::gapTiny, theme::gapTiny, theme::gapTiny);
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_mark);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(close);
    hide();
}

void MessageStrip::showMessage(Kind kind, const QString& text, const QString& action)
{
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_kind = kind;
    m_mark->setText(kind == Kind::Error     ? tr("Error")
                    : kind == Kind::Warning ? tr("Note")
                                            : QStringLiteral("✓"));
    m_mark->setVisible(kind != Kind::Hint);
    m_text->setText(text);
    m_text->setAccessibleName(kind == Kind::Information || kind == Kind::Hint
                                  ? text
                                  : QStringLiteral("%1: %2").arg(m_mark->text(), text));
    applyColors();
    show();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageStrip::text() const
{
    return m_text->text();
}

void MessageStrip::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void MessageStrip::applyColors()
{
    const QPalette application = QApplication::palette();
    const theme::Colors colors = theme::colors(application);
    const QColor ground = m_kind == Kind::Information || m_kind == Kind::Hint
                              ? application.color(QPalette::AlternateBase)
                              : colors.warning;
    if (palette().color(QPalette::Window) != ground) {
        QPalette own;
        own.setColor(QPalette::Window, ground);
        setPalette(own);
    }
    QPalette mark;
    if (m_kind == Kind::Error)
        mark.setColor(QPalette::WindowText, colors.error);
    else if (m_kind == Kind::Warning)
        mark.setColor(QPalette::WindowText, colors.warningText);
    m_mark->setPalette(mark);
}

} // namespace exitscope
