#include "widgets/speculationpane.h"

#include "widgets/acceptanceplot.h"
#include "widgets/roundmodel.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>

namespace exitscope {

namespace {

QString figuresText(const SpeculationFigures& figures)
{
    const auto number = [](double value, int decimals) {
        return QLocale().toString(value, 'f', decimals);
    };
    return SpeculationPane::tr("Acceptance rate %1 % (%2 of %3 drafts), %4 tokens per round, "
                               "wasted drafts: %5.")
        .arg(number(100 * figures.acceptanceRate(), 0), QString::number(figures.accepted),
             QString::number(figures.drafted), number(figures.tokensPerRound(), 2),
             QString::number(figures.wasted()));
}

} // namespace

SpeculationPane::SpeculationPane(QWidget* parent)
    : QWidget(parent)
    , m_rounds(new RoundModel(this))
    , m_figures(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_plot(new AcceptancePlot)
    , m_table(new TableView(this, theme::gapTiny))
{
    m_figures->setWordWrap(true);
    m_figures->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setAccessibleName(tr("Rounds of speculation"));
    m_table->setModel(m_rounds);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setColumnWidths({8, 15, 11, 12, 16});
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Acceptance by place"));
    auto* inside = new QWidget;
    auto* lines = new QVBoxLayout(inside);
    lines->setContentsMargins(0, 0, theme::gapSmall, 0);
    lines->setSpacing(0);
    lines->addWidget(m_plot);
    lines->addStretch(1);
    scroll->setWidget(inside);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::gap);
    head->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Acceptance by draft position")));
    head->addWidget(m_figures, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gapLarge);
    row->addWidget(scroll, 2);
    row->addWidget(m_table, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::gapTiny, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addLayout(head);
    column->addLayout(row, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { choose(current.row()); });
}

void SpeculationPane::setDocument(RunDocument* document)
{
    m_document = document;
    m_rounds->setDocument(document);
    connect(document, &RunDocument::wasReset, this, &SpeculationPane::update);
    connect(document, &RunDocument::tokensAppended, this, &SpeculationPane::update);
    connect(document, &RunDocument::draftsChanged, this, &SpeculationPane::update);
    update();
}

void SpeculationPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    update();
}

void SpeculationPane::update()
{
    if (!m_document || !isVisible())
        return;
    const SpeculationFigures figures = speculationFiguresOf(m_document->run());
    if (figures == m_plot->figures() && !m_figures->text().isEmpty())
        return;
    m_figures->setText(figuresText(figures));
    m_plot->setFigures(figures);
}

void SpeculationPane::showRound(int round)
{
    const int row = m_rounds->rowOfRound(round);
    if (m_table->currentIndex().row() == row)
        return;
    m_following = true;
    if (row < 0) {
        m_table->clearSelection();
        m_table->setCurrentIndex({});
    } else {
        m_table->selectRow(row);
    }
    m_following = false;
}

void SpeculationPane::choose(int row)
{
    if (m_following || row < 0 || row >= m_rounds->rowCount())
        return;
    const int token = m_rounds->firstToken(row);
    if (token < m_document->tokenCount())
        m_document->select(token, m_document->selectedLayer());
    Q_EMIT roundChosen(token);
}

} // namespace exitscope
