#include "tokenizer/regex.h"

#include "base/error.h"
#include "base/utf8.h"
#include "tokenizer/unicode.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <new>
#include <span>

namespace exitscope {

namespace {

/// Enough for any pattern that does not explode: single characters that repeat take no steps.
constexpr std::uint32_t mostSteps = 100'000'000;
constexpr std::uint32_t mostKibibytes = 512 * 1024;

template <auto release>
struct Release
{
    template <typename T>
    void operator()(T* object) const
    {
        release(object);
    }
};

using Code = std::unique_ptr<pcre2_code, Release<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Release<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Release<pcre2_match_context_free>>;

/// A pattern on its way into PCRE2's dialect.
class Translation
{
public:
    explicit Translation(std::string_view pattern)
        : m_pattern(pattern)
    {}

    /// What PCRE2 would read otherwise than Oniguruma; empty where nothing is.
    const std::string& obstacle() const { return m_obstacle; }

    /// PCRE2 counts U+180E among the spaces, which Unicode does not: \s and \S are spelled out.
    std::string translated()
    {
        std::string result;
        for (std::size_t i = 0; i < m_pattern.size(); ++i) {
            const char c = m_pattern[i];
            if (c == '\\' && i + 1 < m_pattern.size()) {
                result += escape(m_pattern.substr(i++, 2));
                continue;
            }
            const std::string_view rest = m_pattern.substr(i);
            const bool startsNested = c == '[' && !rest.starts_with("[:");
            if (m_inClass && (startsNested || rest.starts_with("&&")))
                m_obstacle = "a character class inside another";
            if (!m_inClass && c == '[') {
                m_inClass = true;
                const std::size_t head = rest.starts_with("[^") ? 2 : 1;
                const bool closesLater = rest.substr(head).starts_with(']');
                result += rest.substr(0, head + closesLater);
                i += head + closesLater - 1;
                continue;
            }
            if (m_inClass && rest.starts_with("[:")) {
                const std::size_t length = std::min(rest.find(":]"), rest.size() - 2) + 2;
                result += rest.substr(0, length);
                i += length - 1;
                continue;
            }
            m_inClass = m_inClass && c != ']';
            result += c;
        }
        return result;
    }

private:
    std::string escape(std::string_view pair) const
    {
        const std::string spaces = "\\p{Z}\\x{9}-\\x{D}\\x{85}";
        if (pair == "\\s")
            return m_inClass ? spaces : '[' + spaces + ']';
        if (pair == "\\S" && !m_inClass)
            return "[^" + spaces + ']';
        // To Oniguruma it is a hexadecimal digit, to PCRE2 a blank.
        if (pair == "\\h")
            return m_inClass ? "0-9A-Fa-f" : "[0-9A-Fa-f]";
        if (pair == "\\H" && !m_inClass)
            return "[^0-9A-Fa-f]";
        return std::string(pair);
    }

    std::string_view m_pattern;
    std::string m_obstacle;
    bool m_inClass = false;
};

std::string messageOf(int code)
{
    unsigned char text[256] = {};
    pcre2_get_error_message(code, text, sizeof text);
    return reinterpret_cast<const char*>(text);
}

const unsigned char* units(std::string_view text)
{
    // PCRE2 10.42 does not take a null subject where it would match an empty one.
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}

} // namespace

struct Regex::Private
{
    Code code;
    MatchContext context;
    std::string place; ///< for errors, with the pattern

    bool find(std::string_view text, std::size_t from, pcre2_match_data* data) const;
    template <typename Take>
    void forEach(std::string_view text, const Take& take) const;
};

/// Hands the ends of the groups of each match to `take`, two numbers a group.
template <typename Take>
void Regex::Private::forEach(std::string_view text, const Take& take) const
{
    const MatchData data(pcre2_match_data_create_from_pattern(code.get(), nullptr));
    if (!data)
        throw std::bad_alloc();
    const std::span<const std::size_t> found(pcre2_get_ovector_pointer(data.get()),
                                             2 * pcre2_get_ovector_count(data.get()));
    std::size_t from = 0;
    std::size_t lastEnd = std::string_view::npos;
    while (from <= text.size() && find(text, from, data.get())) {
        const std::size_t begin = found[0];
        const std::size_t end = std::max(begin, found[1]);
        const bool repeats = begin == end && lastEnd == begin;
        if (!repeats) {
            take(found);
            lastEnd = end;
        }
        from = end;
        if (begin == end)
            from += std::max<std::size_t>(characterLength(text.substr(from)), 1);
    }
}

/// Whether there is a match in `text` at or after `from`; `data` takes it.
bool Regex::Private::find(std::string_view text, std::size_t from, pcre2_match_data* data) const
{
    const auto match = [&](std::uint32_t options) {
        return pcre2_match(code.get(), units(text), text.size(), from, options | PCRE2_NO_UTF_CHECK,
                           data, context.get());
    };
    int outcome = match(0);
    if (outcome == PCRE2_ERROR_JIT_STACKLIMIT)
        outcome = match(PCRE2_NO_JIT); // keeps its state on the heap
    if (outcome == PCRE2_ERROR_NOMATCH)
        return false;
    if (outcome < 0)
        throw Error(ErrorCode::Unsupported,
                    place + " cannot split a text of " + std::to_string(text.size()) + " bytes (" +
                        messageOf(outcome) + "); use a shorter text or token ids.");
    return true;
}

Regex::Regex(std::string_view pattern, const std::string& place)
{
    auto content = std::make_unique<Private>();
    content->place = place + ": the pattern \"" + printable(pattern, 200) + '"';
    Translation translation(pattern);
    const std::string translated = translation.translated();
    const auto refuse = [&](const std::string& reason) {
        throw Error(ErrorCode::Unsupported, content->place + " cannot be used: " + reason +
                                                "; the model can still run on token ids.");
    };
    if (!translation.obstacle().empty())
        refuse("it has " + translation.obstacle() + ", which this version does not read");
    int error = 0;
    std::size_t offset = 0;
    // In Oniguruma ^ and $ stand for the ends of lines.
    content->code.reset(
        pcre2_compile(units(translated), translated.size(),
                      PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error,
                      &offset, nullptr));
    if (!content->code)
        refuse(messageOf(error));
    pcre2_jit_compile(content->code.get(), PCRE2_JIT_COMPLETE); // without it, only slower
    content->context.reset(pcre2_match_context_create(nullptr));
    if (!content->context)
        throw std::bad_alloc();
    pcre2_set_match_limit(content->context.get(), mostSteps);
    pcre2_set_heap_limit(content->context.get(), mostKibibytes);
    d = std::move(content);
}

Regex::~Regex() = default;

std::string Regex::literal(std::string_view text)
{
    std::string pattern;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c)))
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

std::vector<Span> Regex::matches(std::string_view text) const
{
    std::vector<Span> spans;
    d->forEach(text, [&](std::span<const std::size_t> found) {
        spans.push_back({found[0], std::max(found[0], found[1])});
    });
    return spans;
}

std::vector<std::vector<Span>> Regex::groups(std::string_view text) const
{
    std::vector<std::vector<Span>> result;
    d->forEach(text, [&](std::span<const std::size_t> found) {
        std::vector<Span>& groups = result.emplace_back();
        for (std::size_t i = 0; i + 1 < found.size(); i += 2) {
            const bool isSet = found[i] != PCRE2_UNSET;
            groups.push_back(isSet ? Span{found[i], std::max(found[i], found[i + 1])} : Span{});
        }
    });
    return result;
}

} // namespace exitscope
