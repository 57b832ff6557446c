#pragma once

#include "eval/records.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace exitscope {

/// A text with places for others: "{message}" for a prompt, "{FIELD}" for a field of its record;
/// "{{" and "}}" stand for braces.
class PromptTemplate
{
public:
    /// Throws Error(WrongUse) for a brace that stands alone, and without any place.
    explicit PromptTemplate(std::string_view text);

    /// Throws Error(FileDamaged) where `record` lacks a field.
    std::string apply(const std::string& message, const Record& record) const;

private:
    struct Part
    {
        std::string text;
        bool isPlace = false; ///< `text` names what stands there
    };
    std::vector<Part> m_parts;
};

} // namespace exitscope
