#include "windowfixture.h"

#include "desktop/filemenu.h"
#include "desktop/settingsstore.h"
#include "support/owncache.h"
#include "widgets/costmodel.h"
#include "widgets/outputbanner.h"

#include <QComboBox>
#include <QInputDialog>
#include <QMenuBar>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace exitscope;
using namespace exitscope::test;

/// Strategies, K/V policies and what else a user chooses, in the whole window with the real model.
class TestStrategies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void speculationWritesTheFullModelsText_data();
    void speculationWritesTheFullModelsText();
    void draftsShowWhileTheyWait();
    void everyChoiceTakesEffectLive();
    void oneRoundAtATime();
    void allSettingsComeBack();
    void settingsOfTheFirstVersionComeBack();
    void weightsAreOpenedAsChosen();
    void modelsOpenByName();
    void rejectedDraftsCanBeHiddenFromTheMenu();

private:
    static QComboBox* choice(WindowFixture& it, const QString& name)
    {
        for (QComboBox* box : it.panel.findChildren<QComboBox*>()) {
            if (box->accessibleName() == name)
                return box;
        }
        return nullptr;
    }
    static void choose(WindowFixture& it, Strategy strategy)
    {
        QComboBox* box = choice(it, QStringLiteral("Strategy"));
        box->setCurrentIndex(box->findData(static_cast<int>(strategy)));
    }
    static QAction* action(WindowFixture& it, const QString& text)
    {
        for (QAction* each : it.window.findChildren<QAction*>()) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
};

void TestStrategies::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestStrategies::cleanup()
{
    QSettings().clear();
}

void TestStrategies::speculationWritesTheFullModelsText_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addRow("self") << Strategy::SelfSpeculative;
    QTest::addRow("dynamic") << Strategy::DynamicSelfSpeculative;
}

void TestStrategies::speculationWritesTheFullModelsText()
{
    QFETCH(Strategy, strategy);
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(60, "none", true);
    QVERIFY(it.ran());
    const std::string full = it.run().text();

    choose(it, strategy);
    QVERIFY(it.ran());
    const Run& run = it.run();
    QVERIFY(!run.rounds.empty());
    // Up to ties, of which the run tells.
    if (run.closeCalls.empty())
        QCOMPARE(run.text(), full);
    QCOMPARE(it.strip.chipCount(), int(run.tokens.size()));
    QCOMPARE(it.table.model()->rowCount(), int(run.tokens.size()));
    QVERIFY(it.message.isHidden());
    QVERIFY(!outputBanner(run).mayDiffer);
    std::size_t rejected = 0;
    for (const SpeculationRound& round : run.rounds)
        rejected += round.drafts.size() - std::size_t(round.accepted);
    QCOMPARE(it.strip.draftRects().size(), rejected);
    it.side.setCurrentIndex(2);
    const auto* costs = it.window.findChild<CostModel*>();
    const auto drafted =
        std::ranges::find(costs->rows(), QStringLiteral("Drafted"), &CostModel::Row::name);
    QVERIFY(drafted != costs->rows().end());
    QCOMPARE(drafted->total, QString::number(summarize(run).drafted));
}

void TestStrategies::draftsShowWhileTheyWait()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(400, "none", false);
    choose(it, Strategy::SelfSpeculative);
    // Rounds are short, so that only some of them are seen under way.
    int seen = 0;
    connect(&it.document, &RunDocument::draftsChanged, &it.window,
            [&] { seen += !it.document.drafts().empty(); });
    for (int runs = 0; runs < 20 && seen == 0; ++runs)
        QVERIFY(it.ran());
    QVERIFY2(seen > 0, "no draft was ever seen before its round was over");
    QVERIFY(it.document.drafts().empty());
}

