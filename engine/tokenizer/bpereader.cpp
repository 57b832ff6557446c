#include "tokenizer/bpereader.h"

#include "tokenizer/unicode.h"

#include <algorithm>

namespace exitscope {

namespace {

void checkKind(const JsonPart& part)
{
    const std::string type = part.type();
    if (type != "BPE" && !(type.empty() && part.has("merges")))
        part.unknownType();
    for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (part.has(affix) && !part[affix].text().empty())
            part[affix].unsupported("is \"" + printable(part[affix].text()) + '"');
    if (part.has("dropout") && part["dropout"].value() != 0)
        part["dropout"].unsupported("is set");
}

std::vector<std::string> readPieces(const JsonPart& vocabulary)
{
    std::vector<std::string> pieces(vocabulary.object().size());
    for (const auto& entry : vocabulary.object().items()) {
        const std::string& text = entry.key();
        const nlohmann::json& value = entry.value();
        // Only a place for errors is worth building 100,000 strings for, so not before one.
        const auto place = [&] { return vocabulary[text]; };
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > largestId)
            place().id();
        const auto id = value.get<std::size_t>();
        if (id >= pieces.size())
            pieces.resize(id + 1);
        if (!pieces[id].empty())
            place().damaged("has the id " + std::to_string(id) + " of \"" + printable(pieces[id]) +
                            '"');
        pieces[id] = text;
    }
    return pieces;
}

/// Both pieces of a merge: "left right" or ["left", "right"].
std::pair<std::string_view, std::string_view> halves(const JsonPart& merges, std::size_t index)
{
    const nlohmann::json& merge = merges.value()[index];
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
        return {merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>()};
    if (merge.is_string()) {
        const std::string_view text = merge.get_ref<const std::string&>();
        const auto space = text.find(' ');
        if (space != text.npos && text.find(' ', space + 1) == text.npos)
            return {text.substr(0, space), text.substr(space + 1)};
    }
    merges[index].damaged("is neither \"left right\" nor [\"left\", \"right\"]");
}

void readMerges(const JsonPart& merges, BpeModel& model)
{
    const std::size_t count = merges.size();
    if (count > static_cast<std::size_t>(largestId))
        merges.damaged("has " + std::to_string(count) + " entries");
    model.reserveMerges(count);
    std::string whole;
    for (std::size_t rank = 0; rank < count; ++rank) {
        const auto [left, right] = halves(merges, rank);
        const auto idOf = [&](std::string_view piece) {
            const auto id = model.idOf(piece);
            if (!id)
                merges[rank].damaged("names \"" + printable(piece) +
                                     "\", which is not in model.vocab");
            return *id;
        };
        whole.assign(left).append(right);
        model.addMerge(idOf(left), idOf(right), static_cast<int>(rank), idOf(whole));
    }
}

} // namespace

std::unique_ptr<BpeModel> readBpeModel(const JsonPart& part)
{
    checkKind(part);
    BpeOptions options;
    options.fuseUnknown = part.boolean("fuse_unk", false);
    options.byteFallback = part.boolean("byte_fallback", false);
    options.ignoreMerges = part.boolean("ignore_merges", false);
    std::vector<std::string> pieces = readPieces(part["vocab"]);
    if (part.has("unk_token")) {
        const std::string& unknown = part["unk_token"].text();
        const auto found = std::ranges::find(pieces, unknown);
        if (found != pieces.end())
            options.unknownId = static_cast<int>(found - pieces.begin());
    }
    auto model = std::make_unique<BpeModel>(std::move(pieces), options);
    readMerges(part["merges"], *model);
    return model;
}

} // namespace exitscope
