#include "model/checkpoint.h"
#include "model/llamamodel.h"
#include "support/mutated.h"
#include "support/tinymodel.h"

#include <QtTest>

#include <functional>

using namespace exitscope;
using namespace exitscope::test;

using Change = std::function<void(TinyModel&)>;
Q_DECLARE_METATYPE(Change)

/// Checkpoints in several files: they hold the same tensors as in one, and what is wrong with them
/// is said with the file and the tensor.
class ShardsTest : public QObject
{
    Q_OBJECT

private:
    static TinyModel::Shape threeShards()
    {
        TinyModel::Shape shape;
        shape.shards = 3;
        return shape;
    }

    static std::string shard(int i) { return TinyModel::shardName(3, i); }

    /// Writes the index anew with `tensor` placed in `file`.
    static void place(TinyModel& files, const char* tensor, const QJsonValue& file)
    {
        QJsonObject places = files.index["weight_map"].toObject();
        places[tensor] = file;
        files.index["weight_map"] = places;
        files.writeFile(TinyModel::indexName, QJsonDocument(files.index).toJson());
    }

private Q_SLOTS:
    void sameTensorsAsInOneFile()
    {
        TinyModel whole;
        whole.write();
        TinyModel files(threeShards());
        files.write();
        const Checkpoint one(whole.folder());
        const Checkpoint three(files.folder());
        QCOMPARE(one.shards().size(), std::size_t{1});
        QCOMPARE(three.shards().size(), std::size_t{3});
        QCOMPARE(three.bytes(), one.bytes());
        QVERIFY(three.indexHash() != one.indexHash());
        QCOMPARE(three.file(), files.file(TinyModel::indexName));
        for (const auto& [name, content] : files.tensors) {
            const StoredTensor* a = one.find(name);
            const StoredTensor* b = three.find(name);
            QVERIFY2(a && b, name.c_str());
            QCOMPARE(a->shape, b->shape);
            QVERIFY(std::equal(a->data, a->data + a->bytes, b->data, b->data + b->bytes));
            const Safetensors* home = three.shardOf(name);
            QVERIFY(b->data >= home->mapping()->data() &&
                    b->data + b->bytes <= home->mapping()->data() + home->mapping()->size());
        }
        QVERIFY(LlamaModel::open(files.folder()));
    }

    void hashCoversEveryShard()
    {
        TinyModel files(threeShards());
        files.write();
        const std::string before = Checkpoint(files.folder()).indexHash();
        files.extraHeader["__metadata__"] = QJsonObject{{"format", "pt"}};
        files.write();
        QVERIFY(Checkpoint(files.folder()).indexHash() != before);
        QCOMPARE(Checkpoint(files.folder()).metadata().at("format"), std::string("pt"));
    }

    /// A folder that holds both a whole file and an index is read as the whole file.
    void oneFileComesFirst()
    {
        TinyModel files(threeShards());
        files.write();
        files.shape.shards = 1;
        files.write();
        QCOMPARE(Checkpoint(files.folder()).file(), files.file("model.safetensors"));
    }

    /// Whatever a broken index or header says, it is read or refused.
    void mutatedFiles()
    {
        TinyModel files(threeShards());
        files.write();
        std::mt19937 random(12);
        for (const std::string& name : {shard(0), std::string(TinyModel::indexName)}) {
            QFile file(QString::fromStdString(files.file(name.c_str()).string()));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray whole = file.readAll();
            const qsizetype start = name == TinyModel::indexName ? 0 : 8;
            const qsizetype end = start ? whole.indexOf("}}") + 2 : whole.size();
            int refused = 0;
            const int count = 500;
            for (int i = 0; i < count; ++i) {
                files.writeFile(name.c_str(), whole.left(start) +
                                                  mutated(whole.mid(start, end - start), random) +
                                                  whole.mid(end));
                try {
                    LlamaModel::open(files.folder());
                } catch (const Error&) {
                    ++refused;
                }
            }
            QVERIFY2(refused > count / 4, qPrintable(QString::number(refused)));
            files.write();
        }
    }

