#include "widgets/inspector.h"

#include "widgets/alternativebutton.h"
#include "widgets/layerscrubber.h"
#include "widgets/lensdelegate.h"
#include "widgets/pinnedlayers.h"
#include "widgets/settingstext.h"
#include "widgets/tableview.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"
#include "widgets/tokenlabel.h"
#include "widgets/tokentexts.h"
#include "widgets/verdictview.h"

#include <QAction>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace exitscope {

namespace {

/// Rows of the lens that stay in view where the panel is low; the panel scrolls then.
constexpr int leastLensRows = 8;
/// A lens of no more rows is shown whole, so that only the panel scrolls.
constexpr int mostWholeRows = 16;

} // namespace

Inspector::Inspector(QWidget* parent)
    : QWidget(parent)
    , m_lens(new LensModel(this))
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_facts(new TextLabel(TextLabel::Style::Note))
    , m_placeholder(new TextLabel(
          TextLabel::Style::Note,
          tr("No token yet. Write a prompt and run it, or open a run from a file; then select a "
             "token in the text or a cell of the heatmap to see what each layer predicted.")))
    , m_missing(new TextLabel(TextLabel::Style::Note))
    , m_content(new QWidget)
{
    setAccessibleName(tr("Inspector"));
    layOut();
    addPinAction();
    connect(m_lensView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && m_lensView->hasFocus())
                    goTo(m_lens->layerOfRow(current.row()));
                updatePinAction();
            });
    connect(m_scrubber, &LayerScrubber::layerChosen, this, &Inspector::goTo);
    connect(m_pinned, &PinnedLayers::layerChosen, this, &Inspector::goTo);
    connect(m_lens, &LensModel::pinsChanged, this, &Inspector::updatePinAction);
    update();
}

void Inspector::layOut()
{
    m_title->setTextFormat(Qt::PlainText);
    // A token may be longer than the panel is wide.
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_missing->setWordWrap(true);
    m_placeholder->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);

    m_scrubber = new LayerScrubber(m_lens, m_content);
    QWidget* lens = makeLensTable();
    m_pinned = new PinnedLayers(m_lens, m_lensView, m_content);
    m_verdicts = new VerdictView(m_content);
    auto* legend =
        new TextLabel(TextLabel::Style::Note,
                      tr("▸ left here   ◆ changed   figures in percent   Space pins a layer"));
    legend->setWordWrap(true);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, theme::gapTiny, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_scrubber);
    column->addWidget(m_missing);
    column->addWidget(m_pinned);
    column->addWidget(lens, 1);
    column->addWidget(legend);
    m_alternative = new AlternativeButton(m_lens, m_lensView);
    connect(m_alternative, &AlternativeButton::chosen, this,
            [this](int id) { Q_EMIT alternativeChosen(shownToken(), id); });
    column->addWidget(m_alternative, 0, Qt::AlignLeft);
    column->addSpacing(theme::gapTiny);
    column->addWidget(m_verdicts);
    QWidget* last = appendTabs(appendTabs(nullptr, m_scrubber), m_pinned);
    setTabOrder(last, m_lensView);
    appendTabs(m_lensView, m_verdicts);

    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(theme::gap, theme::gap, theme::gapSmall, theme::gap);
    outer->addWidget(m_placeholder, 1);
    outer->addWidget(m_scroll, 1);
}

QWidget* Inspector::makeLensTable()
{
    m_lensView = new TableView(m_content, theme::gapTiny);
    m_lensView->setModel(m_lens);
    m_lensView->setObjectName(QStringLiteral("lens"));
    m_lensView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_lensView->setItemDelegate(new LensDelegate(m_lensView));
    m_lensView->setAccessibleName(tr("Predictions by layer, deepest first"));
    m_lensView->setColumnWidths({9, 13});
    // Eight characters of the token, and its figure.
    m_lensView->shareWidth(LensModel::FirstTokenColumn, 12);
    return m_lensView;
}

void Inspector::addPinAction()
{
    m_pin = new QAction(m_lensView);
    m_pin->setShortcut(Qt::Key_Space);
    m_pin->setShortcutContext(Qt::WidgetShortcut);
    m_lensView->addAction(m_pin);
    m_lensView->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_pin, &QAction::triggered, this, [this] {
        const QModelIndex current = m_lensView->currentIndex();
        if (!current.isValid())
            return;
        const int layer = m_lens->layerOfRow(current.row());
        m_lens->setPinned(layer, !m_lens->isPinned(layer));
    });
    auto* unpinAll = new QAction(tr("Unpin all layers"), m_lensView);
    m_lensView->addAction(unpinAll);
    connect(unpinAll, &QAction::triggered, m_lens, &LensModel::unpinAll);
    connect(m_lens, &LensModel::pinsChanged, unpinAll,
            [this, unpinAll] { unpinAll->setEnabled(!m_lens->pinnedLayers().empty()); });
    unpinAll->setEnabled(false);
    updatePinAction();
}

void Inspector::togglePlay()
{
    if (isVisible())
        m_scrubber->toggle();
}

void Inspector::togglePin()
{
    if (const int layer = m_scrubber->layer(); isVisible() && layer >= 0)
        m_lens->setPinned(layer, !m_lens->isPinned(layer));
}

void Inspector::updatePinAction()
{
    const QModelIndex current = m_lensView->currentIndex();
    m_pin->setEnabled(current.isValid());
    if (!current.isValid())
        return m_pin->setText(tr("Pin the layer"));
    const int layer = m_lens->layerOfRow(current.row());
    m_pin->setText(m_lens->isPinned(layer) ? tr("Unpin layer %1").arg(layer)
                                           : tr("Pin layer %1").arg(layer));
}

