#include "widgets/layerscrubber.h"
#include "widgets/lensmodel.h"
#include "widgets/recordedscore.h"
#include "widgets/ruleeditor.h"
#include "widgets/scheduleplot.h"
#include "widgets/textlabel.h"
#include "widgets/tokentablemodel.h"
#include "windowfixture.h"

#include "desktop/appearance.h"
#include "desktop/filemenu.h"
#include "desktop/fileplaces.h"
#include "tokenizer/tokenizer.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace exitscope;
using test::bundled;
using test::same;
using test::WindowFixture;

namespace {

QByteArray contentOf(const QString& file)
{
    QFile input(file);
    return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray();
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }

    void startsReadyWithTheModelsOwnThresholds();
    void runsWhatIsTypedAndFollowsTheRuleAsItChanges();
    void exportsSavesAndReopens();
    void aRunNeedsNoModelToBeSeen();
    void selectionIsShared();
    void layersPlayAndPinFromTheKeyboard();
    void aDraggedThresholdRulesTheNextToken();
    void comesBackAsItWasLeft();
    void placesAndNamesOfFiles();
    void theChosenFormNamesTheFile();
    void everyActionHasItsShortcut();
    void everyMnemonicIsItsOwn();
    void themesAndTextSizes();

private:
    QTemporaryDir m_folder;
    QString path(const QString& name) const { return m_folder.filePath(name); }
};

void TestMainWindow::initTestCase()
{
    QVERIFY(m_folder.isValid());
    test::prepareApplication(m_folder.path());
}

void TestMainWindow::startsReadyWithTheModelsOwnThresholds()
{
    WindowFixture it;
    QVERIFY(!it.bar.runAction()->isEnabled());
    QVERIFY(it.opened(bundled()));
    QVERIFY(it.bar.runAction()->isEnabled());
    QVERIFY(!it.prompt.toPlainText().isEmpty());
    QCOMPARE(it.controller.model()->identity.layers, 12);
    const Settings settings = it.panel.settings();
    QVERIFY(settings.watch);
    QCOMPARE(settings.rule.name(), std::string("entropy_based"));
    QCOMPARE(settings.rule.leading()->parameters,
             it.controller.model()->criterionDefaults.at("entropy_based"));
    QVERIFY(!it.message.isVisible());
}

void TestMainWindow::runsWhatIsTypedAndFollowsTheRuleAsItChanges()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(300, "entropy_based", true);
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    it.prompt.setFocus();
    it.prompt.selectAll();
    QTest::keyClicks(&it.prompt, QStringLiteral("The old woman said to the boy"));

    // The criterion changes by hand once a few tokens are there.
    auto* choice = it.panel.findChild<RuleEditor*>()->findChild<QComboBox*>();
    int changedAfter = -1;
    connect(&it.document, &RunDocument::tokensAppended, &it.window, [&](int, int last) {
        if (last >= 10 && changedAfter < 0) {
            changedAfter = last;
            choice->setCurrentIndex(choice->findData(QStringLiteral("cosine_similarity")));
        }
    });
    QTest::keyClick(&it.prompt, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(it.controller.state(), RunState::Running);
    QVERIFY(it.reaches(RunState::Ready));

    const Run& run = it.run();
    QCOMPARE(run.prompt, std::string("The old woman said to the boy"));
    QVERIFY(run.promptIds == it.controller.model()->tokenizer->encode(run.prompt));
    QCOMPARE(run.tokens.size(), 300u);
    QCOMPARE(fieldName(run.finishReason), fieldName(FinishReason::Length));
    QCOMPARE(run.settings.size(), 2u);
    QCOMPARE(run.settings[0].token, 0);
    QVERIFY(run.settings[1].token > changedAfter);
    QVERIFY(run.settings[1].token < 300);
    QCOMPARE(run.settings[1].settings.rule.name(), std::string("cosine_similarity"));

    // Exits agree with the rule in force and the recorded scores, and every view with the trace.
    it.heatmap.fit();
    it.heatmap.refreshNow();
    const QAbstractItemModel& rows = *it.table.model();
    QCOMPARE(rows.rowCount(), 300);
    QCOMPARE(it.strip.chipCount(), 300);
    const Rule shownRule = it.heatmap.quantity().shownRule(run);
    QCOMPARE(shownRule.name(), std::string("cosine_similarity"));
    int cells = 0;
    for (int token = 0; token < 300; ++token) {
        const TokenTrace& trace = run.tokens[std::size_t(token)];
        const Rule& rule = run.settingsAt(token).rule;
        QCOMPARE(recordedExit(run, token, rule, 12), std::optional(trace.exitLayer));
        QCOMPARE(rows.index(token, TokenTableModel::ExitLayerColumn).data().toInt(),
                 trace.exitLayer);
        for (int layer = 0; layer < 12; ++layer) {
            const double shown = it.heatmap.displayedValue(token, layer);
            const float score = recordedScore(run, token, *shownRule.leading(), layer);
            QCOMPARE(std::isnan(shown), std::isnan(score));
            if (std::isnan(score))
                continue;
            QVERIFY2(std::abs(shown - double(score)) <= 1e-6 * std::max(1.0, std::abs(shown)),
                     qPrintable(QStringLiteral("token %1, layer %2: %3 for %4")
                                    .arg(token)
                                    .arg(layer)
                                    .arg(shown)
                                    .arg(double(score))));
            ++cells;
        }
    }
    QVERIFY2(cells > 300 * 10, "most cells of a watched run hold a score");
    QVERIFY(outputBanner(run).mayDiffer);
}

