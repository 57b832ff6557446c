#pragma once

#include "syntheticrun.h"
#include "widgets/compareview.h"
#include "widgets/costview.h"
#include "widgets/exitsview.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/riskplot.h"
#include "widgets/rulepanel.h"
#include "widgets/runhistory.h"
#include "widgets/speculationpane.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircaseview.h"
#include "widgets/whatifview.h"

namespace exitscope::test {

inline Run measuredRun()
{
    Run run = syntheticRun({.tokens = 40});
    run.fullDepth = FullDepthCost{.layersMs = 2, .restMs = 0.5, .headMs = 0.4};
    return run;
}

/// Another text from the tenth token on.
inline Run otherRun()
{
    Run run = syntheticRun({.tokens = 36, .criterion = "entropy_based"});
    for (std::size_t token = 10; token < 14; ++token) {
        run.tokens[token].id += 1000;
        run.tokens[token].bytes = " other";
    }
    return run;
}

/// A calibration of ten thresholds, the first six of which qualify.
inline Calibration madeCalibration()
{
    Calibration calibration;
    calibration.units = 60;
    for (int i = 0; i < 10; ++i)
        calibration.points.push_back({.threshold = 0.9 - 0.05 * i,
                                      .meanLoss = 0.002 * i * i,
                                      .layersSaved = 0.06 * i,
                                      .pValue = i < 6 ? 0.01 : 0.5,
                                      .qualifies = i < 6});
    calibration.chosen = 5;
    return calibration;
}

/// Every view of a run that can be exported, none of them ever shown.
struct Views
{
    explicit Views(const Run& run)
    {
        heatmap.setDocument(&document);
        staircase.setDocument(&document);
        exits.setDocument(&document);
        cost.setDocument(&document);
        rule.setDocument(&document);
        inspector.setDocument(&document);
        whatIf.setDocument(&document);
        compare.setHistory(&history, &document);
        rule.setModelShape(run.model.shape());
        if (!run.settings.empty())
            rule.setSettings(run.settings.back().settings);
        speculation.setDocument(&drafted);
        if (run.tokens.empty())
            return;
        history.begin({}, otherRun());
        history.begin({}, run);
        drafted.reset(speculativeRun({}));
        risk.setCalibration(madeCalibration(), QStringLiteral("fable-12 in fp32"));
    }

    RunDocument document;
    RunHistory history{&document};
    RunDocument drafted;
    HeatmapView heatmap;
    StaircaseView staircase;
    ExitsView exits;
    CostView cost;
    RulePanel rule;
    Inspector inspector;
    WhatIfView whatIf;
    CompareView compare;
    SpeculationPane speculation;
    RiskPlot risk;

    std::vector<const Exportable*> all() const
    {
        return {&heatmap,   &staircase, &exits,   &cost,        &rule,
                &inspector, &whatIf,    &compare, &speculation, &risk};
    }
    PlotPicture pictureOf(const Exportable& view) const
    {
        const bool isDrafted = &view == static_cast<const Exportable*>(&speculation);
        return view.picture(
            std::make_shared<const Run>(isDrafted ? drafted.run() : document.run()));
    }
};

} // namespace exitscope::test
