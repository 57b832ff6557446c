#include "syntheticrun.h"
#include "widgets/celltext.h"
#include "widgets/heatmapcells.h"
#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/plotexport.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

/// What tells cells and tokens apart in the heatmap besides their colour, and what it shows of a
/// rule of several criteria.
class HeatmapMarksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellStatesLookDifferent_data();
    void cellStatesLookDifferent();
    void cellTextNamesStateAndRole();
    void columnTextCountsStates();
    void roundsAreStrokedBelowThePlot();
    void correctionsHaveOpenMarkers();
    void scoreOfTheFirstCriterion();
    void distanceOfTheWholeRule();
    void speculationAsksNoRule();
    void picturesOfEveryKindOfRun();

private:
    static constexpr QRect area{0, 0, 120, 60};

    /// `draw` on a blank picture of `run`.
    template <class Draw>
    static QImage drawn(const Run& run, Draw draw)
    {
        HeatmapValues values;
        values.rebuild(run, HeatmapQuantity::Kind::RuleScore);
        TokenTexts texts;
        texts.append(run);
        const PlotStyle style(theme::palette(theme::Scheme::Light), QApplication::font());
        HeatmapScene scene{run, values, texts, style, {}};
        scene.geometry.plot = QRectF(area);
        scene.geometry.tokenUpper = double(run.tokens.size()) - 0.5;
        scene.geometry.layerUpper = run.model.layers - 0.5;
        QImage picture(area.size() + QSize(10, 20), QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        draw(painter, scene);
        return picture;
    }
    static Run oneCell(CellState state, bool scored)
    {
        Run run;
        run.model.layers = 1;
        run.model.vocabulary = 100;
        run.tokens.resize(1);
        run.tokens[0].exitLayer = 0;
        run.tokens[0].layers.resize(1);
        if (scored)
            run.tokens[0].layers[0].entropyAt1 = 1;
        run.tokens[0].cells = {state};
        run.tokens[0].caughtUpAt = {state == CellState::CaughtUp ? 5 : -1};
        return run;
    }
    static QString text(const Run& run, int token, int layer)
    {
        HeatmapValues values;
        values.rebuild(run, HeatmapQuantity::Kind::RuleScore);
        TokenTexts texts;
        texts.append(run);
        const std::function<QString(int)> names;
        return cellText({run, values, texts, names}, token, layer);
    }
};

void HeatmapMarksTest::cellStatesLookDifferent_data()
{
    QTest::addColumn<bool>("scored");
    QTest::addRow("not scored") << false;
    QTest::addRow("scored") << true;
}

void HeatmapMarksTest::cellStatesLookDifferent()
{
    QFETCH(bool, scored);
    std::vector<QImage> looks;
    for (const auto state :
         {CellState::Never, CellState::Computed, CellState::CaughtUp, CellState::Copied}) {
        // Scored cells that were computed have nothing but their colour.
        if (scored && state == CellState::Computed)
            continue;
        looks.push_back(drawn(oneCell(state, scored), drawCellStates));
    }
    for (std::size_t i = 0; i < looks.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(looks[i] != looks[j]);
    }
}

void HeatmapMarksTest::cellTextNamesStateAndRole()
{
    const Run copied = syntheticRun({.tokens = 30, .watch = false, .policy = KvPolicy::Copy});
    int found = 0;
    for (int token = 0; token < 30; ++token) {
        const TokenTrace& trace = copied.tokens[std::size_t(token)];
        if (trace.cells[11] != CellState::Copied)
            continue;
        const QString said = text(copied, token, 11);
        QVERIFY2(said.contains(QLatin1String("copied")), qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("layer %1's state").arg(trace.exitLayer)));
        ++found;
    }
    QVERIFY(found > 0);
    const Run drafts = speculativeRun({});
    for (int token = 0; token < int(drafts.tokens.size()); ++token) {
        const TokenRole role = drafts.tokens[std::size_t(token)].role;
        const QString said = text(drafts, token, 0);
        QCOMPARE(said.contains(QLatin1String("accepted draft")), role == TokenRole::Accepted);
        QCOMPARE(said.contains(QLatin1String("correction")), role == TokenRole::Corrected);
    }
}

void HeatmapMarksTest::columnTextCountsStates()
{
    Run run = oneCell(CellState::Computed, true);
    for (const auto& other : {oneCell(CellState::CaughtUp, false), oneCell(CellState::Never, false),
                              oneCell(CellState::CaughtUp, true)})
        run.tokens.push_back(other.tokens[0]);
    HeatmapValues values;
    values.rebuild(run, HeatmapQuantity::Kind::Entropy);
    QCOMPARE(sharedCellText(values, 0, 3, 0),
             QStringLiteral("column of tokens 1 to 4: 2 of 4 with a value, mean 1, 2 caught up "
                            "later, 1 not run"));
    QCOMPARE(sharedCellText(values, 2, 2, 0),
             QStringLiteral("column of tokens 3 to 3: 0 of 1 with a value, 1 not run"));
    // Copied and unscored cells are told of too, so that the counts add up.
    run.tokens[0] = oneCell(CellState::Copied, false).tokens[0];
    run.tokens[1] = oneCell(CellState::Computed, false).tokens[0];
    values.rebuild(run, HeatmapQuantity::Kind::Entropy);
    QCOMPARE(sharedCellText(values, 0, 3, 0),
             QStringLiteral("column of tokens 1 to 4: 1 of 4 with a value, mean 1, 1 caught up "
                            "later, 1 copied, 1 run, not scored, 1 not run"));
    // A rank stands without the note that explains it.
    run.tokens[0].layers[0].emittedRank = 7;
    values.rebuild(run, HeatmapQuantity::Kind::EmittedRank);
    TokenTexts texts;
    texts.append(run);
    const std::function<QString(int)> names;
    const QString said = cellText({run, values, texts, names}, 0, 0);
    QVERIFY2(said.contains(QLatin1String("Rank of the emitted token: 7\n")) ||
                 said.endsWith(QLatin1String("Rank of the emitted token: 7")),
             qPrintable(said));
}

