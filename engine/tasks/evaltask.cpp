#include "tasks/evaltask.h"

#include "base/error.h"
#include "base/readfile.h"

#include <algorithm>
#include <array>

namespace exitscope {
namespace {

constexpr std::array types{
    std::pair{"multiple_choice", OutputType::MultipleChoice},
    std::pair{"generate_until", OutputType::GenerateUntil},
    std::pair{"loglikelihood", OutputType::Loglikelihood},
    std::pair{"loglikelihood_rolling", OutputType::LoglikelihoodRolling},
};

std::vector<std::string> metricsOf(OutputType type)
{
    switch (type) {
    case OutputType::MultipleChoice:
        return {"acc", "acc_norm"};
    case OutputType::GenerateUntil:
        return {"exact_match"};
    case OutputType::Loglikelihood:
        return {"perplexity", "acc"};
    case OutputType::LoglikelihoodRolling:
        return {"word_perplexity", "byte_perplexity", "bits_per_byte"};
    }
    return {};
}

/// Throws std::string, which readTask completes.
class Reader
{
public:
    explicit Reader(const OrderedJson& object)
        : m_object(object)
    {
        if (!object.is_object())
            throw std::string("should be an object");
    }

    bool has(const char* key) const { return m_object.contains(key); }

    template <typename T>
    T value(const char* key, T otherwise = {}) const
    {
        if (!has(key))
            return otherwise;
        try {
            return m_object[key].get<T>();
        } catch (const nlohmann::json::exception&) {
            throw std::string("has a \"") + key + "\" of the wrong type";
        }
    }
    template <typename T>
    T required(const char* key) const
    {
        if (!has(key))
            throw std::string("has no \"") + key + '"';
        return value<T>(key);
    }
    /// One text, or a list of them.
    std::vector<std::string> texts(const char* key) const
    {
        if (has(key) && m_object[key].is_string())
            return {m_object[key].get<std::string>()};
        return value<std::vector<std::string>>(key);
    }

private:
    const OrderedJson& m_object;
};

TaskFiles filesIn(const OrderedJson& object)
{
    const Reader reader(object);
    TaskFiles files;
    files.names = reader.texts("names");
    files.split = reader.value<std::string>("split");
    files.files = reader.texts("files");
    files.fewshotSplit = reader.value<std::string>("fewshot_split");
    files.fewshotFiles = reader.texts("fewshot_files");
    files.source = reader.value<std::string>("source");
    files.isText = reader.value<bool>("text");
    return files;
}

std::shared_ptr<const Regex> usable(const std::string& pattern)
{
    try {
        return taskRegex(pattern);
    } catch (const Error&) {
        throw "has the pattern \"" + pattern + "\", which cannot be used";
    }
}

std::vector<CleanupStep> stepsIn(const OrderedJson& list)
{
    std::vector<CleanupStep> steps;
    for (const OrderedJson& entry : list) {
        const Reader reader(entry);
        CleanupStep step;
        step.strips = reader.value<bool>("strip");
        step.replace = reader.value<std::string>("replace");
        if (reader.has("regex"))
            step.regex = usable(reader.value<std::string>("regex"));
        else if (!step.strips)
            step.search = reader.required<std::string>("search");
        if (!step.strips && !step.regex && step.search.empty())
            throw std::string("has a clean-up that searches for nothing");
        steps.push_back(std::move(step));
    }
    return steps;
}

std::vector<AnswerFilter> filtersIn(const OrderedJson& list)
{
    std::vector<AnswerFilter> filters;
    for (const OrderedJson& entry : list) {
        const Reader reader(entry);
        AnswerFilter filter;
        filter.name = reader.required<std::string>("name");
        if (reader.has("regex_pattern"))
            filter.regex = usable(reader.value<std::string>("regex_pattern"));
        filter.groupSelect = reader.value<int>("group_select");
        filter.fallback = reader.value("fallback", filter.fallback);
        filters.push_back(std::move(filter));
    }
    return filters;
}

void checkComplete(const EvalTask& task)
{
    const auto need = [](bool holds, const char* what) {
        if (!holds)
            throw std::string(what);
    };
    const bool isChoice = task.type == OutputType::MultipleChoice;
    need(!isChoice || !task.docToChoice.empty(), "has no \"doc_to_choice\"");
    need(!task.docToTarget.empty(), "has no \"doc_to_target\"");
    need(task.numFewshot >= 0, "has a \"num_fewshot\" below 0");
    need(task.maxNewTokens >= 1, "has a \"max_gen_toks\" below 1");
    const std::vector<std::string> known = metricsOf(task.type);
    for (const std::string& metric : task.metrics) {
        if (std::ranges::find(known, metric) == known.end())
            throw "has the metric \"" + metric + "\", which its output_type does not give";
    }
}

void checkTemplates(const EvalTask& task)
{
    std::vector<std::string> templates = task.docToChoice;
    templates.insert(templates.end(), {task.docToText, task.docToTarget});
    for (const auto& field : task.fields)
        templates.insert(templates.end(), field.second.begin(), field.second.end());
    if (!task.countsField.empty())
        templates.push_back('{' + task.countsField + '}');
    for (const std::string& text : templates)
        checkTemplate(text, task.cleanups);
}

EvalTask taskIn(const OrderedJson& object)
{
    const Reader reader(object);
    EvalTask task;
    task.definition = object;
    task.name = reader.required<std::string>("task");
    task.version = reader.value<double>("version");
    const auto type = reader.required<std::string>("output_type");
    const auto found =
        std::ranges::find(types, type, [](const auto& t) { return std::string(t.first); });
    if (found == types.end())
        throw "has the output_type \"" + type +
            "\"; the known ones are multiple_choice, generate_until, loglikelihood and "
            "loglikelihood_rolling";
    task.type = found->second;
    task.data = filesIn(reader.required<OrderedJson>("data"));
    task.description = reader.value<std::string>("description");
    if (reader.has("fields")) {
        const auto fields = reader.value<OrderedJson>("fields");
        const Reader fieldReader(fields);
        for (const auto& entry : fields.items())
            task.fields.emplace_back(entry.key(), fieldReader.texts(entry.key().c_str()));
    }
    const auto cleanups = reader.value<OrderedJson>("cleanups", OrderedJson::object());
    for (const auto& entry : cleanups.items())
        task.cleanups[entry.key()] = stepsIn(entry.value());
    task.docToText = reader.value<std::string>("doc_to_text");
    task.docToTarget = reader.value<std::string>("doc_to_target");
    task.docToChoice = reader.texts("doc_to_choice");
    task.choicesAreContexts = reader.value<bool>("choices_are_contexts");
    task.targetDelimiter = reader.value("target_delimiter", task.targetDelimiter);
    task.fewshotDelimiter = reader.value("fewshot_delimiter", task.fewshotDelimiter);
    task.numFewshot = reader.value<int>("num_fewshot");
    task.drawsExtraShot = reader.value<bool>("draws_extra_shot");
    task.until = reader.texts("until");
    task.maxNewTokens = reader.value("max_gen_toks", task.maxNewTokens);
    task.filters = filtersIn(reader.value<OrderedJson>("filters", OrderedJson::array()));
    if (task.filters.empty())
        task.filters.emplace_back();
    task.match.ignoreCase = reader.value<bool>("ignore_case");
    task.match.ignorePunctuation = reader.value<bool>("ignore_punctuation");
    for (const std::string& pattern : reader.texts("regexes_to_ignore"))
        task.match.regexesToIgnore.push_back(usable(pattern));
    task.countsField = reader.value<std::string>("counts_of");
    task.metrics = reader.has("metrics") ? reader.texts("metrics") : metricsOf(task.type);
    checkComplete(task);
    checkTemplates(task);
    return task;
}

} // namespace

const char* fieldName(OutputType type)
{
    return std::ranges::find(types, type, [](const auto& t) { return t.second; })->first;
}

EvalTask readTask(const std::filesystem::path& file)
{
    const std::string content = readFile(file, "the task", "check its name");
    const OrderedJson object = OrderedJson::parse(content, nullptr, false);
    try {
        if (object.is_discarded())
            throw std::string("is no whole JSON document");
        return taskIn(object);
    } catch (const std::string& what) {
        throw Error(ErrorCode::FileDamaged, "The task " + file.string() + ' ' + what +
                                                "; the guide's page on evaluation says what a "
                                                "task holds.");
    }
}

bool higherIsBetter(const std::string& metric)
{
    return metric.starts_with("acc") || metric == "exact_match";
}

} // namespace exitscope
