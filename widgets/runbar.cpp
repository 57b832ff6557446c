#include "widgets/runbar.h"

#include "widgets/glyphicon.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QThread>
#include <QToolButton>

#include <algorithm>

namespace exitscope {

namespace {

const QString unknown = QStringLiteral("–");
constexpr int widestBanner = 420;

/// The one filled button of the bar, as wide as the longest of its texts. While it is disabled it
/// looks like its neighbours.
class PrimaryButton : public QToolButton
{
public:
    PrimaryButton(QStringList texts, QWidget* parent)
        : QToolButton(parent)
        , m_texts(std::move(texts))
        , m_icon(glyphIcon(Glyph::Run, QPalette::HighlightedText))
    {}

    QSize sizeHint() const override
    {
        int width = 0;
        for (const QString& text : m_texts)
            width = std::max(width, fontMetrics().horizontalAdvance(text));
        return {width + iconSize().width() + theme::gapTiny + 2 * theme::gap,
                QToolButton::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isEnabled()) {
            QColor fill = palette().color(QPalette::Highlight);
            if (isDown() || underMouse())
                fill = theme::isDark(palette()) ? fill.lighter(110)
                                                : fill.darker(isDown() ? 125 : 110);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawRoundedRect(rect(), 3, 3);
        }
        const auto role = isEnabled() ? QPalette::HighlightedText : QPalette::ButtonText;
        const int textWidth = fontMetrics().horizontalAdvance(text());
        const int width = iconSize().width() + theme::gapTiny + textWidth;
        const QRect content =
            QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, {width, height()}, rect());
        const QRect mark = QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter,
                                               iconSize(), content);
        (isEnabled() ? m_icon : icon())
            .paint(&painter, mark, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
        painter.setPen(palette().color(role));
        painter.drawText(content, Qt::AlignVCenter | Qt::AlignTrailing, text());
        if (hasFocus()) {
            painter.setPen(palette().color(role));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2);
        }
    }

private:
    QStringList m_texts;
    QIcon m_icon; ///< in the colour that reads on the fill
};

QToolButton* setUp(QToolButton* result, QAction* action)
{
    result->setDefaultAction(action);
    result->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    result->setAutoRaise(true);
    result->setFocusPolicy(Qt::StrongFocus);
    return result;
}

} // namespace

RunBar::RunBar(QWidget* parent)
    : QWidget(parent)
    , m_run(makeAction(tr("&Run"), tr("Writes the prompt's continuation")))
    , m_pause(makeAction(tr("&Pause"), tr("Waits after the current token")))
    , m_oneToken(makeAction(tr("&One token"), tr("Writes exactly one token, then waits")))
    , m_oneLayer(makeAction(tr("One &layer"),
                            tr("Runs one layer of a token, then waits inside it; hold the key to "
                               "play on")))
    , m_stop(makeAction(tr("&Stop"), tr("Ends the run, within one layer")))
    , m_banner(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::gap, theme::gapTiny, theme::gap, theme::gapTiny);
    row->setSpacing(theme::gapTiny);
    addCommands(row);
    row->addSpacing(theme::gapLarge);
    addReadouts(row);
    row->addStretch(1);
    m_banner->setWordWrap(true);
    m_banner->setMaximumWidth(widestBanner);
    m_banner->setMargin(theme::gapTiny);
    m_banner->setAutoFillBackground(true);
    m_banner->setAlignment(Qt::AlignCenter);
    row->addWidget(m_banner, 4);

    clearFigures();
    setState(RunState::NoModel);
    setBanner(outputBanner(Settings{}, 1));
    measure();
}

void RunBar::addCommands(QHBoxLayout* row)
{
    m_run->setIcon(glyphIcon(Glyph::Run));
    m_run->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_Return)});
    m_pause->setIcon(glyphIcon(Glyph::Pause));
    m_pause->setShortcut(Qt::Key_F6);
    m_oneToken->setIcon(glyphIcon(Glyph::OneToken));
    m_oneToken->setShortcut(Qt::Key_F10);
    m_oneLayer->setIcon(glyphIcon(Glyph::OneLayer));
    m_oneLayer->setShortcut(Qt::Key_F11);
    m_stop->setIcon(glyphIcon(Glyph::Stop));
    m_stop->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F5));
    const QStringList texts{tr("&Run").remove(u'&'), tr("&Continue").remove(u'&')};
    row->addWidget(setUp(new PrimaryButton(texts, this), m_run));
    row->addSpacing(theme::gapTiny);
    for (QAction* action : {m_pause, m_oneToken, m_oneLayer, m_stop})
        row->addWidget(setUp(new QToolButton(this), action));
}

void RunBar::addReadouts(QHBoxLayout* row)
{
    m_tokens =
        addReadout(row, tr("tokens"), tr("Tokens written in this run"), QStringLiteral("00000"));
    m_speed = addReadout(row, tr("tokens/s"), tr("Decoding speed, without the prompt"),
                         QStringLiteral("0000.0"));
    m_meanExit = addReadout(row, tr("mean exit"), tr("Mean layer at which tokens left, from 0"),
                            QStringLiteral("00.00"));
    m_saved = addReadout(row, tr("would save"),
                         tr("Share of the layers past the exit. While watching they run all the "
                            "same, so nothing is saved."),
                         QStringLiteral("00.0 %"));
    m_savedCaption = m_saved->parentWidget()->findChild<QLabel*>(QStringLiteral("caption"));
    m_debt = addReadout(row, tr("waiting"),
                        tr("Catch-up debt: token-layers that wait until a token goes deeper"),
                        QStringLiteral("00000"));
    m_memory = addReadout(row, tr("memory"), tr("K/V cache and waiting rows"),
                          QStringLiteral("0000.0 MiB"));
}

