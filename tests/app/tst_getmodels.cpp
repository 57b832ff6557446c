#include "getmodelsfixture.h"

#include <QAbstractItemModelTester>
#include <QProgressBar>
#include <QRadioButton>
#include <QSignalSpy>

using namespace exitscope;
using namespace exitscope::test;

namespace {

constexpr qint64 slow = 50'000; // bytes per second: ten seconds for the model
constexpr int patience = 60'000;
constexpr int nameColumn = ModelListModel::NameColumn;
constexpr int stateColumn = ModelListModel::StateColumn;

} // namespace

/// The dialog that gets models, against a hub of this machine: from the list to the open model.
class TestGetModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsWithoutNetwork();
    void tellsWhatFits();
    void downloadsAndTellsTheFolder();
    void pausesAndResumes();
    void cancelKeepsWhatArrived();
    void oneAfterTheOther();
    void goesOnWhileClosed();
    void removesWhenAsked();
    void aRevisionIsARowOfItsOwn();
    void opensInTheWindow();

private:
    QTemporaryDir m_folder;
};

void TestGetModels::initTestCase()
{
    prepareApplication(m_folder.path());
    for (const char* name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HOME", "HF_ENDPOINT"})
        qunsetenv(name);
}

void TestGetModels::listsWithoutNetwork()
{
    GetModelsFixture it([](HubSettings& settings) { settings.offline = true; });
    const QAbstractItemModelTester tester(it.list().model());
    QVERIFY(it.shown());
    QStringList names;
    for (int row = 0; row < it.list().model()->rowCount(); ++row)
        names << it.list().model()->index(row, nameColumn).data().toString();
    QCOMPARE(names.size(), 8);
    QCOMPARE(names.first(), QStringLiteral("fable"));
    QVERIFY(names.contains(QStringLiteral("facebook/layerskip-llama2-70B")));
    QCOMPARE(it.text(nameColumn), QStringLiteral("fable"));
    QCOMPARE(it.text(stateColumn), QStringLiteral("✓ here"));
    QVERIFY(it.button(QStringLiteral("Open as bf16")));
    QVERIFY(!it.button(QStringLiteral("Remove…")));
    QVERIFY(it.select(QStringLiteral("facebook/layerskip-llama2-7B")));
    // 6,738,415,616 weights of two bytes.
    QCOMPARE(it.text(ModelListModel::SizeColumn), QStringLiteral("13.5 GB"));
    QCOMPARE(it.text(nameColumn, ModelListModel::DetailRole),
             QStringLiteral("Llama 2 7B, 6.7 billion parameters"));
    QCOMPARE(it.text(ModelListModel::AccessColumn), QStringLiteral("gated"));
    QVERIFY(it.text(ModelListModel::AccessColumn, ModelListModel::DetailRole)
                .contains(QLatin1String("FAIR")));
    QCOMPARE(it.text(stateColumn), QStringLiteral("not here"));
    QVERIFY(it.server.seen().empty());
}

void TestGetModels::tellsWhatFits()
{
    ModelEntry model;
    model.stored = WeightFormat::BFloat16;
    const auto needs = [&](bool bf16, bool int8, bool int4) {
        model.needs = {{WeightFormat::Float32, 400, bf16},
                       {WeightFormat::Float16, 200, bf16},
                       {WeightFormat::BFloat16, 200, bf16},
                       {WeightFormat::Int8, 100, int8},
                       {WeightFormat::Int4, 60, int4}};
    };
    QVERIFY(!model.bestFit());
    needs(true, true, true);
    QCOMPARE(model.bestFit()->format, WeightFormat::BFloat16);
    needs(false, true, true);
    QCOMPARE(model.bestFit()->format, WeightFormat::Int8);
    needs(false, false, true);
    QCOMPARE(model.bestFit()->format, WeightFormat::Int4);
    needs(false, false, false);
    QVERIFY(!model.bestFit());
    for (DtypeNeed& need : model.needs)
        need.fits.reset(); // nobody knows what is free
    QCOMPARE(model.bestFit()->format, WeightFormat::BFloat16);
}

void TestGetModels::downloadsAndTellsTheFolder()
{
    GetModelsFixture it;
    const QAbstractItemModelTester tester(it.list().model());
    it.server.add(tinyName, servedTiny());
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QCOMPARE(it.text(ModelListModel::AccessColumn), QStringLiteral("open"));
    QCOMPARE(it.text(stateColumn), QStringLiteral("not here"));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
    QVERIFY(it.said().contains(QLatin1String("org/tiny is here")));
    // Its shape is known now: fp32, as the test wrote it, fits anywhere.
    QTRY_VERIFY(it.text(ModelListModel::MemoryColumn).contains(QLatin1String("fits as fp32")));
    const QSignalSpy asked(it.dialog.get(), &GetModelsDialog::openAsked);
    QVERIFY(it.press(QStringLiteral("Open as fp32")));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), tinyName);
    QVERIFY(QFileInfo::exists(it.cache + QStringLiteral("/models--org--tiny/refs/main")));
}

