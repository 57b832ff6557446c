#include "base/error.h"
#include "cli/arguments.h"

#include <QtTest>

using namespace exitscope;

namespace {

const OptionNames names{{"sample", "json", "ignore_eos"},
                        {"max_steps", "prompt", "exit_layer", "similarity_threshold"},
                        {"stop_words"},
                        {"prompt"},
                        {{"conf", "similarity_threshold"}}};

/// The sentence with which `given` is refused as wrong use; empty where it is not.
QString refusal(const std::vector<std::string>& given)
{
    try {
        normaliseArguments(given, names);
    } catch (const Error& error) {
        return error.code() == ErrorCode::WrongUse ? QString(error.what()) : QString();
    }
    return {};
}

} // namespace

class TestCliArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data();
    void forms();
    void aBooleanRefusesOtherValues();
    void anOptionIsNoValue();
    void aValueIsNotEmpty();
    void anOptionIsGivenOnce();
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
    row("dash in a value", {"--prompt=a-b=c"}, {"--prompt=a-b=c"});
    row("dash in a word", {"--prompt", "d-e"}, {"--prompt=d-e"});
    row("alias", {"--conf", "0.5"}, {"--similarity_threshold=0.5"});
    row("negative", {"--exit-layer", "-1"}, {"--exit_layer=-1"});
    row("value starting with a dash", {"--prompt", "- a list"}, {"--prompt=- a list"});
    row("empty word", {"--prompt", ""}, {"--prompt", ""});
    row("empty value", {"--prompt="}, {"--prompt", ""});
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
    for (const char* value : {"--sample=maybe", "--sample="})
        QVERIFY(refusal({value}).contains("--sample is true or false"));
}

void TestCliArguments::anOptionIsNoValue()
{
    QVERIFY(refusal({"--prompt", "--json"}).contains("--prompt needs a value"));
    QVERIFY(refusal({"--stop-words", "--json"}).contains("--stop_words needs a value"));
    QVERIFY(refusal({"--prompt"}).contains("--prompt needs a value"));
}

void TestCliArguments::aValueIsNotEmpty()
{
    QVERIFY(refusal({"--max-steps="}).contains("--max_steps needs a value"));
    QVERIFY(refusal({"--max_steps", ""}).contains("--max_steps needs a value"));
    QVERIFY(refusal({"--conf="}).contains("--similarity_threshold needs a value"));
}

void TestCliArguments::anOptionIsGivenOnce()
{
    QVERIFY(refusal({"--max_steps", "1", "--max-steps=2"}).contains("--max_steps is given twice"));
    QVERIFY(refusal({"--sample", "--no-sample"}).contains("--sample is given twice"));
    QVERIFY(refusal({"--conf", "0.5", "--similarity-threshold", "0.5"})
                .contains("--similarity_threshold is given twice"));
}

QTEST_GUILESS_MAIN(TestCliArguments)
#include "tst_cliarguments.moc"
