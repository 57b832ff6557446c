#include "widgets/tokenstrip.h"

#include "widgets/chipmetrics.h"
#include "widgets/rundocument.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace exitscope {
namespace {

bool isBlank(QChar character)
{
    return character == u'·' || character == u'⏎' || character == u'⇥';
}

qreal chipHeight(const QFontMetricsF& metrics)
{
    return metrics.height() + 2 * chip::depthBar + 3;
}

} // namespace

TokenStrip::TokenStrip(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Text of the run, token by token"));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        viewport()->update();
        const QScrollBar* bar = verticalScrollBar();
        if (!m_scrolling)
            setFollowing(bar->value() >= bar->maximum() - bar->singleStep() / 2);
    });
    layOutAll();
}

QSize TokenStrip::sizeHint() const
{
    const QFontMetricsF metrics(font());
    return {600, int(6 * (chipHeight(metrics) + theme::gapTiny)) + 2 * theme::gap};
}

void TokenStrip::setDocument(RunDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &RunDocument::wasReset, this, &TokenStrip::rebuild);
        connect(document, &RunDocument::tokensAppended, this, &TokenStrip::takeNews);
        connect(document, &RunDocument::draftsChanged, this, &TokenStrip::takeNews);
        connect(document, &RunDocument::selectionChanged, this, &TokenStrip::showSelection);
    }
    rebuild();
}

void TokenStrip::rebuild()
{
    m_texts.reset();
    setFollowing(true);
    layOutAll();
    showSelection();
}

QString TokenStrip::promptText() const
{
    const Run& run = m_document->run();
    if (run.prompt.empty() && !run.promptIds.empty())
        return tr("Prompt given as token ids: %1").arg(run.promptIds.size());
    QString text = QString::fromStdString(run.prompt);
    return text.replace(u'\n', QChar::LineSeparator);
}

void TokenStrip::layOutAll()
{
    const QFontMetricsF metrics(font());
    const qreal width = std::max(40, viewport()->width() - 2 * theme::gap);
    m_prompt.setFont(font());
    m_prompt.setText(m_document ? promptText() : QString());
    m_prompt.beginLayout();
    qreal y = 0;
    for (QTextLine line = m_prompt.createLine(); line.isValid(); line = m_prompt.createLine()) {
        line.setLineWidth(width - 2 * theme::gapSmall);
        line.setPosition(QPointF(0, y));
        y += line.height();
    }
    m_prompt.endLayout();

    const qreal tall = chipHeight(metrics);
    const qreal top = theme::gap + (promptHeight() > 0 ? promptHeight() + theme::gapSmall : 0);
    m_layout.reset(QRectF(theme::gap, top, width, tall + theme::gapTiny), tall, chip::spacing);
    m_chips.clear();
    m_chipOfToken.clear();
    m_nextRound = 0;
    m_settled = 0;
    verticalScrollBar()->setSingleStep(int(tall) + theme::gapTiny);
    appendChips();
    updateScrollBar();
    viewport()->update();
}

qreal TokenStrip::promptHeight() const
{
    return m_prompt.text().isEmpty() ? 0 : m_prompt.boundingRect().height() + 2 * theme::gapTiny;
}

void TokenStrip::takeNews()
{
    appendChips();
    updateScrollBar();
    viewport()->update();
}

void TokenStrip::appendChips()
{
    if (!m_document)
        return;
    m_layout.truncate(m_settled);
    m_chips.resize(static_cast<std::size_t>(m_settled));
    m_texts.append(m_document->run());
    for (int token = chipCount(); token < m_texts.count(); ++token) {
        addRejectedBefore(token);
        addToken(token);
    }
    // A text that ends with a rejected draft has no token in its place.
    addRejectedBefore(m_texts.count());
    m_settled = m_layout.count();
    for (int draft = 0; draft < static_cast<int>(m_document->drafts().size()); ++draft)
        addDraft({m_texts.count() + draft, -1, draft});
}

void TokenStrip::addToken(int token)
{
    const QFontMetricsF metrics(font());
    const Parts text = parts(token);
    const qreal width = metrics.horizontalAdvance(text.before) +
                        metrics.horizontalAdvance(text.core) +
                        metrics.horizontalAdvance(text.after) + 2 * chip::padding;
    const qreal before = changeAt(token).isEmpty() ? 0 : chip::changeRoom;
    m_chipOfToken.push_back(m_layout.count());
    m_chips.push_back({token, -1, -1});
    m_layout.add(std::max(width, 2 * chip::radius + 2), before, m_texts.at(token).endsWith(u'\n'));
}

