#include "widgets/rulepanel.h"

#include "widgets/deptheditor.h"
#include "widgets/recordedscore.h"
#include "widgets/ruleeditor.h"
#include "widgets/samplingeditor.h"
#include "widgets/scheduleplot.h"
#include "widgets/scoringeditor.h"
#include "widgets/strategyeditor.h"
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
    , m_strategy(new StrategyEditor)
    , m_plot(new SchedulePlot)
    , m_plotNote(new TextLabel(TextLabel::Style::Note))
    , m_scoring(new ScoringEditor)
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
    column->setSpacing(0);
    m_plotNote->setWordWrap(true);
    m_plot->setEditable(true);
    auto* curve = new QWidget;
    auto* drawn = new QVBoxLayout(curve);
    drawn->setContentsMargins(0, 0, 0, 0);
    drawn->setSpacing(theme::gapSmall);
    drawn->addWidget(m_plot);
    drawn->addWidget(m_plotNote);
    m_rule = new RuleEditor(curve);
    addSection(column, tr("Strategy"), {m_strategy});
    m_ruleSection = addSection(column, tr("Exit rule"), {m_rule, m_scoring});
    addSection(column, tr("Layers past the exit"), {m_watch});
    m_samplingSection = addSection(column, tr("Next token"), {m_sampling});
    m_depthSection = addSection(column, tr("Depth and cache"), {m_depth});
    column->addStretch();
    setWidget(content);
    new WheelGuard(content);
    alignFields();

    adapt();
    m_shown = settings();
    connect(m_strategy, &StrategyEditor::changed, this, &RulePanel::announce);
    connect(m_rule, &RuleEditor::ruleChanged, this, &RulePanel::announce);
    connect(m_rule, &RuleEditor::currentChanged, this, &RulePanel::updatePlot);
    connect(m_plot, &SchedulePlot::thresholdEdited, m_rule, &RuleEditor::setLayerThreshold);
    connect(m_scoring, &ScoringEditor::changed, this, &RulePanel::announce);
    connect(m_watch, &WatchEditor::changed, this, &RulePanel::announce);
    connect(m_sampling, &SamplingEditor::changed, this, &RulePanel::announce);
    connect(m_depth, &DepthEditor::changed, this, &RulePanel::announce);
    updatePlot();
}

QWidget* RulePanel::addSection(QVBoxLayout* column, const QString& title,
                               std::initializer_list<QWidget*> content)
{
    auto* section = new QWidget;
    auto* inside = new QVBoxLayout(section);
    inside->setContentsMargins(0, 0, 0, theme::gap);
    inside->setSpacing(theme::gapSmall);
    inside->addWidget(new TextLabel(TextLabel::Style::Heading, title));
    for (QWidget* part : content)
        inside->addWidget(part);
    column->addWidget(section);
    return section;
}

void RulePanel::alignFields()
{
    std::vector<QWidget*> labels;
    int width = 0;
    for (const QFormLayout* form : widget()->findChildren<QFormLayout*>()) {
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
    announce();
}

Settings RulePanel::settings() const
{
    Settings settings;
    settings.rule = m_rule->rule();
    m_scoring->read(settings);
    m_watch->read(settings);
    m_sampling->read(settings);
    m_depth->read(settings);
    m_strategy->read(settings);
    return settings;
}

void RulePanel::setSettings(const Settings& settings)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_strategy->show(settings);
    m_rule->setRule(settings.rule);
    m_scoring->show(settings);
    m_watch->show(settings);
    m_sampling->show(settings);
    m_depth->show(settings);
    announce();
}

void RulePanel::setModelShape(const ModelShape& shape)
{
    m_shape = shape;
    m_strategy->setLayers(shape.layers);
    m_rule->setModelShape(shape);
    m_depth->setLayers(shape.layers);
    announce();
    updatePlot();
}

void RulePanel::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_rule->setRecommended(recommended);
}

void RulePanel::takeRecommended()
{
    m_rule->takeRecommended();
    announce();
}

void RulePanel::setSamplingShown(bool shown)
{
    m_samplingSection->setVisible(shown);
}

void RulePanel::resetCriterion()
{
    m_rule->resetCurrent();
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

void RulePanel::adapt()
{
    const Strategy strategy = m_strategy->strategy();
    m_rule->setRequired(strategy == Strategy::DynamicSelfSpeculative);
    m_ruleSection->setVisible(strategy != Strategy::SelfSpeculative);
    m_depthSection->setVisible(strategy == Strategy::Autoregressive);
    m_scoring->setVisible(includes(m_rule->rule().needs(), Needs::Head));
    m_depth->setMayExit(m_rule->rule().mayExit());
    m_watch->setSpeculates(strategy != Strategy::Autoregressive);
}

void RulePanel::announce()
{
    adapt();
    const Settings now = settings();
    if (now == m_shown)
        return;
    m_shown = now;
    updatePlot();
    Q_EMIT settingsChanged(now);
}

int RulePanel::drawnToken() const
{
    if (!m_document || m_document->isEmpty())
        return -1;
    return m_document->selectedToken() >= 0 ? m_document->selectedToken()
                                            : m_document->tokenCount() - 1;
}

ScheduleCurve RulePanel::drawnCurve() const
{
    const int token = drawnToken();
    const ModelShape shape = token >= 0 ? m_document->run().model.shape() : m_shape;
    const Condition* condition = ruleInForce(m_shown).find(m_rule->current());
    if (!condition || shape.layers < 2)
        return {};
    ScheduleCurve curve = scheduleCurve(*condition, ruleInForce(m_shown), shape);
    if (token >= 0) {
        addToken(curve, m_document->run(), token);
        curve.selectedLayer = m_document->selectedLayer();
    }
    return curve;
}

void RulePanel::updatePlot()
{
    ScheduleCurve curve = drawnCurve();
    const bool drawn = curve.condition.criterion != nullptr;
    m_plot->setVisible(drawn);
    m_plotNote->setVisible(drawn);
    if (!drawn || !isVisible())
        return;
    // Thresholds are set for the model that is open, not for the one of a run from a file.
    m_plot->setEditable(static_cast<int>(curve.thresholds.size()) == m_shape.layers);
    QString note = tr("The threshold at each layer; a token's scores appear when one is written.");
    if (const int token = drawnToken(); token >= 0) {
        const Run& run = m_document->run();
        const auto exit =
            recordedExit(run, token, ruleInForce(m_shown), m_shown.depth(run.model.layers));
        const bool verified =
            run.settingsAt(token).speculates() &&
            run.tokens[static_cast<std::size_t>(token)].role != TokenRole::Accepted;
        note = verified ? tr("Token %1 is the whole model's own.").arg(token + 1)
                        : tr("Token %1 left at layer %2.").arg(token + 1).arg(curve.exitLayer);
        if (!exit)
            note += tr(" Not enough was recorded to say where this rule would let it out.");
        else if (*exit != curve.exitLayer) {
            curve.wouldLeaveAt = *exit;
            note += tr(" This rule would let it out at layer %1.").arg(*exit);
        }
    }
    if (m_plot->isEditable())
        note += tr(" Drag a point to give its layer a threshold of its own.");
    m_plotNote->setText(note);
    // While it is edited it tells of the threshold.
    if (!m_plot->hasFocus() || m_plot->editedLayer() < 0)
        m_plot->setAccessibleDescription(note);
    m_plot->setCurve(std::move(curve));
}

} // namespace exitscope
