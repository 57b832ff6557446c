#include "syntheticrun.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/layerscrubber.h"
#include "widgets/pinnedlayers.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace exitscope;

namespace {

QString named(int id)
{
    return QStringLiteral("t%1").arg(id);
}

/// An inspector of a made-up run, with the parts that a test presses.
struct Fixture
{
    explicit Fixture(int layers = 5)
    {
        inspector.setDocument(&document);
        inspector.setTokenText(named);
        document.reset(test::syntheticRun({.layers = layers, .tokens = 6}));
        inspector.resize(400, 900);
        inspector.show();
        lens = inspector.findChild<QTableView*>(QStringLiteral("lens"));
        pinned = inspector.findChild<QTableView*>(QStringLiteral("pinned"));
        scrubber = inspector.findChild<LayerScrubber*>();
        slider = scrubber->findChild<QSlider*>();
        play = scrubber->findChild<QToolButton*>();
        model = inspector.findChild<LensModel*>();
    }
    bool focus(QWidget* widget)
    {
        inspector.activateWindow();
        widget->setFocus();
        return QTest::qWaitFor([widget] { return widget->hasFocus(); });
    }
    QStringList pinnedRows() const
    {
        QStringList rows;
        for (int row = 0; row < pinned->model()->rowCount(); ++row)
            rows << pinned->model()->index(row, 0).data().toString().remove(QStringLiteral("▸ "));
        return rows;
    }
    /// What Space would do in the table, as its context menu says.
    QString pinText() const
    {
        for (const QAction* action : lens->actions()) {
            if (action->shortcut() == QKeySequence(Qt::Key_Space))
                return action->text();
        }
        return {};
    }
    int lensLayer() const { return model->layerOfRow(lens->currentIndex().row()); }

    RunDocument document;
    Inspector inspector;
    QTableView* lens = nullptr;
    QTableView* pinned = nullptr;
    LayerScrubber* scrubber = nullptr;
    QSlider* slider = nullptr;
    QToolButton* play = nullptr;
    LensModel* model = nullptr;
};

} // namespace

class TestLayerScrubber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysMoveTheSharedSelection();
    void followsASelectionMadeElsewhere();
    void saysWhatTheModelWouldSay();
    void playsToTheLastLayerAndStops();
    void anotherSelectionEndsPlaying();
    void hidingEndsPlaying();
    void spacePinsARow();
    void pinsStayForOtherTokensAndCanGo();
    void pinnedRowSelectsItsLayer();
    void deepModelsAndLargeTextStayInThePanel();
    void withoutARunItSaysWhatToDo();
    void decidedTokensSayWhatIsMissing();
    void theKeyboardGoesDownThePanel();
};

void TestLayerScrubber::keysMoveTheSharedSelection()
{
    Fixture at;
    at.document.select(2, 1);
    QVERIFY(at.focus(at.slider));
    QTest::keyClick(at.slider, Qt::Key_Right);
    QCOMPARE(at.document.selectedToken(), 2);
    QCOMPARE(at.document.selectedLayer(), 2);
    QCOMPARE(at.lensLayer(), 2);
    QTest::keyClick(at.slider, Qt::Key_End);
    QCOMPARE(at.document.selectedLayer(), 4);
    QTest::keyClick(at.slider, Qt::Key_Home);
    QCOMPARE(at.document.selectedLayer(), 0);
    QCOMPARE(at.lensLayer(), 0);
    QVERIFY(!at.scrubber->isPlaying());
}

