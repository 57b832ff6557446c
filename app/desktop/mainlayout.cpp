// How MainWindow is laid out.
#include "desktop/comparing.h"
#include "desktop/layerpages.h"
#include "desktop/mainwindow.h"
#include "desktop/prompteditor.h"
#include "desktop/prompthistory.h"
#include "widgets/compareview.h"
#include "widgets/costview.h"
#include "widgets/elidedlabel.h"
#include "widgets/exitsview.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/runlist.h"
#include "widgets/staircaseview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"
#include "widgets/tokenstrip.h"
#include "widgets/tokentable.h"
#include "widgets/whatifview.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace exitscope {

/// By these names tours find what they speak of.
void MainWindow::nameParts()
{
    const std::pair<QWidget*, const char*> parts[] = {
        {m_prompt, "prompt"},
        {m_strip, "strip"},
        {m_heatmap, "heatmap"},
        {m_table, "table"},
        {m_comparing->view(), "compare"},
        {m_rulePanel, "rule"},
        {m_inspector, "inspector"},
        {m_cost, "cost"},
        {m_analysis->staircase(), "staircase"},
        {m_analysis->exits(), "exits"},
        {m_whatIf, "whatif"},
        {m_runs, "runs"},
        {m_runBar, "runbar"},
    };
    for (const auto& [widget, name] : parts)
        widget->setObjectName(QLatin1String(name));
}

QWidget* MainWindow::makeCentre()
{
    m_prompt = new PromptEditor;
    m_prompts = new PromptHistory(m_prompt, this);
    m_status = new ElidedLabel(TextLabel::Style::Note);
    m_strip = new TokenStrip;
    m_strip->setDocument(m_controller->document());
    m_heatmap = new HeatmapView;
    m_heatmap->setDocument(m_controller->document());
    m_heatmap->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, 0);
    m_table = new TokenTable;
    m_table->setDocument(m_controller->document());
    m_views = new QTabWidget;
    m_views->setObjectName(QStringLiteral("views"));
    m_views->setDocumentMode(true);
    m_views->setAccessibleName(tr("Views of the run"));
    m_views->addTab(m_heatmap, tr("Heatmap"));
    m_views->addTab(m_table, tr("Table"));
    m_analysis.emplace(m_views, m_controller->document());
    m_comparing = new Comparing(this);
    m_views->addTab(m_comparing->view(), tr("Compare"));
    connect(m_comparing, &Comparing::viewWanted, m_views,
            [this] { m_views->setCurrentWidget(m_comparing->view()); });

    auto* titleRow = new QHBoxLayout;
    titleRow->setSpacing(theme::gap);
    titleRow->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Prompt")));
    titleRow->addStretch();
    titleRow->addWidget(m_status);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, 0);
    top->setSpacing(theme::gapTiny);
    top->addLayout(titleRow);
    top->addWidget(m_prompt);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addLayout(top);
    column->addWidget(m_strip);
    column->addWidget(m_views, 1);
    return centre;
}

QWidget* MainWindow::makeSide()
{
    m_rulePanel = new RulePanel;
    m_rulePanel->setDocument(m_controller->document());
    m_inspector = new Inspector;
    m_inspector->setDocument(m_controller->document());
    m_cost = new CostView;
    m_cost->setDocument(m_controller->document());
    m_whatIf = new WhatIfView;
    m_whatIf->setDocument(m_controller->document());
    m_side = new QTabWidget;
    m_side->setObjectName(QStringLiteral("side"));
    m_side->setDocumentMode(true);
    m_side->setAccessibleName(tr("Rule, inspector, cost, what if and runs"));
    m_side->addTab(m_rulePanel, tr("Rule"));
    m_side->addTab(m_inspector, tr("Inspector"));
    m_side->addTab(m_cost, tr("Cost"));
    m_side->addTab(m_whatIf, tr("What if"));
    m_runs = new RunList;
    m_runs->setHistory(m_controller->history(), m_controller->document());
    m_side->addTab(m_runs, tr("Runs"));
    m_layerPages = new LayerPages(m_inspector, m_controller->document(), m_side);
    return m_side;
}

} // namespace exitscope
