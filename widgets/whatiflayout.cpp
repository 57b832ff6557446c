// The half of WhatIfView that stands on the screen: its parts, and what they show.
#include "widgets/formlayout.h"
#include "widgets/settingstext.h"
#include "widgets/sweepcontrol.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/tradeoffplot.h"
#include "widgets/whatifcurves.h"
#include "widgets/whatifmodel.h"
#include "widgets/whatiftext.h"
#include "widgets/whatifview.h"
#include "widgets/wheelguard.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

WhatIfView::WhatIfView(QWidget* parent)
    : QScrollArea(parent)
    , m_criterion(allCriteria().front())
    , m_curves(new WhatIfCurves(this))
    , m_placeholder(new TextLabel(TextLabel::Style::Note))
{
    setAccessibleName(tr("What if"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_placeholder->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setText(whyNothingToAsk({}));

    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(theme::gap, theme::gap, theme::gap, theme::gap);
    column->addWidget(m_placeholder, 1);
    m_content = makeContent();
    m_content->hide();
    column->addWidget(m_content, 1);
    setWidget(inside);
    new WheelGuard(inside);
    connectControls();
}

QWidget* WhatIfView::makeContent()
{
    auto* content = new QWidget;
    m_criteria = new QComboBox;
    m_criteria->setAccessibleName(tr("Criterion asked about"));
    for (const Criterion* criterion : allCriteria())
        m_criteria->addItem(criterionText(criterion->title));
    m_sweep = new QComboBox;
    m_sweep->setAccessibleName(tr("How thresholds are varied"));
    m_sweep->addItems({tr("Moved together"), tr("One for all layers")});
    m_control = new SweepControl;
    m_plot = new TradeOffPlot;
    m_plot->setObjectName(QStringLiteral("tradeoff"));
    m_figures = new WhatIfModel(this);
    m_table = new TableView(nullptr, theme::gapTiny);
    m_table->setAccessibleName(tr("What the rule would come to"));
    m_table->setModel(m_figures);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(WhatIfModel::NameColumn,
                                                      QHeaderView::ResizeToContents);
    m_verdict = new QLabel;
    m_limits = new TextLabel(TextLabel::Style::Note);
    for (QLabel* label : {m_verdict, m_limits}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_use = new QPushButton(tr("Use this rule"));
    m_use->setToolTip(tr("Puts the rule into the rule panel; it decides from the next token on"));
    m_go = new QPushButton(tr("Go to the token"));
    m_go->setToolTip(tr("Selects the first token that would differ"));
    m_back = new QPushButton(tr("As it ran"));
    m_back->setToolTip(tr("Asks about the run's own rule again"));
    m_runOn = new QPushButton(tr("Run on from here"));
    m_runOn->setToolTip(tr("Puts the rule into the rule panel and writes the text again from the "
                           "first token that would differ; the run as it is stays in the list of "
                           "runs"));
    auto* buttons = new QGridLayout;
    buttons->setSpacing(theme::gapSmall);
    buttons->addWidget(m_use, 0, 0);
    buttons->addWidget(m_back, 0, 1);
    buttons->addWidget(m_go, 1, 0);
    buttons->addWidget(m_runOn, 1, 1);
    buttons->setColumnStretch(2, 1);

    m_form = makeForm(nullptr);
    m_form->addRow(tr("Criterion"), m_criteria);
    m_form->addRow(tr("Thresholds"), m_sweep);
    m_form->addRow(tr("Patience"), makeModifiers());
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addLayout(m_form);
    column->addWidget(m_control);
    column->addWidget(m_plot, 1);
    column->addWidget(m_table);
    column->addWidget(m_verdict);
    column->addWidget(m_limits);
    column->addLayout(buttons);
    column->addLayout(makeCalibration());
    return content;
}

QLayout* WhatIfView::makeCalibration()
{
    auto* note = new TextLabel(TextLabel::Style::Note,
                               tr("One run shows little. Many prompts show which threshold keeps a "
                                  "risk that you choose."));
    note->setWordWrap(true);
    auto* calibrate = new QPushButton(tr("Calibrate…"));
    calibrate->setToolTip(tr("Looks for the most daring threshold that keeps a risk"));
    connect(calibrate, &QPushButton::clicked, this,
            [this] { Q_EMIT calibrationAsked(m_criterion); });
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gap);
    row->addWidget(note, 1);
    row->addWidget(calibrate, 0, Qt::AlignTop);
    return row;
}

QWidget* WhatIfView::makeModifiers()
{
    auto* row = new QWidget;
    m_patience = new QSpinBox;
    m_patience->setMinimum(1);
    m_patience->setAccessibleName(tr("Patience"));
    m_patience->setToolTip(tr("Layers in a row at which the rule must hold"));
    m_minimumLayer = new QSpinBox;
    m_minimumLayer->setAccessibleName(tr("Minimum layer"));
    m_minimumLayer->setToolTip(tr("No token leaves before this layer"));
    auto* from = new QLabel(tr("from layer"));
    from->setBuddy(m_minimumLayer);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::gapSmall);
    row->setFocusProxy(m_patience);
    line->addWidget(m_patience, 1);
    line->addWidget(from);
    line->addWidget(m_minimumLayer, 1);
    return row;
}

QSize WhatIfView::minimumSizeHint() const
{
    return {m_content->minimumSizeHint().width() + 2 * theme::gap +
                verticalScrollBar()->sizeHint().width(),
            QScrollArea::minimumSizeHint().height()};
}

void WhatIfView::showControls()
{
    const auto all = allCriteria();
    m_criteria->setCurrentIndex(
        static_cast<int>(std::ranges::find(all, m_criterion) - all.begin()));
    const Condition& condition = *m_what.rule.find(m_criterion);
    const bool varies = variesOverDepth(condition, shape());
    m_form->setRowVisible(m_sweep, varies);
    m_sweep->setCurrentIndex(m_shifts ? 0 : 1);
    const QSignalBlocker blockPatience(m_patience);
    const QSignalBlocker blockLayer(m_minimumLayer);
    m_patience->setMaximum(shape().layers);
    m_minimumLayer->setMaximum(shape().layers - 1);
    m_patience->setValue(m_base.patience);
    m_minimumLayer->setValue(m_base.minimumLayer);
    const bool shifts = m_what.sweep == Sweep::Shift;
    m_control->setCaption(shifts ? tr("Thresholds moved by") : tr("Threshold"),
                          criterionText(m_criterion->formula));
}

void WhatIfView::showCurves()
{
    m_plot->setCurves(m_curves->curves());
    m_plot->setChosen(m_criterion);
    const WhatIfCurve* curve = m_curves->chosen();
    if (!curve || m_what.varied != m_criterion)
        return;
    const ParameterInfo info =
        m_criterion->parametersUnder(m_what.rule.find(m_criterion)->parameters).front();
    const double width = info.maximum - info.minimum;
    const double now = m_thresholds[m_criterion];
    double least = m_what.sweep == Sweep::Shift ? -width : info.minimum;
    double most = m_what.sweep == Sweep::Shift ? width : info.maximum;
    std::vector<double> stops;
    for (const CurvePoint& point : curve->points)
        stops.push_back(point.threshold);
    if (!stops.empty()) {
        const auto [low, high] = std::ranges::minmax(stops);
        least = std::min(least, low);
        most = std::max(most, high);
    }
    m_control->setRange(std::min(least, now), std::max(most, now), info.decimals);
    m_control->setStops(std::move(stops));
    m_control->setValue(now);
    if (isAsking() && !m_replay.tokens.empty()) {
        m_figures->setTotals(m_replay.totals, m_curves->recorded(), m_curves->ceiling());
        showMarks();
    }
}

void WhatIfView::showMarks()
{
    TradeOffPlot::Marks marks;
    marks.asked = markOf(m_replay.totals);
    // Of drafts an exit is no saving.
    if (m_document->run().rounds.empty())
        marks.recorded = markOf(m_curves->recorded());
    if (m_curves->ceiling().replayed > 0)
        marks.ceiling = m_curves->ceiling().layersSaved();
    m_plot->setMarks(marks);
    const QString percent = QLocale().toString(100 * m_replay.totals.layersSaved(), 'f', 1);
    m_control->setEffect(tr("%1 % of the layers saved").arg(percent));
}

void WhatIfView::showTexts()
{
    if (!isAsking() || m_replay.tokens.empty())
        return;
    const Run& run = m_document->run();
    m_verdict->setText(verdictOn(run, m_replay, m_text));
    m_limits->setText(limitsOf(run, m_rule, m_replay));
    m_limits->setVisible(!m_limits->text().isEmpty());
    m_go->setEnabled(m_replay.firstDifference.has_value());
    m_runOn->setEnabled(m_resumable && m_replay.firstDifference.has_value());
    m_use->setEnabled(m_rule != m_ruleInForce);
    m_back->setEnabled(m_rule != lastRuleOf(run) && lastRuleOf(run).mayExit());
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            WhatIfModel::RowCount * m_table->rowHeight());
}

} // namespace exitscope
