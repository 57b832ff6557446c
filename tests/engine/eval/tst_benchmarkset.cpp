#include "base/error.h"
#include "eval/benchmarkset.h"
#include "eval/prompttemplate.h"
#include "support/testdata.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <functional>
#include <set>

using namespace exitscope;

namespace {

/// The sentence with which `options` are refused.
QString refusal(const BenchmarkSetOptions& options)
{
    try {
        readBenchmarkSet(options);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

std::set<int> indicesOf(const BenchmarkSet& set)
{
    std::set<int> indices;
    for (const BenchmarkItem& item : set.items)
        indices.insert(item.index);
    return indices;
}

} // namespace

class TestBenchmarkSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void promptsAndReferences_data();
    void promptsAndReferences();
    void shotsComeBeforeTheQuestion();
    void shotsAreNotEvaluated_data();
    void shotsAreNotEvaluated();
    void shotsFromTheirOwnFile();
    void theSeedDrawsTheOrder();
    void ownFields();
    void theTemplateGoesAroundTheShotsToo();
    void idsInThePlaceOfText();
    void idsTakeNoText_data();
    void idsTakeNoText();
    void csvOfHuggingFace();
    void whatIsTakenDown();
    void refusals_data();
    void refusals();
    void templatesThatCannotBe();
    void aBrokenLineInALargeFile();
    void theSharedDataSets_data();
    void theSharedDataSets();

private:
    std::string written(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder->filePath(name));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) ||
            file.write(content) != content.size())
            qFatal("cannot write the fixture");
        return file.fileName().toStdString();
    }
    /// `count` articles "a0", "a1", ... with highlights "h0\nh", ...
    BenchmarkSetOptions articles(int count)
    {
        QByteArray lines;
        for (int i = 0; i < count; ++i) {
            const QByteArray number = QByteArray::number(i);
            lines += "{\"article\":\"a" + number + "\",\"highlights\":\"h" + number +
                     "\\nh\",\"id\":\"id" + number + "\"}\n";
        }
        BenchmarkSetOptions options;
        options.dataset = "cnn_dm_summarization";
        options.dataPath = written("articles.jsonl", lines);
        return options;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// As facebookresearch/LayerSkip's data.py makes them.
void TestBenchmarkSet::promptsAndReferences_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("reference");
    const auto row = [](const char* name, const QByteArray& line, const QString& prompt,
                        const QString& reference) {
        QTest::newRow(name) << line << prompt << reference;
    };
    row("cnn_dm_summarization", R"({"article":"One.\nTwo.","highlights":"A\nB"})",
        "Article: One.\nTwo.\nSummary:", " A\nB");
    row("xsum_summarization", R"({"document":"News.","summary":"N."})",
        "Article: News.\nSummary:", " N.");
    row("human_eval", R"({"prompt":"def f():\n","canonical_solution":"    pass\n"})", "def f():\n",
        "    pass\n");
    row("gsm8k", R"({"question":"1 + 1?","answer":"2"})", "Question: 1 + 1?\nAnswer:", " 2");
    row("spec_bench", R"({"turns":["Write.","Again."],"question_id":81})", "Write.", "");
    QStringList words;
    for (int i = 0; i < 103; ++i)
        words.append(QString("w%1").arg(i));
    row("cnn_dm_lm", "{\"article\":\"" + words.join(" \\n").toUtf8() + "\"}",
        words.first(100).join(' '), "w100 w101 w102");
}

void TestBenchmarkSet::promptsAndReferences()
{
    QFETCH(QByteArray, line);
    BenchmarkSetOptions options;
    options.dataset = QTest::currentDataTag();
    options.dataPath = written("data.jsonl", line);
    const BenchmarkSet set = readBenchmarkSet(options);
    QCOMPARE(set.items.size(), std::size_t{1});
    QTEST(text(set.items.front().prompt), "prompt");
    QTEST(text(set.items.front().reference), "reference");
}

void TestBenchmarkSet::shotsComeBeforeTheQuestion()
{
    BenchmarkSetOptions options = articles(3);
    options.numSamples = 1;
    options.nShot = 2;
    const BenchmarkSet set = readBenchmarkSet(options);
    QCOMPARE(set.items.size(), std::size_t{1});
    const QString first = "Article: a1\nSummary: h1h\n";
    const QString second = "Article: a2\nSummary: h2h\n";
    const QString question = "\nArticle: a0\nSummary:";
    const bool isSwapped = set.source.shots == std::vector{2, 1};
    QVERIFY(isSwapped || (set.source.shots == std::vector{1, 2}));
    QCOMPARE(text(set.items.front().prompt),
             (isSwapped ? second + first : first + second) + question);
    QCOMPARE(text(set.items.front().reference), QString(" h0\nh"));
}

