#include "hub/blobwriter.h"
#include "hub/catalog.h"
#include "hub/downloadprogress.h"
#include "hub/hubsettings.h"
#include "hub/modelname.h"
#include "hub/remotemodel.h"
#include "model/modellocation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace exitscope;

/// What the hub's library says without a network.
class HubValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void wrongNames_data();
    void wrongNames();
    void catalogHoldsWhatWasPublished();
    void memoryIsTheEngines();
    void listsKeepWhatIsNeeded();
    void partsGoWithTheirIndex();
    void damagedLists_data();
    void damagedLists();
    void onlyPickles();
    void checksumsAreGitsAndSha();
    void speedOverTheLastSeconds();
    void durations();
    void tokensStayWithTheEndpoint();
};

void HubValuesTest::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("folder");
    QTest::newRow("plain") << "org/name"
                           << "org/name"
                           << "main"
                           << "models--org--name";
    QTest::newRow("revision") << "org/na.me-1@v2"
                              << "org/na.me-1"
                              << "v2"
                              << "models--org--na.me-1";
    QTest::newRow("pull request") << "o/n@refs/pr/3"
                                  << "o/n"
                                  << "refs/pr/3"
                                  << "models--o--n";
}

void HubValuesTest::names()
{
    QFETCH(QString, text);
    const auto name = parseModelName(text);
    QVERIFY(name.ok());
    QTEST(name->repository, "repository");
    QTEST(name->revision, "revision");
    QTEST(name->folder(), "folder");
    QCOMPARE(name->text(), text);
    QTEST(QString::fromStdString(hubName(name->folder().toStdString())), "repository");
}

void HubValuesTest::wrongNames_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "name", "a/b/c", "../b", "a/..", "a/.b", "a/b@", "a/b@../c",
                             "a/b@/c", "a/b c", "a/b?x", "a/b--c", "https://hub/a", "a/b\n"})
        QTest::newRow(text) << text;
}

void HubValuesTest::wrongNames()
{
    QFETCH(QString, text);
    const auto name = parseModelName(text);
    QVERIFY(!name.ok());
    QCOMPARE(name.error().code(), ErrorCode::WrongUse);
    QVERIFY(QString(name.error().what()).contains("org/name@revision"));
}

