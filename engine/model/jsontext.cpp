#include "model/jsontext.h"

#include <set>
#include <vector>

namespace exitscope {
namespace {

using Json = nlohmann::json;

/// Writing a value out and comparing it recurse: deep nesting would exhaust the stack.
constexpr int deepest = 32;

/// Watches the parser: keys that come twice are otherwise lost without a word.
class ParserWatch
{
public:
    bool operator()(int depth, Json::parse_event_t event, const Json& parsed)
    {
        if (depth >= deepest) {
            m_problem = "it nests deeper than " + std::to_string(deepest) + " levels";
            return false;
        }
        m_keys.resize(deepest + 1);
        if (event == Json::parse_event_t::object_start)
            m_keys[static_cast<std::size_t>(depth) + 1].clear();
        if (event == Json::parse_event_t::key && parsed.is_string()) {
            const auto& name = parsed.get_ref<const std::string&>();
            if (!m_keys[static_cast<std::size_t>(depth)].insert(name).second)
                m_problem = "it names \"" + name + "\" twice";
        }
        return true;
    }

    const std::string& problem() const { return m_problem; }

private:
    std::vector<std::set<std::string>> m_keys; // by depth
    std::string m_problem;
};

} // namespace

Json parseJsonObject(std::string_view text, std::string& problem)
{
    ParserWatch watch;
    Json json = Json::parse(text, std::ref(watch), false);
    problem = watch.problem();
    if (problem.empty() && !json.is_object())
        problem = "it is not a JSON object";
    return problem.empty() ? json : Json::object();
}

std::string shownJson(const Json& value)
{
    constexpr std::size_t longest = 200;
    std::string text = value.dump(-1, ' ', true); // ASCII, so that it may be cut anywhere
    if (text.size() > longest)
        text = text.substr(0, longest) + "...";
    return text;
}

} // namespace exitscope