void HeatmapMarksTest::roundsAreStrokedBelowThePlot()
{
    // Two rounds, of three tokens and of one.
    Run run = speculativeRun({.rounds = 0});
    for (int i = 0; i < 4; ++i)
        run.tokens.push_back(run.tokens.front());
    run.rounds = {{1, {{5, "a", 3}, {6, "b", 3}}, 2}, {4, {{7, "c", 3}}, 0}};
    const QImage picture = drawn(run, drawRounds);
    const double column = area.width() / 5.0;
    const auto marked = [&](double token) {
        return picture.pixelColor(int(column * (token + 0.5)), area.bottom() + 4) !=
               QColor(Qt::white);
    };
    QVERIFY(!marked(0));
    for (int token = 1; token < 5; ++token)
        QVERIFY(marked(token));
    QVERIFY2(!marked(3.5), "a gap stands between two rounds");
    QVERIFY(drawn(speculativeRun({.rounds = 0}), drawRounds) ==
            drawn(speculativeRun({.rounds = 0}), [](QPainter&, const HeatmapScene&) {}));
}

void HeatmapMarksTest::correctionsHaveOpenMarkers()
{
    Run run = speculativeRun({.rounds = 0});
    const QImage filled = drawn(run, drawExits);
    run.tokens[0].role = TokenRole::Corrected;
    const QImage open = drawn(run, drawExits);
    run.tokens[0].role = TokenRole::Accepted;
    QVERIFY(filled != open);
    QVERIFY(drawn(run, drawExits) == filled);
}

void HeatmapMarksTest::scoreOfTheFirstCriterion()
{
    Run run = syntheticRun({.tokens = 6});
    Rule& rule = run.settings[0].settings.rule;
    rule.conditions = {makeCondition("cosine_similarity"), makeCondition("max_probability")};
    const HeatmapQuantity score(HeatmapQuantity::Kind::RuleScore);
    QCOMPARE(score.value(run, 3, 5), run.tokens[3].layers[5].cosineToPrevious);
    QCOMPARE(score.title(score.shownRule(run)), QStringLiteral("Cosine similarity"));
    // A criterion's own score is to be had whatever its place.
    const HeatmapQuantity second(*findCriterion("max_probability"));
    QCOMPARE(second.value(run, 3, 5), run.tokens[3].layers[5].maxProbability);
    QCOMPARE(second.shownRule(run).conditions.size(), 1u);
}

void HeatmapMarksTest::distanceOfTheWholeRule()
{
    Run run = syntheticRun({.tokens = 6});
    Rule& rule = run.settings[0].settings.rule;
    rule.conditions = {makeCondition("cosine_similarity"), makeCondition("max_probability")};
    const HeatmapQuantity distance(HeatmapQuantity::Kind::Distance);
    for (const auto combine : {Combine::Any, Combine::All}) {
        rule.combine = combine;
        for (int layer = 1; layer < 12; ++layer) {
            const auto layers =
                std::span(run.tokens[2].layers).first(static_cast<std::size_t>(layer) + 1);
            const double first = rule.conditions[0].signedDistance(layers, run.model.shape());
            const double second = rule.conditions[1].signedDistance(layers, run.model.shape());
            const double due =
                combine == Combine::Any ? std::max(first, second) : std::min(first, second);
            QVERIFY(std::abs(double(distance.value(run, 2, layer)) - due) < 1e-6);
        }
    }
    QVERIFY(distance.title(rule).contains(QLatin1String("Cosine similarity and Maximum")));
    QVERIFY(distance.unit(rule).startsWith(QLatin1String("fires")));
    rule.patience = 2; // passing the threshold once is not enough any more
    QVERIFY(!distance.unit(rule).startsWith(QLatin1String("fires")));
}

void HeatmapMarksTest::speculationAsksNoRule()
{
    Run run = speculativeRun({});
    run.settings[0].settings.rule = makeRule("max_probability");
    const HeatmapQuantity score(HeatmapQuantity::Kind::RuleScore);
    QVERIFY(!score.shownRule(run).mayExit());
    QCOMPARE(score.value(run, 3, 5), run.tokens[3].layers[5].entropyAt1);
    QVERIFY(std::isnan(HeatmapQuantity(HeatmapQuantity::Kind::Distance).value(run, 3, 5)));
    run.settings[0].settings.strategy = Strategy::DynamicSelfSpeculative;
    QCOMPARE(score.value(run, 3, 5), run.tokens[3].layers[5].maxProbability);
}

void HeatmapMarksTest::picturesOfEveryKindOfRun()
{
    const QTemporaryDir folder;
    const auto file = [&folder](const QString& name) {
        return std::filesystem::path(folder.filePath(name).toStdU16String());
    };
    QVERIFY(exportPlot(speculativeRun({}), file(QStringLiteral("drafts.svg")), PlotOptions{}));
    QVERIFY(exportPlot(syntheticRun({.watch = false, .policy = KvPolicy::Copy}),
                       file(QStringLiteral("copies.png")), PlotOptions{}));
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("drafts.svg"))).size() > 1000);
}

QTEST_MAIN(HeatmapMarksTest)
#include "tst_heatmapmarks.moc"
