// What the staircase hands out to be exported; see exportable.h.
#include "widgets/runtitle.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircasescene.h"
#include "widgets/staircasetext.h"
#include "widgets/staircaseview.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>

namespace exitscope {
namespace {

constexpr double usualColumn = 18;
constexpr double widestColumn = 40;
constexpr int leastWidth = 760;
constexpr int greatestWidth = 2400;
constexpr int usualRow = 22;

/// The columns of a file; the words for people are in staircasetext.
QString originName(CellOrigin origin)
{
    switch (origin) {
    case CellOrigin::OwnPass:
        return QStringLiteral("own_pass");
    case CellOrigin::DraftPass:
        return QStringLiteral("draft_pass");
    case CellOrigin::DeeperDraft:
        return QStringLiteral("deeper_draft");
    case CellOrigin::Verification:
        return QStringLiteral("verification");
    case CellOrigin::CaughtUp:
        return QStringLiteral("caught_up");
    case CellOrigin::Copied:
        return QStringLiteral("copied");
    case CellOrigin::Never:
        break;
    }
    return QStringLiteral("never");
}

/// The staircase of a run after one of its steps, made by whoever asks first, on that thread.
class StaircaseOfRun
{
public:
    /// Of a step that there is not, the last is shown.
    StaircaseOfRun(std::shared_ptr<const Run> run, int step)
        : m_run(std::move(run))
        , m_step(step)
    {}

    void paint(QPainter& painter, const PlotCanvas& canvas)
    {
        std::call_once(m_made, [this] { make(); });
        const QRectF box = drawHeading(painter, canvas, StaircaseView::tr("K/V staircase"),
                                       StaircaseView::tr("%1. %2").arg(
                                           runTitle(*m_run), stepTitle(*m_run, m_history, m_step)));
        drawInside(painter, canvas, box, [&](const PlotCanvas& inner) {
            const PlotStyle style(inner.palette, inner.font);
            drawStaircase(painter, {{*m_run, m_values, m_texts, style, geometry(inner.size, style)},
                                    m_history,
                                    m_state,
                                    m_step,
                                    m_origins});
        });
    }

    QSize suitableSize(const QFont& font) const
    {
        const int line = QFontMetrics(font).height();
        const int rows = std::clamp(m_run->model.layers * usualRow, 200, 720);
        const double columns = double(m_run->tokens.size()) * usualColumn + 4 * line;
        return {int(std::clamp<double>(columns, leastWidth, greatestWidth)),
                headingHeight(font) + rows + 8 * line};
    }

    /// A row for each cell; those of later steps are still empty.
    ExportTable table()
    {
        std::call_once(m_made, [this] { make(); });
        ExportTable table{{"token", "token_id", "text", "layer", "held_since_step", "origin"}, {}};
        for (int token = 0; token < static_cast<int>(m_run->tokens.size()); ++token) {
            const TokenTrace& trace = m_run->tokens[static_cast<std::size_t>(token)];
            for (int layer = 0; layer < m_run->model.layers; ++layer) {
                const int came = m_history.stepOfCell(*m_run, token, layer);
                const bool held = came >= 0 && came <= m_step;
                const CellOrigin origin =
                    held ? m_history.originOf(*m_run, token, layer) : CellOrigin::Never;
                table.rows.push_back({token + 1, trace.id, m_texts.at(token), layer,
                                      held ? QVariant(came + 1) : QVariant(), originName(origin)});
            }
        }
        return table;
    }

private:
    void make()
    {
        m_history = StaircaseHistory(*m_run);
        if (m_step < 0 || m_step >= m_history.steps())
            m_step = m_history.steps() - 1;
        m_state = m_history.stateAfter(*m_run, m_step);
        m_origins = occurringOrigins(*m_run, m_history);
        m_values = HeatmapValues::shapeOnly(int(m_run->tokens.size()), m_run->model.layers);
        m_texts.append(*m_run);
    }

    /// All tokens and layers; few tokens keep columns of a usual width.
    HeatmapGeometry geometry(const QSizeF& size, const PlotStyle& style) const
    {
        const QMarginsF around = staircaseMargins(style, m_values, m_origins, size.width(), 1);
        const double wide = size.width() - around.left() - around.right();
        HeatmapGeometry shown;
        shown.tokenUpper = std::max<double>(m_values.tokens(), wide / widestColumn) - 0.5;
        shown.layerUpper = m_values.layers() - 0.5;
        return staircaseGeometry(shown, size, style, m_values, m_origins);
    }

    std::shared_ptr<const Run> m_run;
    int m_step;
    StaircaseHistory m_history;
    StaircaseState m_state;
    std::vector<CellOrigin> m_origins;
    HeatmapValues m_values; ///< for the axes
    TokenTexts m_texts;
    std::once_flag m_made;
};

} // namespace

QString StaircaseView::exportTitle() const
{
    return tr("K/V staircase");
}

bool StaircaseView::hasData() const
{
    return m_document && !m_document->isEmpty();
}

PlotPicture StaircaseView::picture(const std::shared_ptr<const Run>& run) const
{
    // The last step is followed, also where the view is hidden and does not know of it yet.
    const int step = m_plot->step();
    const auto made =
        std::make_shared<StaircaseOfRun>(run, step < m_plot->history().steps() - 1 ? step : -1);
    PlotPicture picture;
    picture.name = QStringLiteral("staircase");
    picture.title = exportTitle();
    picture.run = run;
    picture.suitableSize = [made](const QFont& font) { return made->suitableSize(font); };
    picture.draw = [made](QPainter& painter, const PlotCanvas& canvas) {
        made->paint(painter, canvas);
    };
    picture.table = [made] { return made->table(); };
    return picture;
}

} // namespace exitscope
