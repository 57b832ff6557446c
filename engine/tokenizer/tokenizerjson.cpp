#include "tokenizer/tokenizerjson.h"

#include "base/readfile.h"
#include "tokenizer/bpereader.h"
#include "tokenizer/pipelinetokenizer.h"
#include "tokenizer/unicode.h"

#include <algorithm>
#include <unordered_map>

namespace exitscope {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Json parsed(const std::string& content, const fs::path& file)
{
    try {
        return Json::parse(content);
    } catch (const Json::parse_error& error) {
        JsonPart({}, file).damaged("is not valid JSON at byte " + std::to_string(error.byte));
    } catch (const Json::exception&) {
        JsonPart({}, file).damaged("holds a number that is too large");
    }
}

/// Throws where two added tokens, or one and the model, give an id or a text to different things.
void checkAgreement(const std::vector<AddedToken>& tokens, const BpeModel& model,
                    const JsonPart& part)
{
    std::unordered_map<int, std::string_view> texts;
    std::unordered_map<std::string_view, int> ids;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const AddedToken& token = tokens[i];
        const auto clash = [&](const std::string& owner) {
            part[i].damaged("gives the id " + std::to_string(token.id) + " to \"" +
                            printable(token.content) + "\", but " + owner);
        };
        const std::string piece = token.id < model.size() ? model.piece(token.id) : std::string();
        if (!piece.empty() && piece != token.content)
            clash("model.vocab gives it to \"" + printable(piece) + '"');
        if (const auto id = model.idOf(token.content); id && *id != token.id)
            clash("model.vocab gives that " + std::to_string(*id));
        if (!texts.emplace(token.id, token.content).second)
            clash("an earlier entry gives it to \"" + printable(texts.at(token.id)) + '"');
        if (!ids.emplace(token.content, token.id).second)
            clash("an earlier entry gives that " + std::to_string(ids.at(token.content)));
    }
}

/// The ids around a text.
class Surroundings
{
public:
    explicit Surroundings(Pipeline& pipeline)
        : m_pipeline(pipeline)
    {}

    /// Reads a "post_processor": TemplateProcessing, ByteLevel (which adds no ids), Sequence or
    /// null.
    void readProcessor(const JsonPart& part, int depth = 0)
    {
        if (part.isNull())
            return;
        const std::string type = part.type();
        if (type == "Sequence") {
            eachComponent(part["processors"], depth,
                          [&](const JsonPart& each, int level) { readProcessor(each, level); });
        } else if (type == "TemplateProcessing") {
            readTemplate(part);
        } else if (type != "ByteLevel") {
            part.unknownType();
        }
    }

    /// Reads a tokenizer_config.json, which overrules the above for some classes.
    void readConfig(const JsonPart& config)
    {
        std::string name = config.has("tokenizer_class") ? config["tokenizer_class"].text() : "";
        if (name.ends_with("Fast"))
            name.resize(name.size() - 4);
        if (name != "LlamaTokenizer" && name != "CodeLlamaTokenizer")
            return;
        m_pipeline.prefix = namedToken(config, "add_bos_token", true, "bos_token", "<s>");
        m_pipeline.suffix = namedToken(config, "add_eos_token", false, "eos_token", "</s>");
    }

private:
    void readTemplate(const JsonPart& part)
    {
        const JsonPart entries = part["single"];
        bool afterText = false;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].has("Sequence")) {
                afterText = true;
                continue;
            }
            const std::string& name = entries[i]["SpecialToken"]["id"].text();
            const JsonPart ids = part["special_tokens"][name]["ids"];
            std::vector<int>& side = afterText ? m_pipeline.suffix : m_pipeline.prefix;
            for (std::size_t k = 0; k < ids.size(); ++k) {
                side.push_back(ids[k].id());
                if (!exists(side.back()))
                    ids[k].damaged("is " + std::to_string(side.back()) + ", which no token has");
            }
        }
    }

    /// The id of the token that `key` names, where `flag` asks for it.
    std::vector<int> namedToken(const JsonPart& config, const char* flag, bool isOn,
                                const char* key, const std::string& standard) const
    {
        if (!config.boolean(flag, isOn))
            return {};
        std::string name = standard;
        if (config.has(key)) {
            const JsonPart token = config[key];
            name = token.value().is_object() ? token["content"].text() : token.text();
        }
        if (const auto id = m_pipeline.model->idOf(name))
            return {*id};
        const auto added = std::ranges::find(m_pipeline.addedTokens, name, &AddedToken::content);
        if (added == m_pipeline.addedTokens.end())
            config.damaged("asks for " + std::string(key) + " \"" + printable(name) +
                           "\", which tokenizer.json does not have");
        return {added->id};
    }

    bool exists(int id) const
    {
        const BpeModel& model = *m_pipeline.model;
        return (id < model.size() && !model.piece(id).empty()) ||
               std::ranges::find(m_pipeline.addedTokens, id, &AddedToken::id) !=
                   m_pipeline.addedTokens.end();
    }

    Pipeline& m_pipeline;
};

} // namespace

std::shared_ptr<const Tokenizer> openTokenizerJson(const std::string& content, const fs::path& file)
{
    const Json document = parsed(content, file);
    const JsonPart root(document, file);
    Pipeline pipeline;
    pipeline.model = readBpeModel(root["model"]);
    pipeline.addedTokens = readAddedTokens(root["added_tokens"]);
    checkAgreement(pipeline.addedTokens, *pipeline.model, root["added_tokens"]);
    pipeline.normalizer = readNormalizer(root["normalizer"]);
    pipeline.preTokenizer = readPreTokenizer(root["pre_tokenizer"]);
    pipeline.decoder = readDecoder(root["decoder"]);
    Surroundings surroundings(pipeline);
    surroundings.readProcessor(root["post_processor"]);
    if (const fs::path config = file.parent_path() / "tokenizer_config.json"; fs::exists(config)) {
        const Json settings = parsed(
            readFile(config, "the tokenizer's settings", "copy or download it again"), config);
        surroundings.readConfig(JsonPart(settings, config));
    }
    const bool isPreferred = fs::exists(file.parent_path() / "tokenizer.model");
    pipeline.description = "Hugging Face BPE, " + std::to_string(pipeline.model->size()) +
                           " pieces and " + std::to_string(pipeline.addedTokens.size()) +
                           " added tokens, " + file.string() +
                           (isPreferred ? ", preferred to the tokenizer.model beside it" : "");
    return makePipelineTokenizer(std::move(pipeline));
}

} // namespace exitscope
