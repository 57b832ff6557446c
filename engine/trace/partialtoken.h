#pragma once

#include "trace/run.h"

#include <span>
#include <vector>

namespace exitscope {

/// A token in the making: what its first layers say while the others have not run. A value,
/// complete in itself, for those who run a token layer by layer.
struct PartialToken
{
    int index = 0;           ///< that the token is to have in the run
    int draft = -1;          ///< which of its round's drafts it is to be; -1: none
    bool isPrompt = false;   ///< its layers run over the whole prompt
    bool isWatched = false;  ///< layers past the exit run too, to be scored
    bool isComplete = false; ///< no other layer runs: the token is chosen next
    int exitLayer = -1;      ///< the layer whose logits choose the token; -1: not reached yet
    Settings settings;       ///< in force

    /// Of the layers that have run, from 0 on; exact, also where an estimate decides.
    std::vector<LayerStatistics> layers = {};
    std::vector<TopEntry> top = {}; ///< topEntriesPerLayer of each; id -1: unused
    std::vector<bool> fires = {};   ///< whether the rule would let the token out there

    int newestLayer() const { return static_cast<int>(layers.size()) - 1; }
    /// Empty for a layer that has not run.
    std::span<const TopEntry> topAt(int layer) const
    {
        if (layer < 0 || layer > newestLayer())
            return {};
        return std::span(top).subspan(static_cast<std::size_t>(layer) * topEntriesPerLayer,
                                      topEntriesPerLayer);
    }
};

} // namespace exitscope
