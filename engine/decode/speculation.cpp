#include "decode/speculation.h"

#include "decode/stopwatch.h"

#include <utility>

namespace exitscope {

Speculation::Speculation(Sequence& sequence, const Settings& settings, RoundText text,
                         const Hooks& hooks)
    : m_sequence(sequence)
    , m_settings(settings)
    , m_text(std::move(text))
    , m_hooks(hooks)
    , m_index(m_text.index())
{
    m_pending.assign(m_text.ids.begin() + (m_text.atPrompt() ? 0 : m_text.firstPosition()),
                     m_text.ids.end());
    m_result.firstPosition = m_text.firstPosition();
}

RoundResult Speculation::run(int drafts)
{
    const int lastLayer = m_sequence.layers() - 1;
    m_sequence.columns.begin(m_result.firstPosition, drafts + 1, m_settings.watch ? 0 : lastLayer);
    for (int i = 0; i < drafts && !m_result.cancelled; ++i) {
        if (!draft() || m_hooks.endsText(m_text.ids.back()))
            break;
    }
    if (!m_result.cancelled && verify())
        choose();
    return std::move(m_result);
}

void Speculation::appendPending()
{
    m_sequence.staircase.append(m_pending);
    m_pending.clear();
}

/// False when cancelled.
bool Speculation::draft()
{
    const int rows = static_cast<int>(m_pending.size());
    appendPending();
    m_sequence.steps.expect(m_text.index(), static_cast<int>(m_result.drafts.size()));
    DraftPass made;
    made.pass = TokenPass(m_sequence, m_settings, PassKind::Draft, rows).run(m_hooks.cancelled);
    const auto& carried = made.pass.carried;
    m_result.carried.insert(m_result.carried.end(), carried.begin(), carried.end());
    if (made.pass.cancelled) {
        m_result.cancelled = true;
        return false;
    }
    const Stopwatch head;
    const int exit = made.pass.exitLayer;
    requireFinite(m_sequence.reader.isFinite(exit), m_text.index(), exit);
    made.pass.scoringMs += head.milliseconds();
    const Stopwatch watch;
    const Choice choice = chooseToken(m_sequence.reader.logits(exit), m_settings.sampling,
                                      m_text.ids, static_cast<std::uint64_t>(m_text.index()));
    made.pass.samplingMs = watch.milliseconds();
    made.draft = {choice.id, m_hooks.bytes(choice.id), exit};
    if (m_hooks.onDraft)
        m_hooks.onDraft(made.draft);
    m_pending = {choice.id};
    m_text.ids.push_back(choice.id);
    m_result.drafts.push_back(std::move(made));
    return true;
}

/// The layers above the drafts', on all that waits. False when cancelled.
bool Speculation::verify()
{
    const Stopwatch watch;
    appendPending();
    const CatchUp work = catchUp(m_sequence, m_sequence.layers(), m_hooks.cancelled);
    m_result.carried.insert(m_result.carried.end(), work.carried.begin(), work.carried.end());
    m_result.verificationMs = watch.milliseconds();
    m_result.cancelled = !work.finished;
    return work.finished;
}

/// The whole model's tokens, one by one, as long as the drafts foresaw them.
void Speculation::choose()
{
    const std::string dtype = m_sequence.staircase.model().dtype();
    const std::span<const int> history = m_text.ids;
    for (std::size_t column = 0; column <= m_result.drafts.size(); ++column) {
        const int index = m_index + static_cast<int>(column);
        const Stopwatch head;
        requireFinite(m_sequence.columns.isFinite(static_cast<int>(column)), index,
                      m_sequence.layers() - 1);
        m_result.scoringMs += head.milliseconds();
        const Stopwatch watch;
        const std::span<const float> logits = m_sequence.columns.logits(static_cast<int>(column));
        const auto before = static_cast<std::size_t>(m_text.prompt + index);
        const Choice choice = chooseToken(logits, m_settings.sampling, history.first(before),
                                          static_cast<std::uint64_t>(index));
        m_result.choices.push_back(choice);
        if (const auto close = closeCall(choice, logits, dtype, index))
            m_result.closeCalls.push_back(*close);
        m_result.samplingMs += watch.milliseconds();
        if (column == m_result.drafts.size() || m_result.drafts[column].draft.id != choice.id)
            break;
        ++m_result.accepted;
        if (m_hooks.endsText(choice.id))
            break;
    }
}

void requireFinite(bool finite, int index, int layer)
{
    if (!finite)
        throw Error(ErrorCode::FileDamaged,
                    "Token " + std::to_string(index + 1) +
                        " could not be written: the logits of layer " + std::to_string(layer) +
                        " are not numbers; the checkpoint is damaged, or needs fp32.");
}

} // namespace exitscope
