#pragma once

#include "serve/servedmodel.h"

#include <string>
#include <string_view>

namespace exitscope {

// The evaluation harness's "remote" tokenizer, as vLLM serves it: the harness then needs no
// tokenizer of its own. Each throws ApiError, also where the model has no tokenizer.

/// GET /tokenizer_info: {bos_token, eos_token, pad_token}, spelled as the vocabulary does.
std::string tokenizerInfo(const ServedModel& model);

/// POST /tokenize: {prompt, add_special_tokens: true} to {tokens, count, max_model_len}. A prompt
/// that is the spelling of bos or eos and no more is that token.
std::string tokenized(std::string_view body, const ServedModel& model);

/// POST /detokenize: {tokens} to {prompt}.
std::string detokenized(std::string_view body, const ServedModel& model);

} // namespace exitscope
