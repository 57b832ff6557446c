#include "widgets/rulepanel.h"

#include "widgets/criterioneditor.h"
#include "widgets/deptheditor.h"
#include "widgets/recordedscore.h"
#include "widgets/samplingeditor.h"
#include "widgets/scheduleplot.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"
#include "widgets/wheelguard.h"

#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

RulePanel::RulePanel(QWidget* parent)
    : QScrollArea(parent)
    , m_criterion(new CriterionEditor)
    , m_plot(new SchedulePlot)
    , m_plotNote(new TextLabel(TextLabel::Style::Note))
    , m_watch(new WatchEditor)
    , m_sampling(new SamplingEditor)
    , m_depth(new DepthEditor)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Rule"));

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->setSpacing(theme::gapSmall);
    m_plotNote->setWordWrap(true);
    addSection(column, tr("Exit rule"), m_criterion);
    column->addWidget(m_plot);
    column->addWidget(m_plotNote);
    addSection(column, tr("Layers past the exit"), m_watch);
    addSection(column, tr("Next token"), m_sampling);
    addSection(column, tr("Depth and cache"), m_depth);
    column->addStretch();
    setWidget(content);
    new WheelGuard(content);
    alignFields();

    m_shown = settings();
    connect(m_criterion, &CriterionEditor::ruleChanged, this, &RulePanel::announce);
    connect(m_watch, &WatchEditor::changed, this, &RulePanel::announce);
    connect(m_sampling, &SamplingEditor::changed, this, &RulePanel::announce);
    connect(m_depth, &DepthEditor::changed, this, &RulePanel::announce);
    updatePlot();
}

void RulePanel::addSection(QVBoxLayout* column, const QString& title, QWidget* content)
{
    if (column->count() > 0)
        column->addSpacing(theme::gap);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, title));
    column->addWidget(content);
}

void RulePanel::alignFields()
{
    std::vector<QWidget*> labels;
    int width = 0;
    for (QWidget* group : {static_cast<QWidget*>(m_sampling), static_cast<QWidget*>(m_depth)}) {
        const auto* form = static_cast<QFormLayout*>(group->layout());
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
            if (!item || !item->widget())
                continue;
            labels.push_back(item->widget());
            item->widget()->setMinimumWidth(0);
            width = std::max(width, item->widget()->sizeHint().width());
        }
    }
    for (QWidget* label : labels)
        label->setMinimumWidth(width);
}

void RulePanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        alignFields();
}

QSize RulePanel::minimumSizeHint() const
{
    const int content = widget() ? widget()->minimumSizeHint().width() : 0;
    return {content + verticalScrollBar()->sizeHint().width(),
            QScrollArea::minimumSizeHint().height()};
}

bool RulePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void RulePanel::commit()
{
    QWidget* field = focusWidget();
    if (auto* number = qobject_cast<QAbstractSpinBox*>(field)) {
        number->interpretText();
    } else if (auto* line = qobject_cast<QLineEdit*>(field)) {
        if (!line->hasAcceptableInput() && line->validator()) {
            QString text = line->text();
            line->validator()->fixup(text);
            line->setText(text);
        }
        Q_EMIT line->editingFinished();
    }
}

Settings RulePanel::settings() const
{
    Settings settings;
    settings.rule = m_criterion->rule();
    m_watch->read(settings);
    m_sampling->read(settings);
    m_depth->read(settings);
    return settings;
}

void RulePanel::setSettings(const Settings& settings)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_criterion->setRule(settings.rule);
    m_watch->show(settings);
    m_sampling->show(settings);
    m_depth->show(settings);
    announce();
}

void RulePanel::setModelShape(const ModelShape& shape)
{
    m_shape = shape;
    m_criterion->setModelShape(shape);
    m_depth->setLayers(shape.layers);
    announce();
    updatePlot();
}

void RulePanel::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_criterion->setRecommended(recommended);
}

void RulePanel::takeRecommended()
{
    m_criterion->takeRecommended();
    announce();
}

void RulePanel::resetCriterion()
{
    m_criterion->resetCurrent();
}

void RulePanel::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &RulePanel::updatePlot);
    connect(document, &RunDocument::tokensAppended, this, &RulePanel::updatePlot);
    connect(document, &RunDocument::selectionChanged, this, &RulePanel::updatePlot);
    updatePlot();
}

void RulePanel::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    updatePlot();
}

void RulePanel::announce()
{
    const Settings now = settings();
    if (now == m_shown)
        return;
    m_shown = now;
    updatePlot();
    Q_EMIT settingsChanged(now);
}

void RulePanel::updatePlot()
{
    const Rule& rule = m_shown.rule;
    const bool hasToken = m_document && !m_document->isEmpty();
    const ModelShape shape = hasToken ? m_document->run().model.shape() : m_shape;
    const bool drawn = rule.criterion && shape.layers > 1;
    m_plot->setVisible(drawn);
    m_plotNote->setVisible(drawn);
    if (!drawn || !isVisible())
        return;
    ScheduleCurve curve{rule, {}, {}, -1};
    for (int layer = 0; layer < shape.layers; ++layer)
        curve.thresholds.push_back(rule.threshold(layer, shape));
    QString note = tr("The threshold at each layer; a token's scores appear when one is written.");
    if (hasToken) {
        const Run& run = m_document->run();
        const int token = m_document->selectedToken() >= 0 ? m_document->selectedToken()
                                                           : m_document->tokenCount() - 1;
        for (int layer = 0; layer < shape.layers; ++layer)
            curve.scores.push_back(recordedScore(run, token, rule, layer));
        curve.exitLayer = run.tokens[static_cast<std::size_t>(token)].exitLayer;
        const auto exit = recordedExit(run, token, rule, m_shown.depth(shape.layers));
        note = tr("Token %1 left at layer %2.").arg(token + 1).arg(curve.exitLayer);
        if (!exit)
            note += tr(" Not enough was recorded to say where this rule would let it out.");
        else if (*exit != curve.exitLayer)
            note += tr(" This rule would let it out at layer %1.").arg(*exit);
    }
    m_plotNote->setText(note);
    m_plot->setAccessibleDescription(note);
    m_plot->setCurve(std::move(curve));
}

} // namespace exitscope