void HubValuesTest::catalogHoldsWhatWasPublished()
{
    // Parameters as the models' pages give them; the catalogue refuses a shape that adds up to
    // another number, so the shapes are right too.
    const QMap<QString, std::int64_t> published{
        {"facebook/layerskip-llama3.2-1B", 1'235'814'400},
        {"facebook/layerskip-llama2-7B", 6'738'415'616},
        {"facebook/layerskip-codellama-7B", 6'738'546'688},
        {"facebook/layerskip-llama3-8B", 8'030'261'248},
        {"facebook/layerskip-llama2-13B", 13'015'864'320},
        {"facebook/layerskip-codellama-34B", 33'743'970'304},
        {"facebook/layerskip-llama2-70B", 68'976'648'192}};
    const auto catalog = readCatalog();
    QVERIFY2(catalog.ok(), catalog.ok() ? "" : catalog.error().what());
    QCOMPARE(catalog->size(), std::size_t{8});
    QVERIFY(catalog->front().isBundled());
    QCOMPARE(catalog->front().name, "fable");
    QVERIFY(!catalog->front().gated);
    for (auto model = catalog->begin() + 1; model != catalog->end(); ++model) {
        QCOMPARE(model->parameters, published.value(model->name));
        QCOMPARE(parametersOf(model->shape), model->parameters);
        QCOMPARE(model->weightBytes(), 2 * model->parameters);
        QVERIFY(model->gated && model->licence.contains("Noncommercial"));
        QVERIFY(model->parameters > (model - 1)->parameters);
    }
}

void HubValuesTest::memoryIsTheEngines()
{
    const auto catalog = readCatalog();
    QVERIFY(catalog.ok());
    const OfferedModel& small = (*catalog)[1];
    // Llama 3.2 1B in bf16 by hand: 16 layers of 60,817,408 weights and two fp32 norms, the table
    // that is also the head, the last norm, K and V of 4096 positions by 512, and room for one
    // pass.
    const std::int64_t layers = 16 * (2 * 60'817'408LL + 2 * 2048 * 4 + 2 * 4096 * 512 * 2);
    const std::int64_t table = 2 * 128256LL * 2048 + 2048 * 4;
    const std::int64_t room = 4 * (16 * 128256LL + 4096 * (2 * 2048 + 2048 + 2 * 8192));
    const auto needs = dtypeNeeds(small.shape, small.stored, 3'000'000'000);
    QCOMPARE(needs.size(), std::size_t{5});
    QCOMPARE(needs[2].format, WeightFormat::BFloat16);
    QCOMPARE(needs[2].bytes, layers + table + room);
    QCOMPARE(needs[0].fits, std::optional(false));
    QCOMPARE(needs[4].fits, std::optional(true));
    QVERIFY(needs[0].bytes > needs[2].bytes && needs[3].bytes > needs[4].bytes);
    QVERIFY(!dtypeNeeds(small.shape, small.stored, std::nullopt)[0].fits);
}

namespace {

QJsonObject entry(const QString& name, qint64 size, bool isLarge = false)
{
    QJsonObject one{{"rfilename", name}, {"size", size}, {"blobId", QString(40, 'b')}};
    if (isLarge)
        one["lfs"] = QJsonObject{{"sha256", QString(64, 'c')}, {"size", size}};
    return one;
}

QByteArray listed(const QJsonArray& files, const QString& commit = QString(40, 'a'))
{
    return QJsonDocument(QJsonObject{{"sha", commit}, {"siblings", files}, {"gated", "auto"}})
        .toJson();
}

QStringList namesOf(const RemoteModel& model)
{
    QStringList names;
    for (const RemoteFile& file : model.files)
        names += file.name;
    return names;
}

const ModelName org{"org/name", "main", false};

} // namespace

void HubValuesTest::listsKeepWhatIsNeeded()
{
    const auto answer =
        readRemoteModel(listed({entry("model.safetensors", 900, true), entry("config.json", 5),
                                entry("tokenizer.model", 70, true), entry("exitscope.json", 6),
                                entry("README.md", 9), entry("pytorch_model.bin", 900, true),
                                entry("consolidated.safetensors", 900, true),
                                entry("original/config.json", 4), entry("../config.json", 4)}),
                        org);
    QVERIFY(std::holds_alternative<RemoteModel>(answer));
    const auto& model = std::get<RemoteModel>(answer);
    QCOMPARE(namesOf(model), QStringList({"config.json", "exitscope.json", "tokenizer.model",
                                          "model.safetensors"}));
    QCOMPARE(model.bytes(), 981);
    QVERIFY(model.gated);
    QCOMPARE(model.files[0].etag, QString(40, 'b'));
    QVERIFY(!model.files[0].isLarge);
    QCOMPARE(model.files[3].etag, QString(64, 'c'));
    QVERIFY(model.files[3].isLarge);
}

void HubValuesTest::partsGoWithTheirIndex()
{
    const auto answer =
        readRemoteModel(listed({entry("model-00001-of-00002.safetensors", 10, true),
                                entry("model-00002-of-00002.safetensors", 11, true),
                                entry("model.safetensors.index.json", 3), entry("config.json", 2),
                                entry("model.safetensors", 21, true)}),
                        org);
    QCOMPARE(namesOf(std::get<RemoteModel>(answer)),
             QStringList({"config.json", "model.safetensors.index.json",
                          "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"}));
}

void HubValuesTest::damagedLists_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason");
    const QJsonObject weights = entry("model.safetensors", 9, true);
    QJsonObject noChecksum = entry("config.json", 9);
    noChecksum["blobId"] = "../../etc/passwd";
    QTest::newRow("no JSON") << QByteArray("<html>") << "is none";
    QTest::newRow("no files") << QByteArray("{\"sha\": \"a\"}") << "is none";
    QTest::newRow("no commit") << listed({weights}, "../../x") << "names no commit";
    QTest::newRow("checksum") << listed({weights, noChecksum}) << "has no checksum for config.json";
}

void HubValuesTest::damagedLists()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    const auto read = readRemoteModel(answer, org);
    QVERIFY(std::holds_alternative<HubError>(read));
    QCOMPARE(std::get<HubError>(read).kind, HubError::Kind::BadAnswer);
    QVERIFY2(std::get<HubError>(read).sentence.contains(reason),
             qPrintable(std::get<HubError>(read).sentence));
}

void HubValuesTest::onlyPickles()
{
    const auto read = readRemoteModel(
        listed({entry("config.json", 2), entry("pytorch_model.bin", 900, true)}), org);
    const auto& error = std::get<HubError>(read);
    QCOMPARE(error.kind, HubError::Kind::NoSafetensors);
    QCOMPARE(error.sentence,
             "org/name holds no model.safetensors, only pytorch_model.bin; Exitscope opens "
             "safetensors only, so choose another repository or have it converted.");
}

void HubValuesTest::checksumsAreGitsAndSha()
{
    // `git hash-object` of "hello\n" and the empty file; FIPS 180-2 for "abc".
    QCOMPARE(blobChecksum("hello\n", false), "ce013625030ba8dba906f756967f9e9ca394464a");
    QCOMPARE(blobChecksum("", false), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    QCOMPARE(blobChecksum("abc", true),
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

void HubValuesTest::speedOverTheLastSeconds()
{
    SpeedMeter meter;
    QCOMPARE(meter.speed(), 0.0);
    meter.add(0, 0);
    QCOMPARE(meter.speed(), 0.0);
    meter.add(1000, 500);
    QCOMPARE(meter.speed(), 500.0);
    for (int second = 2; second <= 20; ++second)
        meter.add(1000 * second, 500 + 2000 * (second - 1));
    QCOMPARE(meter.speed(), 2000.0);
    meter.clear();
    QCOMPARE(meter.speed(), 0.0);
}

void HubValuesTest::durations()
{
    QCOMPARE(spelledDuration(0), "0 s");
    QCOMPARE(spelledDuration(59), "59 s");
    QCOMPARE(spelledDuration(60), "1 min");
    QCOMPARE(spelledDuration(200), "3 min 20 s");
    QCOMPARE(spelledDuration(3900), "1 h 5 min");
    QCOMPARE(spelledDuration(7200), "2 h");
}

void HubValuesTest::tokensStayWithTheEndpoint()
{
    HubSettings settings;
    QVERIFY(settings.isPrivate());
    QVERIFY(settings.isOwn(QUrl("https://huggingface.co/a")));
    QVERIFY(settings.isOwn(QUrl("https://huggingface.co:443/a")));
    for (const char* other :
         {"http://huggingface.co/a", "https://huggingface.co:444/a", "https://cdn.huggingface.co/a",
          "https://huggingface.co.evil.org/a", "https://huggingface.co@evil.org/a"})
        QVERIFY2(!settings.isOwn(QUrl(other)), other);
    for (const char* safe : {"http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"}) {
        settings.endpoint = QUrl(safe);
        QVERIFY2(settings.isPrivate(), safe);
    }
    for (const char* open : {"http://mirror.example", "http://127.0.0.1.evil.org"}) {
        settings.endpoint = QUrl(open);
        QVERIFY2(!settings.isPrivate(), open);
    }
}

QTEST_GUILESS_MAIN(HubValuesTest)
#include "tst_hubvalues.moc"