void TestLayerScrubber::followsASelectionMadeElsewhere()
{
    Fixture at;
    HeatmapView heatmap;
    heatmap.setDocument(&at.document);
    heatmap.resize(600, 400);
    heatmap.show();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    at.document.select(3);
    QCOMPARE(at.slider->value(), at.document.run().tokens[3].exitLayer);
    QCOMPARE(at.document.selectedLayer(), -1);
    QSignalSpy chosen(at.scrubber, &LayerScrubber::layerChosen);
    at.document.select(1, 3);
    QCOMPARE(at.slider->value(), 3);
    QVERIFY(chosen.isEmpty());
    at.slider->setValue(1);
    QCOMPARE(at.document.selectedToken(), 1);
    QCOMPARE(at.document.selectedLayer(), 1);
    // A click into the heatmap moves the slider, and the heatmap says what the slider chose.
    QWidget* plot = heatmap.findChild<QWidget*>(QStringLiteral("heatmapPlot"));
    const QPoint cell = plot->mapFrom(&heatmap, heatmap.cellRect(4, 2).center());
    QTest::mouseClick(plot, Qt::LeftButton, {}, cell);
    QCOMPARE(at.document.selectedToken(), 4);
    QCOMPARE(at.slider->value(), 2);
    QVERIFY(at.focus(at.slider));
    QTest::keyClick(at.slider, Qt::Key_Right);
    QVERIFY(plot->accessibleDescription().contains(QStringLiteral("layer 3")));
}

void TestLayerScrubber::saysWhatTheModelWouldSay()
{
    Fixture at;
    Run run = test::syntheticRun({.layers = 5, .tokens = 2});
    TokenTrace& token = run.tokens[1];
    token.layers[2].top1 = 42;
    token.layers[3].top1 = token.id;
    token.layers[2].emittedProbability = 0.3f;
    token.top.clear();
    token.layers[2].maxProbability = 0.63f;
    at.document.reset(run);
    at.document.select(1, 2);
    QCOMPARE(at.scrubber->sentence(), QStringLiteral("At layer 2 the model would say “t42”, 63 %"));
    const QString spoken = at.slider->accessibleDescription();
    QVERIFY2(spoken.contains(QStringLiteral("63 %")), qPrintable(spoken));
    QVERIFY2(spoken.contains(QStringLiteral("The written token: 30 %")), qPrintable(spoken));
    at.document.select(1, 3);
    QVERIFY(at.slider->accessibleDescription().contains(QStringLiteral("Changed here")));
    QVERIFY(at.slider->accessibleDescription().contains(QStringLiteral("layer 2 said “t42”")));
}

