#pragma once

#include "model/layerreader.h"

#include <ATen/ATen.h>

namespace exitscope {

/// The arithmetic behind LayerReader, on the device of the head; see there for what each call
/// means. Owned by one thread.
class Lens
{
public:
    virtual ~Lens() = default;

    virtual void begin(int rows) = 0;
    /// states: [rows, d], on any device
    virtual void observe(const at::Tensor& states, int layer) = 0;
    virtual int observedLayers() const = 0;
    /// What the final norm made of the last row that left `layer`: [d].
    virtual at::Tensor state(int layer) const = 0;
    virtual void applyHead(int first) = 0;
    virtual LayerStatistics statistics(int layer, Needs needs, double temperature,
                                       const PromptRead& read) = 0;
    virtual std::span<const float> logits(int layer) = 0;
    virtual bool isFinite(int layer) = 0;
    virtual float probability(int layer, int id) = 0;
    virtual int rank(int layer, int id) = 0;
    virtual std::vector<std::pair<int, float>> top(int layer, int count) = 0;
};

/// With the CPU's own kernels.
std::unique_ptr<Lens> makeKernelLens(std::shared_ptr<const LlamaModel> model);

/// With LibTorch's operators: logits stay on the device, and what is asked about them is packed
/// into one small copy to the host.
std::unique_ptr<Lens> makeAtenLens(std::shared_ptr<const LlamaModel> model);

} // namespace exitscope
