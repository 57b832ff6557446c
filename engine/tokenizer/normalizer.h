#pragma once

#include "tokenizer/jsonpart.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// What is done to a text, valid UTF-8, before it is split: the steps in their order. Holds no
/// state; any thread may call them.
using Normalizer = std::vector<std::function<std::string(std::string_view)>>;

/// Reads the "normalizer" of a tokenizer.json: Sequence, Prepend, Replace, NFC or null.
/// Throws Error(FileDamaged), and Error(Unsupported) with the name of another component.
Normalizer readNormalizer(const JsonPart& part);

std::string normalized(const Normalizer& normalizer, std::string_view text);

/// Reads {"String": …} or {"Regex": …}, of Replace and Split, as a regular expression.
std::string readPattern(const JsonPart& part);

} // namespace exitscope
