#include "widgets/outputbanner.h"

#include "widgets/settingstext.h"

#include <QCoreApplication>

#include <algorithm>

namespace exitscope {

namespace {

/// In the order in which one hides another in a mixed run.
enum class Deviation
{
    None,
    Speculation,
    SampledSpeculation,
    ShallowModel,
    EarlyExit,
    EarlyExitWithCopies,
    EarlyExitWithHoles
};

Deviation deviation(const Settings& settings, int layers)
{
    if (settings.speculates())
        return settings.sampling.sample ? Deviation::SampledSpeculation : Deviation::Speculation;
    const bool shallow = settings.depth(layers) < layers;
    if (!settings.rule.mayExit())
        return shallow ? Deviation::ShallowModel : Deviation::None;
    switch (settings.kvPolicy) {
    case KvPolicy::Copy:
        return Deviation::EarlyExitWithCopies;
    case KvPolicy::Holes:
        return Deviation::EarlyExitWithHoles;
    case KvPolicy::Exact:
        break;
    }
    return Deviation::EarlyExit;
}

struct OutputBannerText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::OutputBannerText)
};

OutputBanner banner(Deviation deviation, const Settings& settings)
{
    switch (deviation) {
    case Deviation::None:
        break;
    case Deviation::Speculation:
        return {false, OutputBannerText::tr("%1: output is the full model's, up to rounding ties.")
                           .arg(strategyTitle(settings.strategy))};
    case Deviation::SampledSpeculation:
        return {false, OutputBannerText::tr(
                           "%1: output is drawn as the full model's, up to rounding ties.")
                           .arg(strategyTitle(settings.strategy))};
    case Deviation::ShallowModel:
        return {true,
                OutputBannerText::tr("First %1 layers only: output may differ from the full model.")
                    .arg(settings.exitLayerLimit)};
    case Deviation::EarlyExit:
        return {true, OutputBannerText::tr("Early exit: output may differ from the full model.")};
    case Deviation::EarlyExitWithCopies:
        return {true, OutputBannerText::tr(
                          "Early exit: output may differ, and the K/V cache is not the full "
                          "model's: skipped layers hold copies.")};
    case Deviation::EarlyExitWithHoles:
        return {true, OutputBannerText::tr(
                          "Early exit: output may differ, and the K/V cache is not the full "
                          "model's: it has holes.")};
    }
    return {false, OutputBannerText::tr("Full depth: output is the full model's.")};
}

/// Whether a preview has a part in what leaves where; watched tokens leave by exact scores, but not
/// drafts.
bool isPreviewed(const Settings& settings)
{
    return settings.scoring == Scoring::Preview && settings.ruleApplies() &&
           (settings.speculates() || !settings.watch) &&
           includes(settings.rule.needs(), Needs::Head);
}

QString previewNote()
{
    return u' ' + OutputBannerText::tr("Scores are previewed: exits may come later.");
}

bool isSpeculation(Deviation deviation)
{
    return deviation == Deviation::Speculation || deviation == Deviation::SampledSpeculation;
}

} // namespace

OutputBanner outputBanner(const Settings& settings, int layers)
{
    OutputBanner result = banner(deviation(settings, layers), settings);
    if (isPreviewed(settings))
        result.text += previewNote();
    return result;
}

OutputBanner outputBanner(const Run& run)
{
    static const Settings fullDepth;
    Deviation strongest = Deviation::None;
    const Settings* decisive = &fullDepth;
    bool previewed = false;
    const int tokens = static_cast<int>(run.tokens.size());
    for (const SettingsChange& change : run.settings) {
        const Deviation own = deviation(change.settings, run.model.layers);
        if (change.token >= tokens)
            continue;
        previewed = previewed || isPreviewed(change.settings);
        if (own >= strongest) {
            strongest = own;
            decisive = &change.settings;
        }
    }
    OutputBanner result = banner(strongest, *decisive);
    if (isSpeculation(strongest) && !run.closeCalls.empty())
        result.text +=
            u' ' + OutputBannerText::tr("Close calls so far: %1.").arg(run.closeCalls.size());
    if (previewed)
        result.text += previewNote();
    const auto chosen = std::ranges::find(run.tokens, TokenRole::Chosen, &TokenTrace::role);
    if (chosen != run.tokens.end()) {
        result.mayDiffer = true;
        result.text +=
            u' ' + OutputBannerText::tr("You chose token %1.").arg(chosen - run.tokens.begin() + 1);
    }
    if (const RunSummary summary = summarize(run); summary.previewCompared > 0)
        result.text += u' ' + previewText(summary);
    return result;
}

} // namespace exitscope
