#include "panelfixture.h"
#include "widgets/criterionrow.h"
#include "widgets/fold.h"
#include "widgets/ruleeditor.h"
#include "widgets/scheduleplot.h"
#include "widgets/thresholdfield.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QToolButton>
#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

/// Criteria, how they combine, and their thresholds.
class TestRuleEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void criteriaAreAddedAndRemoved();
    void plotShowsTheOpenCriterion();
    void thresholdsByLayer();
    void thresholdsThatCannotBeReadAreSaid();
    void entropyAsAShare();
    void sharesByLayer();
    void foldsSayWhatTheyHold();
    void keyboardGoesDownThePanel();
};

void TestRuleEditor::criteriaAreAddedAndRemoved()
{
    Panel panel;
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    QVERIFY2(!panel.labelled<QToolButton>(QStringLiteral("Add a criterion")),
             "full depth has nothing to add to");
    panel.choose(1, "entropy_based");
    auto* add = panel.labelled<QToolButton>(QStringLiteral("Add a criterion"));
    QVERIFY(add);
    QVERIFY(!panel.labelled<QRadioButton>(QStringLiteral("all hold")));
    add->click();
    QCOMPARE(panel.settings().rule.conditions.size(), 2u);
    QCOMPARE(spy.count(), 2);
    panel.choose(2, "max_probability");
    panel.labelled<QRadioButton>(QStringLiteral("all hold"))->click();
    QCOMPARE(panel.settings().rule.name(), std::string("entropy_based,max_probability"));
    QVERIFY(panel.settings().rule.combine == Combine::All);
    QVERIFY(panel.isValid());

    // No criterion is on offer twice, nor "none" beside another.
    const auto offers = [&panel](int number, const char* name) {
        auto* items = static_cast<QStandardItemModel*>(panel.criterion(number)->model());
        return items->item(panel.criterion(number)->findData(QString::fromLatin1(name)))
            ->isEnabled();
    };
    QVERIFY(!offers(1, "max_probability") && !offers(2, "entropy_based") && !offers(2, "none"));
    QVERIFY(offers(1, "entropy_based") && offers(1, "convergence"));

    while (panel.labelled<QToolButton>(QStringLiteral("Add a criterion")))
        add->click();
    QCOMPARE(panel.settings().rule.conditions.size(), allCriteria().size());
    QVERIFY(panel.isValid());
    panel.named<QToolButton>(QStringLiteral("Remove Entropy"))->click();
    QVERIFY(!panel.settings().rule.find(findCriterion("entropy_based")));
    while (panel.settings().rule.conditions.size() > 1)
        panel.findChild<CriterionRow*>()->findChildren<QToolButton*>().last()->click();
    QVERIFY(!panel.labelled<QRadioButton>(QStringLiteral("all hold")));
    QVERIFY(offers(1, "none"));
}

void TestRuleEditor::plotShowsTheOpenCriterion()
{
    Panel panel;
    panel.show();
    Settings settings = panel.settings();
    settings.rule = threeCriteria(Combine::Any);
    panel.setSettings(settings);
    const auto* plot = panel.findChild<SchedulePlot*>();
    QCOMPARE(plot->curve().condition.name(), std::string("top2_margin"));
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    auto* open =
        panel.named<QToolButton>(QStringLiteral("Show the thresholds of KL to the previous layer"));
    QVERIFY(panel.shows(open));
    open->click();
    QCOMPARE(plot->curve().condition.name(), std::string("kl_to_previous"));
    QCOMPARE(plot->curve().thresholds.at(1), 0.25);
    QCOMPARE(plot->curve().thresholds.at(11), 0.125);
    QCOMPARE(spy.count(), 0);
    QVERIFY(panel.shows(panel.findChild<QDoubleSpinBox*>(QStringLiteral("margin_threshold"))) ==
            false);
}

