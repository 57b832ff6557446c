#include "windowfixture.h"

#include "desktop/comparing.h"
#include "desktop/runagaindialog.h"
#include "trace/runfile.h"
#include "widgets/comparemapview.h"
#include "widgets/compareview.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace exitscope;
using namespace exitscope::test;

/// Two runs of the real model beside one another, made as the user makes them.
class TestCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void anotherCriterion();
    void showItBringsARunToTheScreen();
    void otherWeights();
    void anotherModelTakesItsRecommendedValues();
    void aModelThatCannotBeOpened();
    void cancelledWhileOpening();
    void aWaitingRunIsEndedFirst();
    void aRunFromInsideATokenIsEndedFirst();
    void aRunFromAFile();

private:
    static CompareView& view(WindowFixture& it) { return *it.window.comparing()->view(); }
    static RunAgain& again(WindowFixture& it) { return *it.window.comparing()->runAgain(); }
    /// Presses the shortcut and gives the dialog that comes.
    static RunAgainDialog* asked(WindowFixture& it)
    {
        it.window.activateWindow();
        if (!QTest::qWaitForWindowActive(&it.window))
            return nullptr;
        QTest::keyClick(&it.window, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = it.window.findChild<RunAgainDialog*>();
        return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }
    template <class Part>
    static Part* part(QWidget* in, const char* name)
    {
        for (Part* found : in->findChildren<Part*>()) {
            if (found->accessibleName() == QLatin1String(name) && found->isVisible())
                return found;
        }
        return nullptr;
    }
    static void choose(QComboBox* choice, const char* text)
    {
        QVERIFY(choice);
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Home);
        for (int step = 0; step < choice->count(); ++step) {
            if (choice->currentText() == QLatin1String(text))
                return;
            QTest::keyClick(choice, Qt::Key_Down);
        }
        QFAIL(text);
    }
    static void press(RunAgainDialog* dialog, QDialogButtonBox::ButtonRole role)
    {
        auto* buttons = dialog->findChild<QDialogButtonBox*>();
        for (QAbstractButton* button : buttons->buttons()) {
            if (buttons->buttonRole(button) == role) {
                button->setFocus();
                QTest::keyClick(button, Qt::Key_Space);
                return;
            }
        }
    }
    /// The sequence has come to its end.
    static bool settled(WindowFixture& it)
    {
        return QTest::qWaitFor([&] { return again(it).stage() == RunAgain::Stage::Idle; }, 60'000);
    }
    static void checkDivergence(const Run& a, const Run& b, const CompareView& view)
    {
        std::size_t first = 0;
        while (first < std::min(a.tokens.size(), b.tokens.size()) &&
               a.tokens[first].id == b.tokens[first].id)
            ++first;
        QVERIFY(view.comparison());
        const bool differ = first < a.tokens.size() || first < b.tokens.size();
        QCOMPARE(view.comparison()->divergence.has_value(), differ);
        if (!differ)
            return;
        QCOMPARE(view.comparison()->commonTokensA, int(first));
        if (first < a.tokens.size() && first < b.tokens.size())
            QVERIFY2(view.sentence().startsWith(QStringLiteral("Token %1: A says").arg(first + 1)),
                     qPrintable(view.sentence()));
    }

    QTemporaryDir m_folder;
};

void TestCompare::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestCompare::cleanup()
{
    QSettings().clear();
}

