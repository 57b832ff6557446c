#include "taskfixture.h"
#include "tasks/answerfilter.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// What is taken out of an answer, and when it is right: GSM8K's filters.
class AnswerFilterTest : public QObject
{
    Q_OBJECT

private:
    const EvalTask m_task = bundledTask("gsm8k");

private Q_SLOTS:
    void gsm8k_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("strict");
        QTest::addColumn<QByteArray>("flexible");
        QTest::addColumn<bool>("strictIsRight"); ///< where 1,018 is right
        QTest::addColumn<bool>("flexibleIsRight");
        const auto row = [](const char* name, const char* answer, const char* strict,
                            const char* flexible, bool strictIsRight, bool flexibleIsRight) {
            QTest::newRow(name) << QByteArray(answer) << QByteArray(strict) << QByteArray(flexible)
                                << strictIsRight << flexibleIsRight;
        };
        row("plain", "So it is.\n#### 1018", "1018", "1018", true, true);
        row("with a comma", " #### 1,018", "1,018", "1,018", true, true);
        row("with a full stop", "#### 1018.", "1018.", "1018.", true, true);
        row("in words only", "The answer is $1018.", "[invalid]", "$1018.", false, true);
        row("the first marked, the last of all", "#### 1018\nor #### 7", "1018", "7", true, false);
        row("no space", "####1018", "[invalid]", "1018", false, true);
        row("negative", "#### -1018", "-1018", "-1018", false, false);
        row("a single digit", "She has 8 and 9", "[invalid]", "9", false, false);
        row("nothing", "I do not know", "[invalid]", "[invalid]", false, false);
        row("no UTF-8", "\xff#### 1018", "1018", "1018", true, true);
    }
    void gsm8k()
    {
        QFETCH(QByteArray, answer);
        const std::string text = answer.toStdString();
        const std::string reference = "10 * 100 = <<10*100=1000>>1000\n#### 1,018";
        const std::string strict = filtered(m_task.filters[0], text);
        const std::string flexible = filtered(m_task.filters[1], text);
        QTEST(QByteArray::fromStdString(strict), "strict");
        QTEST(QByteArray::fromStdString(flexible), "flexible");
        QTEST(isSameAnswer(strict, reference, m_task.match), "strictIsRight");
        QTEST(isSameAnswer(flexible, reference, m_task.match), "flexibleIsRight");
    }

    void whatIsLeftOut()
    {
        MatchOptions options;
        QVERIFY(!isSameAnswer("A b!", "a b", options));
        options.ignoreCase = true;
        QVERIFY(!isSameAnswer("A b!", "a b", options));
        options.ignorePunctuation = true;
        QVERIFY(isSameAnswer("A b!", "a b", options));
        QVERIFY(!isSameAnswer("ab", "a b", options));
    }

    void groupSelect()
    {
        AnswerFilter filter{"f", taskRegex("\\d+"), 1, "none"};
        QCOMPARE(filtered(filter, "1 22 333"), std::string("22"));
        filter.groupSelect = -3;
        QCOMPARE(filtered(filter, "1 22 333"), std::string("1"));
        filter.groupSelect = 3;
        QCOMPARE(filtered(filter, "1 22 333"), std::string("none"));
        QCOMPARE(filtered({}, " as it is "), std::string(" as it is "));
    }
};

QTEST_GUILESS_MAIN(AnswerFilterTest)
#include "tst_answerfilter.moc"
