#include "eval/benchmarkset.h"

#include "base/error.h"
#include "eval/benchmarkitems.h"
#include "eval/datasetkind.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ownKind = "custom_jsonl"; ///< the original's name for one's own file

/// 0 to count - 1 in an order drawn by `seed`, on every machine the same (Fisher and Yates in
/// Durstenfeld's form; the modulo's preference is below count / 2^64).
std::vector<int> shuffled(std::vector<int> values, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    for (std::size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[static_cast<std::size_t>(random() % i)]);
    return values;
}

std::vector<int> firstIndices(std::size_t count)
{
    std::vector<int> indices(count);
    std::iota(indices.begin(), indices.end(), 0);
    return indices;
}

bool isOwnFile(const BenchmarkSetOptions& options)
{
    return options.dataset == ownKind || holdsRecords(options.dataset);
}

ItemForm formOf(const BenchmarkSetOptions& options)
{
    ItemForm form;
    form.input = "prompt";
    form.id = "id";
    if (!isOwnFile(options)) {
        const DatasetKind& kind = datasetKind(options.dataset);
        form.kind = &kind;
        form.input = kind.input;
        form.output = kind.output;
        form.id = kind.id;
    }
    if (!options.inputField.empty())
        form.input = options.inputField;
    if (!options.outputField.empty())
        form.output = options.outputField;
    form.guessesOutput = form.output.empty() && !form.kind;
    if (!options.promptTemplate.empty())
        form.wrapping.emplace(options.promptTemplate);
    return form;
}

fs::path fileOf(const BenchmarkSetOptions& options, const ItemForm& form)
{
    const bool isNamed = options.dataset == ownKind || form.kind;
    if (isNamed && options.dataPath.empty())
        throw Error(
            ErrorCode::WrongUse,
            "Say where the data are: --data_path with the file of " + options.dataset +
                (form.kind ? " or its folder (get it from " + std::string(form.kind->source) + ")."
                           : std::string(".")));
    if (!isNamed)
        return options.dataset;
    return form.kind ? datasetFile(*form.kind, options.dataPath) : options.dataPath;
}

void checkOptions(const BenchmarkSetOptions& options, const ItemForm& form)
{
    if (options.numSamples < 0 || options.nShot < 0)
        throw Error(ErrorCode::WrongUse, "num_samples and n_shot must be 0 or more, and are " +
                                             std::to_string(options.numSamples) + " and " +
                                             std::to_string(options.nShot) + '.');
    if (options.nShot > 0 && form.kind && !form.kind->takesShots)
        throw Error(ErrorCode::WrongUse,
                    options.dataset + " has no form for examples; leave --n_shot at 0.");
}

/// Which items are evaluated, in which order, and which are the shots: those are drawn from what is
/// not evaluated, and where everything is to be, left out of it.
struct Choice
{
    std::vector<int> evaluated;
    std::vector<int> shots;
};

Choice choose(const BenchmarkSetOptions& options, std::size_t count, std::size_t shots,
              const fs::path& file)
{
    std::vector<int> order = firstIndices(count);
    if (options.shuffle)
        order = shuffled(std::move(order), options.seed);
    const auto asked = static_cast<std::size_t>(options.numSamples);
    const std::size_t most = asked == 0 ? count - std::min(shots, count) : std::min(asked, count);
    if (most == 0 || count - most < shots)
        throw Error(ErrorCode::WrongUse,
                    "n_shot is " + std::to_string(shots) + ", and of the " + std::to_string(count) +
                        " items of " + file.string() + " " +
                        std::to_string(asked == 0 ? 0 : count - most) +
                        " are not evaluated; lower --n_shot or --num_samples, or name other data "
                        "with --shots_path.");
    Choice choice;
    if (asked == 0) {
        choice.shots = shuffled(order, options.seed + 1);
        choice.shots.resize(shots);
        std::erase_if(order, [&](int index) {
            return std::ranges::find(choice.shots, index) != choice.shots.end();
        });
        choice.evaluated = std::move(order);
        return choice;
    }
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(most);
    choice.evaluated.assign(order.begin(), middle);
    choice.shots = shuffled({middle, order.end()}, options.seed + 1);
    choice.shots.resize(shots);
    return choice;
}

