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

    /// With the fields of `record` in their places, those for the prompt left open. Throws
    /// Error(FileDamaged) where it lacks a field.
    PromptTemplate filledFrom(const Record& record) const;
    /// The text once it is filled, `message` in the prompt's places.
    std::string around(const std::string& message) const;

private:
    struct Part
    {
        std::string text;
        bool isPlace = false; ///< `text` names what stands there
    };
    std::vector<Part> m_parts;
};

} // namespace exitscope
