#pragma once

#include "base/error.h"
#include "model/modelconfig.h"
#include "model/weightformat.h"

#include <QString>
#include <QUrl>

#include <cstdint>
#include <optional>
#include <vector>

namespace exitscope {

/// A model on offer, as far as it is known without asking the hub.
struct OfferedModel
{
    QString name;    ///< "org/name"; "fable" for the bundled one
    QString folder;  ///< of the bundled one, which needs no download; else empty
    QString summary; ///< one line
    QString licence;
    bool gated = false; ///< its licence must be accepted on its page first
    ModelConfig shape;
    std::int64_t parameters = 0;
    WeightFormat stored = WeightFormat::BFloat16;

    bool isBundled() const { return !folder.isEmpty(); }
    /// Of the weights as stored; the exact size is known once the hub is asked.
    std::int64_t weightBytes() const;
};

/// The bundled model and those of resources/models/catalog.json, smallest first. Errors:
/// FileMissing, FileDamaged.
Result<std::vector<OfferedModel>> readCatalog();

/// Weights in a Llama of that shape; an embedding that is also the head counts once.
std::int64_t parametersOf(const ModelConfig& shape);

/// What a model takes in one dtype.
struct DtypeNeed
{
    WeightFormat format = WeightFormat::BFloat16;
    std::int64_t bytes = 0;   ///< as the engine counts it: weights, K/V of up to 4096 tokens, room
    std::optional<bool> fits; ///< nothing where the free memory is not known
};

/// For all dtypes, the widest first; `freeBytes` as freeCpuMemory (engine/model/cpumemory.h) says.
std::vector<DtypeNeed> dtypeNeeds(const ModelConfig& shape, WeightFormat stored,
                                  std::optional<std::size_t> freeBytes);

} // namespace exitscope
