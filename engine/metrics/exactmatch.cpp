#include "metrics/exactmatch.h"

#include "metrics/words.h"

namespace exitscope {

bool exactMatch(std::string_view prediction, std::string_view reference)
{
    return trimmed(prediction) == trimmed(reference);
}

} // namespace exitscope
