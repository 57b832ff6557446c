#include "serve/completionrequest.h"

#include "serve/apierror.h"
#include "serve/fieldreader.h"
#include "serve/promptfield.h"
#include "serve/runfields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

namespace exitscope {

namespace {

using Json = nlohmann::json;

constexpr int mostLogprobs = 20;
/// Log probabilities in an answer, which is held whole until it is sent.
constexpr long long mostScores = 1'000'000;
/// The API's own limit is 4, and tasks of the evaluation harness send more.
constexpr std::size_t mostStops = 64;

/// Reads the fields of one request, in the order of their names.
class Parser
{
public:
    Parser(const ServedModel& model, const RequestDefaults& defaults)
        : m_model(model)
        , m_defaults(defaults)
        , m_run(defaults.run)
    {
        m_request.maxTokens = std::min(m_run.settings.maxSteps, defaults.mostTokens);
    }

    void take(const Field& field)
    {
        static const std::map<std::string, void (Parser::*)(const Field&)> takers = {
            {"model", &Parser::takeModel},
            {"prompt", &Parser::takePrompt},
            {"max_tokens", &Parser::takeMaxTokens},
            {"temperature", &Parser::takeTemperature},
            {"stop", &Parser::takeStop},
            {"echo", &Parser::takeEcho},
            {"logprobs", &Parser::takeLogprobs},
            {"stream", &Parser::takeStream},
            {"stream_options", &Parser::takeStreamOptions},
            {"user", &Parser::ignore},
            {"n", &Parser::takeOne},
            {"best_of", &Parser::takeOne},
            {"num_beams", &Parser::takeOne},
            {"suffix", &Parser::takeNothing},
            {"logit_bias", &Parser::takeNothing},
            {"presence_penalty", &Parser::takeZero},
            {"frequency_penalty", &Parser::takeZero},
        };
        const auto taker = takers.find(field.name);
        const bool isOwn = taker != takers.end();
        if (isOwn && !field.value.is_null())
            (this->*taker->second)(field);
        else if (!isOwn && !(field.value.is_null() || takeRunField(field, m_run)))
            throw ApiError(400, '"' + field.name + "\" is no field of a completion here.",
                           field.name);
    }

    CompletionRequest finish()
    {
        if (m_request.prompts.empty())
            throw ApiError(400, "The request has no prompt; send a text or token ids.", "prompt");
        if (m_request.maxTokens == 0 && !m_request.echo)
            throw ApiError(400, "max_tokens is 0, which needs echo: there is nothing to write.",
                           "max_tokens");
        m_run.settings.maxSteps = std::max(1, m_request.maxTokens);
        m_request.settings =
            requestSettings(std::move(m_run), m_model.defaults, m_model.identity.layers);
        const Settings& settings = m_request.settings;
        if (m_request.logprobs && settings.kvPolicy != KvPolicy::Exact && settings.ruleApplies())
            throw ApiError(400,
                           std::string("logprobs need kv exact, and kv is ") +
                               fieldName(settings.kvPolicy) +
                               ", where a token's score would hang on the exits before it.",
                           "logprobs");
        checkScores();
        return std::move(m_request);
    }

private:
    /// That the answer can be held: a token's own log probability and its candidates', for every
    /// token that may be told of.
    void checkScores() const
    {
        if (!m_request.logprobs)
            return;
        long long tokens = 0;
        for (const std::vector<int>& prompt : m_request.prompts) {
            const long long size = std::ssize(prompt);
            const long long room = std::max(0LL, m_model.identity.contextLength - size);
            tokens += (m_request.echo ? size : 0) + std::min<long long>(m_request.maxTokens, room);
        }
        const long long scores = tokens * (*m_request.logprobs + 1);
        if (scores > mostScores)
            throw ApiError(400,
                           "The answer may have " + std::to_string(scores) +
                               " log probabilities (tokens by logprobs + 1), and the limit is " +
                               std::to_string(mostScores) +
                               "; send fewer prompts or ask for fewer logprobs or tokens.",
                           "logprobs");
    }

    void takeModel(const Field& field)
    {
        if (const std::string name = field.text(); !m_model.isCalled(name))
            throw ApiError(404,
                           "The model " + shown(field.value) + " is not served here; \"" +
                               m_model.identity.name + "\" is.",
                           field.name, "model_not_found");
    }

    void takePrompt(const Field& field) { m_request.prompts = promptsOf(field, m_model); }

    void takeMaxTokens(const Field& field)
    {
        m_request.maxTokens = field.whole(0, m_defaults.mostTokens);
    }

    void takeTemperature(const Field& field)
    {
        Sampling& sampling = m_run.settings.sampling;
        const double temperature = field.number();
        if (temperature < 0)
            field.refuse("0 (the likeliest token) or more");
        sampling.sample = temperature > 0;
        if (sampling.sample)
            sampling.temperature = temperature;
    }

    void takeStop(const Field& field)
    {
        std::vector<std::string> words;
        if (field.value.is_array()) {
            if (field.value.size() > mostStops)
                throw ApiError(400,
                               "stop has " + std::to_string(field.value.size()) +
                                   " entries, and may have " + std::to_string(mostStops) + '.',
                               field.name);
            for (const Json& word : field.value)
                words.push_back(Field{field.name, word}.text());
        } else {
            words.push_back(field.text());
        }
        if (std::ranges::any_of(words, &std::string::empty))
            throw ApiError(400, "stop holds an empty text; leave it out.", field.name);
        if (!words.empty() && !m_model.tokenizer)
            throw ApiError(400, "stop needs a tokenizer, and " + m_model.tokenizerError,
                           field.name);
        m_run.settings.stopWords = std::move(words);
    }

    void takeEcho(const Field& field) { m_request.echo = field.boolean(); }
    void takeLogprobs(const Field& field) { m_request.logprobs = field.whole(0, mostLogprobs); }
    void takeStream(const Field& field) { m_request.stream = field.boolean(); }

    void takeStreamOptions(const Field& field)
    {
        if (!field.value.is_object())
            field.refuse("an object");
        for (const auto& [name, value] : field.value.items()) {
            if (name != "include_usage")
                throw ApiError(400,
                               "stream_options holds \"" + name +
                                   "\"; include_usage is what it may hold.",
                               field.name);
            m_request.includeUsage = Field{field.name, value}.boolean();
        }
    }

    void ignore(const Field&) {}

    void takeOne(const Field& field)
    {
        if (!field.value.is_number() || field.value.get<double>() != 1)
            field.refuse("1 here: each prompt gets one text");
    }

    void takeZero(const Field& field)
    {
        if (!field.value.is_number() || field.value.get<double>() != 0)
            field.refuse("0 here; repetition_penalty is what there is");
    }

    void takeNothing(const Field& field)
    {
        const bool isText = field.value.is_string() && field.value.get<std::string>().empty();
        if (!isText && !(field.value.is_object() && field.value.empty()))
            field.refuse("empty: this server cannot carry it out");
    }

    const ServedModel& m_model;
    const RequestDefaults& m_defaults;
    RunOptions m_run;
    CompletionRequest m_request;
};

} // namespace

CompletionRequest parseCompletion(std::string_view body, const ServedModel& model,
                                  const RequestDefaults& defaults)
{
    const Json request = parsedObject(body);
    Parser parser(model, defaults);
    for (const auto& [name, value] : request.items())
        parser.take({name, value});
    return parser.finish();
}

} // namespace exitscope
