#include "base/error.h"
#include "eval/csv.h"

#include <QtTest>

using namespace exitscope;

using Rows = std::vector<std::vector<std::string>>;
Q_DECLARE_METATYPE(Rows)

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows();
    void linesOfRows();
    void wrongQuotes_data();
    void wrongQuotes();
};

/// The rules of RFC 4180, section 2, by number, with its own examples.
void TestCsv::rows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Rows>("expected");
    const auto row = [](const char* name, const char* text, const Rows& expected) {
        QTest::newRow(name) << QByteArray(text) << expected;
    };
    const Rows two{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}};
    row("1: CRLF", "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", two);
    row("1: LF", "aaa,bbb,ccc\nzzz,yyy,xxx\n", two);
    row("2: no end", "aaa,bbb,ccc\r\nzzz,yyy,xxx", two);
    row("4: spaces", " a , b\n", {{" a ", " b"}});
    row("4: empty", ",a,,\n", {{"", "a", "", ""}});
    row("5: quotes", "\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", two);
    row("5: quote inside", "say \"hi\",b\n", {{"say \"hi\"", "b"}});
    row("5: empty quotes", "\"\",b\n", {{"", "b"}});
    row("6: line breaks", "\"aaa\",\"b\r\nbb\",\"c\ncc\"\r\nzzz,yyy,xxx",
        {{"aaa", "b\r\nbb", "c\ncc"}, {"zzz", "yyy", "xxx"}});
    row("6: comma", "\"a,b\",c\n", {{"a,b", "c"}});
    row("7: doubled quotes", "\"aaa\",\"b\"\"bb\",\"\"\"\"\n", {{"aaa", "b\"bb", "\""}});
    row("empty lines", "\n\na\n\r\nb\n\n", {{"a"}, {"b"}});
    row("nothing", "", {});
}

void TestCsv::rows()
{
    QFETCH(QByteArray, text);
    QFETCH(Rows, expected);
    CsvReader reader({text.data(), static_cast<std::size_t>(text.size())});
    Rows found;
    for (std::vector<std::string> fields; reader.next(fields);)
        found.push_back(fields);
    QVERIFY(found == expected);
}

void TestCsv::linesOfRows()
{
    CsvReader reader("a\n\n\"b\nb\"\nc");
    std::vector<std::string> fields;
    for (const int line : {1, 3, 5}) {
        QVERIFY(reader.next(fields));
        QCOMPARE(reader.line(), line);
    }
    QVERIFY(!reader.next(fields));
}

void TestCsv::wrongQuotes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("is not closed") << QByteArray("a\n\"b,c\nd\n");
    QTest::newRow("goes on after its closing quote") << QByteArray("a\n\"b\"c\n");
}

void TestCsv::wrongQuotes()
{
    QFETCH(QByteArray, text);
    CsvReader reader({text.data(), static_cast<std::size_t>(text.size())});
    std::vector<std::string> fields;
    QVERIFY(reader.next(fields));
    try {
        reader.next(fields);
        QFAIL("nothing was refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(QTest::currentDataTag()), error.what());
        QCOMPARE(reader.line(), 2);
    }
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