void TestBenchmarkSet::shotsAreNotEvaluated_data()
{
    QTest::addColumn<int>("numSamples");
    QTest::addColumn<bool>("shuffle");
    QTest::addColumn<int>("evaluated");
    QTest::newRow("all") << 0 << false << 15;
    QTest::newRow("all, shuffled") << 0 << true << 15;
    QTest::newRow("some") << 10 << false << 10;
    QTest::newRow("some, shuffled") << 10 << true << 10;
    QTest::newRow("just enough") << 15 << true << 15;
}

void TestBenchmarkSet::shotsAreNotEvaluated()
{
    QFETCH(int, numSamples);
    QFETCH(bool, shuffle);
    BenchmarkSetOptions options = articles(20);
    options.numSamples = numSamples;
    options.shuffle = shuffle;
    options.nShot = 5;
    const BenchmarkSet set = readBenchmarkSet(options);
    QTEST(static_cast<int>(set.items.size()), "evaluated");
    QCOMPARE(set.source.items, static_cast<int>(set.items.size()));
    const std::set<int> evaluated = indicesOf(set);
    QCOMPARE(evaluated.size(), set.items.size());
    const std::set<int> shots(set.source.shots.begin(), set.source.shots.end());
    QCOMPARE(shots.size(), std::size_t{5});
    for (const int index : shots)
        QVERIFY(!evaluated.contains(index));
    if (!shuffle)
        QVERIFY(std::ranges::is_sorted(set.items, {}, &BenchmarkItem::index));
}

void TestBenchmarkSet::shotsFromTheirOwnFile()
{
    BenchmarkSetOptions options = articles(4);
    written("shots/cnn_dm-train.jsonl", R"({"article":"s","highlights":"t\nu"})");
    written("shots/cnn_dm-test.jsonl", R"({"article":"no","highlights":"no"})");
    options.shotsPath = m_folder->filePath("shots").toStdString();
    options.nShot = 1;
    const BenchmarkSet set = readBenchmarkSet(options);
    QCOMPARE(set.items.size(), std::size_t{4});
    QCOMPARE(text(set.items[1].prompt),
             QString("Article: s\nSummary: tu\n\nArticle: a1\nSummary:"));
    QVERIFY(set.source.shotsFile && set.source.shotsFile->path.ends_with("cnn_dm-train.jsonl"));
    options.nShot = 2;
    QVERIFY2(refusal(options).contains("n_shot is 2, and") &&
                 refusal(options).contains("holds 1 items"),
             qPrintable(refusal(options)));
}

void TestBenchmarkSet::theSeedDrawsTheOrder()
{
    BenchmarkSetOptions options = articles(30);
    options.shuffle = true;
    options.numSamples = 10;
    const auto orderWith = [&](std::uint64_t seed) {
        options.seed = seed;
        std::vector<int> order;
        for (const BenchmarkItem& item : readBenchmarkSet(options).items)
            order.push_back(item.index);
        return order;
    };
    const std::vector<int> order = orderWith(1);
    QCOMPARE(order, orderWith(1));
    QVERIFY(order != orderWith(2));
    QVERIFY(!std::ranges::is_sorted(order));
    QVERIFY(std::ranges::any_of(order, [](int index) { return index >= 10; }));
    QCOMPARE(text(readBenchmarkSet(options).items.front().id),
             QString("id%1").arg(readBenchmarkSet(options).items.front().index));
}

