#include "desktop/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QSettings>
#include <QTranslator>

#include <array>
#include <utility>

namespace exitscope {

namespace {

const QLatin1String languageKey("appearance/language");

constexpr std::array names{std::pair(Language::System, "system"),
                           std::pair(Language::English, "en"), std::pair(Language::German, "de")};

bool add(const QString& file, const QString& folder)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(file, folder) && QCoreApplication::installTranslator(translator))
        return true;
    delete translator;
    return false;
}

} // namespace

std::optional<Language> languageFrom(const QString& name)
{
    for (const auto& [language, known] : names) {
        if (name == QLatin1String(known))
            return language;
    }
    return std::nullopt;
}

QString languageName(Language language)
{
    return QLatin1String(names.at(static_cast<std::size_t>(language)).second);
}

Language chosenLanguage()
{
    return languageFrom(QSettings().value(languageKey).toString()).value_or(Language::System);
}

void chooseLanguage(Language language)
{
    QSettings().setValue(languageKey, languageName(language));
}

Language languageAmong(const QStringList& uiLanguages)
{
    for (const QString& name : uiLanguages) {
        const QLocale::Language language = QLocale(name).language();
        if (language == QLocale::German)
            return Language::German;
        if (language == QLocale::English)
            return Language::English;
    }
    return Language::English;
}

void speak(Language language)
{
    const QLocale system = QLocale::system();
    const bool isChosen = language != Language::System;
    const Language spoken = isChosen ? language : languageAmong(system.uiLanguages());
    const QLocale::Language wanted =
        spoken == Language::German ? QLocale::German : QLocale::English;
    // Who reads German reads German numbers; a country's own way of writing them stays, and so do
    // the numbers of a system in a language that the program does not know.
    if (system.language() == wanted)
        QLocale::setDefault(system);
    else if (isChosen || spoken == Language::German)
        QLocale::setDefault(QLocale(wanted));
    if (spoken != Language::German)
        return;
    add(QStringLiteral("exitscope_de"), QStringLiteral(":/translations"));
    // Where the distribution keeps it; without it only Qt's own buttons stay English.
    add(QStringLiteral("qtbase_de"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace exitscope
