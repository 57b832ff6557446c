#include "model/precision.h"

#include <array>

namespace exitscope {
namespace {

constexpr auto rounded = Activations::Rounded;

constexpr std::array all{
    Precision{WeightFormat::Float32},  Precision{WeightFormat::Float16},
    Precision{WeightFormat::BFloat16}, Precision{WeightFormat::BFloat16, rounded},
    Precision{WeightFormat::Int8},     Precision{WeightFormat::Int8, rounded},
    Precision{WeightFormat::Int4},     Precision{WeightFormat::Int4, rounded}};

} // namespace

std::string Precision::name() const
{
    std::string text(fieldName(weights));
    if (activations == Activations::Rounded)
        text += isQuantized(weights) ? "-a8" : "-a16";
    return text;
}

std::string precisionNames()
{
    std::string text;
    for (const Precision& each : all)
        text += (text.empty() ? "" : ", ") + each.name();
    return text;
}

std::optional<Precision> precisionNamed(std::string_view name)
{
    for (const Precision& each : all) {
        if (each.name() == name)
            return each;
    }
    return std::nullopt;
}

} // namespace exitscope
