#include "panelfixture.h"
#include "widgets/fold.h"
#include "widgets/ruleeditor.h"
#include "widgets/samplingeditor.h"
#include "widgets/scheduleplot.h"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// What applies under each strategy, and how the next token is chosen.
class TestStrategyEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCombinationRoundTrips_data();
    void everyCombinationRoundTrips();
    void strategyHidesWhatDoesNotApply();
    void noStrategyLeavesAnImpossibleChoice();
    void policiesExplainThemselves();
    void samplingHidesWhatDoesNotApply();
    void stopWords();
    void halfTypedValuesWait();
};

void TestStrategyEditor::everyCombinationRoundTrips_data()
{
    QTest::addColumn<Settings>("settings");
    const std::vector<std::pair<const char*, Rule>> rules{
        {"full depth", {}},
        {"one", makeRule("cosine_similarity", {{"similarity_threshold", 0.9}})},
        {"any of three", threeCriteria(Combine::Any)},
        {"all of three", threeCriteria(Combine::All)},
    };
    for (const auto& [name, rule] : rules) {
        for (const auto strategy : {Strategy::Autoregressive, Strategy::SelfSpeculative,
                                    Strategy::DynamicSelfSpeculative}) {
            for (const auto policy : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
                Settings settings;
                settings.rule = rule;
                settings.strategy = strategy;
                settings.kvPolicy = policy;
                settings.numSpeculations = 9;
                settings.exitLayerLimit = 5;
                settings.sampling.minP = 0.25;
                settings.sampling.repetitionPenalty = 1.2;
                settings.sampling.noRepeatNgram = 3;
                settings.stopWords = {" the end", "\n\n", "a, b"};
                try {
                    validate(settings, shape.layers);
                } catch (const std::exception&) {
                    continue; // what cannot run cannot be shown
                }
                QTest::addRow("%s, %s, %s", name, fieldName(strategy), fieldName(policy))
                    << settings;
            }
        }
    }
}

void TestStrategyEditor::everyCombinationRoundTrips()
{
    QFETCH(Settings, settings);
    Panel panel;
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    panel.setSettings(settings);
    QVERIFY(panel.settings() == settings);
    QCOMPARE(spy.count(), 1);
    // From any other state too.
    panel.setSettings(Settings{});
    panel.setSettings(settings);
    QVERIFY(panel.settings() == settings);
}

void TestStrategyEditor::strategyHidesWhatDoesNotApply()
{
    Panel panel;
    panel.choose(1, "entropy_based");
    const auto* drafts = panel.named<QSpinBox>(QStringLiteral("Drafts per round"));
    const auto* layers = panel.named<QSpinBox>(QStringLiteral("Layers that draft"));
    const auto* atMost = panel.named<QSpinBox>(QStringLiteral("Layers that draft at most"));
    const auto* policy = panel.named<QComboBox>(QStringLiteral("K/V policy"));
    const auto* rule = panel.findChild<RuleEditor*>();
    const auto* plot = panel.findChild<SchedulePlot*>();
    panel.show();

    QVERIFY(!panel.shows(drafts) && !panel.shows(layers) && !panel.shows(atMost));
    QVERIFY(panel.shows(rule) && panel.shows(policy) && panel.shows(plot));
    panel.choose(Strategy::SelfSpeculative);
    QVERIFY(panel.shows(drafts) && panel.shows(layers) && !panel.shows(atMost));
    QVERIFY(!panel.shows(rule) && !panel.shows(policy) && !panel.shows(plot));
    panel.choose(Strategy::DynamicSelfSpeculative);
    QVERIFY(panel.shows(drafts) && !panel.shows(layers) && panel.shows(atMost));
    QVERIFY(panel.shows(rule) && !panel.shows(policy) && panel.shows(plot));
    // At full depth nothing is skipped, so that there is no policy for it.
    panel.choose(Strategy::Autoregressive);
    panel.choose(1, "none");
    QVERIFY(panel.shows(rule) && !panel.shows(policy) && !panel.shows(plot));
}

void TestStrategyEditor::noStrategyLeavesAnImpossibleChoice()
{
    Panel panel;
    Settings holes = panel.settings();
    holes.rule = makeRule("token_repeat");
    holes.kvPolicy = KvPolicy::Holes;
    holes.promptExit = true;
    panel.setSettings(holes);
    panel.choose(Strategy::SelfSpeculative);
    QVERIFY(panel.isValid());
    QCOMPARE(fieldName(panel.settings().kvPolicy), "exact");
    QVERIFY(panel.settings().exitLayerLimit >= 1);
    panel.choose(Strategy::DynamicSelfSpeculative);
    QVERIFY(panel.isValid());
    panel.choose(Strategy::Autoregressive);
    QVERIFY2(panel.settings() == holes, "what was chosen before comes back");

    // Dynamic drafts need a criterion.
    panel.choose(1, "none");
    panel.choose(Strategy::DynamicSelfSpeculative);
    QVERIFY(panel.isValid());
    QVERIFY(panel.settings().rule.mayExit());
    QVERIFY(!static_cast<QStandardItemModel*>(panel.criterion(1)->model())->item(0)->isEnabled());
    panel.choose(Strategy::Autoregressive);
    QVERIFY(!panel.settings().rule.mayExit());
    panel.choose(Strategy::DynamicSelfSpeculative);
    panel.choose(1, "convergence");
    panel.choose(Strategy::Autoregressive);
    QCOMPARE(panel.settings().rule.name(), std::string("convergence"));
}