void TestLayerScrubber::playsToTheLastLayerAndStops()
{
    Fixture at;
    at.document.select(2);
    QVERIFY(!at.scrubber->isPlaying());
    QVERIFY(at.focus(at.slider));
    QSignalSpy chosen(at.scrubber, &LayerScrubber::layerChosen);
    QTest::keyClick(at.slider, Qt::Key_Space);
    QVERIFY(at.scrubber->isPlaying());
    QCOMPARE(at.play->accessibleName(), QStringLiteral("Pause"));
    QCOMPARE(at.document.selectedLayer(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!at.scrubber->isPlaying(), 30'000);
    QCOMPARE(at.document.selectedLayer(), 4);
    QCOMPARE(chosen.count(), 5);
    for (int layer = 0; layer < 5; ++layer)
        QCOMPARE(chosen[layer][0].toInt(), layer);
    // From the end it starts over; the button does what the key does.
    at.play->click();
    QVERIFY(at.scrubber->isPlaying());
    QCOMPARE(at.document.selectedLayer(), 0);
    at.play->click();
    QVERIFY(!at.scrubber->isPlaying());
}

void TestLayerScrubber::anotherSelectionEndsPlaying()
{
    Fixture at;
    at.document.select(2, 0);
    at.scrubber->play();
    QVERIFY(at.scrubber->isPlaying());
    at.document.select(2, 3); // as a click into the heatmap does
    QVERIFY(!at.scrubber->isPlaying());
    at.scrubber->play();
    QVERIFY(at.scrubber->isPlaying());
    at.document.select(1, 3); // the same layer of another token
    QVERIFY(!at.scrubber->isPlaying());
    at.document.select(1, 0);
    at.scrubber->play();
    at.document.reset({});
    QVERIFY(!at.scrubber->isPlaying());
    QCOMPARE(at.scrubber->layer(), -1);
}

void TestLayerScrubber::hidingEndsPlaying()
{
    Fixture at;
    at.document.select(2, 0);
    at.scrubber->play();
    QVERIFY(at.scrubber->isPlaying());
    at.inspector.hide();
    QVERIFY(!at.scrubber->isPlaying());
    at.inspector.show();
    QVERIFY(!at.scrubber->isPlaying());
}

void TestLayerScrubber::spacePinsARow()
{
    Fixture at;
    QVERIFY(!at.pinned->isVisible());
    at.document.select(2, 3);
    QVERIFY(at.focus(at.lens));
    QTest::keyClick(at.lens, Qt::Key_Space);
    QVERIFY(at.model->isPinned(3));
    QVERIFY(at.pinned->isVisible());
    QCOMPARE(at.pinnedRows(), QStringList{QStringLiteral("3")});
    QCOMPARE(at.pinText(), QStringLiteral("Unpin layer 3"));
    QTest::keyClick(at.lens, Qt::Key_Down);
    QCOMPARE(at.pinText(), QStringLiteral("Pin layer 2"));
    QTest::keyClick(at.lens, Qt::Key_Up);
    QTest::keyClick(at.lens, Qt::Key_Space);
    QVERIFY(!at.model->isPinned(3));
    QVERIFY(!at.pinned->isVisible());
}

void TestLayerScrubber::pinsStayForOtherTokensAndCanGo()
{
    Fixture at;
    at.model->setPinned(1, true);
    at.model->setPinned(4, true);
    QCOMPARE(at.pinnedRows(), (QStringList{QStringLiteral("4"), QStringLiteral("1")}));
    at.document.select(0);
    at.document.select(5, 2);
    QCOMPARE(at.pinnedRows(), (QStringList{QStringLiteral("4"), QStringLiteral("1")}));
    QCOMPARE(at.pinned->model()->index(0, LensModel::FirstTokenColumn).data(),
             at.model->index(0, LensModel::FirstTokenColumn).data());
    QVERIFY(at.focus(at.pinned));
    QTest::keyClick(at.pinned, Qt::Key_Down);
    QTest::keyClick(at.pinned, Qt::Key_Delete);
    QCOMPARE(at.model->pinnedLayers().size(), 1u);
    at.document.reset(test::syntheticRun({.layers = 12, .tokens = 3}));
    QCOMPARE(at.pinnedRows().size(), 1);
    auto* clear = at.inspector.findChild<PinnedLayers*>()->findChild<QToolButton*>();
    QVERIFY(clear->isVisible());
    clear->click();
    QVERIFY(at.model->pinnedLayers().empty());
    QVERIFY(!at.pinned->isVisible());
}

void TestLayerScrubber::pinnedRowSelectsItsLayer()
{
    Fixture at;
    at.model->setPinned(1, true);
    at.document.select(4, 3);
    QVERIFY(!at.pinned->currentIndex().isValid());
    QVERIFY(at.focus(at.pinned));
    const QRect row = at.pinned->visualRect(at.pinned->model()->index(0, 0));
    QTest::mouseClick(at.pinned->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(at.document.selectedToken(), 4);
    QCOMPARE(at.document.selectedLayer(), 1);
    QCOMPARE(at.lensLayer(), 1);
}

void TestLayerScrubber::deepModelsAndLargeTextStayInThePanel()
{
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(1.5 * usual.pointSizeF());
    QApplication::setFont(large);
    {
        Fixture at(80);
        at.inspector.setTokenText([](int id) { return QString(60, u'w') + named(id); });
        at.inspector.resize(400, 900);
        at.model->setPinned(79, true);
        at.document.select(2, 3);
        QCOMPARE(at.inspector.width(), 400);
        QVERIFY(at.inspector.minimumSizeHint().width() <= 400);
        for (QWidget* widget : at.inspector.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->visibleRegion().isEmpty())
                continue;
            const int right = widget->mapTo(&at.inspector, QPoint(widget->width(), 0)).x();
            QVERIFY2(right <= 400, qPrintable(QStringLiteral("%1 %2 ends at %3")
                                                  .arg(widget->metaObject()->className(),
                                                       widget->accessibleName())
                                                  .arg(right)));
        }
        // The pinned row is in view beside the far end of the model.
        const QRect row = at.pinned->visualRect(at.pinned->model()->index(0, 0));
        QVERIFY(at.pinned->viewport()->rect().contains(row.center()));
        const QRect selected = at.lens->visualRect(at.lens->currentIndex());
        QVERIFY(at.lens->viewport()->rect().contains(selected.center()));
        QCOMPARE(at.pinned->columnWidth(LensModel::FirstTokenColumn),
                 at.lens->columnWidth(LensModel::FirstTokenColumn));
    }
    QApplication::setFont(usual);
}

void TestLayerScrubber::withoutARunItSaysWhatToDo()
{
    Fixture at;
    at.document.reset({});
    QVERIFY(!at.scrubber->isVisible());
    bool said = false;
    for (const QLabel* label : at.inspector.findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains(QStringLiteral("select a")));
    QVERIFY(said);
}

void TestLayerScrubber::decidedTokensSayWhatIsMissing()
{
    Fixture at;
    const auto says = [&at](const char* words) {
        for (const QLabel* label : at.inspector.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QLatin1String(words)))
                return true;
        }
        return false;
    };
    QVERIFY(!says("choose Watch"));
    Run run = test::syntheticRun({.layers = 12, .tokens = 60, .watch = false});
    at.document.reset(run);
    int early = 1;
    while (run.tokens[std::size_t(early)].exitLayer > 9)
        ++early;
    at.document.select(early, 11);
    QVERIFY(says("choose Watch in the Rule tab"));
    QCOMPARE(at.scrubber->sentence(), QStringLiteral("Layer 11 was not scored"));
    QVERIFY(says("Scores past the exit are kept only while watching."));
    // A criterion that needs no head leaves no prediction in front of the exit either.
    QVERIFY(run.tokens[std::size_t(early)].exitLayer > 0);
    run.tokens[std::size_t(early)].layers[0] = {};
    at.document.reset(run);
    at.document.select(early, 0);
    QVERIFY(!says("Scores past the exit"));
    QVERIFY(says("The rule asked for no prediction here"));
    const int row = at.model->rowCount() - 1;
    QVERIFY(at.model->index(row, LensModel::FirstTokenColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QLatin1String("The rule asked for no prediction here")));
}

void TestLayerScrubber::theKeyboardGoesDownThePanel()
{
    Fixture at;
    at.model->setPinned(2, true);
    at.document.select(1, 1);
    QVERIFY(at.focus(at.play));
    QList<QWidget*> stops;
    for (int i = 0; i < 5; ++i) {
        stops << at.inspector.focusWidget();
        QTest::keyClick(at.inspector.focusWidget(), Qt::Key_Tab);
    }
    int last = -1;
    for (QWidget* stop : stops) {
        const int top = stop->mapTo(&at.inspector, QPoint(0, stop->height() / 2)).y();
        QVERIFY2(top >= last - 4, stop->metaObject()->className());
        QVERIFY2(!stop->accessibleName().isEmpty() || qobject_cast<QToolButton*>(stop),
                 stop->metaObject()->className());
        last = top;
    }
    QVERIFY(stops.contains(at.slider));
    QVERIFY(stops.contains(at.pinned));
    QVERIFY(stops.contains(at.lens));
}

QTEST_MAIN(TestLayerScrubber)
#include "tst_layerscrubber.moc"
