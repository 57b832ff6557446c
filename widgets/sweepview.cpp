#include "widgets/sweepview.h"

#include "widgets/metrictext.h"
#include "widgets/plotstyle.h"
#include "widgets/sweepmodel.h"
#include "widgets/sweepplot.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QVBoxLayout>

namespace exitscope {

SweepPlot::SweepPlot(Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(kind == Kind::Plane ? tr("Speed over the grid")
                                          : tr("Quality against speed"));
    setAccessibleDescription(tr("The table below holds the same numbers."));
}

void SweepPlot::setContent(const SweepContent& content)
{
    m_content = content;
    update();
}

void SweepPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const PlotStyle style(palette(), font());
    painter.fillRect(rect(), style.base);
    if (m_content.marks.empty()) {
        painter.setPen(style.mutedText);
        painter.drawText(rect().adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Points appear as they are measured, after full depth."));
        return;
    }
    const QRectF box =
        QRectF(rect()).adjusted(theme::gapTiny, theme::gapTiny, -theme::gapTiny, -theme::gapTiny);
    drawInside(painter, {size(), palette(), font()}, box, [&](const PlotCanvas& inner) {
        if (m_kind == Kind::Plane)
            drawSweepPlane(painter, inner, m_content);
        else
            drawSweepFront(painter, inner, m_content);
    });
}

SweepView::SweepView(QWidget* parent)
    : ResultView(parent)
    , m_model(new SweepModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_progress(new TextLabel(TextLabel::Style::Note))
    , m_verdict(new QLabel)
    , m_plane(new SweepPlot(SweepPlot::Kind::Plane))
    , m_front(new SweepPlot(SweepPlot::Kind::Front))
    , m_table(new TableView(nullptr, theme::gapTiny))
{
    setAccessibleName(tr("Results of a sweep"));
    m_verdict->setWordWrap(true);
    m_progress->setWordWrap(true);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(SweepModel::sortRole);
    m_table->setAccessibleName(tr("Places of the sweep"));
    m_table->setToolTip(tr("Return or a double click shows a place's samples"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setModel(m_sorted);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    auto* plots = new QSplitter(Qt::Horizontal);
    plots->setChildrenCollapsible(false);
    plots->setHandleWidth(theme::gap);
    plots->addWidget(m_plane);
    plots->addWidget(m_front);
    auto* both = new QSplitter(Qt::Vertical);
    both->setChildrenCollapsible(false);
    both->addWidget(plots);
    both->addWidget(m_table);
    both->setStretchFactor(0, 3);
    both->setStretchFactor(1, 2);
    both->setSizes({400, 260});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(m_verdict);
    column->addWidget(m_progress);
    column->addWidget(both, 1);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &SweepView::askForPlace);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(QKeySequence(key), m_table);
        enter->setContext(Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, &SweepView::askForPlace);
    }
}

void SweepView::setSweep(const std::shared_ptr<const SweepResult>& sweep)
{
    m_sweep = sweep;
    const SweepContent content = sweepContent(*sweep);
    m_model->setContent(content);
    m_plane->setVisible(content.isPlane());
    m_plane->setContent(content);
    m_front->setContent(content);
    const int last = m_model->columnCount() - 1;
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(last, QHeaderView::Stretch);
    const int letter = m_table->fontMetrics().averageCharWidth();
    for (int section = 0; section < last; ++section) {
        const int title = m_table->fontMetrics().horizontalAdvance(
            m_model->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
        const bool isInterval =
            section == static_cast<int>(content.axes.size()) + SweepModel::IntervalColumn;
        m_table->setColumnWidth(section,
                                std::max(title + 4 * letter, (isInterval ? 22 : 13) * letter));
    }
    m_verdict->setText(verdict());
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    const QLocale locale;
    const QString done = locale.toString(sweep->points.size());
    const QString all = locale.toString(gridSize(sweep->axes));
    m_progress->setText(sweep->status == ResultStatus::Complete
                            ? tr("Complete: %1 places and full depth").arg(done)
                        : sweep->status == ResultStatus::Interrupted
                            ? tr("Interrupted after %1 of %2 places").arg(done, all)
                            : tr("%1 of %2 places").arg(done, all));
}

QString SweepView::verdict() const
{
    if (m_sweep->points.empty())
        return {};
    const auto best = bestPoint(*m_sweep);
    const QString quality = metricTitle(m_sweep->quality);
    if (!best)
        return tr("No place is faster than full depth without a significantly lower quality (%1).")
            .arg(quality);
    const SweepMark& mark = m_model->content().marks[*best];
    QStringList place;
    for (std::size_t i = 0; i < mark.at.size(); ++i)
        place << QStringLiteral("%1 %2").arg(m_model->content().axes[i].title,
                                             QLocale().toString(mark.at[i], 'g', 6));
    return tr("Best: %1, at %2 tokens a second (%3 times full depth). Its quality (%4) is not "
              "significantly below full depth's.")
        .arg(place.join(tr(", ")), QLocale().toString(mark.speed, 'f', 1),
             QLocale().toString(mark.speedUp, 'f', 2), quality);
}

void SweepView::askForPlace()
{
    const QModelIndex row = m_sorted->mapToSource(m_table->currentIndex());
    if (row.isValid())
        Q_EMIT placeWanted(m_model->mark(row.row()).at);
}

std::vector<ResultTable> SweepView::tables() const
{
    if (!m_sweep)
        return {};
    return {{QStringLiteral("places"), tr("Places"), sweepPicture(m_sweep).table()}};
}

std::optional<PlotPicture> SweepView::picture() const
{
    if (!m_sweep || m_sweep->points.empty())
        return std::nullopt;
    return sweepPicture(m_sweep);
}

} // namespace exitscope
