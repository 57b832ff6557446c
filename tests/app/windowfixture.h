#pragma once

#include "support/testdata.h"

#include "desktop/exporter.h"
#include "desktop/mainwindow.h"
#include "desktop/prompteditor.h"
#include "trace/runjson.h"
#include "widgets/heatmapview.h"
#include "widgets/instrumentstyle.h"
#include "widgets/messagestrip.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/tokenstrip.h"
#include "widgets/tokentable.h"

#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QTabWidget>
#include <QtTest>

namespace exitscope::test {

inline QString bundled()
{
    return QString::fromStdString(bundledModel().string());
}

/// The application as main() sets it up, with its settings kept under `folder`.
inline void prepareApplication(const QString& folder)
{
    QCoreApplication::setOrganizationName(QStringLiteral("ExitscopeTest"));
    QCoreApplication::setApplicationName(QCoreApplication::applicationFilePath().section('/', -1));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
    qputenv("EXITSCOPE_DATA", QFile::encodeName(folder + QStringLiteral("/data")));
    // Neither the network nor the models of whoever tests.
    qputenv("HF_HUB_OFFLINE", "1");
    qputenv("HF_HUB_CACHE", QFile::encodeName(folder + QStringLiteral("/hub")));
    QApplication::setStyle(new InstrumentStyle);
    QVERIFY2(std::filesystem::exists(bundledModel() / "config.json"),
             "the bundled model belongs to the project");
}

/// Equal where NaN equals NaN, which operator== does not say.
inline bool same(const Run& a, const Run& b)
{
    return encodeRun(a, RunForm::Json) == encodeRun(b, RunForm::Json);
}

/// A window as the user has it, with the parts that a test looks at or presses.
struct WindowFixture
{
    WindowFixture()
    {
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
    }

    MainWindow window;
    RunController& controller = *window.controller();
    RunDocument& document = *controller.document();
    RulePanel& panel = *window.rulePanel();
    HeatmapView& heatmap = *window.heatmap();
    MessageStrip& message = *window.message();
    PromptEditor& prompt = *window.findChild<PromptEditor*>();
    TokenStrip& strip = *window.findChild<TokenStrip*>();
    TokenTable& table = *window.findChild<TokenTable*>();
    QTabWidget& views = *window.findChild<QTabWidget*>(QStringLiteral("views"));
    QTabWidget& side = *window.findChild<QTabWidget*>(QStringLiteral("side"));
    RunBar& bar = *window.findChild<RunBar*>();

    const Run& run() const { return document.run(); }
    bool opened(const QString& folder)
    {
        window.openFirstModel(folder);
        return reaches(RunState::Ready);
    }
    bool reaches(RunState state)
    {
        return QTest::qWaitFor([&] { return controller.state() == state; }, 30'000);
    }
    /// Greedy, so that a text has no luck in it.
    void set(int maxSteps, const char* criterion, bool watch)
    {
        Settings settings = panel.settings();
        settings.rule = makeRule(criterion);
        settings.watch = watch;
        settings.maxSteps = maxSteps;
        settings.ignoreEos = true;
        settings.sampling.sample = false;
        panel.setSettings(settings);
    }
    /// Runs the prompt in the editor to its end.
    bool ran()
    {
        bar.runAction()->trigger();
        return controller.state() == RunState::Running && reaches(RunState::Ready);
    }
    /// The heatmap into `file`, by its ending; fileWritten or failed follows.
    void exportPicture(const QString& file)
    {
        window.findChild<Exporter*>()->write(heatmap, file, {});
    }
    /// What full depth costs comes after the end of a run; from then on nothing changes the run.
    bool measured()
    {
        return QTest::qWaitFor([&] { return run().fullDepth.has_value(); }, 30'000);
    }
};

} // namespace exitscope::test
