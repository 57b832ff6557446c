#include "desktop/modelshelf.h"

#include <algorithm>
#include <utility>

namespace exitscope {

using Access = ModelEntry::Access;

ModelShelf::ModelShelf(const HubSettings& settings, std::unique_ptr<Keyring> keyring,
                       QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_account(settings, std::move(keyring))
    , m_query(settings)
    , m_queue(settings)
{
    m_disk.setMaxThreadCount(1);
    connect(&m_account, &HubAccount::changed, this, qOverload<>(&ModelShelf::askAccess));
    connect(&m_queue, &DownloadQueue::changed, this, &ModelShelf::tell);
    connect(&m_queue, &DownloadQueue::listed, this, [this](const RemoteModel& model) {
        if (ModelEntry* one = entry(model.name))
            one->remote = model;
        tell(model.name);
    });
    connect(&m_queue, &DownloadQueue::finished, this, [this](const ModelName& name) {
        refresh();
        Q_EMIT downloaded(name);
    });
    connect(&m_queue, &DownloadQueue::failed, this,
            [this](const ModelName& name, const HubError& error) {
                const bool isWanted = error.kind == HubError::Kind::Cancelled;
                if (ModelEntry* one = entry(name); one && !isWanted)
                    one->error = error;
                refresh();
                if (!isWanted)
                    Q_EMIT downloadFailed(name, error);
            });
}

ModelShelf::~ModelShelf()
{
    m_disk.waitForDone();
}

const ModelEntry* ModelShelf::find(const ModelName& name) const
{
    const int index = indexOf(name);
    return index < 0 ? nullptr : &m_scan.models[static_cast<std::size_t>(index)];
}

int ModelShelf::indexOf(const ModelName& name) const
{
    const auto found = std::ranges::find(m_scan.models, name, &ModelEntry::name);
    return found == m_scan.models.end() ? -1 : static_cast<int>(found - m_scan.models.begin());
}

ModelEntry* ModelShelf::entry(const ModelName& name)
{
    return const_cast<ModelEntry*>(std::as_const(*this).find(name));
}

void ModelShelf::tell(const ModelName& name)
{
    if (const int index = indexOf(name); index >= 0)
        Q_EMIT changed(index);
}

void ModelShelf::refresh()
{
    m_disk.start([this, id = ++m_scanId, settings = m_settings, asked = m_asked] {
        auto scan = std::make_shared<ModelScan>(scanModels(settings, asked));
        QMetaObject::invokeMethod(
            this,
            [this, id, scan] {
                if (id == m_scanId)
                    takeScan(std::move(*scan));
            },
            Qt::QueuedConnection);
    });
}

void ModelShelf::takeScan(ModelScan scan)
{
    for (ModelEntry& each : scan.models) {
        const ModelEntry* before = find(each.name);
        if (!before)
            continue;
        each.remote = before->remote;
        each.error = before->error;
        each.access = before->access;
    }
    const auto same = [](const ModelEntry& a, const ModelEntry& b) { return a.name == b.name; };
    if (std::ranges::equal(scan.models, m_scan.models, same)) {
        m_scan = std::move(scan);
        for (int i = 0; i < static_cast<int>(m_scan.models.size()); ++i)
            Q_EMIT changed(i);
    } else {
        Q_EMIT aboutToReset();
        m_scan = std::move(scan);
        Q_EMIT wasReset();
        askAccess();
    }
    if (!m_scan.problem.isEmpty())
        Q_EMIT failed(m_scan.problem);
}

void ModelShelf::look(const ModelName& name)
{
    if (find(name))
        return Q_EMIT found(name);
    m_query.askModel(name, m_account.token(),
                     [this, name](const std::variant<RemoteModel, HubError>& answer) {
                         if (const auto* error = std::get_if<HubError>(&answer))
                             return Q_EMIT notFound(name, *error);
                         if (!find(name)) {
                             m_asked.push_back(name);
                             ModelEntry one;
                             one.name = name;
                             one.remote = std::get<RemoteModel>(answer);
                             one.access = one.remote->gated ? Access::Gated : Access::Open;
                             Q_EMIT aboutToReset();
                             m_scan.models.push_back(std::move(one));
                             Q_EMIT wasReset();
                             refresh(); // it may be here already, under another revision
                             askAccess(name);
                         }
                         Q_EMIT found(name);
                     });
}

void ModelShelf::askAccess()
{
    for (const ModelEntry& each : m_scan.models)
        askAccess(each.name);
}

void ModelShelf::askAccess(const ModelName& name)
{
    ModelEntry* one = entry(name);
    const bool isGated = one && (one->access == Access::Gated || one->access == Access::Granted ||
                                 one->access == Access::Refused);
    if (!isGated)
        return;
    if (m_account.token().isEmpty() || m_account.problem())
        return setAccess(name, Access::Gated);
    if (one->isHere())
        return;
    m_query.askAccess(name, m_account.token(),
                      [this, name](const std::variant<bool, HubError>& answer) {
                          const auto* error = std::get_if<HubError>(&answer);
                          if (!error)
                              setAccess(name, Access::Granted);
                          else if (error->kind == HubError::Kind::AccessNeeded)
                              setAccess(name, Access::Refused);
                      });
}

void ModelShelf::setAccess(const ModelName& name, Access access)
{
    ModelEntry* one = entry(name);
    if (!one || one->access == access)
        return;
    one->access = access;
    tell(name);
}

void ModelShelf::download(const ModelName& name)
{
    ModelEntry* one = entry(name);
    if (!one || one->isBundled())
        return;
    one->error.reset();
    m_queue.start(name, m_account.token());
}

void ModelShelf::forgetError(const ModelName& name)
{
    if (ModelEntry* one = entry(name))
        one->error.reset();
}

void ModelShelf::remove(const ModelName& name)
{
    m_disk.start([this, name, cache = ModelCache(m_settings.cache)] {
        const Result<Removal> removal = cache.remove(name);
        QMetaObject::invokeMethod(
            this,
            [this, name, removal] {
                refresh();
                if (removal)
                    Q_EMIT removed(name, removal->bytes);
                else
                    Q_EMIT failed(QString::fromUtf8(removal.error().what()));
            },
            Qt::QueuedConnection);
    });
}

} // namespace exitscope
