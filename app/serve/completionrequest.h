#pragma once

#include "options/runsettings.h"
#include "serve/servedmodel.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// What the server adds to the defaults of a request.
struct RequestDefaults
{
    RunOptions run;        ///< settings.maxSteps: max_tokens where a request has none
    int mostTokens = 4096; ///< the largest max_tokens
};

/// A request to /v1/completions, checked: the model can run it.
struct CompletionRequest
{
    std::vector<std::vector<int>> prompts; ///< ids, one choice each
    Settings settings;                     ///< maxSteps is 1 at least
    int maxTokens = 0;
    std::optional<int> logprobs; ///< candidates to tell of at each token
    bool echo = false;
    bool stream = false;
    bool includeUsage = false; ///< of a stream
};

/// Reads the body of a request. Fields are the API's and those of takeRunField; one that is not
/// known is refused, as are those of the API that this server does not carry out, unless they have
/// the value that changes nothing. null is the same as leaving a field out. Bounded are
/// the prompts (1024) and the log probabilities of the answer (a million). Throws ApiError: 400
/// with the field as `param`, 404 for another model.
CompletionRequest parseCompletion(std::string_view body, const ServedModel& model,
                                  const RequestDefaults& defaults);

} // namespace exitscope
