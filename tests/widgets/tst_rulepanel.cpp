#include "support/randomrun.h"
#include "widgets/deptheditor.h"
#include "widgets/parametercontrol.h"
#include "widgets/ruleeditor.h"
#include "widgets/rulepanel.h"
#include "widgets/scheduleplot.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace exitscope;

namespace {

QComboBox* criterionChoice(RulePanel& panel)
{
    return panel.findChild<RuleEditor*>()->findChild<QComboBox*>();
}

void choose(RulePanel& panel, std::string_view criterion)
{
    QComboBox* choice = criterionChoice(panel);
    choice->setCurrentIndex(choice->findData(
        QString::fromUtf8(criterion.data(), static_cast<qsizetype>(criterion.size()))));
}

/// The button that restores the open criterion's values.
QPushButton* resetButton(RulePanel& panel)
{
    QPushButton* found = nullptr;
    for (QPushButton* button : panel.findChildren<QPushButton*>()) {
        if (button->text() == QLatin1String("Recommended values") &&
            (!found || button->isVisibleTo(&panel)))
            found = button;
    }
    return found;
}

QDoubleSpinBox* field(RulePanel& panel, const char* name)
{
    return panel.findChild<QDoubleSpinBox*>(QString::fromLatin1(name));
}

} // namespace

class TestRulePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCriterionRoundTrips_data();
    void everyCriterionRoundTrips();
    void fullDepthRoundTrips();
    void otherSettingsRoundTrip();
    void sliderAndFieldMoveTogether_data();
    void sliderAndFieldMoveTogether();
    void changesAreAnnouncedOnce();
    void recommendedValues();
    void promptExitNeedsHoles();
    void entropyBeyondTheVocabularyIsSaid();
    void wheelLeavesUnfocusedFieldsAlone();
    void plotFollowsRuleAndToken();
    void everyControlHasAnAccessibleName();
};

void TestRulePanel::everyCriterionRoundTrips_data()
{
    QTest::addColumn<QString>("name");
    for (const Criterion* criterion : allCriteria())
        QTest::addRow("%s", std::string(criterion->name).c_str())
            << QString::fromStdString(std::string(criterion->name));
}

void TestRulePanel::everyCriterionRoundTrips()
{
    QFETCH(QString, name);
    const Criterion* criterion = findCriterion(name.toStdString());
    RulePanel panel;
    Settings settings = panel.settings();
    Condition condition{criterion, criterion->defaults(), {}};
    for (const ParameterInfo& info : criterion->parameters) {
        const double scale = std::pow(10.0, info.decimals);
        condition.parameters[std::string(info.name)] =
            std::round((0.7 * info.minimum + 0.3 * info.maximum) * scale) / scale;
    }
    settings.rule = {.conditions = {condition}};
    panel.setSettings(settings);
    QVERIFY(panel.settings() == settings);

    // Its controls, and no others, are there to be seen.
    for (const auto* control : panel.findChildren<ParameterControl*>()) {
        const bool own = std::ranges::any_of(
            criterion->parameters, [&](const auto& info) { return info.name == control->name(); });
        QCOMPARE(control->isVisibleTo(&panel), own);
    }

    choose(panel, "none");
    choose(panel, criterion->name);
    QVERIFY2(panel.settings() == settings, "another choice in between must not lose the values");
}

void TestRulePanel::fullDepthRoundTrips()
{
    RulePanel panel;
    choose(panel, "entropy_based");
    QVERIFY(panel.settings().rule.mayExit());
    Settings settings = panel.settings();
    settings.rule = {};
    panel.setSettings(settings);
    QVERIFY(panel.settings() == settings);
    QCOMPARE(criterionChoice(panel)->currentText(), QStringLiteral("None: full depth"));
}

void TestRulePanel::otherSettingsRoundTrip()
{
    RulePanel panel;
    panel.setModelShape({12, 4096});
    Settings settings = panel.settings();
    settings.watch = !settings.watch;
    settings.exitLayerLimit = 7;
    settings.kvPolicy = KvPolicy::Holes;
    settings.promptExit = true;
    settings.maxWaiting = 5;
    settings.sampling = {.sample = false,
                         .temperature = 1.25,
                         .topK = 40,
                         .topP = 0.55,
                         .minP = 0.15,
                         .repetitionPenalty = 1.3,
                         .noRepeatNgram = 4,
                         .seed = 18446744073709551615ULL};
    settings.maxSteps = 77;
    settings.ignoreEos = true;
    settings.stopWords = {"The End", "\n\n"};
    panel.setSettings(settings);
    QVERIFY(panel.settings() == settings);

    settings.exitLayerLimit = -1;
    settings.maxWaiting = 0;
    panel.setSettings(settings);
    QCOMPARE(panel.settings().exitLayerLimit, -1);
    QCOMPARE(panel.settings().maxWaiting, 0);
}

