#pragma once

#include "decode/layersteps.h"
#include "model/columnstates.h"
#include "model/layerreader.h"
#include "model/staircase.h"

#include <memory>

namespace exitscope {

/// One text on its way through a model, and what is read of it. Owned by one thread.
struct Sequence
{
    explicit Sequence(const std::shared_ptr<const LlamaModel>& model)
        : staircase(model)
        , reader(model)
        , columns(model)
        , steps(model)
    {}

    int layers() const { return staircase.layers(); }
    int vocabulary() const { return staircase.model().config().vocabulary; }

    Staircase staircase;
    LayerReader reader;
    ColumnStates columns;
    LayerSteps steps; ///< where someone watches the layers run
};

} // namespace exitscope
