// What the views of cost, rule and trade-off hand out to be exported; see exportable.h.
#include "trace/oracle.h"
#include "widgets/costview.h"
#include "widgets/costwaterfall.h"
#include "widgets/rulepanel.h"
#include "widgets/runtitle.h"
#include "widgets/scheduleplot.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"
#include "widgets/tradeoffplot.h"
#include "widgets/whatifcurves.h"
#include "widgets/whatiftext.h"
#include "widgets/whatifview.h"

#include <mutex>

namespace exitscope {

namespace {

std::vector<CostBar> barsOf(const Run& run)
{
    const CostBreakdown cost = costOf(run);
    return run.fullDepth && cost.fullDepth ? costBars(cost, !run.rounds.empty())
                                           : std::vector<CostBar>();
}

/// The curves of a run, made by whoever asks first, on that thread.
class TradeOffOfRun
{
public:
    TradeOffOfRun(std::shared_ptr<const Run> run, Rule rule, std::vector<WhatIf> questions,
                  const Criterion* chosen)
        : m_run(std::move(run))
        , m_rule(std::move(rule))
        , m_questions(std::move(questions))
    {
        m_content.chosen = chosen;
    }

    const TradeOffContent& content()
    {
        std::call_once(m_made, [this] { make(); });
        return m_content;
    }

private:
    void make()
    {
        for (const WhatIf& question : m_questions) {
            WhatIfCurve curve = curveOf(*m_run, question);
            if (curve.isRecorded())
                m_content.curves.push_back(std::move(curve));
        }
        m_content.marks.asked = markOf(replay(*m_run, m_rule, depthLimitOf(*m_run)).totals);
        // Of drafts an exit is no saving.
        if (m_run->rounds.empty())
            m_content.marks.recorded = markOf(recordedTotals(*m_run));
        const ReplayTotals ceiling = oracleOf(*m_run).reachedTotals;
        if (ceiling.replayed > 0)
            m_content.marks.ceiling = ceiling.layersSaved();
    }

    std::shared_ptr<const Run> m_run;
    Rule m_rule;
    std::vector<WhatIf> m_questions;
    TradeOffContent m_content;
    std::once_flag m_made;
};

} // namespace

QString CostView::exportTitle() const
{
    return tr("Cost against full depth");
}

bool CostView::hasData() const
{
    return m_document && !barsOf(m_document->run()).empty();
}

PlotPicture CostView::picture(const std::shared_ptr<const Run>& run) const
{
    const std::vector<CostBar> bars = barsOf(*run);
    PlotPicture picture = titledPicture(
        QStringLiteral("cost"), tr("Time per token, against full depth"), runTitle(*run),
        [bars](const QFont& font) { return costBarsHeight(font, bars); },
        [bars](QPainter& painter, const PlotCanvas& canvas) {
            drawCostBars(painter, canvas, bars);
        });
    picture.table = [bars] { return costTable(bars); };
    picture.run = run;
    return picture;
}

QString RulePanel::exportTitle() const
{
    return tr("Score and threshold over depth");
}

bool RulePanel::hasData() const
{
    return drawnCurve().condition.criterion != nullptr;
}

PlotPicture RulePanel::picture(const std::shared_ptr<const Run>& run) const
{
    const auto curve = std::make_shared<const ScheduleCurve>(drawnCurve());
    const int token = drawnToken();
    const QString title =
        curve->condition.criterion
            ? tr("%1 over depth").arg(criterionText(curve->condition.criterion->title))
            : exportTitle();
    const QString model = QString::fromStdString(run->model.name);
    PlotPicture picture = titledPicture(
        QStringLiteral("schedule"), title,
        token >= 0 ? tr("%1, token %2, left at layer %3")
                         .arg(model, QString::number(token + 1), QString::number(curve->exitLayer))
                   : tr("the rule's thresholds"),
        [](const QFont& font) { return 18 * QFontMetrics(font).height(); },
        [curve](QPainter& painter, const PlotCanvas& canvas) {
            drawSchedule(painter, canvas, *curve);
        });
    picture.table = [curve] { return scheduleTable(*curve); };
    picture.run = run;
    return picture;
}

QString WhatIfView::exportTitle() const
{
    return tr("Trade-off curves");
}

bool WhatIfView::hasData() const
{
    return m_document && whyNothingToAsk(m_document->run()).isEmpty();
}

PlotPicture WhatIfView::picture(const std::shared_ptr<const Run>& run) const
{
    // Hidden, the curves were not told of the last question.
    if (!isAsking())
        m_curves->ask(m_base, m_shifts, *m_criterion);
    std::vector<WhatIf> questions;
    for (const Criterion* criterion : allCriteria())
        questions.push_back(m_curves->question(*criterion));
    const auto made =
        std::make_shared<TradeOffOfRun>(run, m_rule, std::move(questions), m_criterion);
    PlotPicture picture = titledPicture(
        QStringLiteral("tradeoff"), tr("What other rules would have come to"), runTitle(*run),
        [](const QFont& font) { return 26 * QFontMetrics(font).height(); },
        [made](QPainter& painter, const PlotCanvas& canvas) {
            TradeOffDrawing(made->content(), canvas).paint(painter);
        });
    picture.table = [made] { return tradeOffTable(made->content()); };
    picture.run = run;
    return picture;
}

} // namespace exitscope