void TestStrategies::everyChoiceTakesEffectLive()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(960, "entropy_based", false);
    Settings settings = it.panel.settings();
    settings.kvPolicy = KvPolicy::Holes;
    settings.promptExit = true;
    it.panel.setSettings(settings);
    // One press after another while it writes; none may stop it.
    std::vector<std::function<void()>> presses{
        [&] { choose(it, Strategy::SelfSpeculative); },
        [&] { choose(it, Strategy::DynamicSelfSpeculative); },
        [&] { choose(it, Strategy::Autoregressive); },
        [&] {
            QComboBox* policy = choice(it, QStringLiteral("K/V policy"));
            policy->setCurrentIndex(policy->findData(static_cast<int>(KvPolicy::Copy)));
        },
        [&] {
            QComboBox* criterion = choice(it, QStringLiteral("Exit criterion"));
            criterion->setCurrentIndex(criterion->findData(QStringLiteral("none")));
        },
        [&] { choose(it, Strategy::DynamicSelfSpeculative); },
    };
    std::size_t pressed = 0;
    connect(&it.document, &RunDocument::tokensAppended, &it.window, [&](int, int last) {
        if (pressed < presses.size() && last > 20 * int(pressed + 1))
            presses[pressed++]();
    });
    QVERIFY(it.ran());
    QVERIFY2(it.message.isHidden(), qPrintable(it.message.text()));
    QCOMPARE(pressed, presses.size());
    QCOMPARE(it.run().tokens.size(), 960u);
    std::vector<Strategy> ran;
    for (const SettingsChange& change : it.run().settings)
        ran.push_back(change.settings.strategy);
    QVERIFY(std::ranges::count(ran, Strategy::SelfSpeculative) >= 1);
    QVERIFY(std::ranges::count(ran, Strategy::DynamicSelfSpeculative) >= 2);
    QVERIFY(outputBanner(it.run()).mayDiffer);
}

void TestStrategies::oneRoundAtATime()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(100, "none", true);
    choose(it, Strategy::SelfSpeculative);
    for (int step = 0; step < 4; ++step) {
        const std::size_t before = it.run().rounds.size();
        it.bar.oneTokenAction()->trigger();
        QVERIFY(it.reaches(RunState::Paused));
        QVERIFY(it.run().rounds.size() <= before + 1);
        QVERIFY(it.document.drafts().empty());
    }
    QVERIFY(it.run().rounds.size() >= 3);
    it.bar.stopAction()->trigger();
    QVERIFY(it.reaches(RunState::Ready));
}

void TestStrategies::allSettingsComeBack()
{
    Settings left;
    left.rule.conditions = {makeCondition("top2_margin", {{"margin_threshold", 0.75}}),
                            makeCondition("entropy_based", {{"entropy_relative", 1}}),
                            makeCondition("kl_to_previous", {}, {0.5, 0.25})};
    left.rule.combine = Combine::All;
    left.rule.patience = 2;
    left.rule.minimumLayer = 3;
    left.strategy = Strategy::DynamicSelfSpeculative;
    left.exitLayerLimit = 7;
    left.numSpeculations = 3;
    left.sampling.minP = 0.05;
    left.sampling.repetitionPenalty = 1.1;
    left.sampling.noRepeatNgram = 5;
    left.stopWords = {" The End", "\n\n"};
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.panel.setSettings(left);
        QVERIFY(it.panel.settings() == left);
        it.strip.setRejectedShown(false);
        QVERIFY(it.window.close());
    }
    WindowFixture it;
    QVERIFY(it.opened({}));
    QVERIFY(it.panel.settings() == left);
    QVERIFY(!it.strip.areRejectedShown());
}