void Inspector::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &Inspector::update);
    connect(document, &RunDocument::tokensAppended, this, &Inspector::update);
    connect(document, &RunDocument::selectionChanged, this, &Inspector::update);
    update();
}

void Inspector::setTokenText(TokenText text)
{
    m_text = std::move(text);
    m_lens->setTokenText(m_text);
    m_verdicts->setTokenText(m_text);
    update();
}

void Inspector::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_verdicts->setRecommended(recommended);
    update();
}

void Inspector::setResumable(bool resumable)
{
    m_alternative->setPossible(resumable);
}

QAction* Inspector::alternativeAction() const
{
    return m_alternative->action();
}

void Inspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    update();
}

void Inspector::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    elideTitle();
}

int Inspector::shownToken() const
{
    if (!m_document || m_document->isEmpty())
        return -1;
    return m_document->selectedToken() >= 0 ? m_document->selectedToken()
                                            : m_document->tokenCount() - 1;
}

void Inspector::goTo(int layer)
{
    if (const int token = shownToken(); token >= 0)
        m_document->select(token, layer);
}

void Inspector::update()
{
    const int token = shownToken();
    m_placeholder->setVisible(token < 0);
    m_scroll->setVisible(token >= 0);
    // Whatever plays, plays through one token.
    if (std::exchange(m_shown, token) != token)
        m_scrubber->pause();
    if (!isVisible()) {
        // No command may act on a token that has gone.
        if (m_lens->rowCount() > 0)
            m_lens->setToken({});
        return;
    }
    if (token < 0) {
        m_lens->setToken({});
        m_verdicts->setToken({}, -1, -1);
        return;
    }
    updateHeader(token);
    updateMissing(token);
    const int layer = m_document->selectedLayer();
    m_lens->setToken(m_document->run().tokens[static_cast<std::size_t>(token)]);
    const int rows = m_lens->rowCount() <= mostWholeRows ? m_lens->rowCount() : leastLensRows;
    m_lensView->setMinimumHeight(m_lensView->horizontalHeader()->sizeHint().height() +
                                 rows * m_lensView->rowHeight() + 2 * m_lensView->frameWidth());
    m_scrubber->setLayer(layer);
    m_pinned->showLayer(layer);
    m_verdicts->setToken(m_document->run(), token, layer);
    selectLayer(layer);
}

void Inspector::updateHeader(int token)
{
    const Run& run = m_document->run();
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const QString text = tokenLabel(
        m_text ? m_text(trace.id) : TokenTexts::visible(QString::fromStdString(trace.bytes)));
    const bool newest = m_document->selectedToken() < 0;
    m_titleText = newest ? tr("%1  (newest)").arg(text) : text;
    m_title->setToolTip(plainToolTip(text));
    elideTitle();
    QString exit = tr("Left at layer %1 of 0 to %2").arg(trace.exitLayer).arg(run.model.layers - 1);
    if (trace.previewExitLayer >= 0 && trace.previewExitLayer != trace.exitLayer)
        exit += tr(", by preview at %1").arg(trace.previewExitLayer);
    const TokenTimes& times = trace.times;
    const auto ms = [](double value) { return QLocale().toString(value, 'f', 2); };
    m_facts->setText(tr("Token %1, id %2, position %3, %4")
                         .arg(token + 1)
                         .arg(trace.id)
                         .arg(trace.position)
                         .arg(roleText(trace.role)) +
                     u'\n' + exit + u'\n' +
                     tr("%1 ms: layers %2, scoring %3, catch-up %4, sampling %5, other %6")
                         .arg(ms(times.totalMs()), ms(times.layersMs), ms(times.scoringMs),
                              ms(times.catchUpMs), ms(times.samplingMs), ms(times.otherMs)));
}

void Inspector::elideTitle()
{
    const QFontMetrics metrics = m_title->fontMetrics();
    m_title->setText(metrics.elidedText(m_titleText, Qt::ElideMiddle, m_title->width()));
    m_title->setMinimumHeight(metrics.height());
}

void Inspector::updateMissing(int token)
{
    const TokenTrace& trace = m_document->run().tokens[static_cast<std::size_t>(token)];
    const auto isScored = [](const LayerStatistics& layer) { return layer.top1 >= 0; };
    const auto scored = std::ranges::count_if(trace.layers, isScored);
    QString text;
    if (scored < static_cast<std::ptrdiff_t>(trace.layers.size()))
        text =
            tr("The predictions of %1 of %2 layers were recorded. To see all, choose Watch in the "
               "Rule tab and run again.")
                .arg(scored)
                .arg(trace.layers.size());
    else if (trace.top.empty())
        text = tr("Only the likeliest token of each layer was kept. To see the next ones, choose "
                  "Watch in the Rule tab and run again.");
    m_missing->setText(text);
    m_missing->setVisible(!text.isEmpty());
}

void Inspector::selectLayer(int layer)
{
    if (layer < 0 || layer >= m_lens->rowCount()) {
        m_lensView->clearSelection();
        m_lensView->selectionModel()->clearCurrentIndex();
        updatePinAction();
        return;
    }
    const int row = m_lens->layerOfRow(layer);
    const QModelIndex current = m_lensView->currentIndex();
    if (current.row() != row)
        m_lensView->selectRow(row);
    else // which of its tokens is current stays
        m_lensView->selectionModel()->select(current, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    updatePinAction();
}

} // namespace exitscope
