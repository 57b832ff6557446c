#pragma once

#include "model/weightformat.h"

#include <optional>
#include <string>
#include <string_view>

namespace exitscope {

/// How a model computes its products.
struct Precision
{
    WeightFormat weights = WeightFormat::Float32;
    Activations activations = Activations::Exact;

    /// As options and documents spell it: the weights' name and, where activations are rounded,
    /// what to: "fp32", "bf16-a16", "int8-a8".
    std::string name() const;
    bool operator==(const Precision&) const = default;
};

/// All that there are, as a list for people: "fp32, fp16, ...".
std::string precisionNames();

/// Nothing for another name.
std::optional<Precision> precisionNamed(std::string_view name);

} // namespace exitscope