/// Ids stand for a whole prompt: nothing can be put before or around them.
void refuseIds(const BenchmarkItem& item, const fs::path& file)
{
    if (!item.ids.empty())
        throw Error(ErrorCode::WrongUse,
                    file.string() + " has prompt_ids in item " + std::to_string(item.index) +
                        ", to which --n_shot and --template cannot add a text; leave them out, or "
                        "name the field of a text with --input_field.");
}

std::string shotsText(const std::vector<BareItem>& items, const std::vector<int>& shots,
                      const fs::path& file)
{
    std::string text;
    for (const int index : shots) {
        const BenchmarkItem& item = items[static_cast<std::size_t>(index)].item;
        refuseIds(item, file);
        text += shotOf(item);
    }
    return shots.empty() ? text : text + '\n';
}

/// From a file of their own; fills in the source.
std::string shotsFromFile(const BenchmarkSetOptions& options, const ItemForm& form,
                          DataSource& source)
{
    const fs::path file =
        form.kind ? datasetFile(*form.kind, options.shotsPath, "train") : options.shotsPath;
    const DataContent content = readContent(file);
    ItemForm own = form;
    own.wrapping.reset();
    const auto items = readItems(content, own, 0);
    if (static_cast<std::size_t>(options.nShot) > items.size())
        throw Error(ErrorCode::WrongUse, "n_shot is " + std::to_string(options.nShot) + ", and " +
                                             file.string() + " holds " +
                                             std::to_string(items.size()) + " items.");
    source.shotsFile = {file.string(), content.hash};
    source.shots = shuffled(firstIndices(items.size()), options.seed + 1);
    source.shots.resize(static_cast<std::size_t>(options.nShot));
    return shotsText(items, source.shots, file);
}

DataSource sourceOf(const BenchmarkSetOptions& options)
{
    DataSource source;
    source.name = isOwnFile(options) && options.dataset != ownKind
                      ? fs::path(options.dataset).filename().string()
                      : options.dataset;
    source.numSamples = options.numSamples;
    source.nShot = options.nShot;
    source.shuffle = options.shuffle;
    source.seed = options.seed;
    source.promptTemplate = options.promptTemplate;
    return source;
}

} // namespace

BenchmarkSet readBenchmarkSet(const BenchmarkSetOptions& options)
{
    ItemForm form = formOf(options);
    checkOptions(options, form);
    BenchmarkSet set{sourceOf(options), {}};
    const bool ownShots = options.nShot > 0 && options.shotsPath.empty();
    const DataContent content = readContent(fileOf(options, form));
    auto items = readItems(content, form, ownShots || options.shuffle ? 0 : options.numSamples);
    set.source.file = {content.file.string(), content.hash};
    set.source.inputField = form.input;
    set.source.outputField = form.output;
    Choice choice = choose(options, items.size(),
                           ownShots ? static_cast<std::size_t>(options.nShot) : 0, content.file);
    std::string shots;
    if (ownShots) {
        shots = shotsText(items, choice.shots, content.file);
        set.source.shots = choice.shots;
    } else if (options.nShot > 0) {
        shots = shotsFromFile(options, form, set.source);
    }
    for (const int index : choice.evaluated) {
        const BareItem& bare = items[static_cast<std::size_t>(index)];
        BenchmarkItem& item = set.items.emplace_back(bare.item);
        if (form.wrapping || options.nShot > 0)
            refuseIds(item, content.file);
        item.prompt.insert(0, shots);
        if (bare.wrapping)
            item.prompt = bare.wrapping->around(item.prompt);
    }
    set.source.items = static_cast<int>(set.items.size());
    return set;
}

} // namespace exitscope
