#include "tokenizer/tiktoken.h"

#include "tokenizer/bytelevel.h"
#include "tokenizer/pipelinetokenizer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <unordered_map>

namespace exitscope {

namespace {

constexpr const char* llama3Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*)"
    R"(|\s*[\r\n]+|\s+(?!\S)|\s+)";

constexpr int specialCount = 256;

/// Far above those of any vocabulary; modelOf tries every cut of every token.
constexpr std::size_t longestToken = 512;

/// The value of a base64 digit; -1: it is none.
int digitOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Empty where `text` is not base64 (RFC 4648, section 4) of at least one byte.
std::string fromBase64(std::string_view text)
{
    const bool isPadded = text.size() % 4 == 0;
    for (int padding = 0; isPadded && padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    if (!isPadded || text.size() % 4 == 1)
        return {};
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const int digit = digitOf(c);
        if (digit < 0)
            return {};
        bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count);
        }
    }
    return bytes;
}

/// The vocabulary of a tiktoken file: the bytes of each rank.
class Ranks
{
public:
    explicit Ranks(const std::filesystem::path& file)
        : m_file(file)
    {}

    std::vector<std::string> read(std::string_view content)
    {
        while (!content.empty()) {
            ++m_line;
            const auto end = std::min(content.find('\n'), content.size());
            std::string_view line = content.substr(0, end);
            content.remove_prefix(std::min(end + 1, content.size()));
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (!line.empty())
                readLine(line);
        }
        for (std::size_t rank = 0; rank < m_bytes.size(); ++rank)
            if (m_bytes[rank].empty())
                damaged("has no rank " + std::to_string(rank));
        return std::move(m_bytes);
    }

    [[noreturn]] void damaged(const std::string& what) const
    {
        throw Error(ErrorCode::FileDamaged,
                    m_file.string() + ' ' + what + "; copy or download the file again.");
    }

private:
    void readLine(std::string_view line)
    {
        const std::string place = "is no whole tiktoken vocabulary: line " + std::to_string(m_line);
        const auto space = std::min(line.find(' '), line.size());
        const std::string bytes = fromBase64(line.substr(0, space));
        if (bytes.empty())
            damaged(place + " does not start with base64");
        if (bytes.size() > longestToken)
            damaged(place + " has a token of " + std::to_string(bytes.size()) +
                    " bytes, more than " + std::to_string(longestToken));
        const std::string_view number = line.substr(std::min(space + 1, line.size()));
        std::size_t rank = 0;
        const auto [stop, error] =
            std::from_chars(number.data(), number.data() + number.size(), rank);
        if (error != std::errc() || stop != number.data() + number.size() ||
            rank > static_cast<std::size_t>(largestId) - specialCount)
            damaged(place + " has no rank after the space");
        if (rank >= m_bytes.size())
            m_bytes.resize(rank + 1);
        if (!m_bytes[rank].empty())
            damaged(place + " has the rank " + std::to_string(rank) + " of an earlier one");
        m_bytes[rank] = bytes;
    }

    const std::filesystem::path& m_file;
    std::vector<std::string> m_bytes;
    std::size_t m_line = 0;
};

/// A model with every merge that yields a token; its rank is the token's.
std::unique_ptr<BpeModel> modelOf(const std::vector<std::string>& tokens, const Ranks& file)
{
    std::unordered_map<std::string_view, int> ids;
    ids.reserve(tokens.size());
    for (std::size_t id = 0; id < tokens.size(); ++id)
        if (!ids.emplace(tokens[id], static_cast<int>(id)).second)
            file.damaged("has two ranks for one token, the second " + std::to_string(id));
    for (int byte = 0; byte < 256; ++byte)
        if (!ids.contains(std::string(1, static_cast<char>(byte))))
            file.damaged("has no token for the byte " + std::to_string(byte));
    std::vector<std::string> pieces;
    pieces.reserve(tokens.size());
    std::ranges::transform(tokens, std::back_inserter(pieces), spelledBytes);
    auto model = std::make_unique<BpeModel>(std::move(pieces), BpeOptions{.ignoreMerges = true});
    model->reserveMerges(3 * tokens.size());
    for (std::size_t id = 0; id < tokens.size(); ++id) {
        const std::string_view token = tokens[id];
        for (std::size_t cut = 1; cut < token.size(); ++cut) {
            const auto left = ids.find(token.substr(0, cut));
            const auto right = ids.find(token.substr(cut));
            if (left != ids.end() && right != ids.end())
                model->addMerge(left->second, right->second, static_cast<int>(id),
                                static_cast<int>(id));
        }
    }
    return model;
}

std::vector<AddedToken> specialTokens(int firstId)
{
    constexpr std::array<std::string_view, 12> names = {"begin_of_text",
                                                        "end_of_text",
                                                        "reserved_special_token_0",
                                                        "reserved_special_token_1",
                                                        "finetune_right_pad_id",
                                                        "step_id",
                                                        "start_header_id",
                                                        "end_header_id",
                                                        "eom_id",
                                                        "eot_id",
                                                        "python_tag",
                                                        "image"};
    std::vector<AddedToken> tokens;
    for (int i = 0; i < specialCount; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const std::string name = index < names.size()
                                     ? std::string(names[index])
                                     : "reserved_special_token_" + std::to_string(i - 10);
        AddedToken token;
        token.id = firstId + i;
        token.content = "<|" + name + "|>";
        token.special = true;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

} // namespace

bool looksLikeTiktoken(std::string_view content)
{
    std::string_view line = content.substr(0, std::min(content.find('\n'), content.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    const auto space = line.find(' ');
    if (space == 0 || space >= line.size() - 1 || line.size() > 1000)
        return false;
    const auto isBase64 = [](char c) { return digitOf(c) >= 0 || c == '='; };
    const auto isDigit = [](unsigned char c) { return std::isdigit(c); };
    return std::ranges::all_of(line.substr(0, space), isBase64) &&
           std::ranges::all_of(line.substr(space + 1), isDigit);
}

std::shared_ptr<const Tokenizer> openTiktoken(std::string_view content,
                                              const std::filesystem::path& file)
{
    Ranks ranks(file);
    const std::vector<std::string> tokens = ranks.read(content);
    Pipeline pipeline;
    pipeline.model = modelOf(tokens, ranks);
    const int firstSpecial = pipeline.model->size();
    pipeline.addedTokens = specialTokens(firstSpecial);
    pipeline.preTokenizer = {
        splitStep(llama3Pattern, SplitBehavior::Isolated, false, file.string()), spellBytes};
    pipeline.decoder = {fromByteLevel};
    pipeline.prefix = {firstSpecial};
    pipeline.description = "tiktoken, " + std::to_string(tokens.size()) +
                           " ranks, with Llama 3's split pattern and special tokens, " +
                           file.string();
    return makePipelineTokenizer(std::move(pipeline));
}

} // namespace exitscope
