#include "desktop/downloadqueue.h"

#include <algorithm>

namespace exitscope {

DownloadQueue::DownloadQueue(HubSettings settings, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{}

DownloadQueue::~DownloadQueue() = default;

DownloadQueue::Item* DownloadQueue::find(const ModelName& name) const
{
    const auto found =
        std::ranges::find_if(m_items, [&name](const auto& item) { return item->name == name; });
    return found == m_items.end() ? nullptr : found->get();
}

DownloadQueue::State DownloadQueue::state(const ModelName& name) const
{
    const Item* item = find(name);
    return item ? item->state : State::None;
}

DownloadProgress DownloadQueue::progress(const ModelName& name) const
{
    const Item* item = find(name);
    return item && item->job ? item->job->progress() : DownloadProgress();
}

void DownloadQueue::start(const ModelName& name, const QString& token)
{
    const auto found =
        std::ranges::find_if(m_items, [&name](const auto& item) { return item->name == name; });
    if (found == m_items.end()) {
        m_items.push_back(std::make_unique<Item>(Item{name, token, State::Queued, nullptr}));
    } else {
        if ((*found)->state != State::Paused)
            return;
        (*found)->state = State::Queued;
        std::rotate(found, found + 1, m_items.end());
    }
    Q_EMIT changed(name);
    advance();
}

void DownloadQueue::pause(const ModelName& name)
{
    Item* item = find(name);
    if (!item || item->state == State::Paused)
        return;
    if (item->state == State::Running)
        item->job->pause();
    item->state = State::Paused;
    Q_EMIT changed(name);
    advance();
}

void DownloadQueue::cancel(const ModelName& name)
{
    Item* item = find(name);
    if (!item)
        return;
    if (item->job)
        return item->job->cancel();
    drop(name);
    Q_EMIT failed(name, {HubError::Kind::Cancelled, {}, {}, {}});
}

void DownloadQueue::begin(Item& item)
{
    item.state = State::Running;
    if (item.job) {
        item.job->resume();
    } else {
        item.job = std::make_unique<DownloadJob>(item.name, m_settings, item.token);
        DownloadJob* job = item.job.get();
        connect(job, &DownloadJob::listed, this, &DownloadQueue::listed);
        connect(job, &DownloadJob::progressed, this,
                [this, name = item.name] { Q_EMIT changed(name); });
        connect(job, &DownloadJob::finished, this, [this, name = item.name] {
            drop(name);
            Q_EMIT finished(name);
            advance();
        });
        connect(job, &DownloadJob::failed, this, [this, name = item.name](const HubError& error) {
            drop(name);
            Q_EMIT failed(name, error);
            advance();
        });
        job->start();
    }
    Q_EMIT changed(item.name);
}

void DownloadQueue::advance()
{
    const auto first = [this](State state) {
        return std::ranges::find_if(m_items,
                                    [state](const auto& item) { return item->state == state; });
    };
    if (first(State::Running) != m_items.end())
        return;
    if (const auto next = first(State::Queued); next != m_items.end())
        begin(**next);
}

void DownloadQueue::drop(const ModelName& name)
{
    const auto found =
        std::ranges::find_if(m_items, [&name](const auto& item) { return item->name == name; });
    if (found == m_items.end())
        return;
    // The job may be the one that is speaking.
    if (DownloadJob* job = (*found)->job.release()) {
        job->setParent(this);
        job->deleteLater();
    }
    m_items.erase(found);
}

} // namespace exitscope