void TokenStrip::addRejectedBefore(int token)
{
    const std::vector<SpeculationRound>& rounds = m_document->run().rounds;
    for (; m_nextRound < rounds.size(); ++m_nextRound) {
        const SpeculationRound& round = rounds[m_nextRound];
        if (round.firstToken + round.accepted > token)
            return;
        const int drafts = m_rejectedShown ? static_cast<int>(round.drafts.size()) : 0;
        for (int draft = round.accepted; draft < drafts; ++draft)
            addDraft({round.firstToken + draft, static_cast<int>(m_nextRound), draft});
    }
}

void TokenStrip::addDraft(const Chip& chip)
{
    m_chips.push_back(chip);
    const QFontMetricsF metrics(chip.isRejected() ? theme::small(font()) : font());
    m_layout.add(metrics.horizontalAdvance(draftText(chip)) + 2 * chip::padding, 0, false);
}

void TokenStrip::setRejectedShown(bool shown)
{
    if (shown == m_rejectedShown)
        return;
    m_rejectedShown = shown;
    layOutAll();
    Q_EMIT rejectedShownChanged(shown);
}

const Draft& TokenStrip::draftOf(const Chip& chip) const
{
    const auto draft = static_cast<std::size_t>(chip.draft);
    return chip.isRejected()
               ? m_document->run().rounds[static_cast<std::size_t>(chip.round)].drafts[draft]
               : m_document->drafts()[draft];
}

bool TokenStrip::isFirstRejected(const Chip& chip) const
{
    return chip.isRejected() &&
           chip.draft == m_document->run().rounds[static_cast<std::size_t>(chip.round)].accepted;
}

QString TokenStrip::draftText(const Chip& chip) const
{
    const Draft& draft = draftOf(chip);
    const QString text = TokenTexts::visible(QString::fromStdString(draft.bytes));
    return text.isEmpty() ? QStringLiteral("#%1").arg(draft.id) : text;
}

void TokenStrip::updateScrollBar()
{
    const QScopedValueRollback<bool> own(m_scrolling, true);
    const int height = viewport()->height();
    QScrollBar* bar = verticalScrollBar();
    bar->setPageStep(height);
    const qreal end = m_layout.bottom() + theme::gapSmall - height;
    bar->setRange(0, std::max(0, int(m_layout.lineEdge(end) - theme::gapTiny / 2)));
    if (m_following)
        bar->setValue(bar->maximum());
}

void TokenStrip::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    if (following)
        updateScrollBar();
    Q_EMIT followingChanged(following);
}

TokenStrip::Parts TokenStrip::parts(int token) const
{
    const QString text = m_texts.label(m_document->run(), token);
    qsizetype first = 0;
    while (first < text.size() && isBlank(text[first]))
        ++first;
    qsizetype end = text.size();
    while (end > first && isBlank(text[end - 1]))
        --end;
    return {text.left(first), text.mid(first, end - first), text.mid(end)};
}

QString TokenStrip::changeAt(int token) const
{
    const std::vector<SettingsChange>& changes = m_document->run().settings;
    const auto found = std::ranges::lower_bound(changes, token, {}, &SettingsChange::token);
    if (found == changes.begin() || found == changes.end() || found->token != token)
        return {};
    return describeChange(std::prev(found)->settings, found->settings);
}

QPointF TokenStrip::offset() const
{
    return {0, double(verticalScrollBar()->value())};
}

QRect TokenStrip::chipRect(int token) const
{
    const int index = m_chipOfToken[static_cast<std::size_t>(token)];
    return m_layout.rect(index).translated(-offset()).toAlignedRect();
}

std::vector<QRect> TokenStrip::draftRects() const
{
    std::vector<QRect> rects;
    for (int index = 0; index < m_layout.count(); ++index) {
        if (!m_chips[static_cast<std::size_t>(index)].isToken())
            rects.push_back(m_layout.rect(index).translated(-offset()).toAlignedRect());
    }
    return rects;
}

} // namespace exitscope
