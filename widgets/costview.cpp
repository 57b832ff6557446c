#include "widgets/costview.h"

#include "widgets/costmodel.h"
#include "widgets/settingstext.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace exitscope {

namespace {

/// The sums run over all tokens, so not at every one.
constexpr int intervalMs = 200;

QString noteOn(const Settings& settings)
{
    const QString policy =
        settings.ruleApplies() || settings.speculates()
            ? CostView::tr(" K/V policy: %1.").arg(policyTitle(settings.kvPolicy))
            : QString();
    const QString what = decisionTitle(settings) + u'.' + policy;
    return settings.watch && !settings.speculates()
               ? what + CostView::tr(" Watching runs all layers, so nothing is saved.")
               : what;
}

} // namespace

CostView::CostView(QWidget* parent)
    : QWidget(parent)
    , m_costs(new CostModel(this))
    , m_table(new TableView(this, theme::gapTiny))
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
    m_note->setWordWrap(true);
    m_placeholder->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_placeholder, 1);
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
    m_note->setVisible(known);
    m_table->setVisible(known);
    if (!isVisible())
        return;
    m_costs->setRun(m_document ? m_document->run() : Run());
    if (known)
        m_note->setText(noteOn(m_document->run().settingsAt(m_document->tokenCount() - 1)));
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
