#include "widgets/verdictview.h"

#include "widgets/scheduleplot.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"

#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

VerdictView::VerdictView(QWidget* parent)
    : QWidget(parent)
    , m_model(new OutlookModel(this))
    , m_table(new TableView(this, theme::gapTiny))
    , m_plot(new SchedulePlot(this))
    , m_note(new TextLabel(TextLabel::Style::Note, {}, this))
{
    layOut();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid() || m_restoring)
                    return;
                m_chosen = m_model->rows()[static_cast<std::size_t>(current.row())];
                updatePlot();
            });
}

void VerdictView::layOut()
{
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("verdicts"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAccessibleName(tr("What each rule would have done"));
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_plot->setAccessibleName(tr("Score against threshold over depth, of the chosen rule"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Each rule on this token")));
    column->addWidget(m_table);
    column->addWidget(m_note);
    column->addWidget(m_plot);
}

void VerdictView::setToken(const Run& run, int token, int layer)
{
    m_restoring = true;
    m_model->setToken(run, token);
    m_curves.clear();
    for (const OutlookModel::Row& row : m_model->rows()) {
        if (!row.shown.criterion) {
            m_curves.push_back({});
            continue;
        }
        ScheduleCurve curve = scheduleCurve(row.shown, row.rule, run.model.shape());
        addToken(curve, run, token);
        curve.wouldLeaveAt = row.fired ? *row.exitLayer : -1;
        curve.selectedLayer = layer;
        m_curves.push_back(std::move(curve));
    }
    fitColumns();
    chooseRow();
    m_restoring = false;
    updatePlot();
}

void VerdictView::chooseRow()
{
    const auto& rows = m_model->rows();
    if (rows.empty())
        return m_table->clearSelection();
    auto found = rows.end();
    if (m_chosen)
        found = std::ranges::find_if(rows,
                                     [this](const auto& row) { return row.isSameRule(*m_chosen); });
    if (found == rows.end())
        found = std::ranges::find(rows, true, &OutlookModel::Row::active);
    const int row = found == rows.end() ? 0 : static_cast<int>(found - rows.begin());
    if (m_table->currentIndex().row() != row)
        m_table->selectRow(row);
}

const ScheduleCurve* VerdictView::drawnCurve() const
{
    const int row = m_table->currentIndex().row();
    const auto index = static_cast<std::size_t>(row);
    const bool drawn = row >= 0 && index < m_curves.size() && m_curves[index].condition.criterion;
    return drawn ? &m_curves[index] : nullptr;
}

void VerdictView::updatePlot()
{
    const int row = m_table->currentIndex().row();
    const bool hasRow = row >= 0 && row < static_cast<int>(m_curves.size());
    m_note->setText(hasRow ? m_model->sentence(row) : QString());
    m_plot->setVisible(drawnCurve() != nullptr);
    if (!drawnCurve())
        return;
    const ScheduleCurve& curve = *drawnCurve();
    QStringList firing;
    for (int layer = 0; layer < static_cast<int>(curve.thresholds.size()); ++layer) {
        if (curve.fires(layer))
            firing << QString::number(layer);
    }
    m_plot->setAccessibleDescription(
        firing.isEmpty() ? tr("No layer passes its threshold.")
                         : tr("Layers that pass: %1.").arg(firing.join(QStringLiteral(", "))));
    m_plot->setCurve(curve);
}

void VerdictView::fitColumns()
{
    const int header = m_table->horizontalHeader()->sizeHint().height();
    m_table->setFixedHeight(header + m_model->rowCount() * m_table->rowHeight() +
                            2 * m_table->frameWidth());
    // The score goes first where room is short: it stands in the sentence below too.
    const int character = m_table->fontMetrics().averageCharWidth();
    const int room = m_table->width() - 2 * m_table->frameWidth();
    const int exit = 8 * character;
    const int score = 16 * character;
    const bool showsScore = room >= 50 * character;
    const int rest = room - exit - (showsScore ? score : 0);
    const int rule = std::min(25 * character, rest - 9 * character);
    m_table->setColumnHidden(OutlookModel::ScoreColumn, !showsScore);
    m_table->setColumnWidth(OutlookModel::CriterionColumn, rule);
    m_table->setColumnWidth(OutlookModel::ExitColumn, exit);
    m_table->setColumnWidth(OutlookModel::TokenColumn, std::max(0, rest - rule));
    if (showsScore)
        m_table->setColumnWidth(OutlookModel::ScoreColumn, score);
}

void VerdictView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void VerdictView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

} // namespace exitscope
