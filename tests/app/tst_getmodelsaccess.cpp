#include "getmodelsfixture.h"

#include "desktop/signindialog.h"

using namespace exitscope;
using namespace exitscope::test;

namespace {

constexpr int patience = 60'000;
constexpr int stateColumn = ModelListModel::StateColumn;

} // namespace

/// The dialog that gets models, where the hub says no: gated models, tokens, errors.
class TestGetModelsAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void gatedNeedsSigningIn();
    void gatedWithoutAccess();
    void signsOut();
    void aWrongTokenIsSaid();
    void cancelledSigningInKeepsNothing();
    void errorsAreSaidOnceInPlace();
    void unknownNamesAreSaid();

private:
    QTemporaryDir m_folder;
};

void TestGetModelsAccess::initTestCase()
{
    prepareApplication(m_folder.path());
    for (const char* name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HOME", "HF_ENDPOINT"})
        qunsetenv(name);
}

void TestGetModelsAccess::gatedNeedsSigningIn()
{
    GetModelsFixture it;
    it.server.add(tinyName, servedTiny(true));
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QCOMPARE(it.text(ModelListModel::AccessColumn), QStringLiteral("gated"));
    QVERIFY(it.button(QStringLiteral("Ask for access…")));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY(it.said().contains(QLatin1String("is gated or private")));
    QVERIFY(it.said().contains(it.server.endpoint() + QStringLiteral("/org/tiny")));
    QVERIFY(it.button(QStringLiteral("Open the page")));

    QVERIFY(it.press(QStringLiteral("Sign in…")));
    auto* dialog = it.dialog->findChild<SignInDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    auto* line = dialog->findChild<QLineEdit*>();
    QCOMPARE(line->echoMode(), QLineEdit::Password);
    QTest::keyClicks(line, QStringLiteral("hf_good"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(it.secret, std::optional(QStringLiteral("hf_good")));
    QTRY_VERIFY(it.button(QStringLiteral("Sign out")));
    QTRY_COMPARE(it.text(ModelListModel::AccessColumn), QStringLiteral("gated: access"));
    QVERIFY(it.press(QStringLiteral("Download")) || it.press(QStringLiteral("Resume")));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
    for (const SeenRequest& seen : it.server.seen())
        QVERIFY(seen.isOwn || !seen.headers.contains("authorization"));
}

void TestGetModelsAccess::gatedWithoutAccess()
{
    GetModelsFixture it;
    it.secret = QStringLiteral("hf_outside");
    it.server.add(tinyName, servedTiny(true));
    QVERIFY(it.shown());
    QTRY_VERIFY(!it.shelf().account()->user().isEmpty());
    QVERIFY(it.found(tinyName));
    QTRY_COMPARE(it.text(ModelListModel::AccessColumn), QStringLiteral("gated: no access"));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY(it.said().contains(QLatin1String("Your account has no access to org/tiny")));
}

void TestGetModelsAccess::signsOut()
{
    GetModelsFixture it;
    it.secret = QStringLiteral("hf_good");
    QVERIFY(it.shown());
    QTRY_VERIFY(!it.shelf().account()->user().isEmpty());
    QVERIFY(it.press(QStringLiteral("Sign out")));
    QTRY_VERIFY(it.button(QStringLiteral("Sign in…")));
    QVERIFY(!it.secret);
    QVERIFY(it.shelf().account()->token().isEmpty());
}

void TestGetModelsAccess::aWrongTokenIsSaid()
{
    GetModelsFixture it;
    QVERIFY(it.shown());
    QVERIFY(it.press(QStringLiteral("Sign in…")));
    auto* dialog = it.dialog->findChild<SignInDialog*>();
    QVERIFY(dialog);
    auto* line = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(line, QStringLiteral("hf_wrong"));
    QTest::keyClick(line, Qt::Key_Return);
    auto* strip = dialog->findChild<MessageStrip*>();
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(strip->text().contains(QLatin1String("does not accept this token")));
    QVERIFY(!strip->text().contains(QLatin1String("hf_wrong")));
    QVERIFY(dialog->isVisible());
    QVERIFY(!it.secret);
}

void TestGetModelsAccess::cancelledSigningInKeepsNothing()
{
    GetModelsFixture it;
    QVERIFY(it.shown());
    it.server.setFaults({.holdsWho = true});
    QVERIFY(it.press(QStringLiteral("Sign in…")));
    QPointer<SignInDialog> dialog = it.dialog->findChild<SignInDialog*>();
    QVERIFY(dialog);
    auto* line = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(line, QStringLiteral("hf_good"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!it.server.seen().empty());
    QTest::keyClick(line, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    it.server.setFaults({});
    QTRY_COMPARE(it.server.faults().whoReleased, 1);
    // The answer to a later question comes after the one that nobody waits for.
    QVERIFY(it.press(QStringLiteral("Sign in…")));
    dialog = it.dialog->findChild<SignInDialog*>();
    QVERIFY(dialog);
    line = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(line, QStringLiteral("hf_wrong"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(dialog->findChild<MessageStrip*>()->isVisible());
    QVERIFY(!it.secret);
    QVERIFY(it.shelf().account()->token().isEmpty());
    QVERIFY(it.button(QStringLiteral("Sign in…")));
}

void TestGetModelsAccess::errorsAreSaidOnceInPlace()
{
    GetModelsFixture it([](HubSettings& settings) {
        settings.freeSpace = [](const QString&) { return std::optional<std::int64_t>(1000); };
    });
    it.server.add(tinyName, servedTiny());
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY(it.said().contains(QLatin1String("org/tiny takes another")));
    QCOMPARE(it.said().count(QLatin1String("takes another")), 1);
    QVERIFY(it.text(stateColumn, ModelListModel::DetailRole).contains(QLatin1String("failed")));
    // It belongs to that model.
    QVERIFY(it.select(QStringLiteral("fable")));
    QCOMPARE(it.said(), QString());
    QVERIFY(it.select(tinyName));
    QVERIFY(!it.said().isEmpty());
    QVERIFY(it.button(QStringLiteral("Download")));
}

void TestGetModelsAccess::unknownNamesAreSaid()
{
    GetModelsFixture it;
    QVERIFY(it.shown());
    auto* line = it.dialog->findChild<QLineEdit*>(QStringLiteral("name"));
    line->setText(QStringLiteral("no/such/model"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(it.said().contains(QLatin1String("no/such/model")));
    QVERIFY(it.server.seen().empty());
    line->setText(QStringLiteral("org/missing"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(it.said().contains(QLatin1String("no model org/missing")));
    QVERIFY(!it.select(QStringLiteral("org/missing")));
    QCOMPARE(line->text(), QStringLiteral("org/missing"));
}

QTEST_MAIN(TestGetModelsAccess)
#include "tst_getmodelsaccess.moc"
