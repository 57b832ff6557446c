#include "tasks/samplelines.h"

namespace exitscope {
namespace {

OrderedJson argumentsOf(const EvalTask& task, const TaskItem& item)
{
    OrderedJson arguments = OrderedJson::object();
    for (std::size_t i = 0; i < item.requests.size(); ++i) {
        const TaskItem::Request& request = item.requests[i];
        OrderedJson& own = arguments["gen_args_" + std::to_string(i)];
        if (task.type == OutputType::LoglikelihoodRolling) {
            own = {{"arg_0", request.continuation}};
        } else {
            own = {{"arg_0", request.context}, {"arg_1", request.continuation}};
            if (task.type == OutputType::GenerateUntil)
                own["arg_1"] = {{"until", task.until},
                                {"do_sample", false},
                                {"temperature", 0.0},
                                {"max_gen_toks", task.maxNewTokens}};
        }
    }
    return arguments;
}

/// A response as the harness's files spell it: all texts.
OrderedJson responseOf(const EvalTask& task, const TaskResponse& response)
{
    const std::string likelihood = OrderedJson(response.logLikelihood).dump();
    switch (task.type) {
    case OutputType::GenerateUntil:
        return response.text;
    case OutputType::LoglikelihoodRolling:
        return likelihood;
    case OutputType::MultipleChoice:
    case OutputType::Loglikelihood:
        return {likelihood, response.isGreedy ? "True" : "False"};
    }
    return nullptr;
}

} // namespace

std::vector<std::string> sampleLines(const TaskResult& task, const TaskOutcome& outcome,
                                     const OrderedJson& document, const TextHash& hash,
                                     std::string* hashes)
{
    constexpr auto replace = OrderedJson::error_handler_t::replace;
    const TaskItem& item = outcome.item;
    const OrderedJson arguments = argumentsOf(task.task, item);
    const bool isRolling = task.task.type == OutputType::LoglikelihoodRolling;
    const std::string docHash = hash(document.dump(2, ' ', false, replace));
    const std::string promptHash =
        hash(isRolling ? item.requests.front().continuation : item.requests.front().context);
    const std::string targetHash = hash(item.target);
    std::vector<std::string> lines;
    std::vector<std::string> filters{"none"};
    if (task.task.type == OutputType::GenerateUntil) {
        filters.clear();
        for (const AnswerFilter& filter : task.task.filters)
            filters.push_back(filter.name);
    }
    for (const std::string& filter : filters) {
        OrderedJson row{{"doc_id", outcome.index},
                        {"doc", document},
                        {"target", item.target},
                        {"arguments", arguments}};
        row["resps"] = OrderedJson::array();
        row["filtered_resps"] = OrderedJson::array();
        for (const TaskResponse& response : outcome.responses) {
            const OrderedJson text = responseOf(task.task, response);
            row["resps"].push_back(OrderedJson::array({text}));
            const auto answer = outcome.filtered.find(filter);
            row["filtered_resps"].push_back(
                answer == outcome.filtered.end() ? text : OrderedJson(answer->second));
        }
        row["filter"] = filter;
        row["metrics"] = task.task.metrics;
        row["doc_hash"] = docHash;
        row["prompt_hash"] = promptHash;
        row["target_hash"] = targetHash;
        for (const DocumentMetric& metric : outcome.figures.metrics) {
            if (metric.filter == filter)
                row[metric.metric] = metric.weight > 0
                                         ? OrderedJson::array({metric.value, metric.weight})
                                         : OrderedJson(metric.value);
        }
        row["tokens"] = outcome.figures.tokens;
        row["exit_layer_sum"] = outcome.figures.exitLayerSum;
        row["truncated"] = outcome.figures.truncatedTokens;
        row["seconds"] = outcome.figures.seconds;
        lines.push_back(row.dump(-1, ' ', false, replace));
        if (hashes)
            *hashes += docHash + promptHash + targetHash;
    }
    return lines;
}

std::vector<DocumentFigures> figuresIn(const EvalTask& task, const std::vector<std::string>& lines)
{
    const std::size_t perDocument =
        task.type == OutputType::GenerateUntil ? task.filters.size() : 1;
    std::vector<DocumentFigures> result;
    for (std::size_t first = 0; first + perDocument <= lines.size(); first += perDocument) {
        DocumentFigures figures;
        try {
            for (std::size_t i = first; i < first + perDocument; ++i) {
                const OrderedJson row = OrderedJson::parse(lines[i]);
                if (row.at("doc_id").get<std::size_t>() != result.size())
                    return result;
                for (const std::string& metric : task.metrics) {
                    const OrderedJson& value = row.at(metric);
                    figures.metrics.push_back(
                        {row.at("filter").get<std::string>(), metric,
                         value.is_array() ? value.at(0).get<double>() : value.get<double>(),
                         value.is_array() ? value.at(1).get<double>() : 0});
                }
                figures.tokens = row.at("tokens").get<int>();
                figures.exitLayerSum = row.at("exit_layer_sum").get<double>();
                figures.truncatedTokens = row.at("truncated").get<int>();
                figures.seconds = row.at("seconds").get<double>();
            }
        } catch (const nlohmann::json::exception&) {
            return result;
        }
        result.push_back(std::move(figures));
    }
    return result;
}

} // namespace exitscope
