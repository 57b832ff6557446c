#pragma once

#include <string_view>

namespace exitscope {

/// Whether two texts are the same but for white space at their ends: references of data sets start
/// with a space or end with a line break that a prediction cannot know. Upper case and punctuation
/// count.
bool exactMatch(std::string_view prediction, std::string_view reference);

} // namespace exitscope
