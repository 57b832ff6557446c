#include "desktop/startoptions.h"

#include "desktop/measurefile.h"
#include "desktop/screenshot.h"
#include "model/modellocation.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QRegularExpression>

namespace exitscope {

void describeStart(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("See, token by token, how deep a language model thinks."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("target"),
                                 QStringLiteral("A model folder, the name of a model in the local "
                                                "hub cache (org/name), saved runs, or the result "
                                                "of a measurement; without one the model of the "
                                                "last time opens."),
                                 QStringLiteral("[FOLDER|NAME|RUN...|RESULT]"));
    parser.addOptions({
        {QStringLiteral("screenshot"),
         QStringLiteral("Run the prompt, or show the saved run or result, write a picture of the "
                        "window, quit."),
         QStringLiteral("FILE")},
        {QStringLiteral("tour"),
         QStringLiteral("With --screenshot: show a tour, by its id or as a file."),
         QStringLiteral("NAME")},
        {QStringLiteral("step"), QStringLiteral("With --tour: the step to show, 1 by default."),
         QStringLiteral("N")},
        {QStringLiteral("run"), QStringLiteral("Run the prompt once the model is open.")},
        {QStringLiteral("max-steps"), QStringLiteral("Write at most this many tokens."),
         QStringLiteral("N")},
        {QStringLiteral("size"), QStringLiteral("Size of the window, for example 1280x800."),
         QStringLiteral("WxH")},
        {QStringLiteral("theme"), QStringLiteral("system, light or dark."), QStringLiteral("NAME")},
        {QStringLiteral("language"),
         QStringLiteral("Language of this session: system, en or de; without it the one chosen in "
                        "View > Language."),
         QStringLiteral("NAME")},
    });
}

namespace {

void readTour(const QCommandLineParser& parser, StartOptions& options, QString& error)
{
    const QString name = parser.value(QStringLiteral("tour"));
    if (name.isEmpty())
        return;
    auto tour = findTour(name);
    if (!tour) {
        error = QString::fromUtf8(tour.error().what());
        return;
    }
    const QString step = parser.value(QStringLiteral("step"));
    const int steps = static_cast<int>(tour->steps.size());
    options.step = step.isEmpty() ? 0 : step.toInt() - 1;
    if (options.screenshot.isEmpty())
        error =
            QStringLiteral("--tour is for --screenshot; in the window tours are in the Help menu");
    else if (options.step < 0 || options.step >= steps)
        error = QStringLiteral("--step is %1, but the tour has steps 1 to %2").arg(step).arg(steps);
    options.tour = std::move(*tour);
}

/// Tells a model from saved runs.
void readTargets(const QStringList& targets, StartOptions& options, QString& error)
{
    for (const QString& target : targets) {
        if (isMeasurement(target))
            options.result = target;
        else if (QFileInfo(target).isFile())
            options.runs << target;
        else if (QFileInfo::exists(target) || locateModel(target.toStdString()))
            options.model = target;
        else
            error = QStringLiteral("there is no folder or file %1, and no model of that name in "
                                   "the local hub cache")
                        .arg(target);
    }
    const bool picture = !options.screenshot.isEmpty();
    const bool several = options.model.isEmpty() && options.result.isEmpty() && !picture;
    if (error.isEmpty() && targets.size() > 1 && !several)
        error = QStringLiteral("give one model folder, one result or %1, not %2 arguments")
                    .arg(picture ? QStringLiteral("one saved run") : QStringLiteral("saved runs"))
                    .arg(targets.size());
}

} // namespace

std::optional<StartOptions> readStart(const QCommandLineParser& parser, QString& error)
{
    StartOptions options;
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    options.run = parser.isSet(QStringLiteral("run"));
    readTargets(parser.positionalArguments(), options, error);
    if (parser.isSet(QStringLiteral("max-steps"))) {
        options.maxSteps = parser.value(QStringLiteral("max-steps")).toInt();
        if (*options.maxSteps < 1)
            error = QStringLiteral("--max-steps is %1, but must be a whole number from 1")
                        .arg(parser.value(QStringLiteral("max-steps")));
    }
    if (const QString size = parser.value(QStringLiteral("size")); !size.isEmpty()) {
        const auto match =
            QRegularExpression(QStringLiteral("^([1-9]\\d{2,4})x([1-9]\\d{2,4})$")).match(size);
        options.size = {match.captured(1).toInt(), match.captured(2).toInt()};
        if (!match.hasMatch())
            error = QStringLiteral("--size is %1, but must be like 1280x800").arg(size);
    }
    if (const QString name = parser.value(QStringLiteral("theme")); !name.isEmpty()) {
        const auto index = QStringList{"system", "light", "dark"}.indexOf(name);
        options.scheme = static_cast<theme::Scheme>(index);
        if (index < 0)
            error = QStringLiteral("--theme is %1, but must be system, light or dark").arg(name);
    }
    readTour(parser, options, error);
    if (const QString name = parser.value(QStringLiteral("language")); !name.isEmpty()) {
        options.language = languageFrom(name);
        if (!options.language)
            error = QStringLiteral("--language is %1, but must be system, en or de").arg(name);
    }
    if (!error.isEmpty())
        return std::nullopt;
    return options;
}

} // namespace exitscope
