#pragma once

#include "serve/completiondelta.h"

#include <string>
#include <vector>

namespace exitscope {

/// What all parts of an answer say.
struct AnswerHead
{
    std::string id; ///< "cmpl-..."
    std::string model;
    long long created = 0; ///< seconds since 1970
};

/// Adds `delta` to the choices so far; with a finish reason once it is whole.
void collect(std::vector<ChoiceDelta>& choices, ChoiceDelta delta);

/// The whole answer, JSON.
std::string completionAnswer(const AnswerHead& head, const std::vector<ChoiceDelta>& choices,
                             const CompletionFigures& figures);

/// One part of a stream, JSON: `delta` as its only choice; with figures where they are given.
std::string completionChunk(const AnswerHead& head, const ChoiceDelta& delta,
                            const CompletionFigures* figures = nullptr);
/// The part of a stream that has no choice but the usage.
std::string usageChunk(const AnswerHead& head, const CompletionFigures& figures);

} // namespace exitscope
