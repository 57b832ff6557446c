#include "widgets/layerstepview.h"

#include "widgets/announce.h"
#include "widgets/layerstepmodel.h"
#include "widgets/lensdelegate.h"
#include "widgets/rundocument.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>

namespace exitscope {

LayerStepView::LayerStepView(QWidget* parent)
    : QWidget(parent)
    , m_model(new LayerStepModel(this))
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_newest(new QLabel)
    , m_next(new TextLabel(TextLabel::Style::Note))
    , m_table(new TableView(nullptr, theme::gapTiny))
{
    setAccessibleName(tr("Layer by layer"));
    m_newest->setObjectName(QStringLiteral("newest"));
    m_next->setObjectName(QStringLiteral("next"));
    layOut();
}

void LayerStepView::layOut()
{
    for (QLabel* label : {m_title, m_newest, m_next})
        label->setTextFormat(Qt::PlainText);
    for (QLabel* label : {m_newest, m_next}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }
    reserveLines();
    setFocusProxy(m_table);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAccessibleName(tr("Predictions so far, deepest layer first"));
    m_table->setItemDelegateForColumn(LayerStepModel::PredictionColumn, new LensDelegate(m_table));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setColumnWidths({7, 14, 9, 10, 10});
    m_table->horizontalHeader()->setSectionResizeMode(LayerStepModel::PredictionColumn,
                                                      QHeaderView::Stretch);

    auto* legend = new TextLabel(TextLabel::Style::Note,
                                 tr("◆ prediction changed   figures beside it in percent"));
    legend->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_title);
    column->addWidget(m_newest);
    column->addWidget(m_table, 1);
    column->addWidget(legend);
    column->addWidget(m_next);
}

/// So that the table does not move from layer to layer.
void LayerStepView::reserveLines()
{
    for (QLabel* label : {m_newest, m_next})
        label->setMinimumHeight(3 * label->fontMetrics().lineSpacing());
}

void LayerStepView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        reserveLines();
}

void LayerStepView::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::partialChanged, this, &LayerStepView::update);
    update();
}

void LayerStepView::setTokenText(TokenNames names)
{
    m_names = std::move(names);
    m_model->setTokenNames(m_names);
    update();
}

void LayerStepView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    update();
}

void LayerStepView::update()
{
    const PartialToken* token = m_document ? m_document->partial() : nullptr;
    if (!token)
        return;
    const ModelShape shape = m_document->run().model.shape();
    m_model->setToken(*token, shape);
    const bool hasRule = ruleOf(*token).mayExit();
    m_table->setColumnHidden(LayerStepModel::ScoreColumn, !hasRule);
    m_table->setColumnHidden(LayerStepModel::ThresholdColumn, !hasRule);
    m_table->scrollTo(m_model->index(m_model->rowOfLayer(token->newestLayer()), 0));
    m_title->setText(partialTitle(*token));
    m_next->setText(nextStepSentence(*token));
    const QString sentence = layerSentence(*token, shape, m_names);
    if (sentence == m_newest->text())
        return;
    m_newest->setText(sentence);
    announce(m_newest, sentence);
}

} // namespace exitscope
