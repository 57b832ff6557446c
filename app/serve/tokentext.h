#pragma once

#include "tokenizer/tokenizer.h"

#include <span>
#include <string>
#include <vector>

namespace exitscope {

/// A token as the API spells it: the text that it adds; of bytes that are no whole characters
/// "bytes:" and each byte as \xNN; where it adds nothing its piece; without a tokenizer "token_id:"
/// and the id.
std::string tokenString(int id, const std::string& bytes, const Tokenizer* tokenizer);

/// What each token of a prompt adds to the text; all empty without a tokenizer.
std::vector<std::string> promptBytes(std::span<const int> ids, const Tokenizer* tokenizer);
/// The same of one that follows a prompt.
std::string generatedBytes(int id, const Tokenizer* tokenizer);

/// Where each of these tokens begins in the text of them all, in characters (Unicode code points);
/// one that goes on inside a character begins where that character does.
std::vector<int> textOffsets(std::span<const std::string> bytes);

} // namespace exitscope
