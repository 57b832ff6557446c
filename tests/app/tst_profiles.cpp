#include "desktop/profilesdialog.h"
#include "desktop/profilesmenu.h"
#include "desktop/ruleprofiles.h"
#include "trace/settingsjson.h"
#include "windowfixture.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

using namespace exitscope;
using namespace exitscope::test;

namespace {

Settings daring()
{
    Settings settings;
    settings.rule = makeRule("max_probability");
    settings.rule.conditions.push_back(makeCondition("entropy_based", {}, {3, 2.5, 2}));
    settings.rule.combine = Combine::All;
    settings.rule.patience = 3;
    settings.rule.minimumLayer = 2;
    settings.kvPolicy = KvPolicy::Copy;
    settings.exitLayerLimit = 8;
    settings.scoring = Scoring::Preview;
    return settings;
}

/// Calls `work` with the next modal dialog of that type, once it is up.
template <typename Dialog, typename Work>
void answer(Work work)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, work] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isVisible())
            return;
        timer->stop();
        timer->deleteLater();
        const QPointer<QDialog> open(dialog);
        work(dialog);
        if (open && QTest::currentTestFailed())
            open->reject(); // or the test would wait for it
    });
    timer->start(5);
}

void press(QMessageBox::StandardButton button)
{
    answer<QMessageBox>(
        [button](QMessageBox* box) { QTest::mouseClick(box->button(button), Qt::LeftButton); });
}

/// Types `name` where the rule's is asked for.
void nameIt(const QString& name)
{
    answer<QInputDialog>([name](QInputDialog* dialog) {
        auto* line = dialog->findChild<QLineEdit*>();
        QTest::keySequence(line, QKeySequence::SelectAll);
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
    });
}

QPushButton* buttonOf(QDialog* dialog, const QString& text)
{
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
        if (button->text().remove(u'&') == text)
            return button;
    }
    return nullptr;
}

} // namespace

/// Rules under a name: kept, brought back, exchanged, and never lost.
class TestProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void theRuleIsKeptAndNothingElse();
    void aBrokenProfileIsSkippedAndKept();
    void whatIsNoDocumentIsPutAside();
    void whatWasPutAsideStays();
    void newerOnesStay();
    void savesAndUsesByKeyboard();
    void replacingIsAsked();
    void renamesAndDeletes();
    void travelsThroughAFile();
    void aBrokenOneIsSaidAtTheStart();