void TestMainWindow::exportsSavesAndReopens()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(40, "max_probability", true);
    QVERIFY(it.ran() && it.measured());

    QSignalSpy written(&it.controller, &RunController::fileWritten);
    for (const char* name : {"run.png", "run.svg", "run.pdf"})
        it.exportPicture(path(QString::fromLatin1(name)));
    QTRY_COMPARE(written.count(), 3);
    QImage picture;
    QVERIFY(picture.load(path(QStringLiteral("run.png"))));
    QVERIFY(picture.width() > 200 && picture.height() > 100);
    QVERIFY(contentOf(path(QStringLiteral("run.svg"))).contains("<svg"));
    QVERIFY(contentOf(path(QStringLiteral("run.pdf"))).startsWith("%PDF"));

    written.clear();
    it.controller.exportCsv(path(QStringLiteral("run.csv")));
    it.controller.saveRun(path(QStringLiteral("run.cbor")));
    it.controller.saveRun(path(QStringLiteral("run.json")));
    QTRY_COMPARE(written.count(), 3);
    QVERIFY(it.message.isVisible());
    QVERIFY(contentOf(path(QStringLiteral("run.csv"))).count('\n') >= 41);

    const Run first = it.run();
    it.window.setPrompt(QStringLiteral("Far away"));
    it.set(5, "none", false);
    QVERIFY(it.ran());
    QVERIFY(!same(it.run(), first));
    for (const char* name : {"run.cbor", "run.json"}) {
        QSignalSpy reopened(&it.controller, &RunController::runOpened);
        it.controller.openRun(path(QString::fromLatin1(name)));
        QTRY_COMPARE(reopened.count(), 1);
        QVERIFY(same(it.run(), first));
        QCOMPARE(it.table.model()->rowCount(), 40);
        QCOMPARE(it.prompt.toPlainText(), QString::fromStdString(first.prompt));
    }
    it.prompt.undo();
    QCOMPARE(it.prompt.toPlainText(), QStringLiteral("Far away"));
}

void TestMainWindow::aRunNeedsNoModelToBeSeen()
{
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.set(12, "entropy_based", true);
        QVERIFY(it.ran());
        QSignalSpy written(&it.controller, &RunController::fileWritten);
        it.controller.saveRun(path(QStringLiteral("alone.cbor")));
        QTRY_COMPARE(written.count(), 1);
    }
    WindowFixture it;
    it.controller.openRun(path(QStringLiteral("alone.cbor")));
    QTRY_COMPARE(it.document.tokenCount(), 12);
    QVERIFY(!it.controller.model());
    QVERIFY(!it.bar.runAction()->isEnabled());
    it.document.select(3);
    it.side.setCurrentIndex(1);
    auto* lens = it.window.findChild<LensModel*>();
    QTRY_COMPARE(lens->rowCount(), 12);
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    it.exportPicture(path(QStringLiteral("alone.png")));
    QTRY_COMPARE(written.count(), 1);
    QVERIFY(!QImage(path(QStringLiteral("alone.png"))).isNull());
}

void TestMainWindow::selectionIsShared()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(20, "entropy_based", true);
    QVERIFY(it.ran());
    it.views.setCurrentIndex(1);
    it.document.select(4, 7);
    QCOMPARE(it.table.currentIndex().row(), 4);
    it.table.setFocus();
    QTest::keyClick(&it.table, Qt::Key_Down);
    QCOMPARE(it.document.selectedToken(), 5);
    QCOMPARE(it.document.selectedLayer(), 7);
    QTest::mouseClick(it.strip.viewport(), Qt::LeftButton, {}, it.strip.chipRect(2).center());
    QCOMPARE(it.document.selectedToken(), 2);
    QCOMPARE(it.table.currentIndex().row(), 2);
}

