#include "desktop/ruleprofiles.h"

#include "trace/settingsjson.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

const QLatin1String profilesKey("rules/profiles");
const QLatin1String asideKey("rules/damaged");
constexpr const char* formatName = "exitscope-rules";
constexpr int formatVersion = 1;
/// How many layers there are, only the model knows.
constexpr int mostLayers = 1'000'000;

struct RuleProfilesText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::RuleProfilesText)
};

RuleProfile profileFrom(const Json& entry)
{
    const JsonNode node(entry);
    RuleProfile profile;
    // Without a name it is nothing that anyone could choose.
    profile.name = QString::fromStdString(node["name"].text());
    try {
        Settings settings = settingsFromJson(node["settings"]);
        validate(settings, mostLayers);
        profile.settings = std::move(settings);
    } catch (const Error& error) {
        profile.kept = entry.dump();
        profile.problem =
            RuleProfilesText::tr("The rule profile “%1” cannot be used: %2. It is kept as it is.")
                .arg(profile.name, QString::fromStdString(error.what()));
    }
    return profile;
}

/// What was put aside before stays.
QString freeKey(const QSettings& settings)
{
    QString key = asideKey;
    for (int number = 2; settings.contains(key); ++number)
        key = asideKey + QString::number(number);
    return key;
}

bool isNewer(std::string_view content)
{
    try {
        RuleProfiles::fromJson(content);
    } catch (const Error& error) {
        return error.code() == ErrorCode::Unsupported;
    }
    return false;
}

/// Where texts are equal to a reader, they still differ here.
bool isBefore(const RuleProfile& a, const RuleProfile& b)
{
    const int order = QString::localeAwareCompare(a.name, b.name);
    return order != 0 ? order < 0 : a.name < b.name;
}

} // namespace

Settings withRuleOf(const Settings& settings, const Settings& profile)
{
    Settings result = settings;
    result.rule = profile.rule;
    result.exitLayerLimit = profile.exitLayerLimit;
    result.strategy = profile.strategy;
    result.numSpeculations = profile.numSpeculations;
    result.kvPolicy = profile.kvPolicy;
    result.promptExit = profile.promptExit;
    result.maxWaiting = profile.maxWaiting;
    result.scoring = profile.scoring;
    return result;
}

Settings ruleOf(const Settings& settings)
{
    return withRuleOf({}, settings);
}

RuleProfiles RuleProfiles::fromJson(std::string_view content)
{
    const Json document = Json::parse(content, nullptr, false);
    if (document.is_discarded())
        throw Error(ErrorCode::FileDamaged, "it is no JSON document");
    const JsonNode node(document);
    if (node["format"].text() != formatName)
        node["format"].fail(std::string("should be \"") + formatName + '"');
    const int version = node["version"].integer(1);
    if (version > formatVersion)
        throw Error(ErrorCode::Unsupported, "it has format version " + std::to_string(version) +
                                                ", and this program reads " +
                                                std::to_string(formatVersion) +
                                                "; open it with a newer one");
    const JsonNode list = node["rules"];
    RuleProfiles profiles;
    for (std::size_t i = 0; i < list.size(); ++i) {
        list.at(i)["name"].text();
        profiles.set(profileFrom(document["rules"][i]));
    }
    return profiles;
}

std::string RuleProfiles::toJson() const
{
    Json rules = Json::array();
    for (const RuleProfile& profile : m_all) {
        if (profile.settings)
            rules.push_back({{"name", JsonNode::fromText(profile.name.toStdString())},
                             {"settings", settingsToJson(*profile.settings)}});
        else
            rules.push_back(Json::parse(profile.kept));
    }
    return Json{{"format", formatName}, {"version", formatVersion}, {"rules", std::move(rules)}}
               .dump(2) +
           '\n';
}

RuleProfiles RuleProfiles::stored()
{
    QSettings settings;
    const QString kept = settings.value(profilesKey).toString();
    if (kept.isEmpty())
        return {};
    try {
        return fromJson(kept.toStdString());
    } catch (const Error& error) {
        RuleProfiles none;
        if (error.code() == ErrorCode::Unsupported) {
            none.m_problem = RuleProfilesText::tr(
                                 "The stored rule profiles cannot be read: %1. They stay as they "
                                 "are, and none are saved beside them.")
                                 .arg(QString::fromStdString(error.what()));
            return none;
        }
        const QString aside = freeKey(settings);
        settings.setValue(aside, kept);
        settings.remove(profilesKey);
        none.m_problem =
            RuleProfilesText::tr(
                "The stored rule profiles cannot be read: %1. They were put aside as %2 in %3.")
                .arg(QString::fromStdString(error.what()), aside, settings.fileName());
        return none;
    }
}

bool RuleProfiles::store() const
{
    QSettings settings;
    if (isNewer(settings.value(profilesKey).toString().toStdString()))
        return false;
    settings.setValue(profilesKey, QString::fromStdString(toJson()));
    return true;
}

QString RuleProfiles::refusal()
{
    return RuleProfilesText::tr(
               "The rule profiles were not saved: those in %1 are of a newer version of Exitscope; "
               "export yours to a file, or open them with the newer one.")
        .arg(QSettings().fileName());
}

const RuleProfile* RuleProfiles::find(const QString& name) const
{
    const auto found = std::ranges::find(m_all, name, &RuleProfile::name);
    return found == m_all.end() ? nullptr : &*found;
}

const RuleProfile* RuleProfiles::find(const Settings& settings) const
{
    const Settings rule = ruleOf(settings);
    const auto found = std::ranges::find_if(
        m_all, [&](const RuleProfile& profile) { return profile.settings == rule; });
    return found == m_all.end() ? nullptr : &*found;
}

QStringList RuleProfiles::problems() const
{
    QStringList problems;
    if (!m_problem.isEmpty())
        problems << m_problem;
    for (const RuleProfile& profile : m_all) {
        if (!profile.settings)
            problems << profile.problem;
    }
    return problems;
}

void RuleProfiles::set(const QString& name, const Settings& settings)
{
    set(RuleProfile{name, ruleOf(settings), {}, {}});
}

void RuleProfiles::set(RuleProfile profile)
{
    remove(profile.name);
    const auto place = std::ranges::upper_bound(m_all, profile, isBefore);
    m_all.insert(place, std::move(profile));
}

void RuleProfiles::rename(const QString& from, const QString& to)
{
    const RuleProfile* found = find(from);
    // What is kept as it is has its name inside.
    if (!found || !found->settings || find(to))
        return;
    RuleProfile profile = *found;
    profile.name = to;
    remove(from);
    set(std::move(profile));
}

void RuleProfiles::remove(const QString& name)
{
    std::erase_if(m_all, [&name](const RuleProfile& profile) { return profile.name == name; });
}

} // namespace exitscope