void TestBenchmarkSet::ownFields()
{
    BenchmarkSetOptions options;
    options.dataset = written("own.jsonl", R"({"prompt":"p","response":"r","id":7}
{"prompt":"q","response":2.5,"id":8}
)");
    BenchmarkSet set = readBenchmarkSet(options);
    QCOMPARE(text(set.source.name), QString("own.jsonl"));
    QCOMPARE(text(set.source.outputField), QString("response"));
    QCOMPARE(text(set.items[1].reference), QString("2.5"));
    QCOMPARE(text(set.items[1].id), QString("8"));
    options.dataset = written("named.jsonl", R"({"q":"2 {+} 2?","hint":"add","a":4})");
    options.inputField = "q";
    options.outputField = "a";
    options.promptTemplate = "{{{hint}}} Q: {message}\nA:";
    set = readBenchmarkSet(options);
    QCOMPARE(text(set.items[0].prompt), QString("{add} Q: 2 {+} 2?\nA:"));
    QCOMPARE(text(set.items[0].reference), QString("4"));
    // The original's name for it, and a file without references.
    options = {};
    options.dataset = "custom_jsonl";
    options.dataPath = written("bare.jsonl", R"({"prompt":"p"})");
    set = readBenchmarkSet(options);
    QCOMPARE(text(set.items[0].prompt), QString("p"));
    QVERIFY(set.source.outputField.empty());
}

/// As in data.py: once, around examples and question together.
void TestBenchmarkSet::theTemplateGoesAroundTheShotsToo()
{
    BenchmarkSetOptions options;
    options.dataset = written("own.jsonl", R"({"prompt":"p0","response":"r0","hint":"h0"}
{"prompt":"p1","response":"r1","hint":"h1"}
)");
    options.numSamples = 1;
    options.nShot = 1;
    options.promptTemplate = "<{hint}>{message}</>";
    QCOMPARE(text(readBenchmarkSet(options).items[0].prompt), QString("<h0>p1 r1\n\np0</>"));
    // The examples' own file needs only what an example is made of.
    options.shotsPath = written("shots.jsonl", R"({"prompt":"s","response":"t"})");
    QCOMPARE(text(readBenchmarkSet(options).items[0].prompt), QString("<h0>s t\n\np0</>"));
}

void TestBenchmarkSet::idsInThePlaceOfText()
{
    BenchmarkSetOptions options;
    options.dataset = written("ids.jsonl", R"({"prompt_ids":[1,5,9]})");
    const BenchmarkSet set = readBenchmarkSet(options);
    QCOMPARE(set.items[0].ids, (std::vector{1, 5, 9}));
}

void TestBenchmarkSet::idsTakeNoText_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("shots");
    QTest::addColumn<QString>("around");
    const QByteArray ids = "{\"prompt_ids\":[1,5]}\n";
    const QByteArray words = "{\"prompt\":\"p\"}\n";
    QTest::newRow("shots before ids") << ids + words << 1 << "";
    QTest::newRow("shots of ids") << words + ids << 1 << "";
    QTest::newRow("a template") << ids << 0 << "Q: {message}";
}

void TestBenchmarkSet::idsTakeNoText()
{
    QFETCH(QByteArray, content);
    QFETCH(int, shots);
    QFETCH(QString, around);
    BenchmarkSetOptions options;
    options.dataset = written("ids.jsonl", content);
    options.numSamples = 1;
    options.nShot = shots;
    options.promptTemplate = around.toStdString();
    QVERIFY2(refusal(options).contains("ids.jsonl has prompt_ids in item"),
             qPrintable(refusal(options)));
}

void TestBenchmarkSet::csvOfHuggingFace()
{
    BenchmarkSetOptions options;
    options.dataset = "cnn_dm_summarization";
    written("cnn_dailymail/train.csv", "id,article,highlights\n1,train,no\n");
    written("cnn_dailymail/test.csv", "\xEF\xBB\xBFid,article,highlights\r\n"
                                      "ab,\"First, \"\"he\"\" said.\nThen.\",\"A.\nB.\"\r\n"
                                      "cd,Second,C\r\n");
    options.dataPath = m_folder->filePath("cnn_dailymail").toStdString();
    const BenchmarkSet set = readBenchmarkSet(options);
    QCOMPARE(set.items.size(), std::size_t{2});
    QCOMPARE(text(set.items[0].prompt), QString("Article: First, \"he\" said.\nThen.\nSummary:"));
    QCOMPARE(text(set.items[0].reference), QString(" A.\nB."));
    QCOMPARE(text(set.items[0].id), QString("ab"));
}

