#include "widgets/messagestrip.h"
#include "widgets/outputbanner.h"
#include "widgets/runbar.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLayout>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace exitscope;

namespace {

bool shows(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) {
        return label->isVisibleTo(&widget) && label->text().contains(text);
    });
}

/// A screen reader says `text` of one of the labels.
bool isSaid(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](QLabel* label) {
        const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(label);
        return accessible && accessible->text(QAccessible::Name).contains(text);
    });
}

} // namespace

class TestRunBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsFollowTheState_data();
    void commandsFollowTheState();
    void everyCommandHasIconShortcutAndTip();
    void figures();
    void bannerOfSettings_data();
    void bannerOfSettings();
    void bannerOfSpeculation();
    void bannerOfPreviews_data();
    void bannerOfPreviews();
    void bannerTellsHowPreviewsCompare();
    void bannerOfARunRemembers();
    void bannerIsNeverColourAlone();
    void givesWayWhereThereIsLittleRoom();
    void messages();
};

void TestRunBar::commandsFollowTheState_data()
{
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QString>("enabled"); // of run, pause, one token, one layer, stop
    QTest::addRow("no model") << RunState::NoModel << "-----";
    QTest::addRow("opening") << RunState::Opening << "-----";
    QTest::addRow("ready") << RunState::Ready << "r-1l-";
    QTest::addRow("running") << RunState::Running << "-p--s";
    QTest::addRow("paused") << RunState::Paused << "r-1ls";
    QTest::addRow("inside a token") << RunState::InsideToken << "r-1ls";
    QTest::addRow("lent") << RunState::Lent << "-----";
}

void TestRunBar::commandsFollowTheState()
{
    QFETCH(RunState, state);
    QFETCH(QString, enabled);
    RunBar bar;
    bar.setState(state);
    const auto mark = [](const QAction* action, const char* on) {
        return QString::fromLatin1(action->isEnabled() ? on : "-");
    };
    QCOMPARE(mark(bar.runAction(), "r") + mark(bar.pauseAction(), "p") +
                 mark(bar.oneTokenAction(), "1") + mark(bar.oneLayerAction(), "l") +
                 mark(bar.stopAction(), "s"),
             enabled);
    QCOMPARE(bar.runAction()->text(), enabled.startsWith(QLatin1String("r-1ls"))
                                          ? QStringLiteral("&Continue")
                                          : QStringLiteral("&Run"));
}

void TestRunBar::everyCommandHasIconShortcutAndTip()
{
    RunBar bar;
    QCOMPARE(bar.findChildren<QToolButton*>().size(), 5);
    for (const QAction* action : {bar.runAction(), bar.pauseAction(), bar.oneTokenAction(),
                                  bar.oneLayerAction(), bar.stopAction()}) {
        QVERIFY(!action->icon().isNull());
        QVERIFY(!action->icon().pixmap(16, 16).isNull());
        QVERIFY(!action->shortcut().isEmpty());
        QVERIFY(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)));
    }
    QVERIFY(bar.runAction()->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_Return)));
}

void TestRunBar::figures()
{
    QLocale::setDefault(QLocale::c());
    RunBar bar;
    RunSummary summary;
    summary.tokens = 120;
    summary.tokensPerSecond = 44.26;
    summary.meanExitLayer = 6.256;
    summary.layersSaved = 0.4137;
    summary.layersPastExit = 0.5;
    summary.debtRows = 17;
    bar.setFigures({summary, true, 3 * 1024 * 1024 / 2});
    for (const char* text : {"120", "44.3", "6.26", "50.0 %", "17", "1.5 MiB", "would save"})
        QVERIFY2(shows(bar, QString::fromLatin1(text)), text);
    QVERIFY(!shows(bar, QStringLiteral("layers saved")));
    bar.setFigures({summary, false, 0});
    QVERIFY(shows(bar, QStringLiteral("layers saved")));
    QVERIFY(shows(bar, QStringLiteral("41.4 %")));
    QVERIFY(!shows(bar, QStringLiteral("MiB")));
    QVERIFY(isSaid(bar, QStringLiteral("tokens/s: 44.3")));
    QVERIFY(isSaid(bar, QStringLiteral("layers saved: 41.4 %")));
    bar.clearFigures();
    QVERIFY(!shows(bar, QStringLiteral("44.3")));
    QVERIFY(!isSaid(bar, QStringLiteral("tokens/s: 44.3")));

    // Verified drafts save no layers: what counts is how many were accepted.
    summary.drafted = 40;
    summary.accepted = 30;
    bar.setFigures({summary, true, 0});
    QVERIFY(isSaid(bar, QStringLiteral("accepted: 75.0 %")));
    QVERIFY(!shows(bar, QStringLiteral("would save")));
    bar.setSpeculates(true);
    QCOMPARE(bar.oneTokenAction()->text(), QStringLiteral("&One round"));
    QVERIFY(bar.oneTokenAction()->toolTip().contains(QLatin1String("one round")));
    bar.setSpeculates(false);
    QVERIFY(bar.oneTokenAction()->toolTip().contains(QLatin1String("one token")));
}