void TestRulePanel::sliderAndFieldMoveTogether_data()
{
    QTest::addColumn<QString>("criterion");
    QTest::addColumn<int>("index");
    for (const Criterion* criterion : allCriteria()) {
        for (int i = 0; i < static_cast<int>(criterion->parameters.size()); ++i) {
            const ParameterInfo& info = criterion->parameters[std::size_t(i)];
            if (!info.isSwitch)
                QTest::addRow("%s", std::string(info.name).c_str())
                    << QString::fromStdString(std::string(criterion->name)) << i;
        }
    }
}

void TestRulePanel::sliderAndFieldMoveTogether()
{
    QFETCH(QString, criterion);
    QFETCH(int, index);
    const ParameterInfo& info =
        findCriterion(criterion.toStdString())->parameters[std::size_t(index)];
    ParameterControl control(info);
    QSignalSpy spy(&control, &ParameterControl::valueChanged);
    auto* slider = control.findChild<QSlider*>();
    auto* exact = control.findChild<QDoubleSpinBox*>();
    QCOMPARE(control.value(), info.defaultValue);

    slider->setValue(slider->maximum());
    QCOMPARE(exact->value(), info.maximum);
    slider->setValue(slider->minimum());
    QCOMPARE(exact->value(), info.minimum);
    QCOMPARE(spy.count(), 2);

    // Wherever the slider is put, the field's value leads back to the same place.
    for (int position = 0; position <= slider->maximum(); position += 1 + slider->maximum() / 7) {
        slider->setValue(position);
        const double shown = exact->value();
        exact->setValue(info.minimum);
        exact->setValue(shown);
        const double step = std::pow(10.0, -info.decimals);
        const int first = slider->value();
        exact->setValue(shown - step);
        const int before = slider->value();
        exact->setValue(shown + step);
        const int after = slider->value();
        QVERIFY2(before <= position && position <= after,
                 qPrintable(QStringLiteral("%1 came back as %2").arg(position).arg(first)));
    }
    spy.clear();
    control.setValue(info.maximum);
    QCOMPARE(slider->value(), slider->maximum());
    QCOMPARE(spy.count(), 0);
}

void TestRulePanel::changesAreAnnouncedOnce()
{
    RulePanel panel;
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    choose(panel, "max_probability");
    QCOMPARE(spy.count(), 1);
    field(panel, "max_prob_initial_threshold")->setValue(0.6);
    QCOMPARE(spy.count(), 2);
    const auto announced = spy.last().first().value<Settings>();
    QCOMPARE(announced.rule.name(), std::string("max_probability"));
    QCOMPARE(announced.rule.leading()->parameters.at("max_prob_initial_threshold"), 0.6);
    QVERIFY(announced == panel.settings());

    panel.setSettings(panel.settings());
    QCOMPARE(spy.count(), 2);
    Settings other = panel.settings();
    other.maxSteps += 1;
    other.sampling.topK += 1;
    other.watch = !other.watch;
    panel.setSettings(other);
    QCOMPARE(spy.count(), 3);
}

void TestRulePanel::recommendedValues()
{
    RulePanel panel;
    panel.setRecommended({{"cosine_similarity", {{"similarity_threshold", 0.99}}}});
    choose(panel, "cosine_similarity");
    QCOMPARE(field(panel, "similarity_threshold")->value(), 0.95);
    QPushButton* reset = resetButton(panel);
    QVERIFY(reset->isEnabled());
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    reset->click();
    QCOMPARE(field(panel, "similarity_threshold")->value(), 0.99);
    QVERIFY(!reset->isEnabled());
    QCOMPARE(spy.count(), 1);

    choose(panel, "token_repeat"); // not among the recommended: its own defaults
    field(panel, "repeats")->setValue(9);
    reset = resetButton(panel);
    QVERIFY(reset->isEnabled());
    panel.takeRecommended();
    QCOMPARE(field(panel, "repeats")->value(), 4.0);
    choose(panel, "none");
    QVERIFY(!reset->isVisibleTo(&panel));
}

