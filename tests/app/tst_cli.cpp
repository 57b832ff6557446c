#include "clirun.h"
#include "trace/runfile.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <csignal>

using namespace exitscope;
using namespace exitscope::test;

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpNamesEveryParameter();
    void wrongUse_data();
    void wrongUse();
    void failures_data();
    void failures();
    void filesAgreeWithTheDocument();
    void csvIsNotOverwritten();
    void aFullDiskIsAnError();
    void pictures();
    void reports();
    void interactive();
    void interruptKeepsWhatWasWritten();
};

void TestCli::helpNamesEveryParameter()
{
    const Outcome help = ran({"generate", "--help"});
    QCOMPARE(help.code, 0);
    for (const Criterion* criterion : allCriteria()) {
        QVERIFY(help.out.contains(QByteArray::fromStdString(std::string(criterion->name))));
        for (const ParameterInfo& info : criterion->parameters) {
            const auto line =
                help.out.indexOf("--" + QByteArray::fromStdString(std::string(info.name)) +
                                 (info.isSwitch        ? " BOOL"
                                  : info.alias.empty() ? " NUMBER"
                                                       : ","));
            QVERIFY2(line >= 0, info.name.data());
        }
    }
    QVERIFY(help.out.contains("--conf"));
}

void TestCli::wrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList& arguments, const char* says) {
        QTest::newRow(qPrintable(arguments.join(' ').left(60))) << arguments << says;
    };
    row({}, "Name a command");
    row({"paint"}, "paint");
    row({"generate", "--promt", "x"}, "--promt");
    row({"generate", "stray"}, "stray");
    row({"generate", "--max_steps", "many"}, "many");
    row({"generate", "--prompt", "--json"}, "--prompt");
    row({"generate", "--json"}, "--prompt");
    row({"generate", "--csv", "x.csv"}, "--prompt");
    row({"generate", "--prompt", ""}, "empty");
    row({"generate", "--prompt", "x", "--prompt_ids", "1"}, "excludes");
    row({"generate", "--prompt_ids", "1,two"}, "two");
    row({"generate", "--prompt_ids", ""}, "--prompt_ids needs a value");
    row({"generate", "--prompt_ids", "1 5 9"}, "\"1 5 9\", which is no token id");
    row({"generate", "--prompt_ids", "1,,9"}, "\"\", which is no token id");
    row({"generate", "--prompt_ids", "1,4096"}, "4096");
    row(story + QStringList{"--criteria", "guess"}, "token_repeat");
    row(story + QStringList{"--similarity_threshold", "1.5"}, "between -1 and 1");
    row(story + QStringList{"--repeats", "2.5"}, "whole number");
    row(story + QStringList{"--prompt_exit"}, "kv holes");
    row(story + QStringList{"--kv", "magic"}, "exact");
    row(story + QStringList{"--exit_layer", "0"}, "exit_layer is 0");
    row(story + QStringList{"--exit_layer", "-2"}, "exit_layer is -2");
    row(story + QStringList{"--exit_layer", "13"}, "exit_layer is 13");
    row(story + QStringList{"--temperature", "0"}, "temperature is 0");
    row(story + QStringList{"--top_p", "nan"}, "top_p");
    row(story + QStringList{"--max_steps", "0"}, "max_steps is 0");
    row(story + QStringList{"--max_waiting", "-2"}, "max_waiting is -2");
    row(story + QStringList{"--threads", "-1"}, "threads");
    row(story + QStringList{"--dtype", "fp8"}, "fp8");
    row(story + QStringList{"--device", "tpu"}, "tpu");
    row(story + QStringList{"--min_p", "1.5"}, "min_p is 1.5");
    row(story + QStringList{"--repetition_penalty", "0"}, "repetition_penalty is 0");
    row(story + QStringList{"--no_repeat_ngram_size", "-1"}, "no_repeat_ngram_size is -1");
    row(story + QStringList{"--streamer", "loud"}, "loud");
    row(story + QStringList{"--sample=maybe"}, "maybe");
    row(story + QStringList{"--plot", "run.gif"}, "run.gif");
    row(story + QStringList{"--report", "run.pdf"}, "run.pdf");
    row({"generate", "--report", "x.html"}, "--prompt");
    row(story + QStringList{"--csv", "a.html", "--report", "a.html"},
        "--csv and --report both name");
    row(story + QStringList{"--seed", "-1"}, "--seed: \"-1\" is no whole number, 0 or more");
    row(story + QStringList{"--seed", "18446744073709551616"}, "616\" is too large");
    row(story + QStringList{"--max_steps", "2147483648"}, "\"2147483648\" is too large");
    row(story + QStringList{"--max_steps", "0x10"}, "--max_steps: \"0x10\" is no whole number");
    row(story + QStringList{"--top_k", "1e2"}, "--top_k: \"1e2\" is no whole number");
    row(story + QStringList{"--temperature", "0x1p1"}, "--temperature: \"0x1p1\" is no decimal");
    row(story + QStringList{"--conf", "many"}, "many");
    row(story + QStringList{"--max_steps="}, "--max_steps needs a value");
    row(story + QStringList{"--csv="}, "--csv needs a value");
    row(story + QStringList{"--stop_words="}, "stop word is empty");
    row(story + QStringList{"--top_k", "3", "--top-k", "4"}, "--top_k is given twice");
    row(story + QStringList{"--conf", "0.5", "--similarity_threshold", "0.4"},
        "--similarity_threshold is given twice");
    row(story + QStringList{"--csv", "same", "--trace", "./same"}, "--csv and --trace both name");
    row(story + QStringList{"--trace", "a.png", "--plot", "a.png"}, "--trace and --plot both name");
    row({"bench", "--runs", "0x1"}, "--runs: \"0x1\" is no whole number");
    row({"bench", "--runs", "0"}, "runs");
}

