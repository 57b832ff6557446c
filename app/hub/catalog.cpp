#include "hub/catalog.h"

#include "common/bundledmodel.h"
#include "common/resourcefile.h"
#include "model/placement.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace exitscope {

namespace {

ModelConfig shapeOf(const QJsonObject& text)
{
    ModelConfig shape;
    shape.layers = text["layers"].toInt();
    shape.width = text["width"].toInt();
    shape.mlpWidth = text["mlp_width"].toInt();
    shape.heads = text["heads"].toInt();
    shape.kvHeads = text["kv_heads"].toInt();
    shape.headDim = text["head_dim"].toInt();
    shape.vocabulary = text["vocabulary"].toInt();
    shape.contextLength = text["context"].toInt();
    shape.tiedHead = text["tied_head"].toBool();
    return shape;
}

std::optional<OfferedModel> bundled()
{
    const std::filesystem::path folder = bundledModelFolder();
    if (folder.empty())
        return std::nullopt;
    OfferedModel model;
    model.name = QString::fromStdString(folder.filename().string());
    model.folder = QString::fromStdString(folder.string());
    model.summary = "comes with Exitscope; 12 layers, trained on fairy tales";
    model.licence = "GPL-3.0-or-later";
    try {
        model.shape = readModelConfig(folder);
    } catch (const Error&) {
        return std::nullopt; // another model, which the program itself would refuse with a reason
    }
    model.parameters = parametersOf(model.shape);
    return model;
}

} // namespace

std::int64_t OfferedModel::weightBytes() const
{
    return parameters * static_cast<std::int64_t>(rowBytes(stored, 1));
}

Result<std::vector<OfferedModel>> readCatalog()
{
    const std::string name = resourceFile("models/catalog.json").string();
    QFile file(QString::fromStdString(name));
    if (name.empty() || !file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::FileMissing, "The list of models on offer, models/catalog.json, is "
                                             "not with the program; install Exitscope again.");
    const QJsonObject catalog = QJsonDocument::fromJson(file.readAll()).object();
    const std::optional<WeightFormat> stored =
        weightFormatNamed(catalog["stored"].toString().toStdString());
    std::vector<OfferedModel> models;
    if (std::optional<OfferedModel> own = bundled())
        models.push_back(std::move(*own));
    for (const auto& value : catalog["models"].toArray()) {
        const QJsonObject one = value.toObject();
        OfferedModel model;
        model.name = one["name"].toString();
        model.summary = one["summary"].toString();
        model.licence = catalog["licence"].toString();
        model.gated = catalog["gated"].toBool();
        model.shape = shapeOf(one["shape"].toObject());
        model.parameters = one["parameters"].toInteger();
        if (!stored || model.name.isEmpty() || model.parameters != parametersOf(model.shape))
            return Error(ErrorCode::FileDamaged, name + " is damaged at \"" +
                                                     model.name.toStdString() +
                                                     "\"; install Exitscope again.");
        model.stored = *stored;
        models.push_back(std::move(model));
    }
    return models;
}

std::int64_t parametersOf(const ModelConfig& shape)
{
    const std::int64_t width = shape.width;
    const std::int64_t table = shape.vocabulary * width;
    const std::int64_t queries = std::int64_t{shape.heads} * shape.headDim;
    const std::int64_t keys = std::int64_t{shape.kvHeads} * shape.headDim;
    const std::int64_t layer =
        width * (2 * queries + 2 * keys + 3 * std::int64_t{shape.mlpWidth} + 2);
    return (shape.tiedHead ? 1 : 2) * table + shape.layers * layer + width;
}

std::vector<DtypeNeed> dtypeNeeds(const ModelConfig& shape, WeightFormat stored,
                                  std::optional<std::size_t> freeBytes)
{
    std::vector<DtypeNeed> needs;
    for (const WeightFormat format : allWeightFormats) {
        const std::size_t bytes = bytesOnCpu(
            shape.layers, memoryNeed(shape, format, keyValueFormat(format, stored), stored));
        needs.push_back({format, static_cast<std::int64_t>(bytes),
                         freeBytes ? std::optional(bytes <= *freeBytes) : std::nullopt});
    }
    return needs;
}

} // namespace exitscope