QAction* RunBar::makeAction(const QString& text, const QString& help)
{
    auto* action = new QAction(text, this);
    action->setStatusTip(help);
    connect(action, &QAction::changed, action, [action] {
        const QString tip = QStringLiteral("%1 (%2)").arg(
            action->statusTip(), action->shortcut().toString(QKeySequence::NativeText));
        if (action->toolTip() != tip)
            action->setToolTip(tip);
    });
    return action;
}

TextLabel* RunBar::addReadout(QHBoxLayout* row, const QString& caption, const QString& help,
                              const QString& widest)
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(theme::gapTiny, 0, theme::gapTiny, 0);
    column->setSpacing(0);
    auto* value = new TextLabel(TextLabel::Style::Figure, unknown, box);
    auto* name = new TextLabel(TextLabel::Style::Note, caption, box);
    name->setObjectName(QStringLiteral("caption"));
    value->reserve(widest);
    box->setToolTip(help);
    column->addWidget(value);
    column->addWidget(name);
    row->addWidget(box, 0, Qt::AlignVCenter); // a banner of two lines pulls nothing apart
    return value;
}

void RunBar::setState(RunState state)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const bool waits = state == RunState::Paused || state == RunState::InsideToken;
    const bool idle = state == RunState::Ready || waits;
    m_run->setText(waits ? tr("&Continue") : tr("&Run"));
    m_run->setEnabled(idle);
    m_oneToken->setEnabled(idle);
    m_oneLayer->setEnabled(idle);
    m_pause->setEnabled(state == RunState::Running);
    m_stop->setEnabled(state == RunState::Running || waits);
}

void RunBar::setSpeculates(bool speculates)
{
    m_oneToken->setText(speculates ? tr("&One round") : tr("&One token"));
    m_oneToken->setStatusTip(speculates ? tr("Writes one round of drafts, then waits")
                                        : tr("Writes exactly one token, then waits"));
    measure();
}

void RunBar::setFigures(const Figures& figures)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const RunSummary& summary = figures.summary;
    const QLocale locale;
    const bool known = summary.tokens > 0;
    m_tokens->setText(locale.toString(summary.tokens));
    m_speed->setText(
        summary.tokensPerSecond > 0
            ? locale.toString(summary.tokensPerSecond, 'f', summary.tokensPerSecond < 100 ? 1 : 0)
            : unknown);
    m_meanExit->setText(known ? locale.toString(summary.meanExitLayer, 'f', 2) : unknown);
    // What counts under speculation is how many drafts hold: their layers run all the same.
    const std::optional<double> accepted = summary.acceptanceRate();
    const double share = accepted            ? *accepted
                         : figures.wouldSave ? summary.layersPastExit
                                             : summary.layersSaved;
    m_saved->setText(known ? tr("%1 %").arg(locale.toString(100 * share, 'f', 1)) : unknown);
    m_savedCaption->setText(accepted            ? tr("accepted")
                            : figures.wouldSave ? tr("would save")
                                                : tr("layers saved"));
    m_saved->parentWidget()->setToolTip(
        accepted ? tr("Share of the drafts that the whole model accepted")
                 : tr("Share of the layers past the exit. While watching they run all the same, "
                      "so nothing is saved."));
    m_debt->setText(locale.toString(summary.debtRows));
    m_memory->setText(figures.memoryBytes > 0 ? memoryText(figures.memoryBytes) : unknown);
    nameReadouts();
}

void RunBar::clearFigures()
{
    for (QLabel* value : {m_tokens, m_speed, m_meanExit, m_saved, m_debt, m_memory})
        value->setText(unknown);
    nameReadouts();
}

void RunBar::nameReadouts()
{
    for (QLabel* value : {m_tokens, m_speed, m_meanExit, m_saved, m_debt, m_memory}) {
        const auto* caption = value->parentWidget()->findChild<QLabel*>(QStringLiteral("caption"));
        value->setAccessibleName(QStringLiteral("%1: %2").arg(caption->text(), value->text()));
    }
}

void RunBar::setBanner(const OutputBanner& banner)
{
    if (banner == m_shownBanner)
        return;
    m_shownBanner = banner;
    m_banner->setText((banner.mayDiffer ? QStringLiteral("≠  ") : QStringLiteral("=  ")) +
                      banner.text);
    m_banner->setAccessibleName(tr("Compared with the full model: %1").arg(banner.text));
    paintBanner();
    measure();
}

void RunBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintBanner();
    if (event->type() == QEvent::FontChange)
        measure();
}

void RunBar::paintBanner()
{
    QPalette own;
    if (m_shownBanner.mayDiffer) {
        const theme::Colors colors = theme::colors(QApplication::palette());
        own.setColor(QPalette::Window, colors.warning);
        own.setColor(QPalette::WindowText, colors.warningText);
    }
    m_banner->setPalette(own);
}

QString memoryText(std::size_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1);
}

} // namespace exitscope
