#include "desktop/runtail.h"

#include <algorithm>
#include <iterator>

namespace exitscope {

namespace {

template <typename T>
void copyFrom(const std::vector<T>& all, std::size_t& from, std::vector<T>& rest)
{
    from = std::min(from, all.size());
    rest.assign(all.begin() + static_cast<std::ptrdiff_t>(from), all.end());
}

template <typename T>
void replaceFrom(std::vector<T>& all, std::size_t from, std::vector<T>& rest)
{
    all.resize(from);
    std::ranges::move(rest, std::back_inserter(all));
}

} // namespace

RunExtent extentOf(const Run& run)
{
    return {run.tokens.size(), run.events.size(), run.ties.size(), run.closeCalls.size(),
            run.rounds.size()};
}

RunTail tailOf(const Run& run, RunExtent from)
{
    RunTail tail;
    Run& rest = tail.rest;
    rest.model = run.model;
    rest.prompt = run.prompt;
    rest.promptIds = run.promptIds;
    // The newest entry may have been replaced, and they are few.
    rest.settings = run.settings;
    rest.finishReason = run.finishReason;
    rest.prefillSeconds = run.prefillSeconds;
    rest.decodeSeconds = run.decodeSeconds;
    rest.fullDepth = run.fullDepth;
    copyFrom(run.tokens, from.tokens, rest.tokens);
    copyFrom(run.events, from.events, rest.events);
    copyFrom(run.ties, from.ties, rest.ties);
    copyFrom(run.closeCalls, from.closeCalls, rest.closeCalls);
    copyFrom(run.rounds, from.rounds, rest.rounds);
    tail.from = from;
    return tail;
}

void putTail(RunTail tail, Run& run)
{
    Run& rest = tail.rest;
    replaceFrom(run.tokens, tail.from.tokens, rest.tokens);
    replaceFrom(run.events, tail.from.events, rest.events);
    replaceFrom(run.ties, tail.from.ties, rest.ties);
    replaceFrom(run.closeCalls, tail.from.closeCalls, rest.closeCalls);
    replaceFrom(run.rounds, tail.from.rounds, rest.rounds);
    // The lists are whole now; the rest of it is taken over with them.
    rest.tokens.swap(run.tokens);
    rest.events.swap(run.events);
    rest.ties.swap(run.ties);
    rest.closeCalls.swap(run.closeCalls);
    rest.rounds.swap(run.rounds);
    run = std::move(rest);
}

} // namespace exitscope