void TestRunBar::bannerOfSettings_data()
{
    QTest::addColumn<QString>("criterion");
    QTest::addColumn<int>("limit");
    QTest::addColumn<KvPolicy>("policy");
    QTest::addColumn<QString>("text");
    const QString full = QStringLiteral("Full depth: output is the full model's.");
    const auto exact = KvPolicy::Exact;
    QTest::addRow("full depth") << "none" << -1 << exact << full;
    QTest::addRow("holes without early exit") << "none" << -1 << KvPolicy::Holes << full;
    QTest::addRow("limit at full depth") << "none" << 12 << exact << full;
    QTest::addRow("shallow") << "none" << 6 << exact
                             << "First 6 layers only: output may differ from the full model.";
    QTest::addRow("early exit") << "entropy_based" << -1 << exact
                                << "Early exit: output may differ from the full model.";
    QTest::addRow("holes") << "entropy_based" << -1 << KvPolicy::Holes
                           << "Early exit: output may differ, and the K/V cache is not the full "
                              "model's: it has holes.";
    QTest::addRow("copy") << "entropy_based" << -1 << KvPolicy::Copy
                          << "Early exit: output may differ, and the K/V cache is not the full "
                             "model's: skipped layers hold copies.";
}

void TestRunBar::bannerOfSettings()
{
    QFETCH(QString, criterion);
    QFETCH(int, limit);
    QFETCH(KvPolicy, policy);
    QFETCH(QString, text);
    Settings settings;
    settings.rule = makeRule(criterion.toStdString());
    settings.exitLayerLimit = limit;
    settings.kvPolicy = policy;
    const OutputBanner banner = outputBanner(settings, 12);
    QCOMPARE(banner.text, text);
    QCOMPARE(banner.mayDiffer, !text.startsWith(QLatin1String("Full depth")));
}

void TestRunBar::bannerOfSpeculation()
{
    Settings settings;
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = 4;
    settings.rule = makeRule("entropy_based"); // has no say
    settings.sampling.sample = false;
    const QString same =
        QStringLiteral("Self-speculative: output is the full model's, up to rounding ties.");
    QCOMPARE(outputBanner(settings, 12), (OutputBanner{false, same}));
    settings.strategy = Strategy::DynamicSelfSpeculative;
    QCOMPARE(outputBanner(settings, 12),
             (OutputBanner{false, QStringLiteral("Dynamic s") + same.mid(1)}));
    settings.sampling.sample = true;
    QVERIFY(
        outputBanner(settings, 12).text.contains(QLatin1String("is drawn as the full model's")));
    QVERIFY(!outputBanner(settings, 12).mayDiffer);

    Run run;
    run.model.layers = 12;
    run.tokens.resize(4);
    settings.strategy = Strategy::SelfSpeculative;
    settings.sampling.sample = false;
    run.settings = {{0, settings}};
    run.closeCalls.resize(3);
    QCOMPARE(outputBanner(run),
             (OutputBanner{false, same + QStringLiteral(" Close calls so far: 3.")}));
    // Early exit before it weighs more than what came later.
    Settings early;
    early.rule = makeRule("entropy_based");
    run.settings = {{0, early}, {2, settings}};
    QVERIFY(outputBanner(run).mayDiffer);
    QVERIFY(!outputBanner(run).text.contains(QLatin1String("Close calls")));
}

void TestRunBar::bannerOfPreviews_data()
{
    QTest::addColumn<QString>("criterion");
    QTest::addColumn<bool>("watch");
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<bool>("previewed");
    QTest::addRow("decides") << "entropy_based" << false << Strategy::Autoregressive << true;
    QTest::addRow("watches") << "entropy_based" << true << Strategy::Autoregressive << false;
    QTest::addRow("no head") << "cosine_similarity" << false << Strategy::Autoregressive << false;
    QTest::addRow("no rule") << "none" << false << Strategy::Autoregressive << false;
    QTest::addRow("rule not asked")
        << "entropy_based" << false << Strategy::SelfSpeculative << false;
    QTest::addRow("drafts") << "entropy_based" << true << Strategy::DynamicSelfSpeculative << true;
}

