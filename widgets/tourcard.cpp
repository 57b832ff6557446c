#include "widgets/tourcard.h"

#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

namespace {

constexpr int frameLine = 3;

/// Around the widget that a step speaks of; lets every event through.
class TargetFrame : public QWidget
{
public:
    explicit TargetFrame(QWidget* window)
        : QWidget(window)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme::colors(palette()).accent, frameLine));
        const double inset = frameLine / 2.0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 5, 5);
    }
};

} // namespace

QRect placeCard(const QSize& card, const QRect& target, const QRect& window)
{
    constexpr int gap = theme::gap;
    const QRect room = window.adjusted(gap, gap, -gap, -gap);
    const auto inside = [&](int x, int y) {
        const QPoint corner(
            std::clamp(x, room.left(), std::max(room.left(), room.right() + 1 - card.width())),
            std::clamp(y, room.top(), std::max(room.top(), room.bottom() + 1 - card.height())));
        return QRect(corner, card);
    };
    const int right = target.right() + 1 + gap;
    const int left = target.left() - gap - card.width();
    const int below = target.bottom() + 1 + gap;
    const int above = target.top() - gap - card.height();
    if (target.isEmpty())
        return inside(room.right(), room.bottom());
    if (right + card.width() <= room.right() + 1)
        return inside(right, target.center().y() - card.height() / 2);
    if (left >= room.left())
        return inside(left, target.center().y() - card.height() / 2);
    if (below + card.height() <= room.bottom() + 1)
        return inside(target.center().x() - card.width() / 2, below);
    if (above >= room.top())
        return inside(target.center().x() - card.width() / 2, above);
    return inside(target.right() - gap - card.width(), target.bottom() - gap - card.height());
}

TourCard::TourCard(QWidget* window)
    : QFrame(window)
    , m_tour(new TextLabel(TextLabel::Style::Note))
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_text(new QLabel)
    , m_place(new TextLabel(TextLabel::Style::Note))
    , m_back(new QPushButton(tr("&Back")))
    , m_next(new QPushButton(tr("&Next")))
    , m_leave(new QPushButton(tr("&Leave the tour")))
    , m_frame(new TargetFrame(window))
{
    setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_next->setDefault(true);
    for (QPushButton* button : {m_back, m_next, m_leave})
        button->setAutoDefault(false);

    auto* top = new QHBoxLayout;
    top->addWidget(m_tour, 1);
    top->addWidget(m_place);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::gapSmall);
    buttons->addWidget(m_leave);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gapLarge, theme::gap, theme::gapLarge, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addLayout(top);
    column->addWidget(m_title);
    column->addWidget(m_text, 1);
    column->addSpacing(theme::gapTiny);
    column->addLayout(buttons);
    setTabOrder(m_next, m_back);
    setTabOrder(m_back, m_leave);

    connect(m_back, &QPushButton::clicked, this, &TourCard::back);
    connect(m_next, &QPushButton::clicked, this, &TourCard::next);
    connect(m_leave, &QPushButton::clicked, this, &TourCard::left);
    window->installEventFilter(this);
    hide();
}

TourCard::~TourCard() = default;

QString TourCard::title() const
{
    return m_title->text();
}

QString TourCard::text() const
{
    return m_text->text();
}

void TourCard::showStep(const QString& tour, const QString& title, const QString& text, int number,
                        int count, QWidget* target)
{
    m_steps = tr("%1 of %2").arg(number).arg(count);
    m_isLast = number == count;
    m_tour->setText(tour);
    m_title->setText(title);
    m_text->setText(text);
    m_back->setEnabled(number > 1);
    m_next->setText(m_isLast ? tr("&Done") : tr("&Next"));
    m_leave->setVisible(!m_isLast);
    setTarget(target);
    setBusy(false);
    // A screen reader reads the card as it takes the focus.
    const QString plain = QTextDocumentFragment::fromHtml(text).toPlainText();
    setAccessibleName(tr("%1, step %2: %3").arg(tour, m_steps, title));
    setAccessibleDescription(plain);
    show();
    place();
    setFocus(Qt::OtherFocusReason);
}

void TourCard::setBusy(bool busy, const QString& why)
{
    m_next->setEnabled(!busy);
    m_place->setText(busy ? why : m_steps);
}

void TourCard::setTarget(QWidget* target)
{
    if (m_target)
        m_target->removeEventFilter(this);
    m_target = target;
    if (m_target)
        m_target->installEventFilter(this);
}

int TourCard::usualWidth() const
{
    // As wide as its buttons at least.
    return std::max(fontMetrics().averageCharWidth() * 52, layout()->minimumSize().width());
}

void TourCard::place()
{
    if (!isVisible())
        return;
    const QWidget* window = parentWidget();
    const int width = std::min(usualWidth(), std::max(0, window->width() - 2 * theme::gap));
    const QSize card(width,
                     std::max(layout()->heightForWidth(width), layout()->minimumSize().height()));
    QRect target;
    if (m_target && m_target->isVisible())
        target = QRect(m_target->mapTo(window, QPoint()), m_target->size());
    setGeometry(placeCard(card, target, window->rect()));
    m_frame->setGeometry(target.adjusted(-frameLine, -frameLine, frameLine, frameLine));
    m_frame->setVisible(!target.isEmpty());
    m_frame->raise();
    raise();
}

bool TourCard::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::LayoutRequest:
        // Once the layouts have settled.
        QMetaObject::invokeMethod(this, &TourCard::place, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void TourCard::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        Q_EMIT left();
        break;
    case Qt::Key_Right:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_next->isEnabled())
            Q_EMIT next();
        break;
    case Qt::Key_Left:
        if (m_back->isEnabled())
            Q_EMIT back();
        break;
    default:
        QFrame::keyPressEvent(event);
    }
}

void TourCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &TourCard::place, Qt::QueuedConnection);
}

void TourCard::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    m_frame->hide();
}

void TourCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(QPen(theme::colors(palette()).accent, 1));
    painter.setBrush(palette().base());
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace exitscope