void TestStrategies::settingsOfTheFirstVersionComeBack()
{
    QSettings().setValue(
        QStringLiteral("run/settings"),
        QStringLiteral(
            R"({"decode_seconds":0.0,"events":[],"finish_reason":"unfinished","format":)"
            R"("exitscope-run","model":{"context_length":0,"dtype":"","hash":"","layers":0,)"
            R"("name":"","path":"","vocabulary":0,"width":0},"prefill_seconds":0.0,"prompt":"",)"
            R"("prompt_ids":[],"settings":[{"criteria":"token_repeat","exit_layer":5,)"
            R"("ignore_eos":true,"kv":"holes","max_steps":99,"max_waiting":32,"prompt_exit":true,)"
            R"("repeats":7.0,"sample":false,"seed":42,"stop_words":["x"],"temperature":0.6,)"
            R"("token":0,"top_k":0,"top_p":0.9,"watch":true}],"ties":[],"tokens":[],"version":1})"));
    const std::optional<Settings> stored = storedSettings();
    QVERIFY(stored);
    Settings due;
    due.rule = makeRule("token_repeat", {{"repeats", 7}});
    due.exitLayerLimit = 5;
    due.ignoreEos = true;
    due.kvPolicy = KvPolicy::Holes;
    due.promptExit = true;
    due.maxSteps = 99;
    due.sampling.sample = false;
    due.stopWords = {"x"};
    due.watch = true;
    QVERIFY(*stored == due);
    for (const char* broken : {"", "{", "[]", "{\"criteria\":7}", "{\"settings\":[]}"}) {
        QSettings().setValue(QStringLiteral("run/settings"), QString::fromLatin1(broken));
        QVERIFY(!storedSettings());
    }
}

void TestStrategies::weightsAreOpenedAsChosen()
{
    const OwnCache cache;
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    const std::string stored = it.controller.model()->identity.dtype;
    QCOMPARE(stored, std::string("bf16"));
    for (const auto& [name, dtype] : {std::pair("16-bit float", "fp16"),
                                      {"8-bit integer", "int8"},
                                      {"4-bit integer", "int4"},
                                      {"bfloat16, rounded activations", "bf16-a16"},
                                      {"8-bit integer, rounded activations", "int8-a8"},
                                      {"4-bit integer, rounded activations", "int4-a8"},
                                      {"32-bit float", "fp32"}}) {
        action(it, QString::fromLatin1(name))->trigger();
        QVERIFY(it.reaches(RunState::Ready));
        QCOMPARE(it.controller.model()->identity.dtype, std::string(dtype));
    }
    // What is ticked already does not open the model again, which would end a run.
    action(it, QStringLiteral("32-bit float"))->trigger();
    QCOMPARE(it.controller.state(), RunState::Ready);
    // What cannot be opened so is said, and the next model opens as before.
    it.controller.setLoadOptions({.dtype = "fp3", .threads = 0, .device = {}});
    it.controller.openModel(bundled());
    QVERIFY(it.reaches(RunState::Ready));
    QVERIFY(!it.message.isHidden());
    QCOMPARE(it.controller.loadOptions().dtype, std::string("fp32"));
    QVERIFY(it.window.close());
    WindowFixture later;
    QVERIFY(later.opened({}));
    QCOMPARE(later.controller.model()->identity.dtype, std::string("fp32"));
}

void TestStrategies::modelsOpenByName()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    QSignalSpy failed(&it.controller, &RunController::failed);
    QTimer::singleShot(0, &it.window, [] {
        auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        dialog->setTextValue(QStringLiteral("  nobody/no-such-model "));
        dialog->accept();
    });
    action(it, QStringLiteral("Open by name…"))->trigger();
    QTRY_COMPARE(failed.count(), 1);
    const QString said = failed.first().first().toString();
    QVERIFY2(said.contains(QLatin1String("nobody/no-such-model")), qPrintable(said));
    QVERIFY(it.reaches(RunState::Ready));
    QVERIFY(it.controller.model());
}

void TestStrategies::rejectedDraftsCanBeHiddenFromTheMenu()
{
    WindowFixture it;
    QAction* rejected = action(it, QStringLiteral("Rejected drafts"));
    QVERIFY(rejected);
    QVERIFY(!rejected->shortcut().isEmpty());
    QVERIFY(it.strip.areRejectedShown());
    rejected->trigger();
    QVERIFY(!it.strip.areRejectedShown());
    rejected->trigger();
    QVERIFY(it.strip.areRejectedShown());
}

QTEST_MAIN(TestStrategies)
#include "tst_strategies.moc"
