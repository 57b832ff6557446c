#include "syntheticrun.h"
#include "widgets/rundocument.h"
#include "widgets/settingstext.h"
#include "widgets/tokentable.h"
#include "widgets/tokentablemodel.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class TokenTableModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsARun();
    void holdsTheRunsNumbers();
    void headersStandAsTheirColumns();
    void focusSelectsNothing();
    void reportsCatchUp();
    void rolesAreThereWhereSomethingWasDrafted();
    void previewsAreThereWhereTheyWereCompared();
};

void TokenTableModelTest::followsARun()
{
    RunDocument document;
    TokenTableModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDocument(&document);
    QCOMPARE(model.rowCount(), 0);
    const SyntheticShape shape{.tokens = 30, .watch = false};
    document.reset(syntheticStart(shape));
    const std::vector<Step> steps = syntheticSteps(shape, document.run().settings);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    document.append({steps.begin(), steps.begin() + 10});
    document.append({steps.begin() + 10, steps.end()});
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(model.rowCount(), 30);
    document.reset(syntheticRun({.tokens = 4}));
    QCOMPARE(model.rowCount(), 4);
    model.setDocument(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TokenTableModelTest::holdsTheRunsNumbers()
{
    RunDocument document;
    TokenTableModel model;
    model.setDocument(&document);
    document.reset(syntheticRun({.tokens = 8}));
    const TokenTrace& token = document.run().tokens[1];
    const auto cell = [&model](int column) {
        return model.index(1, column).data(Qt::DisplayRole).toString();
    };
    QCOMPARE(cell(TokenTableModel::NumberColumn), QStringLiteral("2"));
    QCOMPARE(cell(TokenTableModel::TextColumn), QStringLiteral("·upon"));
    QCOMPARE(cell(TokenTableModel::IdColumn), QStringLiteral("101"));
    QCOMPARE(cell(TokenTableModel::ExitLayerColumn), QString::number(token.exitLayer));
    QCOMPARE(cell(TokenTableModel::CriterionColumn), QStringLiteral("Maximum probability"));
    const float score = token.layers[std::size_t(token.exitLayer)].maxProbability;
    QCOMPARE(cell(TokenTableModel::ScoreColumn), QLocale().toString(double(score), 'f', 4));
    QVERIFY(!cell(TokenTableModel::ThresholdColumn).isEmpty());
    QCOMPARE(cell(TokenTableModel::StateColumn), QStringLiteral("12 computed"));
    for (int column = 0; column < TokenTableModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TokenTableModelTest::headersStandAsTheirColumns()
{
    RunDocument document;
    TokenTableModel model;
    model.setDocument(&document);
    document.reset(syntheticRun({.tokens = 1}));
    for (int column = 0; column < TokenTableModel::ColumnCount; ++column)
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
                 model.index(0, column).data(Qt::TextAlignmentRole));
}

void TokenTableModelTest::focusSelectsNothing()
{
    RunDocument document;
    TokenTable table;
    table.setDocument(&document);
    table.resize(1280, 300);
    table.show();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.clearFocus();
    const SyntheticShape shape{.tokens = 60};
    document.reset(syntheticStart(shape));
    const std::vector<Step> steps = syntheticSteps(shape, document.run().settings);
    document.append({steps.begin(), steps.begin() + 30});
    table.setFocus(Qt::ShortcutFocusReason);
    QVERIFY(table.hasFocus());
    QCOMPARE(document.selectedToken(), -1);
    QVERIFY(!table.currentIndex().isValid());
    document.append({steps.begin() + 30, steps.end()});
    QTRY_VERIFY(table.viewport()->rect().intersects(table.visualRect(table.model()->index(59, 0))));
    QTest::keyClick(&table, Qt::Key_Down);
    QVERIFY(document.selectedToken() >= 0);
}

void TokenTableModelTest::reportsCatchUp()
{
    RunDocument document;
    TokenTableModel model;
    model.setDocument(&document);
    const SyntheticShape shape{.tokens = 3, .watch = false};
    document.reset(syntheticStart(shape));
    std::vector<Step> steps = syntheticSteps(shape, document.run().settings);
    QVERIFY(steps[1].tokens.front().exitLayer < 11);
    document.append({steps[0], steps[1]});
    steps[2].events = {{2, 11, 1, 1}};
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    document.append({steps[2]});
    QCOMPARE(changed.count(), 1);
    QVERIFY(model.index(1, TokenTableModel::StateColumn)
                .data()
                .toString()
                .contains(QStringLiteral("1 caught up")));
}

void TokenTableModelTest::rolesAreThereWhereSomethingWasDrafted()
{
    RunDocument document;
    TokenTable table;
    table.setDocument(&document);
    document.reset(syntheticRun({.tokens = 4}));
    QVERIFY(table.isColumnHidden(TokenTableModel::RoleColumn));
    document.reset(speculativeRun({}));
    QVERIFY(!table.isColumnHidden(TokenTableModel::RoleColumn));
    for (int token = 0; token < document.tokenCount(); ++token)
        QCOMPARE(table.model()->index(token, TokenTableModel::RoleColumn).data().toString(),
                 roleText(document.run().tokens[std::size_t(token)].role));
    // A run that begins to speculate.
    document.reset(syntheticStart({}));
    QVERIFY(table.isColumnHidden(TokenTableModel::RoleColumn));
    document.recordSettings(speculativeStart({}).settings[0].settings);
    QVERIFY(!table.isColumnHidden(TokenTableModel::RoleColumn));
}

void TokenTableModelTest::previewsAreThereWhereTheyWereCompared()
{
    constexpr int column = TokenTableModel::PreviewColumn;
    RunDocument document;
    TokenTable table;
    table.setDocument(&document);
    const SyntheticShape shape{.tokens = 4};
    Run start = syntheticStart(shape);
    start.settings[0].settings.scoring = Scoring::Preview;
    document.reset(start);
    std::vector<Step> steps = syntheticSteps(shape, start.settings);
    document.append({steps[0]});
    QVERIFY2(table.isColumnHidden(column), "nothing has been compared yet");

    TokenTrace& same = steps[1].tokens.front();
    same.previewExitLayer = same.exitLayer;
    TokenTrace& other = steps[2].tokens.front();
    other.previewExitLayer = (other.exitLayer + 1) % 12;
    const QString elsewhere = QString::number(other.previewExitLayer);
    document.append({steps.begin() + 1, steps.end()});
    QVERIFY(!table.isColumnHidden(column));
    const QStringList due{{}, {}, elsewhere, {}};
    for (int token = 0; token < 4; ++token)
        QCOMPARE(table.model()->index(token, column).data().toString(), due[token]);
    const QString header = table.model()->headerData(column, Qt::Horizontal).toString();
    QVERIFY(table.columnWidth(column) >
            table.horizontalHeader()->fontMetrics().horizontalAdvance(header) + 2 * theme::gapTiny);

    document.recordSettings(Settings{});
    QVERIFY2(!table.isColumnHidden(column), "earlier tokens were compared");
    const Run compared = document.run();
    document.reset(syntheticRun(shape));
    QVERIFY(table.isColumnHidden(column));
    document.reset(compared);
    QVERIFY(!table.isColumnHidden(column));
}

QTEST_MAIN(TokenTableModelTest)
#include "tst_tokentablemodel.moc"