void TestRuleEditor::thresholdsByLayer()
{
    Panel panel;
    panel.choose(1, "max_probability");
    const Condition formula = *panel.settings().rule.leading();
    auto* byLayer = panel.labelled<QPushButton>(QStringLiteral("Set by layer"));
    byLayer->click();
    Condition own = *panel.settings().rule.leading();
    QCOMPARE(own.thresholds.size(), 12u);
    for (int layer = 0; layer < 12; ++layer)
        QVERIFY(std::abs(own.threshold(layer, shape) - formula.threshold(layer, shape)) < 1e-3);
    QVERIFY2(!panel.shows(
                 panel.findChild<QDoubleSpinBox*>(QStringLiteral("max_prob_initial_threshold"))),
             "the formula's parameters have no say then");

    QLineEdit* list = nullptr;
    for (QLineEdit* field : panel.findChildren<QLineEdit*>()) {
        if (field->accessibleName() == QLatin1String("Thresholds by layer") && panel.shows(field))
            list = field;
    }
    QVERIFY(list);
    list->setText(QStringLiteral("0.9, 0.5 0.25;0.125"));
    QVERIFY(panel.settings().rule.leading()->thresholds.size() == 12u);
    Q_EMIT list->editingFinished();
    QCOMPARE(panel.settings().rule.leading()->thresholds,
             (std::vector<double>{0.9, 0.5, 0.25, 0.125}));
    QVERIFY(panel.isValid());

    // A shallower model uses what it has layers for.
    panel.setModelShape({2, 4096});
    QCOMPARE(panel.settings().rule.leading()->thresholds, (std::vector<double>{0.9, 0.5}));
    panel.setModelShape(shape);
    QCOMPARE(panel.settings().rule.leading()->thresholds.size(), 4u);

    // There and back.
    byLayer->click();
    QVERIFY(*panel.settings().rule.leading() == formula);
    byLayer->click();
    QCOMPARE(panel.settings().rule.leading()->thresholds.size(), 4u);

    // A temperature changes the score, so it stays.
    panel.choose(1, "entropy_based");
    panel.labelled<QPushButton>(QStringLiteral("Set by layer"))->click();
    QVERIFY(panel.shows(panel.findChild<QDoubleSpinBox*>(QStringLiteral("entropy_temp"))));
    QVERIFY(!panel.shows(panel.findChild<QCheckBox*>(QStringLiteral("entropy_relative"))));
}

void TestRuleEditor::thresholdsThatCannotBeReadAreSaid()
{
    QString problem;
    QCOMPARE(parseThresholds(QStringLiteral("1, -2.5e-3;3\n4"), problem),
             (std::vector<double>{1, -0.0025, 3, 4}));
    QVERIFY(problem.isEmpty());
    for (const char* text : {"1, two", "1, nan", "inf"}) {
        QVERIFY(parseThresholds(QString::fromLatin1(text), problem).empty());
        QVERIFY(!problem.isEmpty());
    }
    const std::vector<double> thresholds{0.1, 1e-9, 123456.75};
    QCOMPARE(parseThresholds(thresholdsText(thresholds), problem), thresholds);

    ThresholdField field;
    field.setLayers(4);
    field.setThresholds({0.5});
    QSignalSpy spy(&field, &ThresholdField::changed);
    auto* list = field.findChild<QLineEdit*>();
    const auto type = [list](const char* text) {
        list->setText(QString::fromLatin1(text));
        Q_EMIT list->editingFinished();
        return list->accessibleDescription();
    };
    QVERIFY(type("0.5, x1").contains(QLatin1String("x1")));
    QVERIFY(type("").contains(QLatin1String("at least one")));
    QCOMPARE(spy.count(), 0);
    QCOMPARE(field.thresholds(), std::vector<double>{0.5});
    QVERIFY(type("1 2 3 4 5").contains(QLatin1String("4 layers")));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(field.thresholds().size(), 4u);
}

void TestRuleEditor::entropyAsAShare()
{
    Panel panel;
    panel.choose(1, "entropy_based");
    auto* first = panel.findChild<QDoubleSpinBox*>(QStringLiteral("entropy_initial_threshold"));
    auto* share = panel.findChild<QCheckBox*>(QStringLiteral("entropy_relative"));
    first->setValue(7.5);
    share->click();
    QVERIFY(panel.isValid());
    QCOMPARE(first->maximum(), 1.0);
    QCOMPARE(panel.settings().rule.leading()->parameters.at("entropy_relative"), 1.0);
    first->setValue(0.5);
    QVERIFY(std::abs(panel.settings().rule.leading()->threshold(0, shape) -
                     0.5 * std::log(4096.0)) < 1e-9);
    share->click();
    QCOMPARE(first->maximum(), 20.0);
    QCOMPARE(first->value(), 7.5);
    share->click();
    QCOMPARE(first->value(), 0.5);
    panel.resetCriterion();
    QVERIFY(!share->isChecked());
    QCOMPARE(first->value(), 11.0);
    QVERIFY(panel.isValid());
}

