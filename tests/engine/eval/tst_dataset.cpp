#include "base/error.h"
#include "eval/dataset.h"
#include "eval/gunzip.h"
#include "support/testdata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <zlib.h>

using namespace exitscope;

namespace {

/// `text` as one gzip member.
std::string zipped(const std::string& text)
{
    z_stream stream = {};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string result(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

QStringList promptsOf(const SampleSet& set)
{
    QStringList prompts;
    for (const Sample& sample : set.samples)
        prompts.append(QString::fromStdString(sample.prompt));
    return prompts;
}

/// The sentence and code with which `action` is refused.
std::pair<ErrorCode, QString> refusal(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return {error.code(), error.what()};
    }
    return {ErrorCode::Internal, "no error"};
}

} // namespace

class TestDataset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPromptPerLine();
    void jsonLines();
    void limits();
    void templates_data();
    void templates();
    void theFileInAFolder();
    void packedFiles();
    void brokenPacking();
    void wrongContent_data();
    void wrongContent();
    void wrongNames();
    void theSharedDataSets_data();
    void theSharedDataSets();

private:
    std::filesystem::path written(const QString& name, const std::string& content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("cannot write the fixture");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;
};

void TestDataset::aPromptPerLine()
{
    const auto file = written("own.txt", "One king\r\n\n  \nTwo \"queens\"\nno end of line");
    const SampleSet set = readPrompts(file, 0);
    QCOMPARE(set.name, std::string("prompts"));
    QCOMPARE(set.file, file);
    QCOMPARE(promptsOf(set), (QStringList{"One king", "Two \"queens\"", "no end of line"}));
    QVERIFY(set.samples[0].ids.empty());
}

void TestDataset::jsonLines()
{
    const SampleSet set = readPrompts(written("own.jsonl", R"({"prompt":"a\nb","text":"other"}
{"text":"c"}
{"question":"d","answer":7}
{"turns":["e","f"]}
{"prompt_ids":[1,5,9],"prompt":"not this"}
)"),
                                      0);
    QCOMPARE(promptsOf(set), (QStringList{"a\nb", "c", "d", "e", ""}));
    QCOMPARE(set.samples[4].ids, (std::vector<int>{1, 5, 9}));
}

void TestDataset::limits()
{
    const auto file = written("three.txt", "a\nb\nc\n");
    QCOMPARE(promptsOf(readPrompts(file, 2)), (QStringList{"a", "b"}));
    QCOMPARE(promptsOf(readPrompts(file, 9)).size(), 3);
    // What comes after is not looked at.
    QCOMPARE(readPrompts(written("half.jsonl", "{\"text\":\"a\"}\n{broken"), 1).samples.size(),
             std::size_t{1});
}

void TestDataset::templates_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("prompt");
    const auto row = [](const char* name, const char* line, const QString& prompt) {
        QTest::newRow(name) << name << line << prompt;
    };
    row("cnn_dm_summarization", R"({"article":"News.","highlights":"N."})",
        "Article: News.\nSummary:");
    row("xsum_summarization", R"({"document":"News.\nMore.","summary":"N."})",
        "Article: News.\nMore.\nSummary:");
    row("human_eval", R"({"prompt":"def f():\n","canonical_solution":"    pass"})", "def f():\n");
    row("gsm8k", R"({"question":"1 + 1?","answer":"2"})", "Question: 1 + 1?\nAnswer:");
    row("spec_bench", R"({"turns":["Write.","Again."]})", "Write.");
    QStringList words;
    for (int i = 0; i < 120; ++i)
        words.append(QString("w%1").arg(i));
    const QByteArray article = words.join(" \\n").toUtf8();
    row("cnn_dm_lm", "{\"article\":\"" + article + "\"}", words.first(100).join(' '));
}

void TestDataset::templates()
{
    QFETCH(QString, name);
    QFETCH(QString, line);
    QFETCH(QString, prompt);
    const SampleSet set =
        readDataset(name.toStdString(), written("data.jsonl", line.toStdString()), 0);
    QCOMPARE(QString::fromStdString(set.name), name);
    QCOMPARE(promptsOf(set), QStringList{prompt});
    QVERIFY(datasetNames().find(name.toStdString()) != std::string::npos);
}

void TestDataset::theFileInAFolder()
{
    QVERIFY(QDir(m_folder.path()).mkdir("sets"));
    const std::string line = R"({"question":"q","prompt":"p","article":"a"})";
    for (const char* name : {"gsm8k-train.jsonl", "gsm8k-test.jsonl", "Human_Eval.v1.jsonl",
                             "CNN-DailyMail.jsonl", "xsum.parquet"})
        written(QString("sets/") + name, line);
    const std::filesystem::path folder = m_folder.filePath("sets").toStdString();
    QCOMPARE(readDataset("gsm8k", folder, 0).file, folder / "gsm8k-test.jsonl");
    QCOMPARE(readDataset("human_eval", folder, 0).file, folder / "Human_Eval.v1.jsonl");
    QCOMPARE(readDataset("cnn_dm_lm", folder, 0).file, folder / "CNN-DailyMail.jsonl");
    const auto [code, sentence] = refusal([&] { readDataset("xsum_summarization", folder, 0); });
    QCOMPARE(code, ErrorCode::FileMissing);
    QVERIFY2(sentence.contains("holds no one file of xsum_summarization") &&
                 sentence.contains("Hugging Face"),
             qPrintable(sentence));
}

