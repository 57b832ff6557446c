#include "syntheticrun.h"
#include "widgets/exithistogramplot.h"
#include "widgets/exitmodels.h"
#include "widgets/exitsview.h"
#include "widgets/rundocument.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class ExitsViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anEmptyRunSaysWhatToDo();
    void theHistogramCountsTheRun();
    void theTableSaysTheSame();
    void otherExitsLieOverTheRuns();
    void wrongExitsAreListed();
    void verdicts_data();
    void verdicts();
    void followsTheDocument();
    void keysReadTheLayers();
    void modelsKeepTheirContract();

private:
    /// Some tokens whose last layer says otherwise.
    static Run withWrongExits()
    {
        Run run = syntheticRun({.tokens = 60});
        run.settings.front().settings.sampling.sample = false;
        for (const std::size_t token : {std::size_t(5), std::size_t(17)}) {
            TokenTrace& trace = run.tokens[token];
            trace.exitLayer = 4;
            trace.layers[4].top1 = trace.id;
            trace.layers.back().top1 = 777;
        }
        return run;
    }
    ExitHistogramPlot& plot() const { return *m_view->plot(); }
    WrongExitModel& wrong() const { return *m_view->findChild<WrongExitModel*>(); }
    TableView& table(const QString& name) const
    {
        for (TableView* each : m_view->findChildren<TableView*>()) {
            if (each->accessibleName() == name)
                return *each;
        }
        qFatal("no such table");
    }
    QCheckBox& box(const QString& text) const
    {
        for (QCheckBox* each : m_view->findChildren<QCheckBox*>()) {
            if (each->text() == text)
                return *each;
        }
        qFatal("no such box");
    }
    QString shownText() const
    {
        QStringList texts;
        for (const QLabel* label : m_view->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }

    std::unique_ptr<RunDocument> m_document;
    std::unique_ptr<ExitsView> m_view;
};