void TestMainWindow::layersPlayAndPinFromTheKeyboard()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(6, "entropy_based", true);
    QVERIFY(it.ran());
    it.document.select(3);
    QTest::keySequence(&it.window,
                       QKeySequence(Qt::ControlModifier | Qt::ShiftModifier | Qt::Key_Space));
    QCOMPARE(it.side.currentIndex(), 1);
    auto* scrubber = it.window.findChild<LayerScrubber*>();
    QVERIFY(scrubber->isPlaying());
    QCOMPARE(it.document.selectedLayer(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(it.document.selectedLayer() > 1, 30'000);
    QCOMPARE(it.document.selectedToken(), 3);
    QTest::keySequence(&it.window,
                       QKeySequence(Qt::ControlModifier | Qt::ShiftModifier | Qt::Key_Space));
    QVERIFY(!scrubber->isPlaying());
    const auto* lens = it.window.findChild<LensModel*>();
    QTest::keySequence(&it.window,
                       QKeySequence(Qt::ControlModifier | Qt::ShiftModifier | Qt::Key_I));
    QVERIFY(lens->isPinned(it.document.selectedLayer()));
    // A run from another prompt keeps the pins.
    QVERIFY(it.ran());
    QCOMPARE(lens->pinnedLayers().size(), 1u);
}

void TestMainWindow::aDraggedThresholdRulesTheNextToken()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(5, "max_probability", true);
    QVERIFY(it.ran());
    auto* plot = it.panel.findChild<SchedulePlot*>();
    QVERIFY(plot->isVisible());
    it.panel.ensureWidgetVisible(plot);
    plot->setFocus();
    QTRY_VERIFY(plot->hasFocus());
    QTest::keyClick(plot, Qt::Key_Home);
    // Down to where any token may leave.
    for (int i = 0; i < 40 && plot->curve().thresholds[0] > 0; ++i)
        QTest::keyClick(plot, Qt::Key_PageDown);
    QVERIFY(plot->curve().thresholds[0] <= 0);
    QVERIFY(it.panel.settings().rule.leading()->thresholds.size() == 12);
    QVERIFY(it.ran());
    for (std::size_t token = 1; token < it.run().tokens.size(); ++token)
        QCOMPARE(it.run().tokens[token].exitLayer, 0);
}

void TestMainWindow::comesBackAsItWasLeft()
{
    Settings left;
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.set(77, "token_repeat", false);
        left = it.panel.settings();
        it.window.setPrompt(QStringLiteral("A wolf"));
        it.views.setCurrentIndex(1);
        it.window.appearance()->setScheme(theme::Scheme::Dark);
        it.heatmap.setQuantity(HeatmapQuantity::all().back());
        it.heatmap.setColorMap(ColorMapKind::Cividis);
        it.heatmap.setScale({true, RangeKind::Full});
        it.heatmap.setContourShown(true);
        // What the command line asks for holds for one session.
        it.window.limitTokensForNow(3);
        QCOMPARE(it.panel.settings().maxSteps, 3);
        it.window.appearance()->setSchemeForNow(theme::Scheme::Light);
        QVERIFY(it.window.close());
    }
    WindowFixture it;
    QVERIFY(it.opened({}));
    QVERIFY(it.heatmap.quantity() == HeatmapQuantity::all().back());
    QCOMPARE(int(it.heatmap.colorMap()), int(ColorMapKind::Cividis));
    QVERIFY(it.heatmap.scale() == (ScaleChoice{true, RangeKind::Full}));
    QVERIFY(it.heatmap.isContourShown());
    QCOMPARE(it.controller.model()->folder, bundled());
    QVERIFY(it.panel.settings() == left);
    QCOMPARE(it.prompt.toPlainText(), QStringLiteral("A wolf"));
    QCOMPARE(it.views.currentIndex(), 1);
    QVERIFY(theme::isDark(it.window.palette()));
    it.window.appearance()->setScheme(theme::Scheme::Light);
}

void TestMainWindow::placesAndNamesOfFiles()
{
    WindowFixture it;
    QVERIFY(it.opened(QDir::current().relativeFilePath(bundled())));
    QCOMPARE(it.controller.model()->folder, QDir::cleanPath(bundled()));
    QVERIFY(it.window.windowTitle().startsWith(
        QString::fromStdString(it.controller.model()->identity.name)));

    const QStringList runs{QStringLiteral("Run (*.cbor)"), QStringLiteral("JSON (*.json)")};
    QCOMPARE(withEnding(QStringLiteral("/a/b"), runs[1], runs), QStringLiteral("/a/b.json"));
    QCOMPARE(withEnding(QStringLiteral("b-1.1x"), runs[0], runs), QStringLiteral("b-1.1x.cbor"));
    QCOMPARE(withEnding(QStringLiteral("b.JSON"), runs[0], runs), QStringLiteral("b.JSON"));
}

