#pragma once

#include "base/error.h"
#include "trace/settings.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// A rule under a name: what lets tokens out, and how that is carried out. A value type.
struct RuleProfile
{
    QString name;
    std::optional<Settings> settings; ///< nothing where it is not understood
    QString problem;                  ///< then why, a sentence
    std::string kept;                 ///< then what was stored, which stays as it is
};

/// What of `settings` belongs to a rule: criteria with thresholds, patience and layers, scoring,
/// strategy and cache policy. The rest is as in new Settings.
Settings ruleOf(const Settings& settings);
/// `settings` with the rule of `profile`; length, sampling and watching stay.
Settings withRuleOf(const Settings& settings, const Settings& profile);

/// The named rules of a user, in the order of their names. A value type.
class RuleProfiles
{
public:
    /// What the settings of the program hold. What cannot be read as a whole is put aside there;
    /// what a newer version wrote stays.
    static RuleProfiles stored();
    /// Throws Error(FileDamaged) for what is no such document, Error(Unsupported) for a newer one.
    static RuleProfiles fromJson(std::string_view content);

    /// False, and nothing is written, where profiles of a newer version would be lost.
    [[nodiscard]] bool store() const;
    /// Why store() wrote nothing, a sentence.
    static QString refusal();
    /// A document, format version 1; profiles that are not understood are in it as they were.
    std::string toJson() const;

    const std::vector<RuleProfile>& all() const { return m_all; }
    const RuleProfile* find(const QString& name) const;
    /// The one that is `settings`' rule, or nullptr.
    const RuleProfile* find(const Settings& settings) const;
    /// Why profiles, or all of them, are missing; a sentence each.
    QStringList problems() const;

    /// Adds it, or replaces the one of that name.
    void set(const QString& name, const Settings& settings);
    void set(RuleProfile profile);
    /// The other name must be free.
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);

private:
    std::vector<RuleProfile> m_all;
    QString m_problem;
};

} // namespace exitscope