void TestCompare::anotherCriterion()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    QVERIFY(!it.window.comparing()->runAgainAction()->isEnabled());
    it.set(60, "max_probability", true);
    QVERIFY(it.ran());
    const Run a = it.run();
    RunAgainDialog* dialog = asked(it);
    QVERIFY(dialog);
    choose(part<QComboBox>(dialog, "Exit criterion"), "Convergence");
    choose(part<QComboBox>(dialog, "K/V policy"), "Copy");
    press(dialog, QDialogButtonBox::AcceptRole);
    QVERIFY(settled(it));
    QCOMPARE(it.views.currentWidget(), &view(it));
    const Run& b = it.run();
    QCOMPARE(b.prompt, a.prompt);
    QCOMPARE(b.tokens.size(), a.tokens.size());
    QCOMPARE(b.settings.front().settings.rule.name(), std::string("convergence"));
    QCOMPARE(b.settings.front().settings.kvPolicy, KvPolicy::Copy);
    QVERIFY2(it.panel.settings() == b.settings.front().settings,
             "the panel shows what is in force");
    QCOMPARE(it.controller.history()->run(view(it).a())->text(), a.text());
    checkDivergence(a, b, view(it));
    QVERIFY2(view(it).comparison()->divergence, "other exits give another text");
    view(it).showDivergence();
    QCOMPARE(it.document.selectedToken(), view(it).comparison()->commonTokensB);
    QCOMPARE(view(it).map()->form(), CompareForm::Difference);
    QVERIFY(view(it).asText().contains(QLatin1String("exit rule: Maximum probability")));
    // Away and back by the keyboard.
    it.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    QTest::keyClick(&it.window, Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!view(it).isVisible());
    QTest::keyClick(&it.window, Qt::Key_9, Qt::ControlModifier);
    QVERIFY(view(it).isVisible());
    checkDivergence(a, b, view(it));
}

void TestCompare::showItBringsARunToTheScreen()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(24, "max_probability", true);
    QVERIFY(it.ran());
    const int first = it.controller.history()->current();
    it.set(12, "max_probability", true);
    QVERIFY(it.ran());
    const int second = it.controller.history()->current();
    it.set(6, "max_probability", true);
    QVERIFY(it.ran());
    it.views.setCurrentWidget(&view(it));
    // B ended where A goes on, so that only A has a token there.
    view(it).compare(first, second);
    QVERIFY(view(it).comparison() && view(it).comparison()->divergence);
    view(it).showDivergence();
    QCOMPARE(it.controller.history()->current(), first);
    QCOMPARE(it.document.selectedToken(), 12);
    QCOMPARE(it.run().tokens.size(), std::size_t(24));
}

void TestCompare::otherWeights()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(40, "max_probability", true);
    QVERIFY(it.ran());
    const Run a = it.run();
    RunAgainDialog* dialog = asked(it);
    QVERIFY(dialog);
    choose(part<QComboBox>(dialog, "Weights in memory"), "8-bit integer");
    press(dialog, QDialogButtonBox::AcceptRole);
    QVERIFY(settled(it));
    QCOMPARE(it.run().model.dtype, std::string("int8"));
    QCOMPARE(it.controller.loadOptions().dtype, std::string("int8"));
    QVERIFY2(it.panel.settings() == a.settings.front().settings, "nothing else was changed");
    QVERIFY(it.run().settings.front().settings == a.settings.front().settings);
    QVERIFY(view(it).comparison()->byIds);
    checkDivergence(a, it.run(), view(it));
    QVERIFY(view(it).asText().contains(
        QStringLiteral("weights: %1 → int8").arg(QString::fromStdString(a.model.dtype))));
}

void TestCompare::anotherModelTakesItsRecommendedValues()
{
    // The same weights elsewhere, with other advice.
    const std::filesystem::path copy = m_folder.path().toStdString() + "/copy";
    std::filesystem::copy(bundledModel(), copy, std::filesystem::copy_options::recursive);
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(12, "max_probability", true);
    QVERIFY(it.ran());
    RunAgainDialog* dialog = asked(it);
    QVERIFY(dialog);
    auto* folder = part<QLineEdit>(dialog, "Model folder");
    folder->setFocus();
    folder->selectAll();
    QTest::keyClicks(folder, QString::fromStdString(copy.string()));
    press(dialog, QDialogButtonBox::AcceptRole);
    QVERIFY(settled(it));
    QCOMPARE(it.controller.model()->folder, QString::fromStdString(copy.string()));
    QCOMPARE(it.run().tokens.size(), std::size_t(12));
    const Condition& condition = it.run().settings.front().settings.rule.conditions.front();
    const auto& advice = it.controller.model()->criterionDefaults;
    if (const auto found = advice.find("max_probability"); found != advice.end()) {
        for (const auto& [name, value] : found->second)
            QCOMPARE(condition.parameters.at(name), value);
    }
    QVERIFY(it.panel.settings() == it.run().settings.front().settings);
}

