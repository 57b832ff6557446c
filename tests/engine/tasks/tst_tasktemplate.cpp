#include "taskfixture.h"
#include "tasks/tasktemplate.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// The small templates of task files.
class TaskTemplateTest : public QObject
{
    Q_OBJECT

private:
    const OrderedJson m_doc = OrderedJson::parse(
        R"({"a": "x y", "n": 2, "yes": true, "none": null, "ctx": "he RUNS. Über ALL", "u": "über ALL",
            "deep": {"list": ["p", "q"], "parts": [{"t": "one"}, {"t": "two"}]}, "key": "q",
            "ends": ["  a [x] b ", "c  d"]})");
    const Cleanups m_cleanups{{"tidy",
                               {{{}, {}, nullptr, true},
                                {{}, "", taskRegex("\\[.*?\\]"), false},
                                {"  ", " ", nullptr, false}}},
                              {"swap", {{{}, "\\2-\\1", taskRegex("(\\w) (\\w)"), false}}}};

    std::string text(const char* asked) { return expandedText(asked, m_doc, m_cleanups); }

private Q_SLOTS:
    void fills_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text") << "Q: {a}!"
                              << "Q: x y!";
        QTest::newRow("number") << "{n}{yes}"
                                << "21";
        QTest::newRow("deep") << "{deep.list.1}{deep.parts.0.t}"
                              << "qone";
        QTest::newRow("braces") << "{{{a}}}"
                                << "{x y}";
        QTest::newRow("capitalize") << "{ctx|capitalize}"
                                    << "He runs. über all";
        QTest::newRow("umlaut") << "{u|capitalize}"
                                << "Über all";
        QTest::newRow("lower") << "{ctx|lower}"
                               << "he runs. über all";
        QTest::newRow("minus") << "{n|minus:1}"
                               << "1";
        QTest::newRow("index") << "{key|index_in:deep.list}"
                               << "1";
        QTest::newRow("clean-up") << "{ends.0|tidy}"
                                  << "a b";
        QTest::newRow("groups") << "{a|swap}"
                                << "y-x";
        QTest::newRow("several") << "{ends.0|tidy|capitalize}"
                                 << "A b";
    }
    void fills()
    {
        QFETCH(QString, asked);
        QFETCH(QString, expected);
        QCOMPARE(text(qPrintable(asked)), expected.toStdString());
    }

    void lists()
    {
        QCOMPARE(expanded("{ends|tidy}", m_doc, m_cleanups), OrderedJson({"a b", "c d"}));
        QCOMPARE(expanded("{deep.parts.*.t}", m_doc, m_cleanups), OrderedJson({"one", "two"}));
    }

    void misses_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("said");
        QTest::newRow("field") << "{b}"
                               << "it has no field \"b\"";
        QTest::newRow("deeper") << "{deep.list.2}"
                                << "it has no field \"deep.list.2\"";
        QTest::newRow("not there") << "{a.b}"
                                   << "it has no field \"a.b\"";
        QTest::newRow("null") << "x{none}"
                              << "its field \"none\" is no text and no number";
        QTest::newRow("list") << "x{ends}"
                              << "its field \"ends\" is no text and no number";
        QTest::newRow("no number") << "{a|minus:1}"
                                   << "its field \"a\" holds \"x y\", which is no whole number";
        QTest::newRow("not among") << "{a|index_in:ends}"
                                   << "its \"a\", \"x y\", is not among \"ends\"";
        QTest::newRow("open") << "{a"
                              << "has the template \"{a\" with a { without its }";
    }
    void misses()
    {
        QFETCH(QString, asked);
        QFETCH(QString, said);
        QCOMPARE(thrownBy([&] { text(qPrintable(asked)); }), said.toStdString());
    }

    /// $ is the end of the text alone, as in Python.
    void patternsAreReadAsPythons()
    {
        QCOMPARE(cleaned("a.\nb.", {{{}, "", taskRegex("\\.$"), false}}), std::string("a.\nb"));
        QVERIFY(thrownBy([] { taskRegex("(a"); }).starts_with("The task has the pattern \"(a\""));
    }
};

QTEST_GUILESS_MAIN(TaskTemplateTest)
#include "tst_tasktemplate.moc"
