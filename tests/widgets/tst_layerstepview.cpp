#include "syntheticrun.h"
#include "widgets/heatmapview.h"
#include "widgets/layerstepmodel.h"
#include "widgets/layerstepview.h"
#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace exitscope;
using namespace exitscope::test;

namespace {

constexpr int depth = 12;

/// The first `ran` layers of a token after the tokens of `run`; leaves at layer 5.
PartialToken partialToken(const Run& run, int ran)
{
    Noise noise;
    PartialToken token;
    token.index = static_cast<int>(run.tokens.size());
    token.settings = run.settings.front().settings;
    token.layers = syntheticLayers(depth, 5, 7, noise);
    token.layers.resize(static_cast<std::size_t>(ran));
    for (int layer = 0; layer < ran; ++layer) {
        for (int entry = 0; entry < topEntriesPerLayer; ++entry)
            token.top.push_back({layer < 3 ? 40 + entry : 7 + entry, 0.5F / float(entry + 1)});
        token.fires.push_back(layer >= 5);
    }
    token.exitLayer = ran > 5 ? 5 : -1;
    token.isWatched = true;
    token.isComplete = ran == depth;
    return token;
}

std::shared_ptr<const PartialToken> shared(PartialToken token)
{
    return std::make_shared<const PartialToken>(std::move(token));
}

QString name(int id)
{
    return QStringLiteral("word%1").arg(id);
}

} // namespace

/// A token in the making, in the document and on screen.
class TestLayerStepView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDocumentLetsGoOfIt();
    void tableFillsFromTheBottom();
    void tableWithoutARule();
    void sentences();
    void viewFollows();
    void heatmapDrawsTheColumn();
    void heatmapKeepsItsPlaceWhereNobodyFollows();

private:
    const Run m_run = syntheticRun({.layers = depth, .tokens = 30});
};

void TestLayerStepView::theDocumentLetsGoOfIt()
{
    RunDocument document;
    document.reset(m_run);
    QSignalSpy changes(&document, &RunDocument::partialChanged);
    document.showPartial({});
    QCOMPARE(changes.count(), 0);
    const auto token = shared(partialToken(m_run, 3));
    document.showPartial(token);
    document.showPartial(token);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(document.partial(), token.get());

    // Whoever hears of the new token finds nothing in the making any more.
    connect(&document, &RunDocument::tokensAppended, this,
            [&document] { QVERIFY(!document.partial()); });
    document.append(syntheticSteps({.layers = depth, .tokens = 1}, m_run.settings));
    QCOMPARE(changes.count(), 2);
    document.showPartial(token);
    document.reset(m_run);
    QVERIFY(!document.partial());
    QCOMPARE(changes.count(), 4);
}

void TestLayerStepView::tableFillsFromTheBottom()
{
    LayerStepModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setTokenNames(name);
    for (int ran = 1; ran <= depth; ++ran) {
        model.setToken(partialToken(m_run, ran), m_run.model.shape());
        QCOMPARE(model.rowCount(), depth);
        for (int layer = 0; layer < depth; ++layer) {
            const auto at = [&](int column) {
                return model.index(model.rowOfLayer(layer), column).data().toString();
            };
            QCOMPARE(at(LayerStepModel::LayerColumn), QString::number(layer));
            QCOMPARE(at(LayerStepModel::PredictionColumn).isEmpty(), layer >= ran);
            QCOMPARE(at(LayerStepModel::ScoreColumn).isEmpty(), layer >= ran);
            QCOMPARE(at(LayerStepModel::ThresholdColumn).isEmpty(), layer >= ran);
        }
    }
    const auto text = [&](int layer, int column, int role = Qt::DisplayRole) {
        return model.index(model.rowOfLayer(layer), column).data(role).toString();
    };
    QCOMPARE(text(2, LayerStepModel::PredictionColumn), QStringLiteral("word40"));
    QCOMPARE(text(3, LayerStepModel::PredictionColumn), QStringLiteral("◆ word7"));
    QCOMPARE(text(4, LayerStepModel::PredictionColumn), QStringLiteral("word7"));
    QVERIFY(text(3, LayerStepModel::PredictionColumn, Qt::AccessibleTextRole)
                .contains(QStringLiteral("changed here")));
    QCOMPARE(text(5, LayerStepModel::VerdictColumn), QStringLiteral("▸ leaves"));
    QCOMPARE(text(6, LayerStepModel::VerdictColumn), QStringLiteral("fires"));
    QCOMPARE(text(5, LayerStepModel::VerdictColumn, Qt::AccessibleTextRole),
             QStringLiteral("the token leaves here"));
    QCOMPARE(model.index(model.rowOfLayer(4), 1).data(LensModel::ProbabilityRole).toDouble(), 0.5);
}

