#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// A stretch of a text, in bytes.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;

    std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
    bool operator==(const Span&) const = default;
};

/// A pattern over Unicode characters, in the dialect that tokenizer files are written for
/// (Oniguruma's, as far as PCRE2 can read it). Immutable; any thread may use it.
class Regex
{
public:
    /// Throws Error(Unsupported) with a sentence that starts with `place` and shows the pattern.
    Regex(std::string_view pattern, const std::string& place);
    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    /// The pattern that matches exactly `text`.
    static std::string literal(std::string_view text);

    /// Where the pattern matches in `text`, which must be valid UTF-8, from left to right without
    /// overlap; a match may be empty, but not where another one ends. Throws Error(Unsupported)
    /// where matching takes too many steps.
    std::vector<Span> matches(std::string_view text) const;
    /// The same with what each match's groups hold: the whole match, then groups 1, 2, ...; a group
    /// that has no part in a match is an empty span at 0.
    std::vector<std::vector<Span>> groups(std::string_view text) const;

private:
    struct Private;
    std::unique_ptr<const Private> d;
};

} // namespace exitscope
