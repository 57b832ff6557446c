#include "base/error.h"
#include "cli/arguments.h"

#include <QtTest>

using namespace exitscope;

namespace {

const OptionNames names{
    {"sample", "json", "ignore_eos"}, {"max_steps", "prompt", "exit_layer"}, {"stop_words"}};

} // namespace

class TestCliArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data();
    void forms();
    void aBooleanRefusesOtherValues();
    void anOptionIsNoValue();
};

void TestCliArguments::forms_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* title, const QStringList& given, const QStringList& expected) {
        QTest::newRow(title) << given << expected;
    };
    row("nothing", {}, {});
    row("bare", {"--sample"}, {"--sample=true"});
    row("word", {"--sample", "False"}, {"--sample=false"});
    row("word true", {"--sample", "TRUE"}, {"--sample=true"});
    row("digit", {"--sample", "0", "--json"}, {"--sample=false", "--json=true"});
    row("equals", {"--sample=False"}, {"--sample=false"});
    row("no-", {"--no-sample"}, {"--sample=false"});
    row("no_", {"--no_ignore-eos"}, {"--ignore_eos=false"});
    row("option follows", {"--json", "--sample", "--max-steps", "3"},
        {"--json=true", "--sample=true", "--max_steps=3"});
    row("other word follows", {"--json", "hello"}, {"--json=true", "hello"});
    row("dashes", {"--max-steps", "5"}, {"--max_steps=5"});
    row("dash in a value", {"--prompt=a-b=c", "--prompt", "d-e"},
        {"--prompt=a-b=c", "--prompt=d-e"});
    row("negative", {"--exit-layer", "-1"}, {"--exit_layer=-1"});
    row("value starting with a dash", {"--prompt", "- a list"}, {"--prompt=- a list"});
    row("empty value", {"--prompt", "", "--prompt="}, {"--prompt", "", "--prompt", ""});
    row("list", {"--stop-words", "a", "b c", "--json"},
        {"--stop_words=a", "--stop_words=b c", "--json=true"});
    row("list twice", {"--stop_words", "a", "--stop_words=b"},
        {"--stop_words=a", "--stop_words=b"});
    row("unknown", {"--un-known", "x", "--no-max_steps", "-h", "--help"},
        {"--un_known", "x", "--no_max_steps", "-h", "--help"});
}

void TestCliArguments::forms()
{
    QFETCH(QStringList, given);
    QFETCH(QStringList, expected);
    std::vector<std::string> arguments;
    for (const QString& word : given)
        arguments.push_back(word.toStdString());
    QStringList result;
    for (const std::string& word : normaliseArguments(arguments, names))
        result.append(QString::fromStdString(word));
    QCOMPARE(result, expected);
}

void TestCliArguments::aBooleanRefusesOtherValues()
{
    for (const char* value : {"--sample=maybe", "--sample="}) {
        try {
            normaliseArguments({value}, names);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::WrongUse);
            QVERIFY(QString(error.what()).contains("--sample is true or false"));
        }
    }
}

void TestCliArguments::anOptionIsNoValue()
{
    for (const std::vector<std::string>& given : std::vector<std::vector<std::string>>{
             {"--prompt", "--json"}, {"--stop-words", "--json"}, {"--prompt"}}) {
        try {
            normaliseArguments(given, names);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::WrongUse);
            QVERIFY(QString(error.what()).contains("needs a value"));
        }
    }
}

QTEST_GUILESS_MAIN(TestCliArguments)
#include "tst_cliarguments.moc"