void TestLayerStepView::tableWithoutARule()
{
    Run run = m_run;
    run.settings.front().settings.rule = {};
    RunDocument document;
    document.reset(run);
    LayerStepView view;
    view.setDocument(&document);
    document.showPartial(shared(partialToken(run, 4)));
    const auto* table = view.findChild<TableView*>();
    QVERIFY(table->isColumnHidden(LayerStepModel::ScoreColumn));
    QVERIFY(table->isColumnHidden(LayerStepModel::ThresholdColumn));
    document.showPartial(shared(partialToken(m_run, 4)));
    QVERIFY(!table->isColumnHidden(LayerStepModel::ScoreColumn));
}

void TestLayerStepView::sentences()
{
    const ModelShape shape = m_run.model.shape();
    PartialToken token = partialToken(m_run, 3);
    QCOMPARE(partialTitle(token), QStringLiteral("Token 31, layer by layer"));
    const QString early = layerSentence(token, shape, name);
    QVERIFY2(early.startsWith(QStringLiteral("Layer 2 predicts “word40” 50.0 %. ")),
             qPrintable(early));
    QVERIFY(early.endsWith(QStringLiteral("does not fire.")));
    QCOMPARE(nextStepSentence(token), QStringLiteral("Next: layer 3."));
    const QString exit = layerSentence(partialToken(m_run, 6), shape, name);
    QVERIFY2(exit.endsWith(QStringLiteral("The token leaves here.")), qPrintable(exit));
    token = partialToken(m_run, depth);
    QVERIFY(layerSentence(token, shape, name).endsWith(QStringLiteral("has left at layer 5.")));
    QVERIFY(nextStepSentence(token).contains(QStringLiteral("logits of layer 5")));
    token.draft = 1;
    QVERIFY(partialTitle(token).contains(QStringLiteral("draft 2")));
    QVERIFY(nextStepSentence(token).contains(QStringLiteral("one batch")));
    token.draft = -1;
    token.isPrompt = true;
    QVERIFY(partialTitle(token).contains(QStringLiteral("prompt")));
}

void TestLayerStepView::viewFollows()
{
    RunDocument document;
    document.reset(m_run);
    LayerStepView view;
    view.setTokenText(name);
    view.setDocument(&document);
    view.show();
    auto* newest = view.findChild<QLabel*>(QStringLiteral("newest"));
    for (int ran = 1; ran <= depth; ++ran) {
        document.showPartial(shared(partialToken(m_run, ran)));
        QVERIFY(newest->text().startsWith(QStringLiteral("Layer %1 predicts").arg(ran - 1)));
        const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(newest);
        QVERIFY(accessible && accessible->text(QAccessible::Name) == newest->text());
    }
}

void TestLayerStepView::heatmapDrawsTheColumn()
{
    RunDocument document;
    HeatmapView heatmap;
    heatmap.setTokenNames(name);
    heatmap.setDocument(&document);
    heatmap.resize(700, 400);
    heatmap.show();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    const auto color = [&](int token, int layer) {
        heatmap.refreshNow();
        return heatmap.grab().toImage().pixelColor(heatmap.cellRect(token, layer).topLeft() +
                                                   QPoint(5, 5));
    };
    Run empty = m_run;
    empty.tokens.clear();
    for (const Run& run : {empty, m_run}) {
        document.reset(run);
        const int index = static_cast<int>(run.tokens.size());
        std::set<QRgb> colors;
        for (const int ran : {1, 4, depth}) {
            document.showPartial(shared(partialToken(run, ran)));
            QVERIFY(!heatmap.cellRect(index, ran - 1).isEmpty());
            const QColor base = heatmap.palette().color(QPalette::Base);
            QVERIFY(color(index, ran - 1) != base);
            if (ran < depth)
                QCOMPARE(color(index, ran), base);
            colors.insert(color(index, ran - 1).rgb());
        }
        QVERIFY(colors.size() > 1);
    }
}

void TestLayerStepView::heatmapKeepsItsPlaceWhereNobodyFollows()
{
    const Run longRun = syntheticRun({.layers = depth, .tokens = 200});
    RunDocument document;
    document.reset(longRun);
    HeatmapView heatmap;
    heatmap.setDocument(&document);
    heatmap.resize(700, 400);
    heatmap.show();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    const QRect followed = heatmap.cellRect(199, 0);
    document.showPartial(shared(partialToken(longRun, 2)));
    QVERIFY(heatmap.cellRect(199, 0).left() < followed.left()); // makes room
    document.showPartial({});
    QCOMPARE(heatmap.cellRect(199, 0), followed);

    heatmap.setFollowing(false);
    document.select(10);
    const QRect before = heatmap.cellRect(10, 0);
    QVERIFY(!before.isEmpty());
    document.showPartial(shared(partialToken(longRun, 2)));
    QCOMPARE(heatmap.cellRect(10, 0), before);
    QVERIFY(heatmap.cellRect(200, 0).isEmpty());
    heatmap.refreshNow();
    QVERIFY(!heatmap.grab().isNull());
}

QTEST_MAIN(TestLayerStepView)
#include "tst_layerstepview.moc"
