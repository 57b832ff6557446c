#include "desktop/appearance.h"
#include "desktop/language.h"
#include "desktop/mainwindow.h"
#include "desktop/measurefile.h"
#include "desktop/measurewindow.h"
#include "desktop/measuring.h"
#include "desktop/screenshot.h"
#include "model/modellocation.h"
#include "widgets/instrumentstyle.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <optional>

namespace {

using namespace exitscope;

constexpr int wrongUse = 2;

/// The command line, understood.
struct Options
{
    QString target; ///< a model folder, the name of a model in the hub's cache, a file of a run or
                    ///< of a measurement, or empty
    QString screenshot;
    std::optional<Tour> tour; ///< what the picture shows
    int step = 0;
    bool run = false;
    std::optional<int> maxSteps;
    QSize size;
    std::optional<theme::Scheme> scheme;
    std::optional<Language> language; ///< for this session only
};

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("See, token by token, how deep a language model thinks."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("target"),
                                 QStringLiteral("A model folder, the name of a model in the local "
                                                "hub cache (org/name), a saved run, or the result "
                                                "of a measurement; without one the model of the "
                                                "last time opens."),
                                 QStringLiteral("[FOLDER|NAME|RUN|RESULT]"));
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

void readTour(const QCommandLineParser& parser, Options& options, QString& error)
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

/// Nothing for a value that cannot be used; `error` then says which.
std::optional<Options> read(const QCommandLineParser& parser, QString& error)
{
    Options options;
    options.target = parser.positionalArguments().value(0);
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    options.run = parser.isSet(QStringLiteral("run"));
    if (parser.positionalArguments().size() > 1) {
        error = QStringLiteral("give one model folder or one run, not %1 arguments")
                    .arg(parser.positionalArguments().size());
    } else if (!options.target.isEmpty() && !QFileInfo::exists(options.target) &&
               !locateModel(options.target.toStdString())) {
        error = QStringLiteral("there is no folder or file %1, and no model of that name in the "
                               "local hub cache")
                    .arg(options.target);
    }
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

int runWindow(QApplication& application, const Options& options)
{
    std::optional<QTemporaryDir> scratch;
    if (!options.screenshot.isEmpty()) {
        // The same picture whatever this user had set.
        scratch.emplace();
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, scratch->path());
        qputenv("EXITSCOPE_DATA", QFile::encodeName(scratch->path()));
    }
    speak(options.language.value_or(chosenLanguage()));
    MainWindow window;
    if (options.scheme)
        window.appearance()->setSchemeForNow(*options.scheme);
    if (options.size.isValid())
        window.resize(options.size);
    if (options.maxSteps)
        window.limitTokensForNow(*options.maxSteps);
    if (options.run) {
        QObject::connect(
            window.controller(), &RunController::modelChanged, &window,
            [&window] { QTimer::singleShot(0, &window, &MainWindow::run); },
            Qt::SingleShotConnection);
    }
    const bool result = isMeasurement(options.target);
    const bool run = !result && QFileInfo(options.target).isFile();
    std::optional<Screenshot> screenshot;
    if (result) {
        MeasureWindow* measure = window.measuring()->bringUp();
        if (options.size.isValid())
            measure->resize(options.size);
        if (!options.screenshot.isEmpty())
            screenshot.emplace(window, options.screenshot, measure);
    } else if (options.tour) {
        screenshot.emplace(window, options.screenshot, *options.tour, options.step);
    } else if (!options.screenshot.isEmpty()) {
        screenshot.emplace(window, options.screenshot, run);
    }

    window.show();
    window.openFirstModel(run || result ? QString() : options.target);
    if (run)
        window.controller()->openRun(options.target);
    if (result)
        window.measuring()->open(options.target);
    return application.exec();
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication::setOrganizationName(QStringLiteral("Exitscope"));
    QCoreApplication::setApplicationName(QStringLiteral("exitscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(EXITSCOPE_VERSION));
    QSettings::setDefaultFormat(QSettings::IniFormat);

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCommandLineParser parser;
    describe(parser);
    QString error;
    const bool parsed = parser.parse(arguments);
    // Help and version need no display.
    if (parsed &&
        (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version")))) {
        QCoreApplication application(argc, argv);
        if (parser.isSet(QStringLiteral("help")))
            parser.showHelp();
        parser.showVersion();
    }
    const auto options = parsed ? read(parser, error) : std::nullopt;
    if (!options) {
        QTextStream(stderr) << "exitscope: " << (parsed ? error : parser.errorText())
                            << "; exitscope --help lists the options\n";
        return wrongUse;
    }
    QApplication::setStyle(new InstrumentStyle);
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Exitscope"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/exitscope.svg")));
    QGuiApplication::setDesktopFileName(QStringLiteral("exitscope"));
    return runWindow(application, *options);
}
