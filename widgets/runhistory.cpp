#include "widgets/runhistory.h"

#include "widgets/rundocument.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace exitscope {

namespace {

/// Of what grows with the run.
std::size_t bytesOf(const Run& run)
{
    std::size_t bytes = sizeof(Run) + run.tokens.size() * sizeof(TokenTrace) +
                        run.events.size() * sizeof(CellEvent);
    for (const TokenTrace& token : run.tokens)
        bytes += token.layers.size() * sizeof(LayerStatistics) +
                 token.top.size() * sizeof(TopEntry) + token.cells.size() * sizeof(CellState) +
                 token.caughtUpAt.size() * sizeof(int);
    return bytes;
}

} // namespace

RunHistory::RunHistory(RunDocument* document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{}

const HistoryEntry* RunHistory::find(int id) const
{
    const auto found = std::ranges::find(m_entries, id, &HistoryEntry::id);
    return found == m_entries.end() ? nullptr : &*found;
}

HistoryEntry* RunHistory::entry(int id)
{
    return const_cast<HistoryEntry*>(std::as_const(*this).find(id));
}

std::shared_ptr<const Run> RunHistory::run(int id) const
{
    const HistoryEntry* found = find(id);
    if (!found)
        return nullptr;
    if (id == m_current && m_document)
        return std::make_shared<const Run>(m_document->run());
    return found->run;
}

bool RunHistory::keepCurrent()
{
    // One that was left inside its first token has nothing to show.
    if (const HistoryEntry* left = find(m_current);
        left && left->origin != RunOrigin::File && m_document->isEmpty())
        return std::erase_if(m_entries, [this](const HistoryEntry& entry) {
                   return entry.id == m_current;
               }) > 0;
    if (HistoryEntry* left = entry(m_current)) {
        left->run = std::make_shared<const Run>(m_document->run());
        left->bytes = bytesOf(*left->run);
    }
    return false;
}

std::size_t RunHistory::bytes() const
{
    std::size_t sum = 0;
    for (const HistoryEntry& entry : m_entries)
        sum += entry.id == m_current ? 0 : entry.bytes;
    return sum;
}

void RunHistory::setLimit(std::size_t bytes)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_limit = bytes;
    if (forgetOldest())
        Q_EMIT changed();
}

bool RunHistory::forgetOldest()
{
    const std::size_t before = m_entries.size();
    std::size_t sum = bytes();
    std::erase_if(m_entries, [&](const HistoryEntry& entry) {
        if (sum <= m_limit || entry.id == m_current)
            return false;
        sum -= entry.bytes;
        return true;
    });
    return m_entries.size() < before;
}

int RunHistory::begin(HistoryEntry entry, Run run)
{
    Q_ASSERT(thread() == QThread::currentThread());
    keepCurrent();
    entry.id = ++m_lastId;
    entry.run = nullptr;
    m_entries.push_back(std::move(entry));
    m_current = m_lastId;
    m_document->reset(std::move(run));
    forgetOldest();
    Q_EMIT changed();
    Q_EMIT currentChanged(m_current);
    return m_lastId;
}

void RunHistory::show(int id)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (id == m_current || !find(id))
        return;
    const bool dropped = keepCurrent();
    m_current = id;
    m_document->reset(*find(id)->run);
    if (forgetOldest() || dropped)
        Q_EMIT changed();
    Q_EMIT currentChanged(id);
}

void RunHistory::remove(int id)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (id == m_current)
        return;
    if (std::erase_if(m_entries, [id](const HistoryEntry& entry) { return entry.id == id; }) > 0)
        Q_EMIT changed();
}

} // namespace exitscope
