#pragma once

#include "desktop/downloadqueue.h"
#include "desktop/hubaccount.h"
#include "desktop/modelentry.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <vector>

namespace exitscope {

/// The models that can be had or are here, and what is done with them: finding, downloading,
/// removing. What is on disk is read on a thread of its own. GUI thread; nothing here waits.
class ModelShelf : public QObject
{
    Q_OBJECT

public:
    ModelShelf(const HubSettings& settings, std::unique_ptr<Keyring> keyring,
               QObject* parent = nullptr);
    ~ModelShelf() override;

    const std::vector<ModelEntry>& models() const { return m_scan.models; }
    /// Null where there is none.
    const ModelEntry* find(const ModelName& name) const;
    int indexOf(const ModelName& name) const; ///< -1 where there is none
    std::optional<std::size_t> freeMemory() const { return m_scan.freeMemory; }
    const HubSettings& settings() const { return m_settings; }
    HubAccount* account() { return &m_account; }
    const DownloadQueue* queue() const { return &m_queue; }

    /// Reads the disk again; what the hub has said stays.
    void refresh();
    /// Asks the hub for a model, which becomes a row; found or notFound follows.
    void look(const ModelName& name);
    void download(const ModelName& name);
    void pause(const ModelName& name) { m_queue.pause(name); }
    void cancel(const ModelName& name) { m_queue.cancel(name); }
    void remove(const ModelName& name);
    void forgetError(const ModelName& name);

Q_SIGNALS:
    void aboutToReset();
    void wasReset();
    void changed(int index);
    void found(const exitscope::ModelName& name);
    void notFound(const exitscope::ModelName& name, const exitscope::HubError& error);
    void downloaded(const exitscope::ModelName& name);
    /// Not where it was cancelled.
    void downloadFailed(const exitscope::ModelName& name, const exitscope::HubError& error);
    void removed(const exitscope::ModelName& name, qint64 bytes);
    /// Of the disk.
    void failed(const QString& sentence);

private:
    ModelEntry* entry(const ModelName& name);
    void takeScan(ModelScan scan);
    void askAccess();
    void askAccess(const ModelName& name);
    void setAccess(const ModelName& name, ModelEntry::Access access);
    void tell(const ModelName& name);

    const HubSettings m_settings;
    HubAccount m_account;
    HubQuery m_query;
    DownloadQueue m_queue;
    ModelScan m_scan;
    std::vector<ModelName> m_asked; ///< by name, in this session
    QThreadPool m_disk;
    int m_scanId = 0; ///< an older scan is not taken
};

} // namespace exitscope
