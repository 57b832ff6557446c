#pragma once

#include "hub/huberror.h"
#include "hub/hubsettings.h"
#include "hub/modelname.h"
#include "hub/remotemodel.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QString>

#include <functional>
#include <variant>

namespace exitscope {

/// Short questions to the hub. Each is answered once, later, on this object's thread, which needs
/// an event loop; destroying the object ends questions without an answer.
class HubQuery : public QObject
{
    Q_OBJECT

public:
    explicit HubQuery(HubSettings settings, QObject* parent = nullptr);
    ~HubQuery() override;

    template <typename T>
    using Answer = std::function<void(const std::variant<T, HubError>&)>;

    /// Whose token it is: the user's name. Errors: TokenRefused and those of the network.
    void askWho(const QString& token, Answer<QString> then);
    /// The model's files and sizes; `token` may be empty.
    void askModel(const ModelName& name, const QString& token, Answer<RemoteModel> then);
    /// Whether its files may be downloaded with this token, which may be empty. Answers true, or
    /// TokenNeeded, TokenRefused, AccessNeeded, ModelMissing and those of the network.
    void askAccess(const ModelName& name, const QString& token, Answer<bool> then);

private:
    void ask(const QUrl& address, const QString& token, const ModelName& name, bool headOnly,
             Answer<QByteArray> then);

    HubSettings m_settings;
    QNetworkAccessManager m_network;
};

} // namespace exitscope
