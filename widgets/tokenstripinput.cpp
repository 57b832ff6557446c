// The half of TokenStrip that answers to the user: events, selection.
#include "widgets/rundocument.h"
#include "widgets/theme.h"
#include "widgets/tokenstrip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace exitscope {

void TokenStrip::showSelection()
{
    viewport()->update();
    const int token = m_document ? m_document->selectedToken() : -1;
    if (token < 0 || token >= chipCount()) {
        setAccessibleDescription(tr("Arrow keys select a token."));
        return;
    }
    setAccessibleDescription(tokenText(token));
    QScrollBar* bar = verticalScrollBar();
    const QRectF box = m_layout.rect(m_chipOfToken[static_cast<std::size_t>(token)]);
    const int height = viewport()->height();
    if (box.top() < bar->value())
        bar->setValue(int(box.top()) - theme::gapSmall);
    else if (box.bottom() > bar->value() + height)
        bar->setValue(int(box.bottom()) + theme::gapSmall - height);
}

bool TokenStrip::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_document)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainToolTip(text), viewport());
    return true;
}

QString TokenStrip::textAt(const QPoint& point) const
{
    const int index = m_document ? m_layout.chipAt(QPointF(point) + offset()) : -1;
    if (index < 0)
        return {};
    const Chip& chip = m_chips[static_cast<std::size_t>(index)];
    if (chip.isToken())
        return tokenText(chip.token);
    const QString draft = tr("“%1”, draft for token %2 from layer %3")
                              .arg(draftText(chip), QString::number(chip.token + 1),
                                   QString::number(draftOf(chip).exitLayer));
    return chip.isRejected() ? draft + u'\n' + replacementText(chip)
                             : draft + u'\n' + tr("The whole model has not judged it yet.");
}

QString TokenStrip::replacementText(const Chip& chip) const
{
    const Run& run = m_document->run();
    if (!isFirstRejected(chip))
        return tr("Dropped with the draft before it.");
    if (chip.token >= chipCount())
        return tr("Rejected: the whole model ended the text here.");
    return tr("Rejected: the whole model chose “%1”.").arg(m_texts.label(run, chip.token));
}

QString TokenStrip::roleSentence(int token) const
{
    const Run& run = m_document->run();
    const TokenRole role = run.tokens[static_cast<std::size_t>(token)].role;
    if (role == TokenRole::Chosen)
        return tr("Chosen by you in the place of the model's own choice");
    if (role != TokenRole::Corrected)
        return role == TokenRole::Accepted ? tr("A draft that the whole model accepted")
                                           : QString();
    const auto ends = [](const SpeculationRound& round) {
        return round.firstToken + round.accepted;
    };
    const auto round = std::ranges::lower_bound(run.rounds, token, {}, ends);
    if (round == run.rounds.end() || ends(*round) != token ||
        static_cast<std::size_t>(round->accepted) >= round->drafts.size())
        return tr("A correction by the whole model");
    const int index = static_cast<int>(round - run.rounds.begin());
    const Chip rejected{token, index, round->accepted};
    return tr("A correction by the whole model of the draft “%1” from layer %2")
        .arg(draftText(rejected), QString::number(draftOf(rejected).exitLayer));
}

QString TokenStrip::tokenText(int token) const
{
    const Run& run = m_document->run();
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    QStringList lines{tr("“%1”, token %2, left after layer %3 (the last is %4)")
                          .arg(m_texts.label(run, token), QString::number(token + 1),
                               QString::number(trace.exitLayer),
                               QString::number(run.model.layers - 1))};
    if (const QString role = roleSentence(token); !role.isEmpty())
        lines << role;
    if (const QString change = changeAt(token); !change.isEmpty())
        lines << tr("From here on: %1").arg(change);
    return lines.join(u'\n');
}

void TokenStrip::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOutAll();
    else
        updateScrollBar();
}

void TokenStrip::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOutAll();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void TokenStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_document)
        return;
    const int index = m_layout.chipAt(event->position() + offset());
    if (index < 0)
        return m_document->select(-1);
    // A draft is no token: the one in its place is meant, where there is one.
    const int token = m_chips[static_cast<std::size_t>(index)].token;
    if (token < chipCount())
        m_document->select(token);
}

int TokenStrip::tokenNearest(int line, qreal x) const
{
    const auto [first, end] = m_layout.chipsOf(line);
    int best = -1;
    qreal least = 0;
    for (int index = first; index < end; ++index) {
        const Chip& chip = m_chips[static_cast<std::size_t>(index)];
        const QRectF box = m_layout.rect(index);
        const qreal away = std::max({0.0, box.left() - x, x - box.right()});
        if (chip.isToken() && (best < 0 || away < least)) {
            best = chip.token;
            least = away;
        }
    }
    return best;
}

void TokenStrip::selectInLine(int line, int step, int token)
{
    const qreal x = m_layout.rect(m_chipOfToken[static_cast<std::size_t>(token)]).center().x();
    // A line of drafts alone has nothing to select.
    for (; line >= 0 && line < m_layout.lines(); line += step) {
        if (const int found = tokenNearest(line, x); found >= 0)
            return m_document->select(found);
    }
}

void TokenStrip::keyPressEvent(QKeyEvent* event)
{
    const int count = chipCount();
    if (count == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const int selected = m_document->selectedToken();
    // The first key press takes the newest token.
    const int token = selected < 0 ? count : selected;
    const int known = std::min(token, count - 1);
    const int line = m_layout.lineOf(m_chipOfToken[static_cast<std::size_t>(known)]);
    switch (event->key()) {
    case Qt::Key_Left:
        return m_document->select(std::max(0, token - 1));
    case Qt::Key_Right:
        return m_document->select(std::min(count - 1, token + 1));
    case Qt::Key_Up:
        return selectInLine(line - 1, -1, known);
    case Qt::Key_Down:
        return selectInLine(line + 1, 1, known);
    case Qt::Key_Home:
        return m_document->select(0);
    case Qt::Key_End:
        return m_document->select(count - 1);
    case Qt::Key_Escape:
        return m_document->select(-1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TokenStrip::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenStrip::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace exitscope
