#include "taskfixture.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// `text` with double quotes for single ones.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// Contexts and continuations, one after the other.
QStringList requestsOf(const TaskItem& item)
{
    QStringList all;
    for (const TaskItem::Request& request : item.requests)
        all << QString::fromStdString(request.context)
            << QString::fromStdString(request.continuation);
    return all;
}

} // namespace

/// The bundled tasks on documents in their public formats, and task files that are wrong.
class EvalTaskTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string refusal(const std::string& definition)
    {
        const auto file = written(m_folder, "wrong.json", definition);
        std::string said = thrownBy([&] { readTask(file); });
        const std::string start = "The task " + file.string() + ' ';
        return said.starts_with(start) ? said.substr(start.size()) : said;
    }

private Q_SLOTS:
    /// Prompts, choices and the right answer, as the harness's definitions give them.
    void bundledTasks_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QStringList>("requests");
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("gold");
        QTest::newRow("gsm8k") << "gsm8k"
                               << json("{'question': '1 + 1?', 'answer': 'Two.\\n#### 2'}")
                               << QStringList{"Question: 1 + 1?\nAnswer:", ""} << "Two.\n#### 2"
                               << -1;
        QTest::newRow("piqa")
            << "piqa"
            << json("{'goal': 'Open a jar.', 'sol1': 'Turn it.', 'sol2': 'Sing.', 'label': 0}")
            << QStringList{"Question: Open a jar.\nAnswer:", " Turn it.",
                           "Question: Open a jar.\nAnswer:", " Sing."}
            << "0" << 0;
        QTest::newRow("hellaswag") << "hellaswag"
                                   << json("{'activity_label': 'Baking', 'ctx_a': '[header] A cake "
                                           "[title] Mix it.', 'ctx_b': 'the Cook', 'endings': [' "
                                           "eats [step] it.', 'runs  off.'], 'label': '1'}")
                                   << QStringList{"Baking: A cake. Mix it. The cook", " eats it.",
                                                  "Baking: A cake. Mix it. The cook", " runs off."}
                                   << "1" << 1;
        const QStringList arc{"Question: Why?\nAnswer:", " So.", "Question: Why?\nAnswer:", " No."};
        QTest::newRow("arc") << "arc_easy"
                             << json("{'question': 'Why?', 'answerKey': 'B', 'choices': {'text': "
                                     "['So.', 'No.'], 'label': ['A', 'B']}}")
                             << arc << "1" << 1;
        QTest::newRow("arc, as published first")
            << "arc_challenge"
            << json("{'answerKey': '1', 'question': {'stem': 'Why?', 'choices': [{'text': 'So.', "
                    "'label': '1'}, {'text': 'No.', 'label': '2'}]}}")
            << arc << "0" << 0;
        const QStringList boolq{"Snow is cold.\nQuestion: is snow cold?\nAnswer:", " no",
                                "Snow is cold.\nQuestion: is snow cold?\nAnswer:", " yes"};
        QTest::newRow("boolq")
            << "boolq"
            << json("{'passage': 'Snow is cold.', 'question': 'is snow cold', 'label': 1}") << boolq
            << "1" << 1;
        QTest::newRow("boolq, as published first")
            << "boolq"
            << json("{'passage': 'Snow is cold.', 'question': 'is snow cold', 'answer': true}")
            << boolq << "1" << 1;
        QTest::newRow("winogrande")
            << "winogrande"
            << json("{'sentence': 'The cup fell on the plate and _ broke at once.', 'option1': "
                    "'the cup', 'option2': 'the plate', 'answer': '2'}")
            << QStringList{"The cup fell on the plate and the cup", " broke at once.",
                           "The cup fell on the plate and the plate", " broke at once."}
            << "broke at once." << 1;
        QTest::newRow("lambada") << "lambada_openai" << json("{'text': 'He took the hat'}")
                                 << QStringList{"He took the", " hat"} << " hat" << -1;
        QTest::newRow("wikitext") << "wikitext"
                                  << json("{'page': ' = A = \\n It was 1 @,@ 000 ( or so ) . '}")
                                  << QStringList{"", " = A =\nIt was 1,000 (or so). "}
                                  << " = A =\nIt was 1,000 (or so). " << -1;
    }
    void bundledTasks()
    {
        QFETCH(QString, task);
        QFETCH(QByteArray, document);
        QFETCH(QStringList, requests);
        QFETCH(QString, target);
        QFETCH(int, gold);
        const TaskItem item = itemOf(bundledTask(task.toStdString()), document);
        QCOMPARE(requestsOf(item), requests);
        QCOMPARE(QString::fromStdString(item.target), target);
        QCOMPARE(item.gold, gold);
    }

    /// Words and bytes are those of the page before it is made smooth.
    void textsAreCounted()
    {
        const TaskItem item = itemOf(bundledTask("wikitext"), json("{'page': ' a @-@ b \\n ü '}"));
        QCOMPARE(item.target, std::string(" a-b\nü "));
        QCOMPARE(item.words, 6.0); // "", a, @-@, b, ü, ""
        QCOMPARE(item.bytes, 14.0);
    }

    void shotsPrecedeTheDocument()
    {
        const OrderedJson doc =
            OrderedJson::parse(json("{'goal': 'G', 'sol1': 's', 'sol2': 't', 'label': 0}"));
        const OrderedJson shot =
            OrderedJson::parse(json("{'goal': 'H', 'sol1': 'u', 'sol2': 'v', 'label': 1}"));
        const std::vector<const OrderedJson*> shots{&shot, &shot};
        QCOMPARE(makeItem(bundledTask("piqa"), doc, shots).requests[1].context,
                 std::string("Question: H\nAnswer: v\n\nQuestion: H\nAnswer: v\n\n"
                             "Question: G\nAnswer:"));
        const OrderedJson wino = OrderedJson::parse(
            json("{'sentence': 'It is _ now.', 'option1': 'a', 'option2': 'b', 'answer': '2'}"));
        const std::vector<const OrderedJson*> winoShots{&wino};
        QCOMPARE(makeItem(bundledTask("winogrande"), wino, winoShots).requests[0].context,
                 std::string("It is b now.\n\nIt is a"));
    }

    void documentsThatLackSomething_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("said");
        const QByteArray twoChoices = json("{'goal': 'G', 'sol1': 's', 'sol2': 't', 'label': 2}");
        const QByteArray oneChoice = json("{'goal': 'G', 'sol1': 's', 'label': 0}");
        const QByteArray noSuchLetter = json("{'question': 'Why?', 'answerKey': 'C', 'choices': "
                                             "{'text': ['So.', 'No.'], 'label': ['A', 'B']}}");
        QTest::newRow("choice") << "piqa" << oneChoice << "it has no field \"sol2\"";
        QTest::newRow("index") << "piqa" << twoChoices
                               << "its right choice is \"2\", and there are 2";
        QTest::newRow("letter") << "arc_easy" << noSuchLetter
                                << "its \"answerKey\", \"C\", is not among \"labels\"";
    }
    void documentsThatLackSomething()
    {
        QFETCH(QString, task);
        QFETCH(QByteArray, document);
        QFETCH(QString, said);
        QCOMPARE(thrownBy([&] { itemOf(bundledTask(task.toStdString()), document); }),
                 said.toStdString());
    }

    void findsData()
    {
        const EvalTask task = bundledTask("gsm8k");
        const std::filesystem::path folder = m_folder.path().toStdString();
        QVERIFY(thrownBy([&] { findTaskFile(task, folder); })
                    .ends_with("put them there as gsm8k-test.jsonl, or name their folder with "
                               "--data_path."));
        QVERIFY(!findShotsFile(task, folder));
        const auto shots = written(m_folder, "gsm8k-train-200.jsonl", "{}\n");
        QCOMPARE(*findShotsFile(task, folder), shots);
        const auto packed = written(m_folder, "gsm8k/test.jsonl.gz", "{}\n");
        QCOMPARE(findTaskFile(task, folder), packed);
        const auto plain = written(m_folder, "gsm8k_test.jsonl", "{}\n");
        QCOMPARE(findTaskFile(task, folder), plain);
    }

    void readsData()
    {
        const EvalTask task = bundledTask("gsm8k");
        const auto file = written(m_folder, "d.jsonl", "{\"z\": 1, \"a\": 2}\r\n\n{\"b\": 3}");
        const TaskDocuments documents = readDocuments(task, file);
        QCOMPARE(documents.lines, (std::vector<int>{1, 3}));
        QCOMPARE(documents.documents[0].begin().key(), std::string("z")); // in their order
        const auto broken = written(m_folder, "d.jsonl", "{\"a\": 1}\n{\"a\": \n");
        QCOMPARE(thrownBy([&] { readDocuments(task, broken); }),
                 broken.string() + ", line 2: it is no whole JSON value.");
        const auto empty = written(m_folder, "d.jsonl", "\n");
        QCOMPARE(thrownBy([&] { readDocuments(task, empty); }),
                 empty.string() + " holds no samples.");
        const auto marked = written(m_folder, "d.jsonl", "\xEF\xBB\xBF{\"a\": 1}\n");
        QCOMPARE(readDocuments(task, marked).documents[0]["a"], 1);
        const auto table = written(m_folder, "d.csv", "z,a\n1,\"two\nlines\"\n3,4\n");
        const TaskDocuments rows = readDocuments(task, table);
        QCOMPARE(rows.documents[0].dump(), std::string(R"({"z":"1","a":"two\nlines"})"));
        QCOMPARE(rows.documents[1]["a"], "4");
        // printf 'z,a\n1,"two\nlines"\n3,4\n' | sha256sum
        QCOMPARE(
            rows.hash,
            std::string("sha256:0d7f756e9d17c6c80b47eb74dbd661dccebfb4566d811552d1d4e1caf2352352"));
        const auto text = written(m_folder, "t.txt", "one\ntwo\n");
        QCOMPARE(readDocuments(bundledTask("text"), text).documents[0]["text"], "one\ntwo\n");
    }

    void wrongTaskFiles_data()
    {
        QTest::addColumn<QByteArray>("definition");
        QTest::addColumn<QString>("said");
        const QByteArray start =
            json("{'task': 't', 'data': {}, 'output_type': 'multiple_choice', ");
        const QByteArray choice = start + json("'doc_to_choice': ['a'], 'doc_to_target': '0', ");
        const QByteArray unknownType = json("{'task': 't', 'output_type': 'sing'}");
        const QByteArray noChoice = start + json("'doc_to_target': '{a}'}");
        const QByteArray wrongType = choice + json("'num_fewshot': 'x'}");
        const QByteArray wrongMetric = choice + json("'metrics': ['bleu']}");
        const QByteArray wrongPattern = choice + json("'cleanups': {'c': [{'regex': '(a'}]}}");
        QTest::newRow("no JSON") << QByteArray("{") << "is no whole JSON document; ";
        QTest::newRow("no name") << QByteArray("{}") << "has no \"task\"; ";
        QTest::newRow("type") << unknownType << "has the output_type \"sing\"; the known ones are";
        QTest::newRow("choice") << noChoice << "has no \"doc_to_choice\"";
        QTest::newRow("shots") << wrongType << "has a \"num_fewshot\" of the wrong type";
        QTest::newRow("metric") << wrongMetric
                                << "has the metric \"bleu\", which its output_type does not give";
        const QByteArray unknownChange = choice + json("'doc_to_text': '{a|polish}'}");
        const QByteArray wrongMinus = choice + json("'fields': {'f': ['{b}', '{a|minus:x}']}}");
        const QByteArray endlessMinus =
            choice + json("'counts_of': 'a|minus:99999999999999999999'}");
        const QByteArray open = start + json("'doc_to_choice': ['a', '{b'], 'doc_to_target': '0'}");
        QTest::newRow("change") << unknownChange
                                << "has a template with the change \"polish\", which";
        QTest::newRow("minus") << wrongMinus << "has a template with the change \"minus:x\", which";
        QTest::newRow("large minus")
            << endlessMinus << "has a template with the change \"minus:999";
        QTest::newRow("brace") << open << "has the template \"{b\" with a { without its }; ";
        QTest::newRow("pattern") << wrongPattern << "has the pattern \"(a\", which cannot be used";
    }
    void wrongTaskFiles()
    {
        QFETCH(QByteArray, definition);
        QFETCH(QString, said);
        const std::string refused = refusal(definition.toStdString());
        QVERIFY2(refused.starts_with(said.toStdString()), refused.c_str());
    }
};

QTEST_GUILESS_MAIN(EvalTaskTest)
#include "tst_evaltask.moc"
