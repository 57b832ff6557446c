#include "widgets/exporttable.h"

#include "trace/documentparts.h"

#include <QLocale>

#include <charconv>
#include <cmath>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

constexpr int formatVersion = 1;

bool isNumber(const QVariant& value)
{
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
}

bool isKnown(const QVariant& value)
{
    return value.isValid() && !(isNumber(value) && !std::isfinite(value.toDouble()));
}

QByteArray fieldOf(const QVariant& value)
{
    if (!isKnown(value))
        return {};
    if (isNumber(value))
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest).toLatin1();
    QByteArray text = value.toString().toUtf8();
    const bool isPlain =
        !text.contains(',') && !text.contains('"') && !text.contains('\n') && !text.contains('\r');
    return isPlain ? text : '"' + text.replace('"', "\"\"") + '"';
}

Json jsonOf(const QVariant& value)
{
    if (!isKnown(value))
        return nullptr;
    if (isNumber(value))
        return value.toDouble();
    if (value.typeId() == QMetaType::Bool)
        return value.toBool();
    if (value.canConvert<qlonglong>() && value.typeId() != QMetaType::QString)
        return value.toLongLong();
    return value.toString().toStdString();
}

} // namespace

QVariant exportNumber(float value)
{
    if (!std::isfinite(value))
        return {};
    char digits[64];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    return QByteArray(digits, end - digits).toDouble();
}

QByteArray tableAsCsv(const ExportTable& table)
{
    QByteArray csv;
    const auto addRow = [&csv](const auto& values) {
        QByteArrayList fields;
        for (const auto& value : values)
            fields << fieldOf(value);
        csv += fields.join(',') + "\r\n";
    };
    addRow(table.columns);
    for (const QVariantList& row : table.rows)
        addRow(row);
    return csv;
}

QByteArray tableAsJson(const ExportTable& table, const QString& title, const Run* run)
{
    Json document{{"format_version", formatVersion}, {"title", title.toStdString()}};
    if (run) {
        document["model"] = modelPart(run->model);
        document["settings"] = settingsPart(run->settingsAt(0));
    }
    Json& columns = document["columns"] = Json::array();
    for (const QString& column : table.columns)
        columns.push_back(column.toStdString());
    Json& rows = document["rows"] = Json::array();
    for (const QVariantList& row : table.rows) {
        Json object = Json::object();
        for (qsizetype i = 0; i < table.columns.size(); ++i)
            object[table.columns[i].toStdString()] = jsonOf(row.value(i));
        rows.push_back(std::move(object));
    }
    return QByteArray::fromStdString(document.dump(-1, ' ', false, Json::error_handler_t::replace) +
                                     '\n');
}

} // namespace exitscope
