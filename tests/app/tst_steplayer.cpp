#include "desktop/layerpages.h"
#include "widgets/layerstepview.h"
#include "widgets/tableview.h"
#include "windowfixture.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <set>

using namespace exitscope;
using test::bundled;
using test::WindowFixture;

namespace {

constexpr int layers = 12; ///< of the bundled model

/// A window whose user steps layer by layer.
struct Stepping : WindowFixture
{
    LayerStepView& view = *window.findChild<LayerStepView*>();
    LayerPages& pages = *window.findChild<LayerPages*>();
    TableView& table = *view.findChild<TableView*>();
    QLabel& newest = *view.findChild<QLabel*>(QStringLiteral("newest"));

    bool ready(int maxSteps, const char* criterion, bool watch)
    {
        if (!opened(bundled()) || !QTest::qWaitForWindowActive(&window))
            return false;
        set(maxSteps, criterion, watch);
        prompt.setFocus(); // where the user's keys go by themselves
        return true;
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&prompt, static_cast<Qt::Key>(key), modifiers);
    }
    /// Presses for the next layer, and waits until it is the `count`-th of a token in the making.
    bool pressForLayer(int count)
    {
        press(Qt::Key_F11);
        return QTest::qWaitFor(
            [&] {
                return document.partial() && document.partial()->newestLayer() == count - 1 &&
                       controller.state() == RunState::InsideToken;
            },
            30'000);
    }
    bool pressForLayers(int count)
    {
        for (int layer = 1; layer <= count; ++layer) {
            if (!pressForLayer(layer))
                return false;
        }
        return true;
    }
    /// Colour inside a cell of the heatmap, away from marks and outlines.
    QColor cellColor(int token, int layer)
    {
        heatmap.refreshNow();
        const QRect cell = heatmap.cellRect(token, layer);
        return heatmap.grab().toImage().pixelColor(cell.topLeft() + QPoint(5, 5));
    }
    int filledRows() const
    {
        int count = 0;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            count += table.model()->index(row, 1).data().toString().isEmpty() ? 0 : 1;
        return count;
    }
    Run plainRun()
    {
        if (!ran())
            return {};
        return run();
    }
};

std::vector<int> idsOf(const Run& run)
{
    std::vector<int> ids;
    for (const TokenTrace& token : run.tokens)
        ids.push_back(token.id);
    return ids;
}

std::vector<int> exitsOf(const Run& run)
{
    std::vector<int> exits;
    for (const TokenTrace& token : run.tokens)
        exits.push_back(token.exitLayer);
    return exits;
}

int difference(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) +
           std::abs(a.blue() - b.blue());
}

} // namespace

/// A token goes layer by layer, by the keys of a real window on the real engine.
class TestStepLayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }

    void eachPressShowsALayer();
    void theNextTokenGoesLayerByLayerToo();
    void decidedTokensEndAtTheirExit();
    void otherCommandsFinishTheToken();
    void runRightAfterALayer();
    void stopDropsTheToken();
    void closingInsideATokenDoesNotHang();
    void aChangeHoldsFromTheNextToken();
    void otherModelsAndRunsComeInBetween();
    void draftsGoLayerByLayer();

private:
    QTemporaryDir m_folder;
};

void TestStepLayer::initTestCase()
{
    QVERIFY(m_folder.isValid());
    test::prepareApplication(m_folder.path());
}

void TestStepLayer::eachPressShowsALayer()
{
    Stepping it;
    QVERIFY(it.ready(5, "entropy_based", true));
    it.side.setCurrentIndex(0);
    std::vector<QColor> seen;
    std::set<QString> said;
    for (int count = 1; count <= layers; ++count) {
        QVERIFY(it.pressForLayer(count));
        QCOMPARE(it.document.tokenCount(), 0);
        QCOMPARE(it.filledRows(), count);
        QVERIFY(it.newest.text().startsWith(QStringLiteral("Layer %1 predicts").arg(count - 1)));
        QCOMPARE(it.newest.accessibleName(), it.newest.text());
        said.insert(it.newest.text());
        QCOMPARE(
            it.heatmap.findChild<QWidget*>(QStringLiteral("heatmapPlot"))->accessibleDescription(),
            it.newest.text());
        // The heatmap shows this layer and nothing of the next.
        const QColor base = it.window.palette().color(QPalette::Base);
        QVERIFY(difference(it.cellColor(0, count - 1), base) > 20);
        if (count < layers)
            QCOMPARE(it.cellColor(0, count), base);
    }
    QCOMPARE(int(said.size()), layers);
    QCOMPARE(it.side.currentWidget(), &it.pages);
    QCOMPARE(it.pages.currentWidget(), &it.view);
    const PartialToken told = *it.document.partial();
    QVERIFY(told.isComplete && told.exitLayer >= 0);
    for (int layer = 0; layer < layers; ++layer)
        seen.push_back(it.cellColor(0, layer));

    it.press(Qt::Key_F11); // behind the last layer: the token
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), 1);
    QVERIFY(!it.document.partial());
    QVERIFY(it.pages.currentWidget() != &it.view);
    const TokenTrace& token = it.run().tokens.front();
    QCOMPARE(token.exitLayer, told.exitLayer);
    for (int layer = 0; layer < layers; ++layer) {
        QCOMPARE(told.topAt(layer).front().id, token.topAt(layer).front().id);
        // The same colours as while it was in the making.
        QVERIFY(difference(it.cellColor(0, layer), seen[std::size_t(layer)]) <= 12);
    }
}