private:
    /// Shortcuts are the active window's, which a dialog that closes need not leave it.
    static void activate(WindowFixture& it)
    {
        it.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&it.window));
    }
    static void save(WindowFixture& it)
    {
        activate(it);
        QTest::keyClick(&it.window, Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
    }
    static void manage(WindowFixture& it)
    {
        activate(it);
        QTest::keyClick(&it.window, Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
    }
    static QList<QAction*> listed(WindowFixture& it)
    {
        auto* menu = it.window.findChild<ProfilesMenu*>();
        Q_EMIT menu->aboutToShow();
        return menu->actions().mid(3);
    }
    static QStringList names()
    {
        QStringList names;
        const RuleProfiles stored = RuleProfiles::stored();
        for (const RuleProfile& profile : stored.all())
            names << profile.name;
        return names;
    }

    QTemporaryDir m_folder;
};

void TestProfiles::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestProfiles::theRuleIsKeptAndNothingElse()
{
    Settings settings = daring();
    settings.maxSteps = 7;
    settings.sampling.temperature = 1.5;
    settings.watch = true;
    RuleProfiles profiles;
    profiles.set(QStringLiteral("Wägsam & co"), settings);
    Settings drafting;
    drafting.strategy = Strategy::SelfSpeculative;
    drafting.exitLayerLimit = 4;
    drafting.numSpeculations = 9;
    profiles.set(QStringLiteral("drafts"), drafting);
    QVERIFY(profiles.store());
    const RuleProfiles again = RuleProfiles::stored();
    QVERIFY(again.problems().isEmpty());
    QCOMPARE(again.all().size(), 2u);
    const RuleProfile* kept = again.find(QStringLiteral("Wägsam & co"));
    QVERIFY(kept && kept->settings == daring());
    QVERIFY(again.find(settings) == kept);
    Settings other;
    other.maxSteps = 31;
    other.sampling.seed = 5;
    const Settings mixed = withRuleOf(other, *kept->settings);
    QVERIFY(ruleOf(mixed) == daring());
    QCOMPARE(mixed.maxSteps, 31);
    QCOMPARE(mixed.sampling.seed, std::uint64_t{5});
    const Settings drafts = *again.find(QStringLiteral("drafts"))->settings;
    QCOMPARE(drafts.numSpeculations, 9);
    QVERIFY(drafts.strategy == Strategy::SelfSpeculative);
}

void TestProfiles::aBrokenProfileIsSkippedAndKept()
{
    RuleProfiles profiles;
    profiles.set(QStringLiteral("good"), daring());
    profiles.set(QStringLiteral("of a newer version"), daring());
    std::string document = profiles.toJson();
    const std::size_t last = document.rfind("max_probability,entropy_based");
    QVERIFY(last != std::string::npos);
    document.replace(last, 29, "telepathy");
    RuleProfiles read = RuleProfiles::fromJson(document);
    QCOMPARE(read.all().size(), 2u);
    QVERIFY(read.find(QStringLiteral("good"))->settings);
    const RuleProfile* broken = read.find(QStringLiteral("of a newer version"));
    QVERIFY(broken && !broken->settings);
    QCOMPARE(read.problems().size(), 1);
    QVERIFY2(broken->problem.contains(QLatin1String("of a newer version")) &&
                 broken->problem.contains(QLatin1String("telepathy")),
             qPrintable(broken->problem));
    // Written again it is what it was.
    const std::string kept = broken->kept;
    QVERIFY(kept.find("telepathy") != std::string::npos);
    read.set(QStringLiteral("another"), {});
    const RuleProfiles again = RuleProfiles::fromJson(read.toJson());
    QCOMPARE(again.all().size(), 3u);
    QCOMPARE(again.find(QStringLiteral("of a newer version"))->kept, kept);
}

void TestProfiles::whatIsNoDocumentIsPutAside()
{
    for (const char* content : {"", "[]", "{", "{\"format\":\"exitscope-rules\"}",
                                "{\"format\":\"else\",\"version\":1,\"rules\":[]}",
                                "{\"format\":\"exitscope-rules\",\"version\":1,\"rules\":[3]}",
                                "{\"format\":\"exitscope-rules\",\"version\":2,\"rules\":[]}"})
        QVERIFY_EXCEPTION_THROWN(RuleProfiles::fromJson(content), Error);
    const QString key = QStringLiteral("rules/profiles");
    QSettings().setValue(key, QStringLiteral("{ cut off"));
    const RuleProfiles none = RuleProfiles::stored();
    QVERIFY(none.all().empty());
    QCOMPARE(none.problems().size(), 1);
    QVERIFY2(none.problems().front().contains(QLatin1String("rules/damaged")),
             qPrintable(none.problems().front()));
    QVERIFY(!QSettings().contains(key));
    QCOMPARE(QSettings().value(QStringLiteral("rules/damaged")).toString(),
             QStringLiteral("{ cut off"));
    QVERIFY(RuleProfiles::stored().problems().isEmpty());
}

void TestProfiles::whatWasPutAsideStays()
{
    const QString key = QStringLiteral("rules/profiles");
    for (const char* content : {"{ first", "{ second"}) {
        QSettings().setValue(key, QLatin1String(content));
        QCOMPARE(RuleProfiles::stored().problems().size(), 1);
    }
    QCOMPARE(QSettings().value(QStringLiteral("rules/damaged")).toString(),
             QStringLiteral("{ first"));
    QCOMPARE(QSettings().value(QStringLiteral("rules/damaged2")).toString(),
             QStringLiteral("{ second"));
}

void TestProfiles::newerOnesStay()
{
    const QString key = QStringLiteral("rules/profiles");
    const QString newer =
        QStringLiteral("{\"format\":\"exitscope-rules\",\"version\":2,\"rules\":[]}");
    QSettings().setValue(key, newer);
    WindowFixture it;
    QVERIFY(it.message.isVisible());
    QVERIFY2(it.message.text().contains(QLatin1String("format version 2")),
             qPrintable(it.message.text()));
    nameIt(QStringLiteral("mine"));
    save(it);
    QCOMPARE(it.message.kind(), MessageStrip::Kind::Error);
    QVERIFY(it.message.text().contains(QLatin1String("newer version")));
    QCOMPARE(QSettings().value(key).toString(), newer);
    QVERIFY(!QSettings().contains(QStringLiteral("rules/damaged")));
}

void TestProfiles::savesAndUsesByKeyboard()
{
    Settings before;
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        QVERIFY(!listed(it).front()->isEnabled());
        it.set(11, "top2_margin", true);
        before = it.panel.settings();
        before.rule.patience = 2;
        it.panel.setSettings(before);
        nameIt(QStringLiteral("  Patient  margin "));
        save(it);
        QVERIFY(it.message.text().contains(QLatin1String("Patient margin")));
        QVERIFY(it.window.close());
    }
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(25, "convergence", false);
    const QList<QAction*> actions = listed(it);
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions[0]->text(), QStringLiteral("&1  Patient margin"));
    QVERIFY(!actions[0]->isChecked());
    actions[0]->trigger();
    const Settings now = it.panel.settings();
    QVERIFY(now.rule == before.rule);
    QCOMPARE(now.maxSteps, 25);
    QCOMPARE(now.watch, false);
    QVERIFY(listed(it)[0]->isChecked());
    QVERIFY(it.ran());
    QVERIFY(it.run().settings.front().settings.rule == before.rule);
}

void TestProfiles::replacingIsAsked()
{
    WindowFixture it;
    it.set(5, "top2_margin", true);
    nameIt(QStringLiteral("mine"));
    save(it);
    const Rule first = it.panel.settings().rule;
    it.set(5, "convergence", true);
    for (const auto button : {QMessageBox::No, QMessageBox::Yes}) {
        answer<QInputDialog>([button](QInputDialog* dialog) {
            QTest::keyClicks(dialog->findChild<QLineEdit*>(), QStringLiteral("mine"));
            press(button);
            QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        });
        save(it);
        const RuleProfiles stored = RuleProfiles::stored();
        QCOMPARE(stored.find(QStringLiteral("mine"))->settings->rule == first,
                 button == QMessageBox::No);
    }
}

