#include "decode/roundrecord.h"

#include "decode/stopwatch.h"
#include "decode/tokenrecord.h"

#include <algorithm>

namespace exitscope {
namespace {

class Recorder
{
public:
    Recorder(RoundResult& round, const RoundEnd& end, Sequence& sequence, const Settings& settings)
        : m_round(round)
        , m_end(end)
        , m_sequence(sequence)
        , m_settings(settings)
        , m_layers(sequence.layers())
        , m_drafts(static_cast<int>(round.drafts.size()))
    {}

    TokenTrace token(int column);
    void score(int column, TokenTrace& token);
    void countTheRest(Step& step) const;
    std::vector<CellEvent> events() const;
    std::vector<Tie> ties() const;

private:
    bool isAccepted(int column) const { return column < m_round.accepted; }
    const DraftPass& draft(int column) const { return m_round.drafts[column]; }

    RoundResult& m_round;
    const RoundEnd& m_end;
    Sequence& m_sequence;
    const Settings& m_settings;
    const int m_layers;
    const int m_drafts;
};

TokenTrace Recorder::token(int column)
{
    const auto layers = static_cast<std::size_t>(m_layers);
    TokenTrace token;
    token.id = m_round.choices[column].id;
    token.position = m_round.firstPosition + column;
    token.exitLayer = m_layers - 1;
    if (isAccepted(column)) {
        token.role = TokenRole::Accepted;
        token.exitLayer = draft(column).draft.exitLayer;
    } else if (column < m_drafts) {
        token.role = TokenRole::Corrected;
    }
    token.cells.assign(layers, CellState::Never);
    std::fill_n(token.cells.begin(), token.exitLayer + 1, CellState::Computed);
    token.caughtUpAt.assign(layers, -1);
    token.layers.resize(layers);
    if (column < m_drafts) {
        token.layers = m_round.drafts[column].pass.statistics;
        token.times = timesOf(draft(column).pass);
    }
    if (!m_end.atPrompt || column > 0) { // else its rows are the prompt's
        token.layersRun = token.exitLayer + 1;
        token.catchUpRows = m_layers - token.layersRun;
    }
    return token;
}

void Recorder::score(int column, TokenTrace& token)
{
    const Stopwatch watch;
    LayerReader& reader = m_sequence.reader;
    m_sequence.columns.show(column, reader);
    reader.applyHead();
    const double temperature = m_settings.rule.entropyTemperature();
    for (int layer = 0; layer < m_layers; ++layer)
        token.layers[layer] = reader.statistics(layer, Needs::Everything, temperature);
    recordPredictions(reader, token);
    token.times.scoringMs += watch.milliseconds();
}

/// Rows of columns that were cut, and the time that no single token took.
void Recorder::countTheRest(Step& step) const
{
    const int rows = (m_drafts + 1 - m_end.columns()) * m_layers;
    const bool isEmpty = step.tokens.empty();
    (isEmpty ? step.catchUpRows : step.tokens.back().catchUpRows) += rows;
    TokenTimes& last = isEmpty ? step.times : step.tokens.back().times;
    for (int column = m_end.kept; column < m_drafts; ++column)
        last += timesOf(draft(column).pass);
    last.scoringMs += m_round.scoringMs;
    last.samplingMs += m_round.samplingMs;
    // What verifies the prompt's round runs the prompt.
    TokenTimes& verified = m_end.atPrompt && !isEmpty ? step.tokens.front().times : last;
    (m_drafts > 0 ? verified.catchUpMs : verified.layersMs) += m_round.verificationMs;
}

/// Layers above a draft's exit came late, with the verification or a draft that went deeper.
std::vector<CellEvent> Recorder::events() const
{
    std::vector<CellEvent> result;
    const int columns = std::min(m_round.accepted, m_end.kept);
    for (int layer = 0; layer < m_layers; ++layer) {
        const auto isLate = [&](int column) { return draft(column).draft.exitLayer < layer; };
        for (int first = 0; first < columns; ++first) {
            if (!isLate(first))
                continue;
            int last = first;
            while (last + 1 < columns && isLate(last + 1))
                ++last;
            result.push_back({m_end.index, layer, m_end.index + first, m_end.index + last});
            first = last;
        }
    }
    return result;
}

std::vector<Tie> Recorder::ties() const
{
    std::vector<Tie> result;
    for (int column = 0; column < std::min(m_drafts, m_end.kept); ++column) {
        for (Tie tie : draft(column).pass.ties) {
            tie.token = m_end.index + column;
            result.push_back(tie);
        }
    }
    return result;
}

} // namespace

std::optional<Step> recordRound(RoundResult& round, const RoundEnd& end, Sequence& sequence,
                                const Settings& settings, const CancelCheck& cancelled)
{
    Recorder recorder(round, end, sequence, settings);
    Step step;
    for (int column = 0; column < end.kept; ++column) {
        step.tokens.push_back(recorder.token(column));
        if (!settings.watch)
            continue;
        if (cancelled())
            return std::nullopt;
        recorder.score(column, step.tokens.back());
    }
    recorder.countTheRest(step);
    step.events = recorder.events();
    step.ties = recorder.ties();
    for (const CloseCall& call : round.closeCalls) {
        if (call.token < end.index + end.kept)
            step.closeCalls.push_back(call);
    }
    if (!round.drafts.empty()) {
        step.round = SpeculationRound{end.index, {}, round.accepted};
        for (DraftPass& made : round.drafts)
            step.round->drafts.push_back(std::move(made.draft));
    }
    return step;
}

} // namespace exitscope