void TestStepLayer::theNextTokenGoesLayerByLayerToo()
{
    Stepping it;
    QVERIFY(it.ready(4, "entropy_based", true));
    const Run plain = it.plainRun();
    QCOMPARE(plain.tokens.size(), std::size_t(4));
    for (int token = 0; token < 4; ++token) {
        QVERIFY(it.pressForLayers(layers));
        QCOMPARE(it.document.partial()->index, token);
        QCOMPARE(it.document.partial()->isPrompt, token == 0);
        it.press(Qt::Key_F11);
        QVERIFY(it.reaches(RunState::Paused));
        QCOMPARE(it.document.tokenCount(), token + 1);
    }
    QCOMPARE(idsOf(it.run()), idsOf(plain));
    QCOMPARE(exitsOf(it.run()), exitsOf(plain));
    // The limit is reached.
    it.press(Qt::Key_F11);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Length));
}

void TestStepLayer::decidedTokensEndAtTheirExit()
{
    Stepping it;
    QVERIFY(it.ready(8, "entropy_based", false));
    const Run plain = it.plainRun();
    it.press(Qt::Key_F10);
    QVERIFY(it.reaches(RunState::Paused));
    for (std::size_t token = 1; token < plain.tokens.size(); ++token) {
        QVERIFY(it.pressForLayers(plain.tokens[token].exitLayer + 1));
        QVERIFY(it.document.partial()->isComplete);
        QCOMPARE(it.document.partial()->exitLayer, plain.tokens[token].exitLayer);
        QVERIFY(it.newest.text().contains(QStringLiteral("leaves here")));
        it.press(Qt::Key_F11);
        QVERIFY(it.reaches(RunState::Paused));
    }
    QCOMPARE(idsOf(it.run()), idsOf(plain));
    QCOMPARE(exitsOf(it.run()), exitsOf(plain));
}

void TestStepLayer::otherCommandsFinishTheToken()
{
    Stepping it;
    QVERIFY(it.ready(9, "entropy_based", true));
    const Run plain = it.plainRun();
    QVERIFY(it.pressForLayers(3));
    it.press(Qt::Key_F10);
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), 1);
    QVERIFY(it.pressForLayers(2));
    QVERIFY(!it.bar.pauseAction()->isEnabled());
    it.press(Qt::Key_F5);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(idsOf(it.run()), idsOf(plain));
    QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Length));
}

void TestStepLayer::runRightAfterALayer()
{
    Stepping it;
    QVERIFY(it.ready(6, "entropy_based", true));
    // Wherever the engine is when the second command comes, it is not lost.
    for (const int count : {1, layers - 1, layers, layers, layers}) {
        QVERIFY(it.pressForLayers(count));
        it.press(Qt::Key_F11);
        it.press(Qt::Key_F5);
        QVERIFY(it.reaches(RunState::Ready));
        QCOMPARE(it.document.tokenCount(), 6);
    }
}

void TestStepLayer::stopDropsTheToken()
{
    Stepping it;
    QVERIFY(it.ready(9, "entropy_based", true));
    for (const int count : {1, 5, layers}) {
        QVERIFY(it.pressForLayers(count)); // of the first token
        it.press(Qt::Key_F5, Qt::ShiftModifier);
        QVERIFY(it.reaches(RunState::Ready));
        QCOMPARE(it.document.tokenCount(), 0);
        QVERIFY(!it.document.partial());
        QCOMPARE(fieldName(it.run().finishReason), fieldName(FinishReason::Cancelled));

        it.press(Qt::Key_F10);
        QVERIFY(it.reaches(RunState::Paused));
        QVERIFY(it.pressForLayers(count)); // of the second
        it.press(Qt::Key_F5, Qt::ShiftModifier);
        QVERIFY(it.reaches(RunState::Ready));
        QCOMPARE(it.document.tokenCount(), 1);
        QVERIFY(!it.document.partial());
    }
    QVERIFY(it.ran());
    QCOMPARE(it.document.tokenCount(), 9);
}