void ExitsViewTest::init()
{
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    m_document = std::make_unique<RunDocument>();
    m_view = std::make_unique<ExitsView>();
    m_view->setDocument(m_document.get());
    m_view->resize(1000, 500);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void ExitsViewTest::cleanup()
{
    m_view.reset();
    m_document.reset();
}

void ExitsViewTest::anEmptyRunSaysWhatToDo()
{
    QVERIFY(shownText().contains(QLatin1String("Run a prompt")));
    QVERIFY(!table(QStringLiteral("Wrong exits")).isVisible());
    QCOMPARE(plot().picture().exits.total, 0);
    QTest::keyClick(&plot(), Qt::Key_Right);
    QCOMPARE(plot().currentLayer(), -1);
}

void ExitsViewTest::theHistogramCountsTheRun()
{
    m_document->reset(syntheticRun({.tokens = 80}));
    const ExitHistogram& shown = plot().picture().exits;
    QCOMPARE(shown.total, 80);
    QVERIFY(std::abs(shown.mean - summarize(m_document->run()).meanExitLayer) < 1e-9);
    const QImage before = plot().grab().toImage();
    QTest::mouseClick(&box(QStringLiteral("Cumulative")), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(plot().picture().cumulative);
    QVERIFY(plot().grab().toImage() != before);
}

void ExitsViewTest::theTableSaysTheSame()
{
    m_document->reset(syntheticRun({.tokens = 80}));
    box(QStringLiteral("As a table")).setChecked(true);
    TableView& layers = table(QStringLiteral("Tokens by exit layer, as a table"));
    QVERIFY(layers.isVisible());
    QVERIFY(!plot().isVisible());
    QVERIFY(layers.isColumnHidden(ExitLayerModel::OtherColumn));
    int tokens = 0;
    for (int row = 0; row < layers.model()->rowCount(); ++row)
        tokens += layers.model()->index(row, ExitLayerModel::TokensColumn).data().toInt();
    QCOMPARE(tokens, 80);
    layers.selectAll();
    QTest::keySequence(&layers, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 11);
}

void ExitsViewTest::otherExitsLieOverTheRuns()
{
    m_document->reset(syntheticRun({.tokens = 40}));
    const QImage before = plot().grab().toImage();
    std::vector<int> others(40, 3);
    others[7] = -1;
    m_view->setOtherExits(others);
    QCOMPARE(plot().picture().other.total, 39);
    QVERIFY(plot().grab().toImage() != before);
    QVERIFY(plot().layerText(3).contains(QLatin1String("what if: 39 of 39")));
    m_view->setOtherExits({});
    QVERIFY(!plot().picture().hasOther());
    QCOMPARE(plot().grab().toImage(), before);
}

void ExitsViewTest::wrongExitsAreListed()
{
    m_document->reset(withWrongExits());
    QVERIFY(wrong().rowCount() >= 2);
    QCOMPARE(wrong().rowCount(), int(wrongExits(m_document->run()).size()));
    m_view->setTokenText([](int id) { return QStringLiteral("<%1>").arg(id); });
    const int row = wrong().rowOfToken(17);
    QVERIFY(row >= 0);
    const auto text = [&](int column) { return wrong().index(row, column).data().toString(); };
    QCOMPARE(text(WrongExitModel::NumberColumn), QStringLiteral("18"));
    QCOMPARE(text(WrongExitModel::LayerColumn), QStringLiteral("4"));
    QCOMPARE(text(WrongExitModel::FullDepthColumn), QStringLiteral("<777>"));
    QVERIFY(!text(WrongExitModel::ExitMarginColumn).isEmpty());

    TableView& listed = table(QStringLiteral("Wrong exits"));
    const QPoint at = listed.visualRect(wrong().index(row, 0)).center();
    QTest::mouseClick(listed.viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(m_document->selectedToken(), 17);
    QCOMPARE(m_document->selectedLayer(), 4);
    m_document->select(5);
    QCOMPARE(listed.currentIndex().row(), wrong().rowOfToken(5));
    QCOMPARE(m_document->selectedLayer(), -1);
    m_document->select(6);
    QCOMPARE(listed.currentIndex().row(), wrong().rowOfToken(6));
    QTest::keyClick(&listed, Qt::Key_Down);
    QVERIFY(wrong().rowOfToken(m_document->selectedToken()) >= 0);
}

void ExitsViewTest::verdicts_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("said");
    QTest::addRow("watched") << "watched"
                             << "chose another token";
    QTest::addRow("deciding") << "deciding"
                              << "not recorded";
    QTest::addRow("sampled") << "sampled"
                             << "were drawn";
    QTest::addRow("full depth") << "full"
                                << "No token left before the last layer";
    QTest::addRow("drafts") << "drafts"
                            << "confirmed";
    QTest::addRow("copied") << "copied"
                            << "K/V policy";
}

void ExitsViewTest::verdicts()
{
    QFETCH(QString, kind);
    QFETCH(QString, said);
    Run run = kind == u"drafts"
                  ? speculativeRun({})
                  : syntheticRun({.tokens = 30,
                                  .watch = kind != u"deciding",
                                  .policy = kind == u"copied" ? KvPolicy::Copy : KvPolicy::Exact});
    run.settings.front().settings.sampling.sample = kind == u"sampled";
    for (TokenTrace& token : run.tokens) {
        if (kind == u"full")
            token.exitLayer = run.model.layers - 1;
    }
    m_document->reset(run);
    QVERIFY2(shownText().contains(said), qPrintable(shownText()));
}

void ExitsViewTest::followsTheDocument()
{
    const SyntheticShape shape{.tokens = 30};
    const std::vector<Step> steps = syntheticSteps(shape, syntheticSettings(shape));
    m_document->reset(syntheticStart(shape));
    m_document->append({steps.begin(), steps.begin() + 12});
    QTRY_COMPARE(plot().picture().exits.total, 12);
    m_view->hide();
    m_document->append({steps.begin() + 12, steps.end()});
    m_view->show();
    QCOMPARE(plot().picture().exits.total, 30);
}

void ExitsViewTest::keysReadTheLayers()
{
    m_document->reset(syntheticRun({.tokens = 30}));
    plot().setFocus();
    QVERIFY(plot().accessibleDescription().contains(QLatin1String("Mean exit layer")));
    QTest::keyClick(&plot(), Qt::Key_End);
    QCOMPARE(plot().currentLayer(), 11);
    QTest::keyClick(&plot(), Qt::Key_Left);
    QCOMPARE(plot().accessibleDescription(), plot().layerText(10));
    QTest::keyClick(&plot(), Qt::Key_Home);
    QTest::keyClick(&plot(), Qt::Key_Left);
    QCOMPARE(plot().currentLayer(), 0);
    QTest::keyClick(&plot(), Qt::Key_Escape);
    QCOMPARE(plot().currentLayer(), -1);
}

void ExitsViewTest::modelsKeepTheirContract()
{
    ExitLayerModel layers;
    WrongExitModel exits;
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const QAbstractItemModelTester layerTester(&layers, mode);
    const QAbstractItemModelTester exitTester(&exits, mode);
    const Run run = withWrongExits();
    layers.setHistograms(exitHistogramOf(run), {});
    const std::vector<WrongExitMargin> all = exitCheckOf(run).wrong;
    exits.setExits({all.front()});
    exits.setExits(all);
    QCOMPARE(exits.rowCount(), int(all.size()));
    exits.setTokenText([](int id) { return QString::number(id); });
    exits.setExits({});
    layers.setHistograms({}, {});
    QCOMPARE(exits.rowCount() + layers.rowCount(), 0);
}

QTEST_MAIN(ExitsViewTest)
#include "tst_exitsview.moc"
