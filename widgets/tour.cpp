#include "widgets/tour.h"

#include "trace/settingsjson.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <utility>

namespace exitscope {

namespace {

constexpr std::array languages{"en", "de"};

constexpr std::array commands{
    std::pair{"run", TourCommand::Run},
    std::pair{"one_token", TourCommand::OneToken},
    std::pair{"one_layer", TourCommand::OneLayer},
    std::pair{"stop", TourCommand::Stop},
    std::pair{"get_models", TourCommand::GetModels},
};

QString string(const JsonNode& node)
{
    return QString::fromStdString(node.text());
}

TourText tourText(const JsonNode& node)
{
    std::map<QString, QString> all;
    all[QStringLiteral("en")] = string(node["en"]);
    for (const char* language : languages) {
        if (node.has(language))
            all[QLatin1String(language)] = string(node[language]);
    }
    return TourText(std::move(all));
}

TourCommand tourCommand(const JsonNode& node)
{
    const std::string name = node.text();
    const auto found = std::ranges::find(
        commands, name, [](const auto& command) { return std::string_view(command.first); });
    if (found == commands.end())
        node.fail("is \"" + name + "\", which is no command");
    return found->second;
}

/// `action` names settings by their fields in run files; the others are as they are by default.
Settings tourSettings(const nlohmann::json& action)
{
    nlohmann::json whole = settingsToJson({});
    whole.update(action);
    return settingsFromJson(JsonNode(whole));
}

TourAction tourAction(const JsonNode& node, const nlohmann::json& value)
{
    if (node.has("settings"))
        return tourSettings(value["settings"]);
    if (node.has("prompt"))
        return TourPrompt{string(node["prompt"])};
    if (node.has("command"))
        return tourCommand(node["command"]);
    if (node.has("page"))
        return TourPage{string(node["page"])};
    if (node.has("select")) {
        const JsonNode place = node["select"];
        return TourSelection{place["token"].integer(-1'000'000),
                             place.has("layer") ? place["layer"].integer(-1) : -1};
    }
    node.fail("is no action that this version knows");
}

TourStep tourStep(const JsonNode& node, const nlohmann::json& value)
{
    TourStep step{tourText(node["title"]), tourText(node["text"]), {}, {}};
    if (node.has("target"))
        step.target = string(node["target"]);
    if (node.has("do")) {
        const JsonNode actions = node["do"];
        for (std::size_t i = 0; i < actions.size(); ++i)
            step.actions.push_back(tourAction(actions.at(i), value["do"][i]));
    }
    return step;
}

Tour tourFromJson(const nlohmann::json& document)
{
    const JsonNode node(document);
    Tour tour{string(node["id"]),
              node["order"].integer(0),
              tourText(node["title"]),
              tourText(node["summary"]),
              {}};
    const JsonNode steps = node["steps"];
    if (steps.size() == 0)
        steps.fail("holds no step");
    for (std::size_t i = 0; i < steps.size(); ++i)
        tour.steps.push_back(tourStep(steps.at(i), document["steps"][i]));
    return tour;
}

} // namespace

QString TourText::in(const QString& language) const
{
    const auto found = m_byLanguage.find(language.left(2));
    const auto told = found == m_byLanguage.end() ? m_byLanguage.find(QStringLiteral("en")) : found;
    return told == m_byLanguage.end() ? QString() : told->second;
}

Result<Tour> readTour(const QByteArray& document, const QString& file)
{
    const auto damaged = [&file](const std::string& what) {
        return Error(ErrorCode::FileDamaged,
                     "the tour " + file.toStdString() + " cannot be shown: " + what);
    };
    try {
        return tourFromJson(nlohmann::json::parse(document.begin(), document.end()));
    } catch (const nlohmann::json::exception& exception) {
        return damaged(exception.what());
    } catch (const Error& error) {
        return damaged(error.what());
    }
}

Result<std::vector<Tour>> bundledTours()
{
    std::vector<Tour> tours;
    const QDir folder(QStringLiteral(":/tours"));
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return Error(ErrorCode::FileMissing,
                         "the tour " + name.toStdString() +
                             " cannot be read: " + file.errorString().toStdString());
        auto tour = readTour(file.readAll(), name);
        if (!tour)
            return tour.error();
        tours.push_back(std::move(*tour));
    }
    std::ranges::sort(tours, {}, &Tour::order);
    return tours;
}

} // namespace exitscope
