#pragma once

#include "tasks/taskrun.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// SHA-256 of a text as hexadecimal digits.
using TextHash = std::function<std::string(std::string_view)>;

/// `document` in the layout of the harness's samples_*.jsonl: one line for each filter. Hashes are
/// of what the harness hashes, and their sum is what task_hashes hash.
std::vector<std::string> sampleLines(const TaskResult& task, const TaskOutcome& outcome,
                                     const OrderedJson& document, const TextHash& hash,
                                     std::string* hashes = nullptr);

/// The figures that lines of sampleLines tell of, by document; up to the first document that is
/// missing or of which a line is, so that a file whose end was cut off can be gone on with.
std::vector<DocumentFigures> figuresIn(const EvalTask& task, const std::vector<std::string>& lines);

} // namespace exitscope