    void damage_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("says");
        const auto row = [](const char* name, const QStringList& says, const Change& change) {
            QTest::newRow(name) << change << says;
        };
        const QString second = QString::fromStdString(shard(1));
        row("shard missing", {second, "is missing, one of 3"},
            [](TinyModel& files) { std::filesystem::remove(files.file(shard(1).c_str())); });
        row("shard is a dangling link", {second, "is missing"}, [](TinyModel& files) {
            std::filesystem::remove(files.file(shard(1).c_str()));
            std::filesystem::create_symlink("nowhere", files.file(shard(1).c_str()));
        });
        row("shard truncated", {second, "cut short"}, [](TinyModel& files) {
            const auto file = files.file(shard(1).c_str());
            std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
        });
        row("shard empty", {second, "cut short", "0 bytes"},
            [](TinyModel& files) { files.writeFile(shard(1).c_str(), ""); });
        row("tensor in two shards", {TinyModel::indexName, "model.norm.weight", "in two shards"},
            [](TinyModel& files) {
                files.writeSafetensors(
                    R"({"model.norm.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                    QByteArray(4, '\0'), "extra.safetensors");
                place(files, "other", "extra.safetensors");
            });
        row("tensor not in its shard", {"no.such.weight", second, "does not hold it"},
            [](TinyModel& files) {
                place(files, "no.such.weight", QString::fromStdString(shard(1)));
            });
        row("tensor in another shard",
            {"model.norm.weight", second, QString::fromStdString(shard(2))}, [](TinyModel& files) {
                place(files, "model.norm.weight", QString::fromStdString(shard(1)));
            });
        for (const QString& outside :
             {QString("../model.safetensors"), QString("/etc/passwd"), QString(".."), QString("."),
              QString(), QString("sub/a.safetensors"), QString("..\\a.safetensors"),
              QString("a%1b").arg(QChar(0))})
            row(qPrintable(QString("index names '%1'").arg(outside)),
                {TinyModel::indexName, "model.norm.weight", "not a file of its own folder"},
                [outside](TinyModel& files) { place(files, "model.norm.weight", outside); });
        row("file is a number", {"model.norm.weight", "is 7, not a text"},
            [](TinyModel& files) { place(files, "model.norm.weight", 7); });
        const auto content = [&](const char* name, const QByteArray& text, const char* says) {
            row(name, {TinyModel::indexName, says},
                [text](TinyModel& files) { files.writeFile(TinyModel::indexName, text); });
        };
        content("index empty", "", "not a JSON object");
        content("index is text", "weights", "not a JSON object");
        content("index is a list", "[]", "not a JSON object");
        content("index without a map", "{}", "weight_map");
        content("map is a list", R"({"weight_map":[]})", "weight_map");
        content("map is empty", R"({"weight_map":{}})", "is empty");
        content("map nests", R"({"weight_map":{"a":{"b":"c"}}})", "not a text");
        content("tensor listed twice", R"({"weight_map":{"a":"b","a":"c"}})", "\"a\" twice");
        content("deep", QByteArray(100000, '[').prepend("{\"weight_map\":"), "deeper");
    }

    void damage()
    {
        QFETCH(Change, change);
        QFETCH(QStringList, says);
        TinyModel files(threeShards());
        files.write();
        change(files);
        try {
            LlamaModel::open(files.folder());
            QFAIL("it opened");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::FileDamaged ||
                    error.code() == ErrorCode::FileMissing);
            const QString sentence = error.what();
            for (const QString& part : says)
                QVERIFY2(sentence.contains(part), qPrintable(sentence));
            QVERIFY2(sentence.contains(QString::fromStdString(files.folder().string())),
                     qPrintable(sentence));
        }
    }
};

QTEST_GUILESS_MAIN(ShardsTest)
#include "tst_shards.moc"
