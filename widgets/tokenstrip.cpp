#include "widgets/tokenstrip.h"

#include "widgets/rundocument.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace exitscope {
namespace {

constexpr qreal chipPadding = 3;
constexpr qreal chipRadius = 3;
constexpr qreal chipSpacing = 2;
constexpr qreal depthBar = 2;
constexpr qreal markRoom = 10;

bool isBlank(QChar character)
{
    return character == u'·' || character == u'⏎' || character == u'⇥';
}

qreal chipHeight(const QFontMetricsF& metrics)
{
    return metrics.height() + 2 * depthBar + 3;
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
        connect(document, &RunDocument::tokensAppended, this, [this] {
            appendChips();
            updateScrollBar();
            viewport()->update();
        });
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

    const qreal chip = chipHeight(metrics);
    const qreal top = theme::gap + (promptHeight() > 0 ? promptHeight() + theme::gapSmall : 0);
    m_layout.reset(QRectF(theme::gap, top, width, chip + theme::gapTiny), chip, chipSpacing);
    verticalScrollBar()->setSingleStep(int(chip) + theme::gapTiny);
    appendChips();
    updateScrollBar();
    viewport()->update();
}

qreal TokenStrip::promptHeight() const
{
    return m_prompt.text().isEmpty() ? 0 : m_prompt.boundingRect().height() + 2 * theme::gapTiny;
}

void TokenStrip::appendChips()
{
    if (!m_document)
        return;
    m_texts.append(m_document->run());
    const QFontMetricsF metrics(font());
    for (int token = m_layout.count(); token < m_texts.count(); ++token) {
        const Parts text = parts(token);
        const qreal width = metrics.horizontalAdvance(text.before) +
                            metrics.horizontalAdvance(text.core) +
                            metrics.horizontalAdvance(text.after) + 2 * chipPadding;
        const qreal before = changeAt(token).isEmpty() ? 0 : markRoom;
        m_layout.add(std::max(width, 2 * chipRadius + 2), before,
                     m_texts.at(token).endsWith(u'\n'));
    }
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
    return m_layout.rect(token).translated(-offset()).toAlignedRect();
}

QString TokenStrip::tokenText(int token) const
{
    const Run& run = m_document->run();
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    QString text = tr("“%1”, token %2, left after layer %3 (the last is %4)")
                       .arg(m_texts.label(run, token))
                       .arg(token + 1)
                       .arg(trace.exitLayer)
                       .arg(run.model.layers - 1);
    const QString change = changeAt(token);
    return change.isEmpty() ? text : text + u'\n' + tr("From here on: %1").arg(change);
}

void TokenStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    if (!m_document || (m_layout.count() == 0 && promptHeight() == 0)) {
        paintEmpty(painter);
    } else {
        painter.translate(-offset());
        if (promptHeight() > 0 && offset().y() < theme::gap + promptHeight())
            paintPrompt(painter);
        const int last = m_layout.lineAt(offset().y() + viewport()->height());
        for (int line = m_layout.lineAt(offset().y()); line >= 0 && line <= last; ++line) {
            const auto [first, end] = m_layout.chipsOf(line);
            for (int token = first; token < end; ++token)
                paintChip(painter, token);
        }
        painter.resetTransform();
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme::colors(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void TokenStrip::paintEmpty(QPainter& painter) const
{
    painter.setPen(theme::colors(palette()).mutedText);
    painter.drawText(viewport()->rect().adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     tr("The text appears here as the model writes it."));
}

void TokenStrip::paintPrompt(QPainter& painter) const
{
    const QRectF box(theme::gap, theme::gap, viewport()->width() - 2 * theme::gap, promptHeight());
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::AlternateBase));
    painter.drawRoundedRect(box, chipRadius, chipRadius);
    painter.setPen(palette().color(QPalette::Text));
    m_prompt.draw(&painter, box.topLeft() + QPointF(theme::gapSmall, theme::gapTiny));
}

void TokenStrip::paintChip(QPainter& painter, int token) const
{
    const Run& run = m_document->run();
    const QRectF box = m_layout.rect(token);
    const int exit = run.tokens[static_cast<std::size_t>(token)].exitLayer;
    const theme::Colors colors = theme::colors(palette());
    const QColor fill = theme::exitColor(exit, run.model.layers, theme::isDark(palette()));
    const QColor ink = theme::textOn(fill);
    if (!changeAt(token).isEmpty()) {
        const qreal x = box.left() - markRoom / 2 - 1;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.settingsMark);
        painter.drawRect(QRectF(x - 1, box.top(), 2, box.height()));
        painter.drawPolygon(QPolygonF(
            {QPointF(x - 3, box.top()), QPointF(x + 3, box.top()), QPointF(x, box.top() + 5)}));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, chipRadius, chipRadius);

    QColor faint = ink;
    faint.setAlphaF(0.45F);
    const double depth = double(exit + 1) / std::max(1, run.model.layers);
    const QRectF bar(box.left() + chipPadding, box.bottom() - depthBar - 1,
                     (box.width() - 2 * chipPadding) * depth, depthBar);
    QColor depthInk = ink;
    depthInk.setAlphaF(0.6F);
    painter.fillRect(bar, depthInk);

    const QFontMetricsF metrics(painter.font());
    const Parts text = parts(token);
    QPointF baseline(box.left() + chipPadding, box.top() + 1 + metrics.ascent());
    for (const auto& [part, color] :
         {std::pair(text.before, faint), std::pair(text.core, ink), std::pair(text.after, faint)}) {
        painter.setPen(color);
        painter.drawText(baseline, part);
        baseline.rx() += metrics.horizontalAdvance(part);
    }
    if (token == m_document->selectedToken()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Base), 4));
        painter.drawRoundedRect(box, chipRadius, chipRadius);
        painter.setPen(QPen(colors.accent, 2));
        painter.drawRoundedRect(box, chipRadius, chipRadius);
    }
}

} // namespace exitscope
