#include "widgets/outputbanner.h"

#include <QCoreApplication>

#include <algorithm>

namespace exitscope {

namespace {

enum class Deviation
{
    None,
    ShallowModel,
    EarlyExit,
    EarlyExitWithHoles
};

Deviation deviation(const Settings& settings, int layers)
{
    const bool shallow = settings.depth(layers) < layers;
    if (!settings.rule.criterion)
        return shallow ? Deviation::ShallowModel : Deviation::None;
    return settings.kvPolicy == KvPolicy::Holes ? Deviation::EarlyExitWithHoles
                                                : Deviation::EarlyExit;
}

OutputBanner banner(Deviation deviation)
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("OutputBanner", text);
    };
    switch (deviation) {
    case Deviation::None:
        break;
    case Deviation::ShallowModel:
        return {true, tr("First layers only: output may differ from the full model.")};
    case Deviation::EarlyExit:
        return {true, tr("Early exit: output may differ from the full model.")};
    case Deviation::EarlyExitWithHoles:
        return {true, tr("Early exit: output may differ from the full model, and the K/V cache "
                         "has holes.")};
    }
    return {false, tr("Full depth: output is the full model's.")};
}

} // namespace

OutputBanner outputBanner(const Settings& settings, int layers)
{
    return banner(deviation(settings, layers));
}

OutputBanner outputBanner(const Run& run)
{
    Deviation strongest = Deviation::None;
    const int tokens = static_cast<int>(run.tokens.size());
    for (const SettingsChange& change : run.settings) {
        if (change.token < tokens)
            strongest = std::max(strongest, deviation(change.settings, run.model.layers));
    }
    return banner(strongest);
}

} // namespace exitscope