void TestStepLayer::closingInsideATokenDoesNotHang()
{
    for (const int count : {1, layers}) {
        Stepping it;
        QVERIFY(it.ready(9, "entropy_based", true));
        QVERIFY(it.pressForLayers(count));
        QVERIFY(it.window.close());
    }
    Stepping it;
    QVERIFY(it.ready(9, "entropy_based", true));
    it.press(Qt::Key_F11); // and is gone before the first layer has run
}

void TestStepLayer::aChangeHoldsFromTheNextToken()
{
    Stepping it;
    QVERIFY(it.ready(9, "none", true));
    QVERIFY(it.pressForLayers(2));
    QCOMPARE(it.document.partial()->settings.rule, Rule{});
    Settings settings = it.panel.settings();
    settings.rule = makeRule(
        "entropy_based", {{"entropy_initial_threshold", 20.0}, {"entropy_final_threshold", 20.0}});
    it.panel.setSettings(settings);
    for (int count = 3; count <= layers; ++count) {
        QVERIFY(it.pressForLayer(count));
        QCOMPARE(it.document.partial()->settings.rule, Rule{});
    }
    it.press(Qt::Key_F11);
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.run().tokens[0].exitLayer, layers - 1);
    QVERIFY(it.pressForLayer(1));
    QCOMPARE(it.document.partial()->settings.rule, settings.rule);
    QCOMPARE(it.document.partial()->exitLayer, 0);
    it.press(Qt::Key_F10);
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.run().tokens[1].exitLayer, 0);
    QCOMPARE(it.run().settings.size(), std::size_t(2));
    QCOMPARE(it.run().settings[1].token, 1);
}

void TestStepLayer::otherModelsAndRunsComeInBetween()
{
    Stepping it;
    QVERIFY(it.ready(9, "entropy_based", true));
    QVERIFY(it.pressForLayers(2));
    // The token is written first, as for a run that is running.
    it.controller.openModel(m_folder.filePath(QStringLiteral("nowhere")));
    QVERIFY(it.reaches(RunState::Paused));
    QCOMPARE(it.document.tokenCount(), 1);
    QVERIFY(!it.document.partial());
    const QString file = m_folder.filePath(QStringLiteral("one.cbor"));
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    it.controller.saveRun(file);
    QTRY_COMPARE(written.count(), 1);

    QVERIFY(it.pressForLayers(3));
    it.controller.openRun(file);
    QVERIFY(it.reaches(RunState::Ready));
    QTRY_COMPARE(it.document.tokenCount(), 1);
    QVERIFY(!it.document.partial());
    QVERIFY(it.pressForLayers(3));
    QCOMPARE(it.document.partial()->index, 0);
    it.controller.openModel(bundled());
    QVERIFY(it.reaches(RunState::Ready));
    QVERIFY(!it.document.partial());
    QVERIFY(it.ran());
    QCOMPARE(it.document.tokenCount(), 9);
}

void TestStepLayer::draftsGoLayerByLayer()
{
    Stepping it;
    QVERIFY(it.ready(12, "none", true));
    Settings settings = it.panel.settings();
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = 6;
    settings.numSpeculations = 2;
    it.panel.setSettings(settings);
    const Run plain = it.plainRun();
    QVERIFY(it.pressForLayers(6));
    QCOMPARE(it.document.partial()->draft, 0);
    QVERIFY(it.document.partial()->isComplete);
    QVERIFY(it.pressForLayers(6)); // the first takes the draft and begins another
    QCOMPARE(it.document.partial()->draft, 1);
    QCOMPARE(it.document.drafts().size(), std::size_t(1));
    QCOMPARE(it.document.tokenCount(), 0);
    it.press(Qt::Key_F11); // verification, in one go
    QVERIFY(it.reaches(RunState::Paused));
    QVERIFY(it.document.tokenCount() >= 1);
    QVERIFY(!it.document.partial());
    it.press(Qt::Key_F5);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(idsOf(it.run()), idsOf(plain));
}

QTEST_MAIN(TestStepLayer)
#include "tst_steplayer.moc"