void TestCli::wrongUse()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const Outcome outcome = ran(arguments);
    QVERIFY2(outcome.code == 2, outcome.err);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err);
    QCOMPARE(outcome.err.trimmed().count('\n'), 0); // one clear sentence
    QVERIFY2(outcome.out.isEmpty(), outcome.out);
}

void TestCli::failures_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("model") << story + QStringList{"--model", "/nowhere"} << "/nowhere";
    QTest::newRow("prompt file") << QStringList{"generate", "--prompt_file", "/nowhere.txt"}
                                 << "/nowhere.txt";
    QTest::newRow("prompt folder")
        << QStringList{"generate", "--prompt_file", "/tmp"} << "it is a folder";
    QTest::newRow("prompt too long")
        << QStringList{"generate", "--prompt", QString("king ").repeated(2000)} << "1024";
}

void TestCli::failures()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const Outcome outcome = ran(arguments);
    QVERIFY2(outcome.code == 1, outcome.err);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err);
}

void TestCli::filesAgreeWithTheDocument()
{
    QTemporaryDir folder;
    const QString prompt = folder.filePath("prompt.txt");
    {
        QFile file(prompt);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("The old woman said to the boy,\n");
    }
    const Outcome outcome = ran({"generate", "--prompt-file", prompt, "--json", "--max_steps", "9",
                                 "--csv", folder.filePath("run.csv"), "--trace",
                                 folder.filePath("run.exitscope"), "--criteria", "convergence"});
    QVERIFY2(outcome.code == 0, outcome.err);
    const QJsonObject document = outcome.document();
    const auto run = loadRun(folder.filePath("run.exitscope").toStdString());
    QVERIFY(run.ok());
    QCOMPARE(run->prompt, std::string("The old woman said to the boy,"));
    QCOMPARE(QString::fromStdString(run->text()), document["text"].toString());
    const QList<QByteArray> rows = contentOf(folder.filePath("run.csv")).trimmed().split('\n');
    QCOMPARE(rows.size(), run->tokens.size() + 1);
    for (std::size_t i = 0; i < run->tokens.size(); ++i) {
        const auto index = static_cast<qsizetype>(i);
        QCOMPARE(run->tokens[i].id, document["tokens"][index].toInt());
        QCOMPARE(run->tokens[i].exitLayer, document["exit_layers"][index].toInt());
        const QByteArray start =
            QByteArray::number(index + 1) + ',' + QByteArray::number(run->tokens[i].id) + ',';
        QVERIFY2(rows[index + 1].startsWith(start), rows[index + 1]);
    }
}

