#include "base/error.h"
#include "model/checkpoint.h"
#include "model/llamamodel.h"
#include "support/testdata.h"
#include "support/tinymodel.h"

using namespace exitscope;
using namespace exitscope::test;

/// Checkpoints of one file: good ones open; bad ones give a sentence with the file and the value,
/// never a crash.
class CheckpointTest : public QObject
{
    Q_OBJECT

private:
    /// The sentence of the error, with its code checked; empty when it opened.
    static QString refusal(const TinyModel& files, ErrorCode code)
    {
        try {
            LlamaModel::open(files.folder());
        } catch (const Error& error) {
            if (error.code() != code)
                qWarning("code %d: %s", static_cast<int>(error.code()), error.what());
            return error.code() == code ? QString(error.what()) : QString();
        }
        return {};
    }

    static QByteArray contentOf(const std::filesystem::path& path)
    {
        std::ifstream stream(path, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        return QByteArray(content.data(), static_cast<qsizetype>(content.size()));
    }

private Q_SLOTS:
    void missingFiles()
    {
        TinyModel files;
        QVERIFY(refusal(files, ErrorCode::FileMissing).contains("config.json: No such file"));
        std::filesystem::create_directory(files.file("config.json"));
        QVERIFY(refusal(files, ErrorCode::FileMissing).contains("it is a folder"));
        std::filesystem::remove(files.file("config.json"));
        files.write();
        std::filesystem::remove(files.file("model.safetensors"));
        QVERIFY(refusal(files, ErrorCode::FileMissing).contains("model.safetensors"));
        files.writeFile("pytorch_model.bin", "x");
        QVERIFY(refusal(files, ErrorCode::Unsupported).contains("pytorch_model.bin"));
        std::filesystem::create_directory(files.file("model.safetensors"));
        QVERIFY(refusal(files, ErrorCode::FileMissing).contains("not a regular file"));
    }

    /// Cut at every length of the header and at many of the data.
    void truncatedWeights()
    {
        TinyModel files;
        files.write();
        const QByteArray whole = contentOf(files.file("model.safetensors"));
        for (qsizetype length = 0; length < whole.size(); length += length < 64 ? 1 : 331) {
            files.writeFile("model.safetensors", whole.left(length));
            QVERIFY2(!refusal(files, ErrorCode::FileDamaged).isEmpty(),
                     qPrintable(QString("%1 of %2 bytes opened").arg(length).arg(whole.size())));
        }
    }

    void wrongHeader_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* entry, const char* says) {
            QTest::newRow(name) << QByteArray("{\"a\":") + entry + "}" << says;
        };
        row("past the end", R"({"dtype":"F32","shape":[100],"data_offsets":[0,400]})", "0 to 400");
        row("backwards", R"({"dtype":"F32","shape":[1],"data_offsets":[8,4]})", "8 to 4");
        row("size", R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})", "needs 12");
        row("dtype", R"({"dtype":"Q4","shape":[1],"data_offsets":[0,4]})", "Q4");
        row("negative", R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})", "shape");
        row("huge", R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})",
            "shape");
        row("no offsets", R"({"dtype":"F32","shape":[1]})", "data_offsets");
        row("offsets of text", R"({"dtype":"F32","shape":[1],"data_offsets":["0","4"]})", "\"a\"");
        row("number", "7", "\"a\"");
        QTest::newRow("not an object") << QByteArray("[1,2]") << "JSON object";
        QTest::newRow("metadata") << QByteArray(R"({"__metadata__":3})") << "__metadata__";
        QTest::newRow("twice") << QByteArray(
                                      R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                      R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})")
                               << "\"a\" twice";
        QTest::newRow("deep") << QByteArray(100000, '[').prepend("{\"a\":")
                              << "deeper than 32 levels";
        QTest::newRow("overlap") << QByteArray(
                                        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                        R"("b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})")
                                 << "overlap";
    }

    void wrongHeader()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, says);
        TinyModel files;
        files.write();
        files.writeSafetensors(header, QByteArray(16, '\0'));
        const QString sentence = refusal(files, ErrorCode::FileDamaged);
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(sentence.contains("model.safetensors"), qPrintable(sentence));
    }

    /// The hash tells checkpoints apart in saved runs, so it must stay what it was.
    void hashOfTheIndex()
    {
        TinyModel files;
        files.write();
        files.writeSafetensors(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                               QByteArray(4, '\0'));
        const Checkpoint checkpoint(files.folder());
        QCOMPARE(checkpoint.indexHash(), std::string("0c285f4a5d0e8ea2"));
        QCOMPARE(checkpoint.bytes(), std::size_t{4});
        QCOMPARE(checkpoint.find("a")->shape, std::vector<std::int64_t>{1});
        QVERIFY(!checkpoint.find("b") && !checkpoint.shardOf("b"));
    }

    /// Data that no writer aligned is read all the same.
    void unalignedData()
    {
        TinyModel files;
        files.write();
        QByteArray whole = contentOf(files.file("model.safetensors"));
        const qsizetype length =
            static_cast<unsigned char>(whole[0]) | static_cast<unsigned char>(whole[1]) << 8;
        QByteArray header = whole.mid(8, length);
        while (header.size() % 4 != 1)
            header.append(' ');
        files.writeSafetensors(header, whole.mid(8 + length));
        QVERIFY(LlamaModel::open(files.folder()));
    }

    void wrongTensorShape()
    {
        TinyModel files;
        for (auto& [name, content] : files.tensors) {
            if (name == "model.layers.1.mlp.up_proj.weight")
                std::swap(content.shape[0], content.shape[1]);
        }
        files.write();
        const QString sentence = refusal(files, ErrorCode::FileDamaged);
        QVERIFY2(sentence.contains("mlp.up_proj") && sentence.contains("[16, 24]") &&
                     sentence.contains("[24, 16]"),
                 qPrintable(sentence));
    }

    void headsTiedAndUntied()
    {
        TinyModel untied;
        untied.write();
        QVERIFY(LlamaModel::open(untied.folder()));

        TinyModel noHead;
        std::erase_if(noHead.tensors, [](const auto& t) { return t.first == "lm_head.weight"; });
        noHead.write();
        QVERIFY(refusal(noHead, ErrorCode::FileDamaged).contains("lm_head.weight"));
        noHead.config["tie_word_embeddings"] = true;
        noHead.write();
        QVERIFY(LlamaModel::open(noHead.folder()));

        TinyModel onlyHead;
        std::erase_if(onlyHead.tensors,
                      [](const auto& t) { return t.first == "model.embed_tokens.weight"; });
        onlyHead.write();
        QVERIFY(refusal(onlyHead, ErrorCode::FileDamaged).contains("embed_tokens"));
        onlyHead.extraHeader["__metadata__"] =
            QJsonObject{{"model.embed_tokens.weight", "lm_head.weight"}};
        onlyHead.write();
        QVERIFY(LlamaModel::open(onlyHead.folder()));
    }

    void unknownDtypeIsWrongUse()
    {
        TinyModel files;
        files.write();
        try {
            LlamaModel::open(files.folder(), "int3");
            QFAIL("opened as int3");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::WrongUse);
            QVERIFY(QString(error.what()).contains("int3"));
        }
    }

    void realCheckpoints()
    {
        EXITSCOPE_NEED_SHARED();
        const auto tiny = LlamaModel::open(sharedData() / "models/tinystories-656k");
        QCOMPARE(tiny->config().vocabulary, 2048);
        QCOMPARE(tiny->dtype(), std::string("fp32"));
        const auto fable = LlamaModel::open(sharedData() / "models/fable");
        QCOMPARE(fable->dtype(), std::string("bf16"));
        QVERIFY(tiny->indexHash() != fable->indexHash());
        QCOMPARE(fable->indexHash().size(), std::size_t{16});
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "tst_checkpoint.moc"
