#pragma once

#include "serve/fieldreader.h"
#include "serve/servedmodel.h"

#include <vector>

namespace exitscope {

/// The prompts in a text, a list of texts, of ids, or of lists of ids. A text is encoded with the
/// model's bos; ids are used as they are. Throws ApiError(400), also for more than 1024.
std::vector<std::vector<int>> promptsOf(const Field& field, const ServedModel& model);

/// The ids in a list of them. Throws ApiError(400).
std::vector<int> idsOf(const Field& field, const ServedModel& model);

} // namespace exitscope
