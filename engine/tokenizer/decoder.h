#pragma once

#include "tokenizer/jsonpart.h"

#include <functional>
#include <string>
#include <vector>

namespace exitscope {

/// How pieces become bytes of text again: steps that each rewrite a piece, told whether it is the
/// first of its text. Pieces are decoded one by one, so that a text can be shown while it grows.
/// Holds no state; any thread may call them.
using Decoder = std::vector<std::function<std::string(const std::string&, bool first)>>;

/// Reads the "decoder" of a tokenizer.json: Sequence, ByteLevel, ByteFallback, Fuse, Strip,
/// Replace, Metaspace or null. Throws Error(FileDamaged), and Error(Unsupported) with the name of
/// another component, or of one that needs the whole text.
Decoder readDecoder(const JsonPart& part);

/// Turns the spelling of byte-level vocabularies into bytes.
std::string fromByteLevel(const std::string& piece, bool first);

} // namespace exitscope