void TestRulePanel::promptExitNeedsHoles()
{
    RulePanel panel;
    auto* depth = panel.findChild<DepthEditor*>();
    auto* policy = depth->findChild<QComboBox*>();
    auto* promptExit = depth->findChild<QCheckBox*>();
    choose(panel, "entropy_based");
    QVERIFY(!promptExit->isVisibleTo(&panel));
    policy->setCurrentIndex(policy->findData(static_cast<int>(KvPolicy::Holes)));
    QVERIFY(promptExit->isVisibleTo(&panel));
    promptExit->setChecked(true);
    QVERIFY(panel.settings().promptExit);
    policy->setCurrentIndex(policy->findData(static_cast<int>(KvPolicy::Exact)));
    QVERIFY(!promptExit->isVisibleTo(&panel));
    QVERIFY2(!panel.settings().promptExit, "exact with prompt_exit is wrong use");
}

void TestRulePanel::entropyBeyondTheVocabularyIsSaid()
{
    RulePanel panel;
    panel.setModelShape({12, 4096});
    choose(panel, "entropy_based");
    const auto said = [&panel](const QString& words) {
        const auto labels = panel.findChild<RuleEditor*>()->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) {
            return label->isVisibleTo(&panel) && label->text().contains(words);
        });
    };
    field(panel, "entropy_initial_threshold")->setValue(11);
    QVERIFY(said(QStringLiteral("8.32")));
    QVERIFY(said(QStringLiteral("every token out at the first layer")));
    field(panel, "entropy_initial_threshold")->setValue(3);
    QVERIFY(!said(QStringLiteral("every token out at the first layer")));
    QVERIFY(said(QStringLiteral("36 %")));
}

void TestRulePanel::wheelLeavesUnfocusedFieldsAlone()
{
    RulePanel panel;
    panel.resize(360, 700);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const Settings before = panel.settings();
    QComboBox* choice = criterionChoice(panel);
    panel.findChild<DepthEditor*>()->findChild<QComboBox*>()->setFocus();
    QTRY_VERIFY(!choice->hasFocus());
    QWheelEvent wheel(QPointF(5, 5), choice->mapToGlobal(QPointF(5, 5)), {}, {0, -120},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(choice, &wheel);
    QVERIFY(panel.settings() == before);
    choice->setFocus();
    QTRY_VERIFY(choice->hasFocus());
    QCoreApplication::sendEvent(choice, &wheel);
    QVERIFY(!(panel.settings() == before));
}

void TestRulePanel::plotFollowsRuleAndToken()
{
    RunDocument document;
    RulePanel panel;
    panel.setDocument(&document);
    panel.setModelShape({6, 1000});
    panel.show();
    auto* plot = panel.findChild<SchedulePlot*>();
    choose(panel, "none");
    QVERIFY(!plot->isVisible());
    choose(panel, "max_probability");
    QVERIFY(plot->isVisible());
    QCOMPARE(plot->curve().thresholds.size(), 6u);
    QVERIFY(plot->curve().scores.empty());
    QCOMPARE(plot->curve().thresholds[2], panel.settings().rule.leading()->threshold(2, {6, 1000}));
    field(panel, "max_prob_initial_threshold")->setValue(0.5);
    QCOMPARE(plot->curve().thresholds[0], 0.5);

    document.reset(test::RandomRun(7).make(9, 6));
    const Run& run = document.run();
    QCOMPARE(plot->curve().exitLayer, run.tokens.back().exitLayer);
    document.select(2);
    QCOMPARE(plot->curve().exitLayer, run.tokens[2].exitLayer);
    for (std::size_t layer = 0; layer < 6; ++layer) {
        const float expected = run.tokens[2].layers[layer].maxProbability;
        const double shown = plot->curve().scores[layer];
        QVERIFY(std::isnan(expected) ? std::isnan(shown) : shown == double(expected));
    }
}

void TestRulePanel::everyControlHasAnAccessibleName()
{
    RulePanel panel;
    const auto widgets = panel.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool control =
            qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QAbstractButton*>(widget) ||
            qobject_cast<QComboBox*>(widget) || (qobject_cast<QSlider*>(widget) != nullptr);
        if (!control || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
                 qPrintable(QStringLiteral("%1 %2").arg(
                     QLatin1String(widget->metaObject()->className()), widget->toolTip())));
    }
}

QTEST_MAIN(TestRulePanel)
#include "tst_rulepanel.moc"
