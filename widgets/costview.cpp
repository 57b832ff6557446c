#include "widgets/costview.h"

#include "widgets/costmodel.h"
#include "widgets/costwaterfall.h"
#include "widgets/settingstext.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace exitscope {

namespace {

/// The sums run over all tokens, so not at every one.
constexpr int intervalMs = 200;

QString percent(double share)
{
    return CostView::tr("%1 %").arg(QLocale().toString(100 * std::abs(share), 'f', 0));
}

bool isWatched(const Settings& settings)
{
    return settings.watch && !settings.speculates();
}

/// What ran, in a sentence or two.
QString noteOn(const Run& run, const RunSummary& summary)
{
    const Settings& settings = run.settingsAt(static_cast<int>(run.tokens.size()) - 1);
    QStringList note{decisionTitle(settings) + u'.'};
    if (settings.ruleApplies() || settings.speculates())
        note << CostView::tr("K/V policy: %1.").arg(policyTitle(settings.kvPolicy));
    if (isWatched(settings)) {
        note << CostView::tr("Watching runs and scores all layers, so no time is saved.");
        if (summary.layersPastExit > 0)
            note << CostView::tr("Deciding, the rule would save %1 of the layers.")
                        .arg(percent(summary.layersPastExit));
    }
    if (summary.previewCompared > 0)
        note << previewText(summary);
    return note.join(u' ');
}

/// The run next to full depth, in words; empty where that is not known.
QString verdictOn(const Run& run, const CostBreakdown& cost)
{
    if (!cost.fullDepth)
        return {};
    if (!run.fullDepth)
        return CostView::tr("This run is full depth");
    const double share = cost.savedShare();
    const bool watched = isWatched(run.settingsAt(static_cast<int>(run.tokens.size()) - 1));
    if (std::abs(share) < 0.005)
        return watched ? CostView::tr("Watching takes as long as full depth")
                       : CostView::tr("Takes as long as full depth");
    if (share > 0)
        return CostView::tr("Saves %1 of full depth's time").arg(percent(share));
    return watched ? CostView::tr("Watching takes %1 longer than full depth").arg(percent(share))
                   : CostView::tr("Takes %1 longer than full depth").arg(percent(share));
}

/// What the verdict rests on, or why there is none.
QString measureOf(const Run& run, const CostBreakdown& cost)
{
    if (run.fullDepth && cost.fullDepth)
        return CostView::tr("Time per token. Full depth was measured beside this run.");
    if (cost.fullDepth)
        return CostView::tr("Every token ran through all layers and nothing was scored for an "
                            "exit: there is nothing to compare.");
    return run.finishReason == FinishReason::Unfinished
               ? CostView::tr("Full depth is measured when the run ends or pauses.")
               : CostView::tr("Full depth has not been measured beside this run.");
}

} // namespace

CostView::CostView(QWidget* parent)
    : QWidget(parent)
    , m_costs(new CostModel(this))
    , m_table(new TableView(this, theme::gapTiny))
    , m_verdict(new TextLabel(TextLabel::Style::Heading, {}, this))
    , m_waterfall(new CostWaterfall(this))
    , m_measure(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_note(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_placeholder(new TextLabel(TextLabel::Style::Note,
                                  tr("Run a prompt to see what its tokens cost."), this))
{
    setAccessibleName(tr("Cost"));
    m_table->setAccessibleName(tr("Costs of the run"));
    m_table->setModel(m_costs);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setColumnWidths({10, 11, 11, 10});
    m_table->horizontalHeader()->setSectionResizeMode(CostModel::NameColumn, QHeaderView::Stretch);
    for (QLabel* label : {m_verdict, m_measure, m_note, m_placeholder})
        label->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_placeholder, 1);
    column->addWidget(m_verdict);
    column->addWidget(m_waterfall);
    column->addWidget(m_measure);
    column->addWidget(m_note);
    column->addWidget(m_table, 1);

    m_timer.setSingleShot(true);
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &CostView::update);
    connect(m_costs, &QAbstractItemModel::modelReset, this, &CostView::spanHeadings);
    update();
}

void CostView::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &CostView::update);
    connect(document, &RunDocument::finished, this, &CostView::update);
    connect(document, &RunDocument::fullDepthMeasured, this, &CostView::update);
    connect(document, &RunDocument::tokensAppended, this, &CostView::schedule);
    update();
}

void CostView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    update();
}

void CostView::schedule()
{
    if (isVisible() && !m_timer.isActive())
        m_timer.start();
}

void CostView::update()
{
    m_timer.stop();
    const bool known = m_document && !m_document->isEmpty();
    m_placeholder->setVisible(!known);
    for (QWidget* part : std::initializer_list<QWidget*>{m_measure, m_note, m_table})
        part->setVisible(known);
    if (!isVisible())
        return;
    m_costs->setRun(m_document ? m_document->run() : Run());
    showComparison();
}

void CostView::showComparison()
{
    const bool known = m_document && !m_document->isEmpty();
    static const Run none;
    const Run& run = known ? m_document->run() : none;
    const CostBreakdown cost = costOf(run);
    const bool compared = run.fullDepth && cost.fullDepth;
    m_verdict->setText(known ? verdictOn(run, cost) : QString());
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    m_waterfall->setBars(compared ? costBars(cost, !run.rounds.empty()) : std::vector<CostBar>());
    m_waterfall->setVisible(compared);
    if (!known)
        return;
    m_measure->setText(measureOf(run, cost));
    m_note->setText(noteOn(run, summarize(run)));
}

void CostView::spanHeadings()
{
    m_table->clearSpans();
    for (int row = 0; row < m_costs->rowCount(); ++row) {
        if (m_costs->rows()[static_cast<std::size_t>(row)].isHeading)
            m_table->setSpan(row, 0, 1, CostModel::ColumnCount);
    }
}

} // namespace exitscope
