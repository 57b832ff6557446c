// What the views of exits, drafts and a token's scores hand out to be exported; see exportable.h.
#include "widgets/acceptanceplot.h"
#include "widgets/exithistogramplot.h"
#include "widgets/exitsview.h"
#include "widgets/inspector.h"
#include "widgets/runtitle.h"
#include "widgets/scheduleplot.h"
#include "widgets/settingstext.h"
#include "widgets/speculationpane.h"
#include "widgets/verdictview.h"

#include <QFontMetrics>

namespace exitscope {

QString ExitsView::exportTitle() const
{
    return tr("Tokens by exit layer");
}

bool ExitsView::hasData() const
{
    return m_document && !m_document->isEmpty();
}

PlotPicture ExitsView::picture(const std::shared_ptr<const Run>& run) const
{
    const ExitHistogramPicture shown = histogramOf(*run);
    PlotPicture picture = titledPicture(
        QStringLiteral("exits"), exportTitle(), runTitle(*run),
        [](const QFont& font) { return 20 * QFontMetrics(font).height(); },
        [shown](QPainter& painter, const PlotCanvas& canvas) {
            drawExitHistogram(painter, canvas.size, PlotStyle(canvas.palette, canvas.font), shown);
        });
    picture.table = [shown] { return exitHistogramTable(shown); };
    picture.run = run;
    return picture;
}

QString SpeculationPane::exportTitle() const
{
    return tr("Acceptance by draft position");
}

bool SpeculationPane::hasData() const
{
    return m_document && !m_document->run().rounds.empty();
}

PlotPicture SpeculationPane::picture(const std::shared_ptr<const Run>& run) const
{
    const SpeculationFigures figures = speculationFiguresOf(*run);
    PlotPicture picture = titledPicture(
        QStringLiteral("acceptance"), exportTitle(), runTitle(*run),
        [figures](const QFont& font) {
            return acceptanceHeight(PlotStyle(QPalette(), font), figures);
        },
        [figures](QPainter& painter, const PlotCanvas& canvas) {
            drawAcceptance(painter, canvas.size, PlotStyle(canvas.palette, canvas.font), figures);
        });
    picture.table = [figures] { return acceptanceTable(figures); };
    picture.run = run;
    return picture;
}

QString Inspector::exportTitle() const
{
    return tr("Scores of the inspected token");
}

const ScheduleCurve* Inspector::drawnCurve() const
{
    const int token = shownToken();
    if (token < 0)
        return nullptr;
    // Hidden, it does not follow the run.
    if (!isVisible())
        m_verdicts->setToken(m_document->run(), token, m_document->selectedLayer());
    return m_verdicts->drawnCurve();
}

bool Inspector::hasData() const
{
    return drawnCurve() != nullptr;
}

PlotPicture Inspector::picture(const std::shared_ptr<const Run>& run) const
{
    const auto curve = std::make_shared<const ScheduleCurve>(*drawnCurve());
    PlotPicture picture = titledPicture(
        QStringLiteral("token-scores"),
        tr("%1 over depth").arg(criterionText(curve->condition.criterion->title)),
        tr("%1, token %2, left at layer %3")
            .arg(QString::fromStdString(run->model.name), QString::number(shownToken() + 1),
                 QString::number(curve->exitLayer)),
        [](const QFont& font) { return 18 * QFontMetrics(font).height(); },
        [curve](QPainter& painter, const PlotCanvas& canvas) {
            drawSchedule(painter, canvas, *curve);
        });
    picture.table = [curve] { return scheduleTable(*curve); };
    picture.run = run;
    return picture;
}

} // namespace exitscope
