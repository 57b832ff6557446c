#include "desktop/appearance.h"
#include "desktop/language.h"
#include "desktop/mainwindow.h"
#include "desktop/measurewindow.h"
#include "desktop/measuring.h"
#include "desktop/screenshot.h"
#include "desktop/startoptions.h"
#include "desktop/welcome.h"
#include "hub/hubsettings.h"
#include "version/version.h"
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

int runWindow(QApplication& application, const StartOptions& options)
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
    std::optional<Screenshot> screenshot;
    if (!options.result.isEmpty()) {
        MeasureWindow* measure = window.measuring()->bringUp();
        if (options.size.isValid())
            measure->resize(options.size);
        if (!options.screenshot.isEmpty())
            screenshot.emplace(window, options.screenshot, measure);
    } else if (options.tour) {
        screenshot.emplace(window, options.screenshot, *options.tour, options.step);
    } else if (!options.screenshot.isEmpty()) {
        screenshot.emplace(window, options.screenshot, !options.runs.isEmpty());
    }

    window.show();
    window.openFirstModel(options.model);
    if (!screenshot && options.opensNothing())
        window.welcome()->offer();
    for (const QString& run : options.runs)
        window.controller()->openRun(run);
    if (!options.result.isEmpty())
        window.measuring()->open(options.result);
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
    describeStart(parser);
    QString error;
    const bool parsed = parser.parse(arguments);
    // Help and version need no display.
    if (parsed &&
        (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version")))) {
        QCoreApplication application(argc, argv);
        if (parser.isSet(QStringLiteral("help")))
            parser.showHelp();
        QTextStream(stdout) << QString::fromStdString(versionText()) << '\n';
        return 0;
    }
    const auto options = parsed ? readStart(parser, error) : std::nullopt;
    if (!options) {
        QTextStream(stderr) << "exitscope: " << (parsed ? error : parser.errorText())
                            << "; exitscope --help lists the options\n";
        return wrongUse;
    }
    QApplication::setStyle(new InstrumentStyle);
    QApplication application(argc, argv);
    useSystemProxies();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Exitscope"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/exitscope.svg")));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.exitscope.Exitscope"));
    return runWindow(application, *options);
}
