#include "results/benchmarkresult.h"

#include "results/benchmarkjson.h"

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

std::string spelled(const Json& value)
{
    return value.is_null() ? "not set" : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The first entry, by its way from the top, in which two objects differ; empty where they are
/// equal.
std::string firstDifferent(const Json& a, const Json& b, const std::string& way)
{
    if (a == b)
        return {};
    if (!a.is_object() || !b.is_object())
        return way + " is " + spelled(a) + " in one and " + spelled(b) + " in the other";
    Json keys = a;
    keys.update(b);
    for (const auto& [key, unused] : keys.items()) {
        const std::string found = firstDifferent(a.value(key, Json()), b.value(key, Json()),
                                                 way.empty() ? key : way + '.' + key);
        if (!found.empty())
            return found;
    }
    return {};
}

} // namespace

const MetricValue* BenchmarkResult::metric(std::string_view name) const
{
    const auto found = std::ranges::find(metrics, name, &MetricValue::name);
    return found == metrics.end() ? nullptr : &*found;
}

int BenchmarkResult::itemsToDo() const
{
    return (data.items - shard.index + shard.count - 1) / shard.count;
}

std::string differenceOf(const BenchmarkResult& a, const BenchmarkResult& b)
{
    return firstDifferent(benchmarkIdentity(a), benchmarkIdentity(b), {});
}

const char* fieldName(ResultStatus status)
{
    switch (status) {
    case ResultStatus::Running:
        return "running";
    case ResultStatus::Complete:
        return "complete";
    case ResultStatus::Interrupted:
        return "interrupted";
    }
    return "";
}

const char* fieldName(Overlong overlong)
{
    switch (overlong) {
    case Overlong::TruncateLeft:
        return "truncate_left";
    case Overlong::Skip:
        return "skip";
    case Overlong::Error:
        return "error";
    }
    return "";
}

} // namespace exitscope
