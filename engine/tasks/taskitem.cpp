#include "tasks/taskitem.h"

#include "tokenizer/regex.h"

#include <charconv>

namespace exitscope {
namespace {

/// `doc` with the fields that the task makes of others.
OrderedJson withFields(const EvalTask& task, OrderedJson doc)
{
    for (const auto& [field, templates] : task.fields) {
        std::string missing = "it has no field \"" + field + '"';
        bool isMade = false;
        for (std::size_t i = 0; i < templates.size() && !isMade; ++i) {
            try {
                doc[field] = expanded(templates[i], doc, task.cleanups);
                isMade = true;
            } catch (const std::string& what) {
                missing = what;
            }
        }
        if (!isMade)
            throw missing;
    }
    return doc;
}

std::vector<std::string> choicesOf(const EvalTask& task, const OrderedJson& doc)
{
    std::vector<std::string> choices;
    for (const std::string& part : task.docToChoice) {
        const OrderedJson value = expanded(part, doc, task.cleanups);
        if (!value.is_array()) {
            choices.push_back(expandedText(part, doc, task.cleanups));
            continue;
        }
        for (const OrderedJson& entry : value) {
            if (!entry.is_string())
                throw std::string("one of its choices is no text");
            choices.push_back(entry.get<std::string>());
        }
    }
    if (choices.size() < 2)
        throw "it has " + std::to_string(choices.size()) + " choices, and two are needed";
    return choices;
}

int goldOf(const EvalTask& task, const OrderedJson& doc, std::size_t choices)
{
    const std::string text = expandedText(task.docToTarget, doc, task.cleanups);
    int gold = -1;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), gold);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || gold < 0 ||
        static_cast<std::size_t>(gold) >= choices)
        throw "its right choice is \"" + text + "\", and there are " + std::to_string(choices);
    return gold;
}

/// A document with its answer, as a shot.
std::string labelled(const EvalTask& task, const OrderedJson& doc)
{
    std::string text = expandedText(task.docToText, doc, task.cleanups);
    std::string target;
    if (task.type == OutputType::MultipleChoice) {
        const std::vector<std::string> choices = choicesOf(task, doc);
        target = choices[static_cast<std::size_t>(goldOf(task, doc, choices.size()))];
        if (task.choicesAreContexts)
            std::swap(text, target);
    } else {
        target = expandedText(task.docToTarget, doc, task.cleanups);
    }
    return text + task.targetDelimiter + target + task.fewshotDelimiter;
}

void countText(TaskItem& item, const std::string& text)
{
    item.words = static_cast<double>(Regex("\\s+", "The text").matches(text).size()) + 1;
    item.bytes = static_cast<double>(text.size());
}

} // namespace

TaskItem makeItem(const EvalTask& task, const OrderedJson& document,
                  std::span<const OrderedJson* const> shots)
{
    std::string before = task.description;
    for (const OrderedJson* shot : shots)
        before += labelled(task, withFields(task, *shot));
    const OrderedJson doc = withFields(task, document);
    TaskItem item;
    const std::string text = expandedText(task.docToText, doc, task.cleanups);
    if (task.type != OutputType::MultipleChoice)
        item.target = expandedText(task.docToTarget, doc, task.cleanups);
    switch (task.type) {
    case OutputType::MultipleChoice:
        item.choices = choicesOf(task, doc);
        item.gold = goldOf(task, doc, item.choices.size());
        item.target = task.choicesAreContexts ? text : std::to_string(item.gold);
        for (const std::string& choice : item.choices) {
            if (task.choicesAreContexts)
                item.requests.push_back({before + choice, task.targetDelimiter + text});
            else
                item.requests.push_back({before + text, task.targetDelimiter + choice});
        }
        break;
    case OutputType::GenerateUntil:
        item.requests.push_back({before + text, {}});
        break;
    case OutputType::Loglikelihood:
        item.requests.push_back({before + text, item.target});
        break;
    case OutputType::LoglikelihoodRolling:
        item.requests.push_back({{}, item.target});
        countText(item, task.countsField.empty()
                            ? item.target
                            : expandedText('{' + task.countsField + '}', doc, task.cleanups));
        break;
    }
    return item;
}

} // namespace exitscope