void TestGetModels::pausesAndResumes()
{
    GetModelsFixture it;
    const QAbstractItemModelTester tester(it.list().model());
    it.server.add(tinyName, servedTiny());
    it.server.setFaults({.bytesPerSecond = slow});
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY_WITH_TIMEOUT(it.arrived() > 0, patience);
    QTRY_VERIFY(it.text(stateColumn).startsWith(QLatin1String("downloading")));
    auto* bar = it.dialog->findChild<QProgressBar*>();
    QTRY_VERIFY(bar->isVisible() && bar->value() > 0);
    QVERIFY(it.press(QStringLiteral("Pause")));
    QCOMPARE(it.text(stateColumn).section(u' ', 0, 0), QStringLiteral("paused"));
    QVERIFY(!it.button(QStringLiteral("Pause")));
    it.server.setFaults({});
    it.server.forgetSeen();
    QVERIFY(it.press(QStringLiteral("Resume")));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
    // It went on where it was.
    const auto requests = it.server.seen();
    QVERIFY(std::ranges::any_of(
        requests, [](const SeenRequest& seen) { return seen.headers.contains("range"); }));
}

void TestGetModels::cancelKeepsWhatArrived()
{
    GetModelsFixture it;
    it.server.add(tinyName, servedTiny());
    it.server.setFaults({.bytesPerSecond = slow});
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY_WITH_TIMEOUT(it.arrived() > 0, patience);
    QVERIFY(it.press(QStringLiteral("Cancel")));
    QTRY_VERIFY(it.text(stateColumn).startsWith(QLatin1String("partly here, ")));
    QCOMPARE(it.said(), QString()); // it was wanted
    QVERIFY(it.arrived() > 0);
    it.server.setFaults({});
    QVERIFY(it.press(QStringLiteral("Resume")));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
}

void TestGetModels::oneAfterTheOther()
{
    GetModelsFixture it;
    it.server.add(tinyName, servedTiny());
    it.server.add(QStringLiteral("org/other"), servedTiny());
    it.server.setFaults({.bytesPerSecond = slow});
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY(it.text(stateColumn).startsWith(QLatin1String("downloading")));
    QVERIFY(it.found(QStringLiteral("org/other")));
    QVERIFY(it.press(QStringLiteral("Download")));
    QCOMPARE(it.text(stateColumn), QStringLiteral("waits its turn"));
    // A pause lets the next begin.
    QVERIFY(it.select(tinyName));
    QVERIFY(it.press(QStringLiteral("Pause")));
    QVERIFY(it.select(QStringLiteral("org/other")));
    QTRY_VERIFY(it.text(stateColumn).startsWith(QLatin1String("downloading")));
    QVERIFY(it.select(tinyName));
    QVERIFY(it.press(QStringLiteral("Resume")));
    QCOMPARE(it.text(stateColumn), QStringLiteral("waits its turn"));
    it.server.setFaults({});
    QVERIFY(it.select(QStringLiteral("org/other")));
    QVERIFY(it.press(QStringLiteral("Cancel")));
    QVERIFY(it.select(tinyName));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
}

