#pragma once

#include "trace/settings.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <stdexcept>
#include <vector>

namespace exitscope::test {

/// A golden file: greedy results of another implementation, case by case.
inline QJsonObject readGolden(const std::filesystem::path& file)
{
    QFile input(QString::fromStdString(file.string()));
    if (!input.open(QIODevice::ReadOnly))
        throw std::runtime_error("cannot read " + file.string());
    return QJsonDocument::fromJson(input.readAll()).object();
}

inline std::vector<int> intsOf(const QJsonValue& array)
{
    std::vector<int> result;
    for (const auto& value : array.toArray())
        result.push_back(value.toInt());
    return result;
}

/// The rule of one case; none where it names no criterion.
inline Rule ruleOf(const QJsonObject& golden)
{
    ParameterValues values;
    const QJsonObject params = golden["params"].toObject();
    for (auto it = params.begin(); it != params.end(); ++it)
        values[it.key().toStdString()] = it.value().toDouble();
    return makeRule(golden["criterion"].toString().toStdString(), values);
}

/// Greedy, past eos, as many steps as the case has tokens.
inline Settings goldenSettings(const QJsonObject& golden)
{
    Settings settings;
    settings.sampling.sample = false;
    settings.ignoreEos = true;
    settings.maxSteps = static_cast<int>(golden["tokens"].toArray().size());
    settings.rule = ruleOf(golden);
    return settings;
}

} // namespace exitscope::test