void TestDataset::packedFiles()
{
    const auto file = written("packed.jsonl.gz", zipped("{\"text\":\"a\"}\n"
                                                        "{\"te") +
                                                     zipped("xt\":\"b\"}\n"));
    QCOMPARE(promptsOf(readPrompts(file, 0)), (QStringList{"a", "b"}));
    const std::string large(3'000'000, 'x');
    QCOMPARE(gunzip(zipped(large)), large);
    QCOMPARE(gunzip(zipped({})), std::string());
}

void TestDataset::brokenPacking()
{
    const std::string whole = zipped("{\"text\":\"a king and his three daughters\"}\n");
    for (std::size_t length = 2; length < whole.size(); ++length)
        QVERIFY_EXCEPTION_THROWN(gunzip(whole.substr(0, length)), Error);
    QVERIFY_EXCEPTION_THROWN(gunzip(whole + "rest"), Error);
    QVERIFY_EXCEPTION_THROWN(gunzip(zipped(std::string(100'000, 'x')), 50'000), Error);
    const auto file = written("cut.jsonl.gz", whole.substr(0, whole.size() - 4));
    const auto [code, sentence] = refusal([&] { readPrompts(file, 0); });
    QCOMPARE(code, ErrorCode::FileDamaged);
    QVERIFY2(sentence.contains("cut.jsonl.gz") && sentence.contains("it is cut short"),
             qPrintable(sentence));
}

void TestDataset::wrongContent_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* line, const char* says) {
        QTest::newRow(says) << QByteArray(line) << says;
    };
    row("{\"text\":", "line 2: it is no whole JSON value.");
    row("[1]", "line 2: it is no JSON object.");
    row("{\"answer\":\"x\"}", "line 2: it has neither prompt_ids nor a text in prompt");
    row("{\"prompt\":7}", "line 2: it has neither");
    row("{\"prompt_ids\":[1,-2]}", "line 2: prompt_ids holds -2, which is no token id.");
    row("{\"prompt_ids\":[1,\"a\"]}", "prompt_ids holds \"a\"");
    row("{\"prompt_ids\":[99999999999]}", "prompt_ids holds 99999999999");
    row("{\"prompt_ids\":[]}", "line 2: prompt_ids is no list of token ids.");
    row("{\"prompt\":\"\xFF\"}", "line 2");
}

void TestDataset::wrongContent()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, says);
    const auto file = written("wrong.jsonl", "{\"prompt\":\"fine\"}\n" + line.toStdString());
    const auto [code, sentence] = refusal([&] { readPrompts(file, 0); });
    QCOMPARE(code, ErrorCode::FileDamaged);
    QVERIFY2(sentence.contains(says) && sentence.contains("wrong.jsonl"), qPrintable(sentence));
}

void TestDataset::wrongNames()
{
    const auto [code, sentence] = refusal([] { readDataset("hellaswag", "/nowhere", 0); });
    QCOMPARE(code, ErrorCode::WrongUse);
    QVERIFY2(sentence.contains("hellaswag") && sentence.contains("human_eval, gsm8k"),
             qPrintable(sentence));
    QCOMPARE(refusal([] { readDataset("gsm8k", "/nowhere", 0); }).first, ErrorCode::FileMissing);
    const auto empty = written("empty.txt", "\n\n");
    QVERIFY(refusal([&] { readPrompts(empty, 0); }).second.contains("holds no samples"));
    const auto other = written("other.jsonl", "{\"text\":\"t\"}");
    const QString field = refusal([&] { readDataset("gsm8k", other, 0); }).second;
    QVERIFY2(field.contains("line 1: it has no text in the field \"question\""), qPrintable(field));
}

void TestDataset::theSharedDataSets_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("start");
    QTest::newRow("human_eval") << 164 << "from typing import List";
    QTest::newRow("gsm8k") << 1319 << "Question: Janet";
    QTest::newRow("cnn_dm_summarization") << 80 << "Article: ";
    QTest::newRow("xsum_summarization") << 200 << "Article: ";
    QTest::newRow("cnn_dm_lm") << 80 << "";
    QTest::newRow("spec_bench") << 480 << "";
}

void TestDataset::theSharedDataSets()
{
    EXITSCOPE_NEED_SHARED();
    QFETCH(int, count);
    QFETCH(QString, start);
    const SampleSet set = readDataset(QTest::currentDataTag(), test::sharedData() / "datasets", 0);
    QCOMPARE(static_cast<int>(set.samples.size()), count);
    for (const Sample& sample : set.samples)
        QVERIFY(!sample.prompt.empty());
    QVERIFY2(promptsOf(set).first().startsWith(start), qPrintable(promptsOf(set).first()));
}

QTEST_GUILESS_MAIN(TestDataset)
#include "tst_dataset.moc"