void TestRunBar::bannerOfPreviews()
{
    QFETCH(QString, criterion);
    QFETCH(bool, watch);
    QFETCH(Strategy, strategy);
    QFETCH(bool, previewed);
    Settings settings;
    settings.rule = makeRule(criterion.toStdString());
    settings.watch = watch;
    settings.strategy = strategy;
    settings.exitLayerLimit = 4;
    OutputBanner due = outputBanner(settings, 12);
    QVERIFY(!due.text.contains(QLatin1String("review")));
    settings.scoring = Scoring::Preview;
    if (previewed)
        due.text += QStringLiteral(" Scores are previewed: exits may come later.");
    QCOMPARE(outputBanner(settings, 12), due);

    Run run;
    run.model.layers = 12;
    run.settings = {{0, Settings{}}, {2, settings}};
    run.tokens.resize(3);
    QCOMPARE(outputBanner(run).text.contains(QLatin1String("previewed")), previewed);
    run.tokens.resize(2);
    QVERIFY2(!outputBanner(run).text.contains(QLatin1String("previewed")), "had no part yet");
}

void TestRunBar::bannerTellsHowPreviewsCompare()
{
    Settings settings;
    settings.rule = makeRule("entropy_based");
    settings.scoring = Scoring::Preview;
    settings.watch = true;
    Run run;
    run.model.layers = 12;
    run.settings = {{0, settings}};
    run.tokens.resize(4);
    for (TokenTrace& token : run.tokens)
        token.exitLayer = 5;
    const OutputBanner before = outputBanner(run);
    QVERIFY(!before.text.contains(QLatin1String("review")));
    run.tokens[1].previewExitLayer = 5;
    run.tokens[2].previewExitLayer = 7;
    run.tokens[3].previewExitLayer = 5;
    QCOMPARE(outputBanner(run),
             (OutputBanner{true, before.text + QStringLiteral(" Preview would leave elsewhere at "
                                                              "1 of 3 tokens.")}));
}

void TestRunBar::bannerOfARunRemembers()
{
    Settings early;
    early.rule = makeRule("cosine_similarity");
    Run run;
    run.model.layers = 12;
    run.tokens.resize(4);
    run.settings = {{0, Settings{}}, {2, early}, {3, Settings{}}};
    QVERIFY2(outputBanner(run).mayDiffer, "two tokens were written under early exit");
    run.tokens.resize(2);
    QVERIFY2(!outputBanner(run).mayDiffer, "the rule has had no part in the text yet");
}

void TestRunBar::bannerIsNeverColourAlone()
{
    RunBar bar;
    bar.setBanner({true, QStringLiteral("differs")});
    QVERIFY(shows(bar, QStringLiteral("≠")));
    bar.setBanner({false, QStringLiteral("same")});
    QVERIFY(!shows(bar, QStringLiteral("≠")));
    QVERIFY(shows(bar, QStringLiteral("=  same")));
    QVERIFY(isSaid(bar, QStringLiteral("same")));
}

void TestRunBar::givesWayWhereThereIsLittleRoom()
{
    QWidget window; // a window of its own would not become narrower than its layout asks for
    RunBar bar(&window);
    const auto withText = [&bar] {
        return std::ranges::count_if(bar.findChildren<QToolButton*>(), [](QToolButton* button) {
            return button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
        });
    };
    bar.resize(2000, 60);
    window.show();
    QCOMPARE(withText(), 5);
    QVERIFY(shows(bar, QStringLiteral("memory")));

    const int least = bar.minimumSizeHint().width();
    bar.resize(least, 60);
    QCOMPARE(withText(), 1);
    QVERIFY(!shows(bar, QStringLiteral("memory")));
    QVERIFY(shows(bar, QStringLiteral("tokens/s")));
    QVERIFY(bar.layout()->minimumSize().width() <= least);

    // In larger text the same width is too little.
    bar.resize(2000, 60);
    QFont larger = bar.font();
    larger.setPointSizeF(1.5 * larger.pointSizeF());
    bar.setFont(larger);
    QCOMPARE(withText(), 5);
    QVERIFY(bar.minimumSizeHint().width() > least);
}

void TestRunBar::messages()
{
    QWidget window;
    MessageStrip strip(&window);
    QVERIFY(!strip.isVisibleTo(&window));
    strip.showMessage(MessageStrip::Kind::Error, QStringLiteral("no such <b>file</b>"));
    QVERIFY(isSaid(strip, QStringLiteral("Error: no such <b>file</b>")));
    QVERIFY(strip.isVisibleTo(&window));
    QCOMPARE(strip.text(), QStringLiteral("no such <b>file</b>"));
    QVERIFY(shows(strip, QStringLiteral("Error")));
    strip.findChild<QToolButton*>()->click();
    QVERIFY(!strip.isVisibleTo(&window));
}

QTEST_MAIN(TestRunBar)
#include "tst_runbar.moc"
