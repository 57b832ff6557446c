#pragma once

#include <QLocale>
#include <QStringList>

#include <optional>

namespace exitscope {

/// In which language the program speaks.
enum class Language
{
    System, ///< the first of the system's languages that the program knows, else English
    English,
    German
};

/// By the name that the command line and the settings use: "system", "en", "de".
std::optional<Language> languageFrom(const QString& name);
QString languageName(Language language);

/// What was chosen in an earlier session.
Language chosenLanguage();
/// For the sessions to come.
void chooseLanguage(Language language);

/// English or German: the first of `uiLanguages` ("de-AT", "en", ...) that is one of them, else
/// English.
Language languageAmong(const QStringList& uiLanguages);

/// Loads the texts of `language`, Qt's own with them, and sets the default locale, which says how
/// numbers are written. To be called once, after the application and before its first widget.
void speak(Language language);

} // namespace exitscope
