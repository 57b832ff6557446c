#pragma once

#include "hub/downloadjob.h"

#include <QObject>

#include <memory>
#include <vector>

namespace exitscope {

/// Downloads models one after the other, in the order in which they were asked for; one that is
/// paused lets the next begin. Ends with its owner, and what has arrived stays. GUI thread.
class DownloadQueue : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        None, ///< not in the queue
        Queued,
        Running,
        Paused,
    };

    explicit DownloadQueue(HubSettings settings, QObject* parent = nullptr);
    ~DownloadQueue() override;

    State state(const ModelName& name) const;
    /// The last that was reported; of one that is not in the queue nothing is.
    DownloadProgress progress(const ModelName& name) const;
    bool isEmpty() const { return m_items.empty(); }

    /// Puts it at the end, also where it was paused. `token` may be empty.
    void start(const ModelName& name, const QString& token);
    void pause(const ModelName& name);
    /// Takes it out; failed(Cancelled) follows.
    void cancel(const ModelName& name);

Q_SIGNALS:
    /// State or progress.
    void changed(const exitscope::ModelName& name);
    void listed(const exitscope::RemoteModel& model);
    /// It is out of the queue.
    void finished(const exitscope::ModelName& name);
    void failed(const exitscope::ModelName& name, const exitscope::HubError& error);

private:
    struct Item
    {
        ModelName name;
        QString token;
        State state = State::Queued;
        std::unique_ptr<DownloadJob> job; ///< null until its turn comes
    };
    Item* find(const ModelName& name) const;
    void begin(Item& item);
    void advance();
    void drop(const ModelName& name);

    HubSettings m_settings;
    std::vector<std::unique_ptr<Item>> m_items;
};

} // namespace exitscope