void TestProfiles::renamesAndDeletes()
{
    RuleProfiles profiles;
    for (const char* name : {"b", "a", "c"})
        profiles.set(QLatin1String(name), daring());
    QVERIFY(profiles.store());
    WindowFixture it;
    answer<ProfilesDialog>([](ProfilesDialog* dialog) {
        auto* list = dialog->findChild<QListWidget*>();
        QCOMPARE(list->count(), 3);
        const auto rename = [list](int row, const QString& name) {
            list->setCurrentRow(row);
            QTest::keyClick(list, Qt::Key_F2);
            // The last one's editor goes with the next turn of the event loop.
            QLineEdit* editor = nullptr;
            for (auto* each : list->findChildren<QLineEdit*>())
                editor = each->isVisible() ? each : editor;
            QVERIFY(editor);
            QTest::keySequence(editor, QKeySequence::SelectAll);
            QTest::keyClicks(editor, name);
            QTest::keyClick(editor, Qt::Key_Return);
        };
        rename(0, QStringLiteral("z"));
        QTRY_COMPARE(list->item(2)->text(), QStringLiteral("z"));
        // A name that is taken is refused.
        rename(0, QStringLiteral("z"));
        const auto* message = dialog->findChild<MessageStrip*>();
        QTRY_VERIFY(message->text().contains(QStringLiteral("“z”")));
        QTRY_COMPARE(list->item(0)->text(), QStringLiteral("b"));
        list->setCurrentRow(1);
        press(QMessageBox::Yes);
        QTest::mouseClick(buttonOf(dialog, QStringLiteral("Delete…")), Qt::LeftButton);
        QCOMPARE(list->count(), 2);
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    manage(it);
    QCOMPARE(names(), QStringList({QStringLiteral("b"), QStringLiteral("z")}));
}

void TestProfiles::travelsThroughAFile()
{
    const QString file = m_folder.filePath(QStringLiteral("rules.json"));
    const auto name = [file] {
        answer<QFileDialog>([file](QFileDialog* dialog) {
            dialog->selectFile(file);
            static_cast<QDialog*>(dialog)->accept(); // protected in its own class
        });
    };
    RuleProfiles profiles;
    profiles.set(QStringLiteral("daring"), daring());
    QVERIFY(profiles.store());
    QSettings().setValue(QStringLiteral("files/place"), m_folder.path());
    WindowFixture it;
    answer<ProfilesDialog>([name](ProfilesDialog* dialog) {
        name();
        QTest::mouseClick(buttonOf(dialog, QStringLiteral("Export all…")), Qt::LeftButton);
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    manage(it);
    QVERIFY(QFile::exists(file));

    profiles.set(QStringLiteral("daring"), Settings());
    profiles.set(QStringLiteral("more"), Settings());
    QVERIFY(profiles.store());
    WindowFixture other;
    answer<ProfilesDialog>([name](ProfilesDialog* dialog) {
        answer<QFileDialog>([](QFileDialog* asked) {
            asked->selectFile(QSettings().value(QStringLiteral("files/place")).toString() +
                              QStringLiteral("/rules.json"));
            press(QMessageBox::Yes);
            static_cast<QDialog*>(asked)->accept();
        });
        QTest::mouseClick(buttonOf(dialog, QStringLiteral("Import…")), Qt::LeftButton);
        auto* list = dialog->findChild<QListWidget*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->currentItem()->text(), QStringLiteral("daring"));
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
    });
    manage(other);
    QVERIFY(RuleProfiles::stored().find(QStringLiteral("daring"))->settings == daring());
    QVERIFY(other.panel.settings().rule == daring().rule);

    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("nothing of the kind");
    damaged.close();
    answer<ProfilesDialog>([name, file](ProfilesDialog* dialog) {
        name();
        QTest::mouseClick(buttonOf(dialog, QStringLiteral("Import…")), Qt::LeftButton);
        const QString said = dialog->findChild<MessageStrip*>()->text();
        QVERIFY2(said.contains(file), qPrintable(said));
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    manage(other);
}

void TestProfiles::aBrokenOneIsSaidAtTheStart()
{
    RuleProfiles profiles;
    profiles.set(QStringLiteral("odd"), daring());
    QString document = QString::fromStdString(profiles.toJson());
    document.replace(QLatin1String("max_probability,entropy_based"), QLatin1String("telepathy"));
    QSettings().setValue(QStringLiteral("rules/profiles"), document);
    WindowFixture it;
    QVERIFY(it.message.isVisible());
    QVERIFY2(it.message.text().contains(QStringLiteral("“odd”")), qPrintable(it.message.text()));
    QVERIFY(!listed(it)[0]->isEnabled());
}

QTEST_MAIN(TestProfiles)
#include "tst_profiles.moc"
