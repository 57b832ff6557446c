#include "support/twins.h"

#include "engine/tokenizer/syntheticmodel.h"

#include <array>

namespace exitscope::test {

namespace {

const std::array<std::string, 20>& merged()
{
    static const std::array<std::string, 20> pieces{" t", "he", "in", "er", "an", "re", "on",
                                                    "at", "en", "nd", " a", " s", "ou", "it",
                                                    "is", "or", "es", "ar", "al", "as"};
    return pieces;
}

constexpr int llama3Specials = 256;

/// `text` with each space as `mark`.
std::string marked(const std::string& text, const std::string& mark)
{
    std::string result;
    for (const char c : text)
        result += c == ' ' ? mark : std::string(1, c);
    return result;
}

/// <unk>, <s>, </s>, the bytes, letters and the merged pieces.
SyntheticModel sentencepiece()
{
    const std::string space = "\xE2\x96\x81";
    SyntheticModel model = reservedPieces(true);
    float score = 0;
    const auto add = [&](const std::string& text) {
        model.pieces.push_back({text, score--, PieceType::Normal});
    };
    for (const std::string& piece : merged())
        add(marked(piece, space));
    add(space);
    for (char letter = 'a'; letter <= 'z'; ++letter)
        add(std::string(1, letter));
    return model;
}

QJsonObject addedToken(int id, const QString& content)
{
    return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
            {"rstrip", false}, {"normalized", false}, {"special", true}};
}

QJsonObject startingWith(int id, const QString& token)
{
    return {{"type", "TemplateProcessing"},
            {"single",
             QJsonArray{QJsonObject{{"SpecialToken", QJsonObject{{"id", token}, {"type_id", 0}}}},
                        QJsonObject{{"Sequence", QJsonObject{{"id", "A"}, {"type_id", 0}}}}}},
            {"pair", QJsonArray{}},
            {"special_tokens", QJsonObject{{token, QJsonObject{{"id", token},
                                                               {"ids", QJsonArray{id}},
                                                               {"tokens", QJsonArray{token}}}}}}};
}

/// "left right" for each of the merged pieces, with spaces spelled as `mark`.
QJsonArray merges(const std::string& mark)
{
    QJsonArray list;
    for (const std::string& piece : merged())
        list.append(
            QString::fromStdString(marked(piece.substr(0, 1), mark) + ' ' + piece.substr(1)));
    return list;
}

QJsonObject sentencepieceJson()
{
    const QString space = QString::fromUtf8("\xE2\x96\x81");
    QJsonObject vocabulary;
    int id = 0;
    for (const SentencepiecePiece& piece : sentencepiece().pieces)
        vocabulary[QString::fromStdString(piece.text)] = id++;
    QJsonArray added{addedToken(0, "<unk>"), addedToken(1, "<s>"), addedToken(2, "</s>")};
    for (const char* name : {"<PRE>", "<MID>", "<SUF>", "<EOT>"})
        added.append(addedToken(id++, space + name));
    return {
        {"version", "1.0"},
        {"added_tokens", added},
        {"normalizer",
         QJsonObject{
             {"type", "Sequence"},
             {"normalizers", QJsonArray{QJsonObject{{"type", "Prepend"}, {"prepend", space}},
                                        QJsonObject{{"type", "Replace"},
                                                    {"pattern", QJsonObject{{"String", " "}}},
                                                    {"content", space}}}}}},
        {"pre_tokenizer", QJsonValue::Null},
        {"post_processor", startingWith(1, "<s>")},
        {"decoder",
         QJsonObject{
             {"type", "Sequence"},
             {"decoders",
              QJsonArray{
                  QJsonObject{{"type", "Replace"},
                              {"pattern", QJsonObject{{"String", space}}},
                              {"content", " "}},
                  QJsonObject{{"type", "ByteFallback"}}, QJsonObject{{"type", "Fuse"}},
                  QJsonObject{{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}}}}},
        {"model", QJsonObject{{"type", "BPE"},
                              {"unk_token", "<unk>"},
                              {"fuse_unk", true},
                              {"byte_fallback", true},
                              {"vocab", vocabulary},
                              {"merges", merges("\xE2\x96\x81")}}}};
}

/// The character that stands for a byte: itself where it prints, else one from U+0100 on.
QString byteSpelling(int byte)
{
    int others = 0;
    for (int i = 0; i <= byte; ++i) {
        const bool prints = (i >= '!' && i <= '~') || (i >= 0xA1 && i <= 0xAC) || i >= 0xAE;
        if (i == byte && prints)
            return QChar(static_cast<char16_t>(byte));
        others += prints ? 0 : 1;
    }
    return QChar(static_cast<char16_t>(0xFF + others));
}

QJsonObject byteLevelJson(bool llama3)
{
    const QString space = byteSpelling(' ');
    QJsonObject vocabulary;
    int id = 0;
    for (; id < 256; ++id)
        vocabulary[byteSpelling(id)] = id;
    for (const std::string& piece : merged())
        vocabulary[QString::fromStdString(marked(piece, space.toStdString()))] = id++;
    const int bos = id;
    QJsonArray added;
    if (llama3) {
        added = {addedToken(bos, "<|begin_of_text|>"), addedToken(bos + 1, "<|end_of_text|>")};
        for (int i = 2; i < llama3Specials; ++i)
            added.append(addedToken(bos + i, QString("<|reserved_special_token_%1|>").arg(i - 2)));
    } else {
        added = {addedToken(bos, "<|endoftext|>"), addedToken(bos + 1, "<|im_start|>"),
                 addedToken(bos + 2, "<|im_end|>")};
    }
    const QJsonObject byteLevel{{"type", "ByteLevel"},
                                {"add_prefix_space", false},
                                {"trim_offsets", true},
                                {"use_regex", false}};
    const QJsonObject split{
        {"type", "Split"},
        {"pattern", QJsonObject{{"Regex", " ?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+|\\s+"}}},
        {"behavior", "Isolated"},
        {"invert", false}};
    return {{"version", "1.0"},
            {"added_tokens", added},
            {"normalizer", QJsonValue::Null},
            {"pre_tokenizer",
             QJsonObject{{"type", "Sequence"}, {"pretokenizers", QJsonArray{split, byteLevel}}}},
            {"post_processor",
             llama3 ? QJsonObject{{"type", "Sequence"},
                                  {"processors",
                                   QJsonArray{byteLevel, startingWith(bos, "<|begin_of_text|>")}}}
                    : byteLevel},
            {"decoder", byteLevel},
            {"model", QJsonObject{{"type", "BPE"},
                                  {"ignore_merges", llama3},
                                  {"byte_fallback", false},
                                  {"vocab", vocabulary},
                                  {"merges", merges(space.toStdString())}}}};
}

QByteArray tiktoken()
{
    QByteArray lines;
    int rank = 0;
    const auto add = [&](const QByteArray& bytes) {
        lines += bytes.toBase64() + ' ' + QByteArray::number(rank++) + '\n';
    };
    for (int byte = 0; byte < 256; ++byte)
        add(QByteArray(1, static_cast<char>(byte)));
    for (const std::string& piece : merged())
        add(QByteArray::fromStdString(piece));
    return lines;
}

} // namespace

int twinVocabulary(TwinTokenizer kind)
{
    const int byteLevel = 256 + static_cast<int>(merged().size());
    switch (kind) {
    case TwinTokenizer::ByteLevelLlama3:
    case TwinTokenizer::Tiktoken:
        return byteLevel + llama3Specials;
    case TwinTokenizer::ByteLevel:
        return byteLevel + 3;
    default:
        return static_cast<int>(sentencepiece().pieces.size());
    }
}

void writeTwinTokenizer(TinyModel& files, TwinTokenizer kind)
{
    const auto writeJson = [&](const QJsonObject& json) {
        files.writeFile("tokenizer.json", QJsonDocument(json).toJson());
    };
    switch (kind) {
    case TwinTokenizer::Sentencepiece:
        files.writeFile("tokenizer.model", QByteArray::fromStdString(sentencepiece().serialized()));
        break;
    case TwinTokenizer::SentencepieceJson:
        writeJson(sentencepieceJson());
        break;
    case TwinTokenizer::ByteLevelLlama3:
        writeJson(byteLevelJson(true));
        break;
    case TwinTokenizer::ByteLevel:
        writeJson(byteLevelJson(false));
        break;
    case TwinTokenizer::Tiktoken:
        files.writeFile("tokenizer.model", tiktoken());
        break;
    }
}

} // namespace exitscope::test
