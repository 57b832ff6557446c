#include "eval/dataset.h"

#include "base/error.h"
#include "eval/records.h"

#include <array>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

/// Where one's own file may have its text.
constexpr std::array textFields{"prompt", "text", "input", "question", "turns"};

Sample promptSample(const Record& record)
{
    if (record.has("prompt_ids"))
        return {{}, record.ids("prompt_ids")};
    for (const char* field : textFields) {
        if (auto text = record.textIn(field))
            return {std::move(*text), {}};
    }
    record.fail("it has neither prompt_ids nor a text in prompt, text, input, question or turns");
}

/// Adds to `samples` until `limit` are there; tells whether more may come.
class Limited
{
public:
    Limited(std::vector<Sample>& samples, int limit)
        : m_samples(samples)
        , m_limit(static_cast<std::size_t>(limit))
    {}

    bool add(Sample sample)
    {
        m_samples.push_back(std::move(sample));
        return m_limit == 0 || m_samples.size() < m_limit;
    }

private:
    std::vector<Sample>& m_samples;
    std::size_t m_limit;
};

void refuseEmpty(const SampleSet& set)
{
    if (set.samples.empty())
        throw Error(ErrorCode::FileDamaged, set.file.string() + " holds no samples.");
}

} // namespace

SampleSet readDataset(std::string_view name, const fs::path& path, int limit)
{
    const DatasetKind& kind = datasetKind(name);
    SampleSet set{std::string(name), datasetFile(kind, path), {}};
    Limited samples(set.samples, limit);
    const std::string input(kind.input);
    forEachRecord(readContent(set.file), [&](const Record& record) {
        return samples.add({promptOf(kind, record.text(input)), {}});
    });
    refuseEmpty(set);
    return set;
}

SampleSet readPrompts(const fs::path& file, int limit)
{
    SampleSet set{"prompts", file, {}};
    Limited samples(set.samples, limit);
    const DataContent content = readContent(file);
    if (holdsRecords(file))
        forEachRecord(content,
                      [&](const Record& record) { return samples.add(promptSample(record)); });
    else
        forEachLine(content, [&](std::string_view line, int) {
            return samples.add({std::string(line), {}});
        });
    refuseEmpty(set);
    return set;
}

} // namespace exitscope
