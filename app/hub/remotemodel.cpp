#include "hub/remotemodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>

namespace exitscope {

namespace {

const QString singleFile = QStringLiteral("model.safetensors");
const QString indexFile = QStringLiteral("model.safetensors.index.json");

bool isHex(const QString& text, qsizetype digits)
{
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

bool isPart(const QString& name)
{
    static const QRegularExpression part("^model-[0-9]+-of-[0-9]+\\.safetensors\\z");
    return part.match(name).hasMatch();
}

bool isDescription(const QString& name)
{
    static const QSet<QString> names{
        "config.json",           "generation_config.json",  "tokenizer.json", "tokenizer.model",
        "tokenizer_config.json", "special_tokens_map.json", "exitscope.json"};
    return names.contains(name);
}

/// Which of the weights are needed: a repository may hold them in several forms.
bool isWeights(const QString& name, bool hasIndex)
{
    return hasIndex ? name == indexFile || isPart(name) : name == singleFile;
}

/// Nothing where the entry's checksum is none.
std::optional<RemoteFile> fileOf(const QJsonObject& entry)
{
    RemoteFile file;
    file.name = entry["rfilename"].toString();
    const QJsonObject large = entry["lfs"].toObject();
    file.isLarge = !large.isEmpty();
    file.size = (file.isLarge ? large["size"] : entry["size"]).toInteger(-1);
    file.etag = (file.isLarge ? large["sha256"] : entry["blobId"]).toString();
    if (file.size < 0 || !isHex(file.etag, file.isLarge ? 64 : 40))
        return std::nullopt;
    return file;
}

HubError badList(const ModelName& name, const QString& what)
{
    return {HubError::Kind::BadAnswer,
            "The list of the files of " + name.text() + ' ' + what +
                "; check HF_ENDPOINT, or try again later.",
            {},
            {}};
}

HubError noSafetensors(const ModelName& name, const QStringList& others)
{
    return {HubError::Kind::NoSafetensors,
            name.text() + " holds no model.safetensors" +
                (others.isEmpty()
                     ? QString()
                     : ", only " + others.first() + (others.size() > 1 ? " and the like" : "")) +
                "; Exitscope opens safetensors only, so choose another repository or have it "
                "converted.",
            {},
            {}};
}

} // namespace

std::int64_t RemoteModel::bytes() const
{
    std::int64_t sum = 0;
    for (const RemoteFile& file : files)
        sum += file.size;
    return sum;
}

std::variant<RemoteModel, HubError> readRemoteModel(const QByteArray& answer, const ModelName& name)
{
    const QJsonObject list = QJsonDocument::fromJson(answer).object();
    RemoteModel model{name, list["sha"].toString(), false, {}};
    if (list.isEmpty() || !list["siblings"].isArray())
        return badList(name, "is none");
    if (!isHex(model.commit, 40))
        return badList(name, "names no commit");
    model.gated = list["gated"].isString() || list["gated"].toBool();
    const QJsonArray entries = list["siblings"].toArray();
    const bool hasIndex = std::any_of(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.toObject()["rfilename"].toString() == indexFile;
    });
    bool hasWeights = false;
    QStringList others;
    for (const auto& entry : entries) {
        const QString file = entry.toObject()["rfilename"].toString();
        if (!isDescription(file) && !isWeights(file, hasIndex)) {
            if (file.endsWith(".bin") || file.endsWith(".gguf") || file.endsWith(".pth") ||
                file.endsWith(".safetensors"))
                others += file;
            continue;
        }
        const std::optional<RemoteFile> wanted = fileOf(entry.toObject());
        if (!wanted)
            return badList(name, "has no checksum for " + file);
        hasWeights = hasWeights || (file != indexFile && isWeights(file, hasIndex));
        model.files.push_back(*wanted);
    }
    if (!hasWeights)
        return noSafetensors(name, others);
    std::stable_sort(model.files.begin(), model.files.end(),
                     [](const auto& a, const auto& b) { return a.size < b.size; });
    return model;
}

} // namespace exitscope