void TestRuleEditor::sharesByLayer()
{
    Panel panel;
    panel.choose(1, "entropy_based");
    auto* share = panel.findChild<QCheckBox*>(QStringLiteral("entropy_relative"));
    auto* byLayer = panel.labelled<QPushButton>(QStringLiteral("Set by layer"));
    const auto thresholds = [&panel] { return panel.settings().rule.leading()->thresholds; };
    byLayer->click();
    QCOMPARE(thresholds().front(), 11.0);
    byLayer->click();
    share->click();
    const Condition formula = *panel.settings().rule.leading();
    // The list that was in nats does not come back as shares.
    byLayer->click();
    QCOMPARE(thresholds().front(), 0.935);
    for (int layer = 0; layer < shape.layers; ++layer)
        QVERIFY(std::abs(panel.settings().rule.leading()->threshold(layer, shape) -
                         formula.threshold(layer, shape)) < 1e-3 * std::log(4096.0));

    // Nor does one that was put away come back on another model.
    byLayer->click();
    panel.setModelShape({24, 4096});
    byLayer->click();
    QCOMPARE(thresholds().size(), 24u);
}

void TestRuleEditor::foldsSayWhatTheyHold()
{
    Panel panel;
    panel.choose(1, "entropy_based");
    auto* patience = panel.named<QSpinBox>(QStringLiteral("Patience"));
    QVERIFY(!panel.shows(patience));
    auto* row = panel.findChild<RuleEditor*>()->findChild<Fold*>()->findChild<QToolButton*>();
    QCOMPARE(row->text(), QStringLiteral("More"));
    row->click();
    QVERIFY(panel.shows(patience));
    patience->setValue(4);
    QCOMPARE(panel.settings().rule.patience, 4);
    row->click();
    QVERIFY(!panel.shows(patience));
    QVERIFY(row->text().contains(QLatin1String("patience 4")));
    QCOMPARE(row->accessibleName(), row->text());
    QCOMPARE(patience->maximum(), 12);
    QCOMPARE(panel.named<QSpinBox>(QStringLiteral("Minimum layer"))->maximum(), 11);
}

void TestRuleEditor::keyboardGoesDownThePanel()
{
    Panel panel;
    panel.resize(420, 1400);
    panel.show();
    Settings settings;
    settings.rule = threeCriteria(Combine::All);
    settings.sampling.sample = true;
    panel.setSettings(settings);
    for (Fold* fold : panel.findChildren<Fold*>())
        fold->setOpen(true);
    panel.named<QToolButton>(QStringLiteral("Show the thresholds of Entropy"))->click();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.widget()->layout()->activate();

    auto* first = panel.named<QComboBox>(QStringLiteral("Strategy"));
    QStringList wrong;
    int stops = 0;
    QPoint last;
    QString lastName;
    for (QWidget* next = first->nextInFocusChain(); next != first;
         next = next->nextInFocusChain()) {
        const bool isStop = (next->focusPolicy() & Qt::TabFocus) && !next->focusProxy() &&
                            next->isVisibleTo(&panel) && panel.widget()->isAncestorOf(next);
        if (!isStop)
            continue;
        const QPoint now = next->mapTo(panel.widget(), next->rect().center());
        const bool below = now.y() > last.y() + 6;
        const bool beside = std::abs(now.y() - last.y()) <= 6 && now.x() > last.x();
        const QString name =
            next->accessibleName() + u'/' + QString::fromLatin1(next->metaObject()->className());
        if (!below && !beside)
            wrong << QStringLiteral("%1 after %2").arg(name, lastName);
        last = now;
        lastName = name;
        ++stops;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
    QVERIFY(stops > 25);

    // A criterion that is added is where the keyboard goes on.
    panel.activateWindow();
    panel.labelled<QToolButton>(QStringLiteral("Add a criterion"))->click();
    QCOMPARE(panel.focusWidget(), panel.criterion(4));
}

QTEST_MAIN(TestRuleEditor)
#include "tst_ruleeditor.moc"
