#pragma once

#include "tasks/evaltask.h"

#include <span>
#include <string>
#include <vector>

namespace exitscope {

/// What the model is asked about one document.
struct TaskItem
{
    struct Request
    {
        std::string context;
        std::string continuation; ///< empty where the model writes
    };
    std::vector<Request> requests;
    std::vector<std::string> choices; ///< of a multiple choice
    int gold = -1;                    ///< which of them is right
    std::string target;               ///< the right answer, or the text that is scored
    double words = 0;                 ///< of a rolling text: parts between white space
    double bytes = 0;
};

/// What `task` asks about `document` after `shots`, texts as the harness puts them together:
/// description, then for each shot its text, target delimiter, target and few-shot delimiter, then
/// the document's text. Throws std::string with what the document lacks.
TaskItem makeItem(const EvalTask& task, const OrderedJson& document,
                  std::span<const OrderedJson* const> shots);

} // namespace exitscope
