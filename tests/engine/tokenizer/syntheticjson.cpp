#include "syntheticjson.h"

#include "tokenizer/bytelevel.h"

#include <QByteArray>

#include <cstdio>

namespace exitscope::test {

using Json = nlohmann::json;

namespace {

Json templateProcessing(const std::string& bos, int id)
{
    return {{"type", "TemplateProcessing"},
            {"single",
             {{{"SpecialToken", {{"id", bos}, {"type_id", 0}}}},
              {{"Sequence", {{"id", "A"}, {"type_id", 0}}}}}},
            {"special_tokens", {{bos, {{"id", bos}, {"ids", {id}}, {"tokens", {bos}}}}}}};
}

Json special(int id, const std::string& content)
{
    Json token = addedToken(id, content);
    token["special"] = true;
    return token;
}

/// Adds `merges`, pairs of texts with a space between, and the pieces that they make.
void addMerges(Json& model, const std::vector<std::string>& merges)
{
    for (const std::string& merge : merges) {
        std::string whole = merge;
        whole.erase(whole.find(' '), 1);
        if (!model["vocab"].contains(whole)) {
            const std::size_t id = model["vocab"].size();
            model["vocab"][whole] = id;
        }
        model["merges"].push_back(merge);
    }
}

Json emptyModel()
{
    return {{"type", "BPE"}, {"vocab", Json::object()}, {"merges", Json::array()}};
}

} // namespace

Json addedToken(int id, const std::string& content)
{
    return {{"id", id},        {"content", content},   {"special", false},   {"lstrip", false},
            {"rstrip", false}, {"single_word", false}, {"normalized", false}};
}

Json byteLevelJson()
{
    Json model = emptyModel();
    for (int byte = 0; byte < 256; ++byte)
        model["vocab"][spelledBytes(std::string(1, static_cast<char>(byte)))] = byte;
    const std::string space = spelledBytes(" ");
    addMerges(model, {"t h", "th e", space + " the", space + " a", "a n", "an d", "i n", "in g",
                      "o n", "c e", "on ce", "1 2", "12 3", space + ' ' + space});
    model["ignore_merges"] = true;
    const char* pattern =
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+)"
        R"([\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
    return {{"version", "1.0"},
            {"added_tokens", {special(300, "<|bos|>"), special(301, "<|end|>")}},
            {"normalizer", nullptr},
            {"pre_tokenizer",
             {{"type", "Sequence"},
              {"pretokenizers",
               {{{"type", "Split"},
                 {"pattern", {{"Regex", pattern}}},
                 {"behavior", "Isolated"},
                 {"invert", false}},
                {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}}},
            {"post_processor", templateProcessing("<|bos|>", 300)},
            {"decoder", {{"type", "ByteLevel"}}},
            {"model", model}};
}

Json byteFallbackJson()
{
    Json model = emptyModel();
    Json& vocabulary = model["vocab"];
    vocabulary = {{"<unk>", 0}, {"<s>", 1}, {"</s>", 2}};
    for (int byte = 0; byte < 256; ++byte) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", static_cast<unsigned>(byte));
        vocabulary[name] = 3 + byte;
    }
    const std::string mark = "\xE2\x96\x81";
    vocabulary[mark] = 259;
    for (char letter = 'a'; letter <= 'z'; ++letter)
        vocabulary[std::string(1, letter)] = 260 + letter - 'a';
    addMerges(model, {mark + " t", "h e", mark + "t he", "a n", "an d", mark + ' ' + mark});
    model["unk_token"] = "<unk>";
    model["fuse_unk"] = true;
    model["byte_fallback"] = true;
    return {{"added_tokens", {special(0, "<unk>"), special(1, "<s>"), special(2, "</s>")}},
            {"normalizer",
             {{"type", "Sequence"},
              {"normalizers",
               {{{"type", "Prepend"}, {"prepend", mark}},
                {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", mark}}}}}},
            {"pre_tokenizer", nullptr},
            {"post_processor", templateProcessing("<s>", 1)},
            {"decoder",
             {{"type", "Sequence"},
              {"decoders",
               {{{"type", "Replace"}, {"pattern", {{"String", mark}}}, {"content", " "}},
                {{"type", "ByteFallback"}},
                {{"type", "Fuse"}},
                {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}}}}},
            {"model", model}};
}

std::string base64(const std::string& bytes)
{
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

std::string tiktokenFile(const std::vector<std::string>& more)
{
    std::string file;
    int rank = 0;
    for (int byte = 0; byte < 256; ++byte)
        file +=
            base64(std::string(1, static_cast<char>(byte))) + ' ' + std::to_string(rank++) + '\n';
    for (const std::string& token : more)
        file += base64(token) + ' ' + std::to_string(rank++) + '\n';
    return file;
}

} // namespace exitscope::test
