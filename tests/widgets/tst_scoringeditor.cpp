#include "panelfixture.h"
#include "widgets/scoringeditor.h"

#include <QAccessible>
#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// The panel with the choice of scoring in view.
struct ScoringPanel : Panel
{
    ScoringPanel()
    {
        choose(1, "entropy_based");
        resize(400, 700);
        show();
    }

    ScoringEditor* editor = findChild<ScoringEditor*>();
    QRadioButton* exact = named<QRadioButton>(QStringLiteral("Exact scoring"));
    QRadioButton* preview = named<QRadioButton>(QStringLiteral("Preview scoring"));

    bool isExposed()
    {
        ensureWidgetVisible(preview);
        return QTest::qWaitForWindowActive(this);
    }
    bool isExplained() const
    {
        const auto labels = editor->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [this](const QLabel* label) {
            return shows(label) && label->text().contains(QLatin1String("checked"));
        });
    }
};

} // namespace

/// Exact scores or estimates, as a part of the rule panel.
class TestScoringEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThereWhereTheRuleNeedsTheHead_data();
    void isThereWhereTheRuleNeedsTheHead();
    void strategiesThatAskNoRuleHideIt();
    void mouseChooses();
    void keysChoose();
    void showsAndReadsSettings();
    void staysChosenWhileHidden();
    void saysWhatItIs();
};

void TestScoringEditor::isThereWhereTheRuleNeedsTheHead_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<bool>("shown");
    QTest::addRow("full depth") << Rule{} << false;
    for (const Criterion* criterion : allCriteria()) {
        const std::string name(criterion->name);
        QTest::addRow("%s", name.c_str())
            << makeRule(name) << includes(criterion->needs, Needs::Head);
    }
    Rule mixed;
    mixed.conditions = {makeCondition("cosine_similarity"), makeCondition("entropy_based")};
    QTest::addRow("one of two") << mixed << true;
}

void TestScoringEditor::isThereWhereTheRuleNeedsTheHead()
{
    QFETCH(Rule, rule);
    QFETCH(bool, shown);
    ScoringPanel panel;
    Settings settings = panel.settings();
    settings.rule = rule;
    panel.setSettings(settings);
    QCOMPARE(panel.shows(panel.editor), shown);
}

void TestScoringEditor::strategiesThatAskNoRuleHideIt()
{
    ScoringPanel panel;
    QVERIFY(panel.shows(panel.editor));
    panel.choose(Strategy::SelfSpeculative);
    QVERIFY(!panel.shows(panel.editor));
    panel.choose(Strategy::DynamicSelfSpeculative);
    QVERIFY(panel.shows(panel.editor));
}

void TestScoringEditor::mouseChooses()
{
    ScoringPanel panel;
    QVERIFY(panel.isExposed());
    QVERIFY(panel.exact->isChecked() && !panel.isExplained());
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    QTest::mouseClick(panel.preview, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.last().first().value<Settings>().scoring, Scoring::Preview);
    QVERIFY(panel.isExplained());
    QTest::mouseClick(panel.preview, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    panel.ensureWidgetVisible(panel.exact);
    QTest::mouseClick(panel.exact, Qt::LeftButton);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(panel.settings().scoring, Scoring::Exact);
    QVERIFY(!panel.isExplained());
}

void TestScoringEditor::keysChoose()
{
    ScoringPanel panel;
    QVERIFY(panel.isExposed());
    panel.exact->setFocus();
    QTRY_VERIFY(panel.exact->hasFocus());
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    QTest::keyClick(panel.exact, Qt::Key_Right);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(panel.settings().scoring, Scoring::Preview);
    QVERIFY(panel.preview->hasFocus());
    QTest::keyClick(panel.preview, Qt::Key_Left);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(panel.settings().scoring, Scoring::Exact);
}

void TestScoringEditor::showsAndReadsSettings()
{
    ScoringPanel panel;
    Settings settings = panel.settings();
    settings.scoring = Scoring::Preview;
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    panel.setSettings(settings);
    QVERIFY(panel.preview->isChecked() && !panel.exact->isChecked());
    QVERIFY(panel.isExplained());
    QVERIFY(panel.settings() == settings);
    QCOMPARE(spy.count(), 1);
    panel.setSettings(settings);
    QCOMPARE(spy.count(), 1);
    settings.scoring = Scoring::Exact;
    panel.setSettings(settings);
    QVERIFY(panel.exact->isChecked() && !panel.preview->isChecked());
    QVERIFY(!panel.isExplained());
    QVERIFY(panel.settings() == settings);
    QCOMPARE(spy.count(), 2);
}

void TestScoringEditor::staysChosenWhileHidden()
{
    ScoringPanel panel;
    panel.preview->click();
    panel.choose(1, "cosine_similarity");
    QVERIFY(!panel.shows(panel.editor));
    panel.choose(1, "top2_margin");
    QVERIFY(panel.shows(panel.preview) && panel.preview->isChecked());
    QCOMPARE(panel.settings().scoring, Scoring::Preview);
}

void TestScoringEditor::saysWhatItIs()
{
    const ScoringPanel panel;
    for (QRadioButton* button : {panel.exact, panel.preview}) {
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(button);
        QVERIFY(accessible->text(QAccessible::Name).contains(QLatin1String("scoring")));
        QVERIFY(accessible->text(QAccessible::Description).contains(QLatin1String("head")));
    }
}

QTEST_MAIN(TestScoringEditor)
#include "tst_scoringeditor.moc"