void TestStrategyEditor::policiesExplainThemselves()
{
    Panel panel;
    panel.choose(1, "entropy_based");
    const auto* choice = panel.named<QComboBox>(QStringLiteral("K/V policy"));
    QStringList explanations;
    for (const auto policy : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
        panel.set(policy);
        QVERIFY(panel.isValid());
        QVERIFY(panel.settings().kvPolicy == policy);
        explanations << choice->accessibleDescription();
        QCOMPARE(panel.shows(panel.named<QSpinBox>(QStringLiteral("Most tokens that may wait"))),
                 policy == KvPolicy::Exact);
    }
    explanations.removeDuplicates();
    QCOMPARE(explanations.size(), 3);
}

void TestStrategyEditor::samplingHidesWhatDoesNotApply()
{
    Panel panel;
    Settings settings = panel.settings();
    settings.sampling.sample = false;
    panel.setSettings(settings);
    // An entropy has a temperature too.
    auto* temperature = panel.findChild<SamplingEditor*>()->findChild<QDoubleSpinBox*>();
    QCOMPARE(temperature->accessibleName(), QStringLiteral("Temperature"));
    auto* minP = panel.named<QDoubleSpinBox>(QStringLiteral("Min p"));
    auto* penalty = panel.named<QDoubleSpinBox>(QStringLiteral("Repetition penalty"));
    panel.findChild<SamplingEditor*>()->findChild<Fold*>()->setOpen(true);
    QVERIFY(!panel.shows(temperature) && !panel.shows(minP));
    QVERIFY2(panel.shows(penalty), "greedy decoding applies it too");
    panel.labelled<QRadioButton>(QStringLiteral("Sample"))->click();
    QVERIFY(panel.shows(temperature));
    QVERIFY(panel.shows(minP));

    // Stop strings wait until the field is left; empty lines are none.
    auto* strings = panel.named<QPlainTextEdit>(QStringLiteral("Stop strings"));
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    strings->setPlainText(QStringLiteral("\nThe End\n\n"));
    QCOMPARE(spy.count(), 0);
    QFocusEvent out(QEvent::FocusOut);
    QCoreApplication::sendEvent(strings, &out);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(panel.settings().stopWords, std::vector<std::string>{"The End"});
    QVERIFY(panel.isValid());
}

void TestStrategyEditor::stopWords()
{
    QCOMPARE(parseStopWords(QStringLiteral("The End\n\\n\\n\n\n x ")),
             (std::vector<std::string>{"The End", "\n\n", " x "}));
    QCOMPARE(stopWordsText({"a", "\n"}), QStringLiteral("a\n\\n"));
    QVERIFY(parseStopWords({}).empty());
    for (const std::string word : {"a,b", "\\n", "\\", "\\\n", " ", "</s>"})
        QCOMPARE(parseStopWords(stopWordsText({word})), std::vector<std::string>{word});
}

void TestStrategyEditor::halfTypedValuesWait()
{
    RulePanel panel;
    for (const QAbstractSpinBox* box : panel.findChildren<QAbstractSpinBox*>())
        QVERIFY2(!box->keyboardTracking(), qPrintable(box->accessibleName()));
    Settings settings = panel.settings();
    settings.sampling.sample = true;
    settings.sampling.seed = 5;
    panel.setSettings(settings);
    panel.show();
    QLineEdit* seed = nullptr;
    for (QLineEdit* line : panel.findChild<SamplingEditor*>()->findChildren<QLineEdit*>()) {
        if (line->accessibleName() == QLatin1String("Seed"))
            seed = line;
    }
    QVERIFY(seed);
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    const auto type = [seed](const QString& text) {
        seed->setFocus();
        seed->selectAll();
        QTest::keyClick(seed, Qt::Key_Delete);
        QTest::keyClicks(seed, text);
    };
    type(QStringLiteral("123"));
    QCOMPARE(spy.count(), 0);
    panel.commit();
    QCOMPARE(spy.count(), 1);
    QCOMPARE(panel.settings().sampling.seed, 123u);

    type(QStringLiteral("18446744073709551616")); // 2^64: the last digit is not taken
    QCOMPARE(seed->text(), QStringLiteral("1844674407370955161"));
    type(QStringLiteral("18446744073709551615"));
    QTest::keyClick(seed, Qt::Key_Return);
    QCOMPARE(panel.settings().sampling.seed, 18446744073709551615ULL);
    type({});
    panel.commit();
    QCOMPARE(panel.settings().sampling.seed, 18446744073709551615ULL);
    QCOMPARE(seed->text(), QStringLiteral("18446744073709551615"));
}

QTEST_MAIN(TestStrategyEditor)
#include "tst_strategyeditor.moc"