void TestMainWindow::theChosenFormNamesTheFile()
{
    QSettings().setValue(QStringLiteral("files/place"), m_folder.path());
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(2, "none", true);
    QVERIFY(it.ran());
    QString offered;
    QTimer::singleShot(0, &it.window, [&offered] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        offered = dialog->selectedFiles().value(0);
        const QString json = dialog->nameFilters().last();
        dialog->selectNameFilter(json);
        Q_EMIT dialog->filterSelected(json);
        static_cast<QDialog*>(dialog)->accept(); // protected in its own class
    });
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    const auto actions = it.window.findChild<FileMenu*>()->actions();
    const auto save = std::ranges::find(actions, QKeySequence(QKeySequence::Save),
                                        [](const QAction* action) { return action->shortcut(); });
    QVERIFY(save != actions.end());
    (*save)->trigger();
    QTRY_COMPARE(written.count(), 1);
    QCOMPARE(offered, path(QStringLiteral("fable-run.exitscope")));
    QVERIFY(contentOf(path(QStringLiteral("fable-run.json"))).startsWith('{'));
}

void TestMainWindow::everyActionHasItsShortcut()
{
    WindowFixture it;
    QHash<QString, QString> taken;
    QList<QMenu*> menus = it.window.menuBar()->findChildren<QMenu*>();
    QVERIFY(menus.size() >= 4);
    int actions = 0;
    for (const QMenu* menu : menus) {
        for (const QAction* action : menu->actions()) {
            if (action->isSeparator() || action->menu())
                continue;
            ++actions;
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!taken.contains(keys.toString()), qPrintable(keys.toString()));
                taken.insert(keys.toString(), action->text());
            }
        }
    }
    QVERIFY(actions >= 15);
}

void TestMainWindow::everyMnemonicIsItsOwn()
{
    WindowFixture it;
    QList<QWidget*> bars{it.window.menuBar()};
    for (QMenu* menu : it.window.menuBar()->findChildren<QMenu*>())
        bars << menu;
    for (const QWidget* bar : bars) {
        QHash<QString, QString> taken;
        for (const QAction* action : bar->actions()) {
            const QString keys = QKeySequence::mnemonic(action->text()).toString();
            QVERIFY2(!taken.contains(keys) || keys.isEmpty(),
                     qPrintable(action->text() + QStringLiteral(" and ") + taken[keys]));
            taken.insert(keys, action->text());
        }
    }
}

void TestMainWindow::themesAndTextSizes()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    const auto corner = [&it] {
        return it.window.grab().toImage().pixelColor(2, it.window.height() - 2).lightness();
    };
    it.window.appearance()->setScheme(theme::Scheme::Light);
    QTRY_VERIFY(corner() > 200);
    it.window.appearance()->setScheme(theme::Scheme::Dark);
    QTRY_VERIFY(corner() < 60);
    it.window.appearance()->setScheme(theme::Scheme::Light);

    const int before = it.prompt.fontMetrics().height();
    const auto labels = it.window.findChildren<TextLabel*>();
    QVERIFY(labels.size() > 10);
    std::vector<double> sizes;
    for (const TextLabel* label : labels)
        sizes.push_back(label->font().pointSizeF());
    for (int i = 0; i < 4; ++i)
        it.window.appearance()->changeTextSize(1);
    QTRY_VERIFY(it.prompt.fontMetrics().height() > before);
    for (int i = 0; i < labels.size(); ++i)
        QVERIFY2(std::abs(labels[i]->font().pointSizeF() / sizes[std::size_t(i)] - 1.4) < 0.05,
                 qPrintable(labels[i]->text()));
    // Nothing of the panel is cut off at the side, where it does not scroll.
    const QWidget& content = *it.panel.widget();
    QTRY_VERIFY(it.panel.viewport()->width() >= content.minimumSizeHint().width());
    it.window.appearance()->changeTextSize(0);
    QTRY_COMPARE(it.prompt.fontMetrics().height(), before);
    for (int i = 0; i < labels.size(); ++i)
        QVERIFY2(labels[i]->font().pointSizeF() == sizes[std::size_t(i)],
                 qPrintable(labels[i]->text()));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
