#include "eval/benchmarkitems.h"

#include "base/error.h"

#include <algorithm>

namespace exitscope {

namespace {

/// Where a file of one's own has its references, unless told otherwise; the original's name.
constexpr const char* usualOutput = "response";

std::string referenceIn(const ItemForm& form, const Record& record)
{
    if (form.output.empty())
        return {};
    if (form.kind && form.kind->words > 0)
        return splitAfterWords(record.text(form.output), form.kind->words).second;
    const std::string text = record.spelled(form.output);
    return form.kind ? std::string(form.kind->beforeReference) + text : text;
}

BareItem itemOf(const ItemForm& form, const Record& record, int index)
{
    BareItem bare;
    BenchmarkItem& item = bare.item;
    item.index = index;
    if (!form.id.empty() && record.has(form.id))
        item.id = record.spelled(form.id);
    item.reference = referenceIn(form, record);
    if (!form.kind && !record.has(form.input) && record.has("prompt_ids")) {
        item.ids = record.ids("prompt_ids");
        return bare;
    }
    const std::string input = record.text(form.input);
    item.prompt = form.kind ? promptOf(*form.kind, input) : input;
    if (form.wrapping)
        bare.wrapping = form.wrapping->filledFrom(record);
    return bare;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

} // namespace

std::vector<BareItem> readItems(const DataContent& content, ItemForm& form, int limit)
{
    std::vector<BareItem> items;
    forEachRecord(content, [&](const Record& record) {
        if (items.empty() && form.guessesOutput && record.has(usualOutput))
            form.output = usualOutput;
        items.push_back(itemOf(form, record, static_cast<int>(items.size())));
        return limit == 0 || static_cast<int>(items.size()) < limit;
    });
    if (items.empty())
        throw Error(ErrorCode::FileDamaged, content.file.string() + " holds no samples.");
    return items;
}

std::string shotOf(const BenchmarkItem& item)
{
    std::string reference = item.reference;
    std::erase(reference, '\n');
    const bool isApart = reference.empty() || isBlank(reference.front()) || item.prompt.empty() ||
                         isBlank(item.prompt.back());
    return item.prompt + (isApart ? "" : " ") + reference + '\n';
}

} // namespace exitscope
