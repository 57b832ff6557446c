#include "serve/tokenizing.h"

#include "base/error.h"
#include "base/utf8.h"
#include "serve/apierror.h"
#include "serve/fieldreader.h"
#include "serve/promptfield.h"
#include "tokenizer/tokenizer.h"

#include <nlohmann/json.hpp>

#include <iterator>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

const Tokenizer& tokenizerOf(const ServedModel& model)
{
    if (!model.tokenizer)
        throw ApiError(404, model.tokenizerError);
    return *model.tokenizer;
}

/// What every encoded text begins with: the bos, or nothing.
std::vector<int> beginning(const Tokenizer& tokenizer)
{
    return tokenizer.encode({});
}

std::string pieceOf(const std::vector<int>& ids, const Tokenizer& tokenizer)
{
    return ids.empty() ? std::string() : tokenizer.piece(ids.front());
}

std::vector<int> encoded(const std::string& prompt, bool addsSpecial, const ServedModel& model)
{
    const Tokenizer& tokenizer = tokenizerOf(model);
    const std::vector<int> begin = beginning(tokenizer);
    if (!prompt.empty() && prompt == pieceOf(begin, tokenizer))
        return {begin.front()};
    if (!prompt.empty() && prompt == pieceOf(model.eosIds, tokenizer))
        return {model.eosIds.front()};
    try {
        std::vector<int> ids = tokenizer.encode(prompt);
        if (!addsSpecial)
            ids.erase(ids.begin(), ids.begin() + std::ssize(begin));
        return ids;
    } catch (const Error& error) {
        throw ApiError(400, error.what(), "prompt");
    }
}

Json orNull(const std::string& text)
{
    return text.empty() ? Json() : Json(toValidUtf8(text));
}

} // namespace

std::string tokenizerInfo(const ServedModel& model)
{
    const Tokenizer& tokenizer = tokenizerOf(model);
    return Json{{"bos_token", orNull(pieceOf(beginning(tokenizer), tokenizer))},
                {"eos_token", orNull(pieceOf(model.eosIds, tokenizer))},
                {"pad_token", nullptr}}
        .dump();
}

std::string tokenized(std::string_view body, const ServedModel& model)
{
    tokenizerOf(model);
    std::string prompt;
    bool addsSpecial = true;
    const nlohmann::json request = parsedObject(body);
    for (const auto& [name, value] : request.items()) {
        if (name == "prompt")
            prompt = Field{name, value}.text();
        else if (name == "add_special_tokens")
            addsSpecial = Field{name, value}.boolean();
    }
    const std::vector<int> ids = encoded(prompt, addsSpecial, model);
    return Json{
        {"tokens", ids}, {"count", ids.size()}, {"max_model_len", model.identity.contextLength}}
        .dump();
}

std::string detokenized(std::string_view body, const ServedModel& model)
{
    const Tokenizer& tokenizer = tokenizerOf(model);
    const nlohmann::json request = parsedObject(body);
    const std::string name = "tokens";
    if (!request.contains(name))
        throw ApiError(400, "The request has no tokens; send a list of ids.", name);
    const std::vector<int> ids = idsOf({name, request[name]}, model);
    return Json{{"prompt", toValidUtf8(tokenizer.decode(ids))}}.dump();
}

} // namespace exitscope
