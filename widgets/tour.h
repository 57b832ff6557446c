#pragma once

#include "base/error.h"
#include "trace/settings.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <variant>
#include <vector>

namespace exitscope {

/// What one text says in each language, by its two-letter code. A value type.
class TourText
{
public:
    TourText() = default;
    explicit TourText(std::map<QString, QString> byLanguage)
        : m_byLanguage(std::move(byLanguage))
    {}

    /// In `language`, for example "de" or "de_AT"; English where it is not told in that one.
    QString in(const QString& language) const;
    bool isTold(const QString& language) const { return m_byLanguage.contains(language); }

    bool operator==(const TourText&) const = default;

private:
    std::map<QString, QString> m_byLanguage;
};

/// Writes into the prompt's editor.
struct TourPrompt
{
    QString text;
    bool operator==(const TourPrompt&) const = default;
};

/// A command of the window, as if it were chosen from its menu.
enum class TourCommand
{
    Run,
    OneToken,
    OneLayer,
    Stop,
    GetModels, ///< brings up the dialog
};

/// Brings a page of the window to the front, by its object name.
struct TourPage
{
    QString name;
    bool operator==(const TourPage&) const = default;
};

/// Selects a token; a negative one counts from the end. Layer -1: none.
struct TourSelection
{
    int token = 0;
    int layer = -1;
    bool operator==(const TourSelection&) const = default;
};

/// Something that a step does to the window as it begins.
using TourAction = std::variant<Settings, TourPrompt, TourCommand, TourPage, TourSelection>;

struct TourStep
{
    TourText title;
    TourText text;  ///< rich text
    QString target; ///< object name of the widget that it speaks of; empty: the window
    std::vector<TourAction> actions;
    bool operator==(const TourStep&) const = default;
};

/// A walk through the window on the bundled model. A value type.
struct Tour
{
    QString id;
    int order = 0; ///< in the menu
    TourText title;
    TourText summary; ///< one sentence
    std::vector<TourStep> steps;
    bool operator==(const Tour&) const = default;
};

/// Reads a tour from a document of JSON; `file` is what errors call it. The format is told in
/// CONTRIBUTING. Errors: FileDamaged (where and what), Unsupported.
Result<Tour> readTour(const QByteArray& document, const QString& file);

/// The tours that come with the program, in order. Errors as readTour.
Result<std::vector<Tour>> bundledTours();

} // namespace exitscope