void TestCompare::aModelThatCannotBeOpened()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(8, "max_probability", true);
    QVERIFY(it.ran());
    QVERIFY(it.measured());
    const Run before = it.run();
    const Settings panel = it.panel.settings();
    RunAgainPlan plan{.prompt = QString::fromStdString(before.prompt),
                      .folder = m_folder.filePath(QStringLiteral("nowhere")),
                      .dtype = "int8",
                      .settings = panel};
    plan.settings.rule = makeRule("convergence");
    again(it).start(plan);
    QCOMPARE(again(it).stage(), RunAgain::Stage::Opening);
    QVERIFY(settled(it));
    QTRY_COMPARE(it.message.kind(), MessageStrip::Kind::Error);
    QVERIFY(it.message.text().contains(QLatin1String("nowhere")));
    QCOMPARE(it.controller.state(), RunState::Ready);
    QVERIFY(it.controller.loadOptions().dtype.empty());
    QVERIFY2(it.panel.settings() == panel, "what was asked for is not in force");
    QVERIFY(same(it.run(), before));
    QVERIFY(it.ran());
}

void TestCompare::cancelledWhileOpening()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(8, "max_probability", true);
    QVERIFY(it.ran());
    RunAgainDialog* dialog = asked(it);
    QVERIFY(dialog);
    choose(part<QComboBox>(dialog, "Weights in memory"), "32-bit float");
    press(dialog, QDialogButtonBox::AcceptRole);
    QCOMPARE(again(it).stage(), RunAgain::Stage::Opening);
    // The same command, without a turn of the event loop in which the model could have opened.
    it.window.comparing()->runAgainAction()->trigger();
    QCOMPARE(again(it).stage(), RunAgain::Stage::Idle);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(1));
    QVERIFY(it.window.comparing()->runAgainAction()->isEnabled());
}

void TestCompare::aWaitingRunIsEndedFirst()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(20, "max_probability", true);
    it.bar.oneTokenAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    RunAgainDialog* dialog = asked(it);
    QVERIFY(dialog);
    press(dialog, QDialogButtonBox::AcceptRole);
    QVERIFY(settled(it));
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(2));
    QCOMPARE(it.run().tokens.size(), std::size_t(20));
    QVERIFY2(view(it).sentence().startsWith(QLatin1String("The same as far as both go: A was")),
             qPrintable(view(it).sentence()));
    // Left alone, the dialog changes nothing.
    dialog = asked(it);
    QVERIFY(dialog);
    press(dialog, QDialogButtonBox::RejectRole);
    QCOMPARE(again(it).stage(), RunAgain::Stage::Idle);
}

void TestCompare::aRunFromInsideATokenIsEndedFirst()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(20, "max_probability", true);
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    QTest::keyClick(&it.window, Qt::Key_F10);
    QVERIFY(it.reaches(RunState::Paused));
    QTest::keyClick(&it.window, Qt::Key_F11);
    QVERIFY(it.reaches(RunState::InsideToken));
    QTRY_VERIFY(it.document.partial());
    RunAgainDialog* dialog = asked(it);
    QVERIFY(dialog);
    press(dialog, QDialogButtonBox::AcceptRole);
    QVERIFY(settled(it));
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(2));
    QCOMPARE(it.run().tokens.size(), std::size_t(20));
    QCOMPARE(it.controller.state(), RunState::Ready);
    QVERIFY(!it.document.partial());
}

void TestCompare::aRunFromAFile()
{
    const QString file = m_folder.filePath(QStringLiteral("earlier.cbor"));
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(30, "max_probability", true);
    QVERIFY(it.ran());
    const Run a = it.run();
    QVERIFY(saveRun(a, file.toStdString()).ok());
    it.set(30, "convergence", true);
    QVERIFY(it.ran());
    it.window.comparing()->compareWithFile(m_folder.filePath(QStringLiteral("missing.cbor")));
    QTRY_COMPARE(it.message.kind(), MessageStrip::Kind::Error);
    QVERIFY(it.message.text().contains(QLatin1String("missing.cbor")));
    it.window.comparing()->compareWithFile(file);
    QTRY_VERIFY(view(it).isVisible());
    QVERIFY(view(it).a() < 0);
    checkDivergence(a, it.run(), view(it));
    QVERIFY(view(it).asText().contains(QLatin1String("A: earlier.cbor")));
}

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