void TestCli::csvIsNotOverwritten()
{
    QTemporaryDir folder;
    const QStringList arguments =
        story + QStringList{"--max_steps", "2", "--csv", folder.filePath("run.csv")};
    QCOMPARE(ran(arguments).code, 0);
    const QByteArray before = contentOf(folder.filePath("run.csv"));
    const Outcome again = ran(arguments);
    QCOMPARE(again.code, 2);
    QVERIFY2(again.err.contains("run.csv exists already"), again.err);
    QCOMPARE(contentOf(folder.filePath("run.csv")), before);
}

void TestCli::aFullDiskIsAnError()
{
    if (!QFile::exists("/dev/full"))
        QSKIP("this system has no /dev/full to stand for a full disk");
    for (const char* option : {"--csv", "--trace"}) {
        const Outcome outcome = ran(story + QStringList{"--max_steps", "3", option, "/dev/full"});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.contains("No space left"), outcome.err);
        QVERIFY(!outcome.out.isEmpty()); // the text is there all the same
    }
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(program, story + QStringList{"--max_steps", "3", "--json"});
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 1);
}

void TestCli::pictures()
{
    QTemporaryDir folder;
    // Whatever platform is named and however bare the surroundings: model and figures are all that
    // is said.
    qputenv("QT_QPA_PLATFORM", "xcb");
    qputenv("DISPLAY", ":4711");
    qunsetenv("XDG_RUNTIME_DIR");
    const std::pair<const char*, const char*> kinds[] = {
        {"run.png", "\x89PNG"}, {"run.pdf", "%PDF"}, {"run.svg", "<?xml"}, {"run.PNG", "\x89PNG"}};
    for (const auto& [name, start] : kinds) {
        const QString file = folder.filePath(name);
        const Outcome outcome =
            ran(story + QStringList{"--max_steps", "8", "--watch", "--plot", file});
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.trimmed().count('\n') == 1, outcome.err);
        QVERIFY2(contentOf(file).startsWith(start), name);
    }
}

void TestCli::reports()
{
    QTemporaryDir folder;
    const QString page = folder.filePath("run.html");
    const QString picture = folder.filePath("run.svg");
    const Outcome outcome =
        ran({"generate", "--prompt", "Tell me <b>of</b> \"the\" king & queen", "--max_steps", "8",
             "--watch", "--plot", picture, "--report", page});
    QVERIFY2(outcome.code == 0, outcome.err);
    QVERIFY(contentOf(picture).startsWith("<?xml"));
    const QByteArray html = contentOf(page);
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QXmlStreamReader reader(html);
    int tokens = 0;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"ruby")
            ++tokens;
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(tokens, 8);
    QVERIFY(!html.contains("<b>"));
    QVERIFY2(html.contains("From full depth to this run"), "full depth is measured for a report");

    const Outcome refused = ran(
        story + QStringList{"--max_steps", "2", "--report", folder.filePath("no/such/run.html")});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains("run.html"), refused.err);
}

void TestCli::interactive()
{
    for (const char* streamer : {"standard", "none"}) {
        const Outcome outcome = ran({"generate", "--max_steps", "6", "--streamer", streamer},
                                    "Once upon a time\n\nThe king said\n");
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.contains("The prompt is empty"), outcome.err); // and goes on
        QCOMPARE(outcome.out.count("tokens/s"), 2);
        QCOMPARE(outcome.out.count("mean exit layer"), 2);
        QCOMPARE(outcome.out.count(", 6 tokens ("), 2);
    }
}

void TestCli::interruptKeepsWhatWasWritten()
{
    QProcess process;
    process.start(program, story + QStringList{"--json", "--ignore_eos", "--watch", "--max_steps",
                                               "100000", "--streamer", "standard"});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(
        QProcess::StandardError); // where the text streams, after the model's line
    QByteArray said;
    while (said.indexOf('\n') < 0 || said.endsWith('\n')) {
        QVERIFY(process.waitForReadyRead(patienceMs));
        said += process.readAll();
    }
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject document = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(document["finish_reason"].toString(), QString("cancelled"));
    QVERIFY(!document["tokens"].toArray().isEmpty());
    QCOMPARE(document["scores"].toArray().size(), document["tokens"].toArray().size());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
