#include "hub/huberror.h"

#include "hub/downloadprogress.h"
#include "hub/hubget.h"

namespace exitscope {

namespace {

using Kind = HubError::Kind;

HubError withoutToken(const ModelName& name, const HubSettings& settings, bool hasToken)
{
    const QUrl page = settings.pageOf(name.repository);
    const QString asking = name.repository.isEmpty() ? settings.endpoint.toString() : name.text();
    if (hasToken && !settings.isPrivate())
        return {Kind::NotSecure,
                name.text() +
                    " asks for a token, and tokens are sent over https only; HF_ENDPOINT "
                    "is " +
                    settings.endpoint.toString() + ", so give its https address.",
                page,
                {}};
    return {Kind::TokenNeeded,
            name.text() + " is gated or private: ask for access at " + page.toString() +
                ", make a token that may read at " + settings.endpoint.toString() +
                "/settings/tokens, and give it with exitscope-cli models login.",
            page,
            {}};
}

HubError missing(const HubAnswer& answer, const ModelName& name, const QString& file,
                 const HubSettings& settings)
{
    if (answer.errorCode == QLatin1String("RevisionNotFound"))
        return {Kind::RevisionMissing,
                name.repository + " has no revision \"" + name.revision +
                    "\"; name a branch, tag or commit of it after the @, or leave it out.",
                settings.pageOf(name.repository),
                {}};
    if (!file.isEmpty())
        return {Kind::FileMissing,
                name.text() + " has lost its file " + file +
                    " since it was listed; start the download again.",
                settings.pageOf(name.repository),
                {}};
    return {Kind::ModelMissing,
            "There is no model " + name.repository + " at " + settings.endpoint.toString() +
                ", or it is private: check the name, or log in with exitscope-cli models login.",
            {},
            {}};
}

HubError tooMany(const HubAnswer& answer, const HubSettings& settings, bool hasToken)
{
    return {Kind::TooManyRequests,
            settings.endpoint.host() + " has had too many requests from here; try again " +
                (answer.retrySeconds ? "in " + spelledDuration(*answer.retrySeconds)
                                     : QString("in some minutes")) +
                (hasToken ? "." : ", or log in, which raises the limit."),
            {},
            answer.retrySeconds};
}

HubError failing(const HubAnswer& answer, const HubSettings& settings)
{
    return {Kind::ServerFailed,
            (answer.isOwn ? settings.endpoint.host() : "The server that holds the files") +
                " fails (status " + QString::number(answer.status) +
                "); start again later: what has arrived is kept.",
            {},
            answer.retrySeconds};
}

} // namespace

HubError statusError(const HubAnswer& answer, const ModelName& name, const QString& file,
                     const HubSettings& settings, bool hasToken)
{
    if (answer.status == 429)
        return tooMany(answer, settings, hasToken);
    // Addresses elsewhere are signed for a time; the endpoint gives new ones.
    if (answer.status >= 500 || !answer.isOwn)
        return failing(answer, settings);
    const bool isHidden = answer.errorCode == QLatin1String("RepoNotFound");
    if (answer.status == 404 || (answer.status == 401 && isHidden))
        return missing(answer, name, file, settings);
    if (answer.status == 401 && hasToken && settings.isPrivate())
        return {Kind::TokenRefused,
                settings.endpoint.host() +
                    " does not accept the token: it is wrong or was withdrawn; make one at " +
                    settings.endpoint.toString() +
                    "/settings/tokens and give it with exitscope-cli models login.",
                QUrl(settings.endpoint.toString() + "/settings/tokens"),
                {}};
    if (answer.status == 401)
        return withoutToken(name, settings, hasToken);
    if (answer.status == 403) {
        const QUrl page = settings.pageOf(name.repository);
        return {Kind::AccessNeeded,
                "You have no access to " + name.text() + ": ask for it at " + page.toString() +
                    ", where its licence must be accepted, and let your token read gated "
                    "repositories.",
                page,
                {}};
    }
    return {Kind::BadAnswer,
            settings.endpoint.toString() + " answers with status " +
                QString::number(answer.status) +
                ", which the hub does not; check HF_ENDPOINT and any proxy between.",
            {},
            {}};
}

} // namespace exitscope
