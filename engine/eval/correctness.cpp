#include "eval/correctness.h"

#include "decode/decodetoend.h"

#include <algorithm>

namespace exitscope {

namespace {

/// In the place of an id: the text was ended by an eos, whichever of the model's it was.
constexpr int someEos = -2;

/// The ids and, of a text that ended by itself, its eos.
std::vector<int> idsWithEnd(const DecodedText& text)
{
    std::vector<int> ids = text.tokens;
    if (text.finishReason == FinishReason::Eos)
        ids.push_back(someEos);
    return ids;
}

/// The id at `index`; -1 where the text was over.
int idAt(const std::vector<int>& ids, std::size_t index, std::span<const float> logits,
         const std::vector<int>& eosIds)
{
    if (index >= ids.size())
        return -1;
    if (ids[index] != someEos)
        return ids[index];
    const auto likeliest = std::ranges::max_element(
        eosIds, {}, [&](int id) { return logits[static_cast<std::size_t>(id)]; });
    return likeliest == eosIds.end() ? -1 : *likeliest;
}

std::optional<Difference> differenceOf(Session& session, std::vector<int> history,
                                       const ComparedSample& sample, const Sampling& sampling)
{
    const std::vector<int> full = idsWithEnd(sample.full);
    const std::vector<int> other = idsWithEnd(sample.other);
    const auto index = firstDifference(full, other);
    if (!index)
        return std::nullopt;
    history.insert(history.end(), full.begin(), full.begin() + static_cast<std::ptrdiff_t>(*index));
    const auto logits = session.fullLogits(history);
    if (!logits)
        throw logits.error();
    const std::vector<int> eosIds = session.eosIds();
    return judge(*logits, idAt(full, *index, *logits, eosIds), idAt(other, *index, *logits, eosIds),
                 {sampling, history, *index, session.model().dtype});
}

DecodedText textOf(const Run& run)
{
    DecodedText text;
    for (const TokenTrace& token : run.tokens)
        text.tokens.push_back(token.id);
    for (const SpeculationRound& round : run.rounds) {
        text.drafted += static_cast<int>(round.drafts.size());
        text.accepted += round.accepted;
    }
    text.finishReason = run.finishReason;
    text.seconds = run.prefillSeconds + run.decodeSeconds;
    return text;
}

Result<std::unique_ptr<Generation>> start(Session& session, const Sample& sample)
{
    return sample.ids.empty() ? session.start(sample.prompt) : session.start(sample.ids);
}

} // namespace

CorrectnessSummary CorrectnessReport::summary() const
{
    CorrectnessSummary summary;
    summary.samples = static_cast<int>(samples.size());
    for (const ComparedSample& sample : samples) {
        if (!sample.skipped.empty()) {
            ++summary.skipped;
            continue;
        }
        summary.drafted += sample.other.drafted;
        summary.accepted += sample.other.accepted;
        summary.tokens += sample.difference ? sample.difference->token
                                            : static_cast<int>(sample.full.tokens.size());
        if (!sample.difference)
            ++summary.equal;
        else if (sample.difference->kind == DifferenceKind::RoundingTie)
            ++summary.ties;
        else
            ++summary.real;
    }
    return summary;
}

Settings fullDepthSettings(const Settings& settings)
{
    Settings full;
    full.sampling = settings.sampling;
    full.maxSteps = settings.maxSteps;
    full.ignoreEos = settings.ignoreEos;
    full.stopWords = settings.stopWords;
    return full;
}

std::optional<ComparedSample> compareSample(Session& session, const Sample& sample, int index,
                                            const Settings& settings, const std::stop_token& stop)
{
    ComparedSample result;
    result.index = index;
    std::vector<int> promptIds;
    for (const bool isFull : {true, false}) {
        const auto generation = start(session, sample);
        if (!generation) {
            const ErrorCode code = generation.error().code();
            if (code != ErrorCode::PromptTooLong && code != ErrorCode::PromptEmpty)
                throw generation.error();
            result.skipped = generation.error().what();
            return result;
        }
        promptIds = (*generation)->promptIds();
        DecodedText& text = isFull ? result.full : result.other;
        text = textOf(decodeToEnd(session, **generation,
                                  isFull ? fullDepthSettings(settings) : settings, stop));
        if (text.finishReason == FinishReason::Cancelled)
            return std::nullopt;
    }
    result.promptTokens = static_cast<int>(promptIds.size());
    result.difference = differenceOf(session, std::move(promptIds), result, settings.sampling);
    return result;
}

CorrectnessReport checkCorrectness(Session& session, const SampleSet& set, const Settings& settings,
                                   const std::stop_token& stop, const SampleObserver& onSample)
{
    CorrectnessReport report;
    report.model = session.model();
    report.settings = settings;
    report.dataset = set.name;
    report.file = set.file.string();
    for (const Sample& sample : set.samples) {
        auto compared =
            compareSample(session, sample, static_cast<int>(report.samples.size()), settings, stop);
        if (!compared) {
            report.cancelled = true;
            break;
        }
        if (onSample)
            onSample(*compared, set.samples.size());
        report.samples.push_back(std::move(*compared));
    }
    return report;
}

} // namespace exitscope