void TestGetModels::goesOnWhileClosed()
{
    GetModelsFixture it;
    it.server.add(tinyName, servedTiny());
    it.server.setFaults({.bytesPerSecond = slow});
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_VERIFY_WITH_TIMEOUT(it.arrived() > 0, patience);
    const QSignalSpy told(it.dialog.get(), &GetModelsDialog::told);
    it.dialog->close();
    it.server.setFaults({});
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patience);
    QVERIFY(told.first().first().toString().contains(tinyName));
    QCOMPARE(told.first().last().toBool(), false);
    QVERIFY(it.shelf().find(*parseModelName(tinyName)));
}

void TestGetModels::removesWhenAsked()
{
    GetModelsFixture it;
    it.server.add(tinyName, servedTiny());
    QVERIFY(it.shown());
    QVERIFY(it.found(tinyName));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
    answerBox(QStringLiteral("Cancel"));
    QVERIFY(it.press(QStringLiteral("Remove…")));
    QCOMPARE(it.text(stateColumn), QStringLiteral("✓ here"));
    answerBox(QStringLiteral("Remove"));
    QVERIFY(it.press(QStringLiteral("Remove…")));
    QTRY_VERIFY(it.said().contains(QLatin1String("Removed org/tiny; ")));
    QTRY_COMPARE(it.text(stateColumn), QStringLiteral("not here"));
    QVERIFY(!QFileInfo::exists(it.cache + QStringLiteral("/models--org--tiny")));
}

void TestGetModels::aRevisionIsARowOfItsOwn()
{
    GetModelsFixture it;
    ServedModel served = servedTiny();
    served.revisions = {QStringLiteral("main"), QStringLiteral("v1")};
    it.server.add(tinyName, served);
    QVERIFY(it.shown());
    const QString name = QStringLiteral("org/tiny@v1");
    QVERIFY(it.found(name));
    QVERIFY(it.press(QStringLiteral("Download")));
    QTRY_COMPARE_WITH_TIMEOUT(it.text(stateColumn), QStringLiteral("✓ here"), patience);
    QCOMPARE(it.text(nameColumn), name);
    QVERIFY(QFileInfo::exists(it.cache + QStringLiteral("/models--org--tiny/refs/v1")));
}

void TestGetModels::opensInTheWindow()
{
    GetModelsFixture hub;
    hub.server.add(tinyName, servedTiny());
    qputenv("HF_ENDPOINT", hub.server.endpoint().toUtf8());
    qunsetenv("HF_HUB_OFFLINE");
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    for (QAction* action : it.window.findChildren<QAction*>()) {
        if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+G")))
            action->trigger();
    }
    auto* dialog = it.window.findChild<GetModelsDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    const ModelName name = *parseModelName(tinyName);
    dialog->shelf()->look(name);
    QTRY_VERIFY(dialog->shelf()->find(name));
    dialog->shelf()->download(name);
    QTRY_VERIFY(dialog->shelf()->find(name)->isHere());
    hub.server.forgetSeen();
    QTRY_VERIFY(!dialog->shelf()->find(name)->needs.empty());
    auto* list = dialog->findChild<QTableView*>(QStringLiteral("models"));
    QCOMPARE(list->currentIndex().data().toString(), tinyName);
    for (QRadioButton* each : dialog->findChildren<QRadioButton*>()) {
        if (each->text() == QLatin1String("int8"))
            each->click();
    }
    for (QPushButton* each : dialog->findChildren<QPushButton*>()) {
        if (each->isVisible() && each->text().remove(u'&') == QLatin1String("Open as int8"))
            each->click();
    }
    QTRY_VERIFY(it.controller.model() &&
                it.controller.model()->identity.name.find("tiny") != std::string::npos);
    QCOMPARE(it.controller.loadOptions().dtype, std::string("int8"));
    QVERIFY(dialog->isVisible()); // it stays for the next one
    QVERIFY(hub.server.seen().empty());
    qunsetenv("HF_ENDPOINT");
}

QTEST_MAIN(TestGetModels)
#include "tst_getmodels.moc"
