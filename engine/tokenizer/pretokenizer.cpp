#include "tokenizer/pretokenizer.h"

#include "tokenizer/bytelevel.h"
#include "tokenizer/normalizer.h"
#include "tokenizer/unicode.h"

#include <algorithm>
#include <memory>

namespace exitscope {

namespace {

/// How GPT-2's encoder splits a text.
constexpr const char* gpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

struct Stretch
{
    Span span;
    bool isSeparator;
};

/// `text` as separators and what lies between them.
std::vector<Stretch> stretches(std::string_view text, const std::vector<Span>& matches, bool invert)
{
    std::vector<Stretch> result;
    std::size_t end = 0;
    for (const Span& match : matches) {
        if (match.begin > end)
            result.push_back({{end, match.begin}, invert});
        result.push_back({match, !invert});
        end = match.end;
    }
    if (end < text.size())
        result.push_back({{end, text.size()}, invert});
    return result;
}

/// The pieces that `parts` become; some may be empty.
std::vector<Span> joinedPieces(std::vector<Stretch> parts, SplitBehavior behavior)
{
    const bool fromEnd = behavior == SplitBehavior::MergedWithNext;
    if (fromEnd)
        std::ranges::reverse(parts);
    std::vector<Span> pieces;
    bool afterSeparator = false;
    for (const auto& [span, isSeparator] : parts) {
        const bool joins = behavior == SplitBehavior::Contiguous
                               ? isSeparator == afterSeparator
                               : isSeparator && !afterSeparator &&
                                     behavior != SplitBehavior::Removed &&
                                     behavior != SplitBehavior::Isolated;
        afterSeparator = isSeparator;
        if (isSeparator && behavior == SplitBehavior::Removed)
            continue;
        if (!joins || pieces.empty())
            pieces.push_back(span);
        else if (fromEnd)
            pieces.back().begin = span.begin;
        else
            pieces.back().end = span.end;
    }
    if (fromEnd)
        std::ranges::reverse(pieces);
    return pieces;
}

/// Rewrites each piece; `rewrite(piece, isFirst)` gives its new text.
template <typename Rewrite>
void rewriteEach(Pieces& pieces, Rewrite&& rewrite)
{
    std::string text;
    text.reserve(pieces.text.size() + pieces.text.size() / 2);
    for (Span& span : pieces.spans) {
        const std::string piece = rewrite(span.of(pieces.text), span.begin == 0);
        span = {text.size(), text.size() + piece.size()};
        text += piece;
    }
    pieces.text = std::move(text);
}

SplitBehavior readBehavior(const JsonPart& part)
{
    constexpr std::pair<std::string_view, SplitBehavior> names[] = {
        {"Removed", SplitBehavior::Removed},
        {"Isolated", SplitBehavior::Isolated},
        {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
        {"MergedWithNext", SplitBehavior::MergedWithNext},
        {"Contiguous", SplitBehavior::Contiguous}};
    for (const auto& [name, behavior] : names)
        if (part.text() == name)
            return behavior;
    part.unsupported("is \"" + printable(part.text()) + '"');
}

void appendByteLevel(PreTokenizer& steps, const JsonPart& part)
{
    if (part.boolean("add_prefix_space", true)) {
        steps.emplace_back([](Pieces& pieces) {
            rewriteEach(pieces, [](std::string_view piece, bool) {
                std::string spaced = piece.starts_with(' ') ? "" : " ";
                return spaced.append(piece);
            });
        });
    }
    if (part.boolean("use_regex", true))
        steps.push_back(splitStep(gpt2Pattern, SplitBehavior::Isolated, false, part.where()));
    steps.emplace_back(spellBytes);
}

void appendMetaspace(PreTokenizer& steps, const JsonPart& part)
{
    const std::string mark = part["replacement"].text();
    std::string scheme = part.boolean("add_prefix_space", true) ? "always" : "never";
    if (part.has("prepend_scheme"))
        scheme = part["prepend_scheme"].text();
    if (scheme != "always" && scheme != "first" && scheme != "never")
        part["prepend_scheme"].unsupported("is \"" + printable(scheme) + '"');
    steps.emplace_back([mark, scheme](Pieces& pieces) {
        const bool startsText = pieces.startsText;
        rewriteEach(pieces, [&](std::string_view piece, bool isFirst) {
            std::string marked;
            for (const char c : piece) {
                if (c == ' ')
                    marked += mark;
                else
                    marked += c;
            }
            const bool prepends =
                scheme == "always" || (scheme == "first" && isFirst && startsText);
            return (prepends && !marked.starts_with(mark) ? mark : "") + marked;
        });
    });
    if (part.boolean("split", true))
        steps.push_back(
            splitStep(Regex::literal(mark), SplitBehavior::MergedWithNext, false, part.where()));
}

void appendSteps(PreTokenizer& steps, const JsonPart& part, int depth)
{
    if (part.isNull())
        return;
    const std::string type = part.type();
    if (type == "Sequence") {
        eachComponent(part["pretokenizers"], depth,
                      [&](const JsonPart& each, int level) { appendSteps(steps, each, level); });
    } else if (type == "Split") {
        steps.push_back(splitStep(readPattern(part["pattern"]), readBehavior(part["behavior"]),
                                  part.boolean("invert", false), part.where()));
    } else if (type == "ByteLevel") {
        appendByteLevel(steps, part);
    } else if (type == "Metaspace") {
        appendMetaspace(steps, part);
    } else if (type == "Digits") {
        const bool single = part.boolean("individual_digits", false);
        steps.push_back(splitStep("\\p{N}",
                                  single ? SplitBehavior::Isolated : SplitBehavior::Contiguous,
                                  false, part.where()));
    } else {
        part.unknownType();
    }
}

} // namespace

std::function<void(Pieces&)> splitStep(const std::string& pattern, SplitBehavior behavior,
                                       bool invert, const std::string& place)
{
    return [=, regex = std::make_shared<const Regex>(pattern, place)](Pieces& pieces) {
        std::vector<Span> cut;
        for (const Span& span : pieces.spans) {
            const std::string_view piece = span.of(pieces.text);
            for (const Span& part :
                 joinedPieces(stretches(piece, regex->matches(piece), invert), behavior))
                if (part.begin < part.end)
                    cut.push_back({span.begin + part.begin, span.begin + part.end});
        }
        pieces.spans = std::move(cut);
    };
}

void spellBytes(Pieces& pieces)
{
    rewriteEach(pieces, [](std::string_view piece, bool) { return spelledBytes(piece); });
}

PreTokenizer readPreTokenizer(const JsonPart& part)
{
    PreTokenizer steps;
    appendSteps(steps, part, 0);
    return steps;
}

} // namespace exitscope