void TestBenchmarkSet::whatIsTakenDown()
{
    BenchmarkSetOptions options = articles(2);
    options.seed = 9;
    const DataSource source = readBenchmarkSet(options).source;
    QFile file(text(options.dataPath.string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(text(source.file.hash),
             "sha256:" +
                 QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
    QCOMPARE(text(source.inputField), QString("article"));
    QCOMPARE(text(source.outputField), QString("highlights"));
    QCOMPARE(source.seed, std::uint64_t{9});
    QVERIFY(source.shots.empty() && !source.shotsFile);
}

void TestBenchmarkSet::refusals_data()
{
    QTest::addColumn<BenchmarkSetOptions>("options");
    const auto row = [](const char* says, const std::function<void(BenchmarkSetOptions&)>& make) {
        BenchmarkSetOptions options;
        options.dataset = "cnn_dm_summarization";
        make(options);
        QTest::newRow(says) << options;
    };
    row("There is no data set \"mmlu\"; the known ones are cnn_dm_summarization,",
        [](auto& options) { options.dataset = "mmlu"; });
    row("Say where the data are: --data_path", [](auto&) {});
    row("get cnn_dm_summarization from abisee/cnn_dailymail",
        [](auto& options) { options.dataPath = "/nowhere/cnn.jsonl"; });
    row("human_eval has no form for examples", [](auto& options) {
        options.dataset = "human_eval";
        options.nShot = 1;
    });
    row("must be 0 or more", [](auto& options) { options.nShot = -1; });
    row("check its name", [](auto& options) { options.dataset = "/nowhere/own.jsonl"; });
}

void TestBenchmarkSet::refusals()
{
    QFETCH(BenchmarkSetOptions, options);
    const QString sentence = refusal(options);
    QVERIFY2(sentence.contains(QTest::currentDataTag()), qPrintable(sentence));
}

void TestBenchmarkSet::templatesThatCannotBe()
{
    BenchmarkSetOptions options;
    options.dataset = written("own.jsonl", R"({"prompt":"p"})");
    for (const char* wrong : {"Q: {message", "no place", "a } b {message}"}) {
        options.promptTemplate = wrong;
        QVERIFY2(refusal(options).startsWith("The template \""), qPrintable(refusal(options)));
    }
    options.promptTemplate = "{message} {hint}";
    QVERIFY2(refusal(options).contains("line 1: it has no text in the field \"hint\""),
             qPrintable(refusal(options)));
}

void TestBenchmarkSet::aBrokenLineInALargeFile()
{
    QByteArray lines;
    for (int i = 0; i < 30'000; ++i)
        lines += "{\"prompt\":\"p\",\"response\":\"r\"}\n";
    BenchmarkSetOptions options;
    options.dataset = written("large.jsonl", lines + "{\"prompt\":\"p\"}\n" + lines);
    QVERIFY2(refusal(options).endsWith(
                 "large.jsonl, line 30001: it has no text in the field \"response\"."),
             qPrintable(refusal(options)));
    options.numSamples = 30'000; // what is not looked at does no harm
    QCOMPARE(readBenchmarkSet(options).source.items, 30'000);
    options.shuffle = true;
    QVERIFY(refusal(options).contains("line 30001"));
    options = articles(5);
    options.nShot = 5;
    QVERIFY2(refusal(options).contains("n_shot is 5, and of the 5 items of"),
             qPrintable(refusal(options)));
    options.nShot = 2;
    options.numSamples = 4;
    QVERIFY2(refusal(options).contains("1 are not evaluated"), qPrintable(refusal(options)));
    options = {};
    options.dataset = written("empty.jsonl", "\n");
    QVERIFY(refusal(options).contains("empty.jsonl holds no samples"));
    options.dataset = written("short.csv", "prompt,response\np,r\np\n");
    QVERIFY2(refusal(options).contains("line 3: it has 1 fields, and the first row names 2"),
             qPrintable(refusal(options)));
}

void TestBenchmarkSet::theSharedDataSets_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("human_eval") << 164;
    QTest::newRow("gsm8k") << 1319;
    QTest::newRow("cnn_dm_summarization") << 80;
    QTest::newRow("xsum_summarization") << 200;
    QTest::newRow("cnn_dm_lm") << 80;
}

void TestBenchmarkSet::theSharedDataSets()
{
    EXITSCOPE_NEED_SHARED();
    BenchmarkSetOptions options;
    options.dataset = QTest::currentDataTag();
    options.dataPath = test::sharedData() / "datasets";
    const BenchmarkSet set = readBenchmarkSet(options);
    QTEST(static_cast<int>(set.items.size()), "count");
    for (const BenchmarkItem& item : set.items)
        QVERIFY(!item.prompt.empty() && !item.reference.empty());
}

QTEST_GUILESS_MAIN(TestBenchmarkSet)
#include "tst_benchmarkset.moc"
