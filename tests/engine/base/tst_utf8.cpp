#include "base/utf8.h"

#include <QtTest>

using namespace exitscope;

namespace {

const std::string bad = "\xEF\xBF\xBD";
const std::string mixed = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\xA4\x96z";

} // namespace

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySplitGivesTheSameText();
    void onlyWholeCharactersComeOut();
    void unfinishedEnds();
    void invalidBytes_data();
    void invalidBytes();
    void lengthOfTheFirstCharacter();
};

void TestUtf8::everySplitGivesTheSameText()
{
    for (std::size_t first = 0; first <= mixed.size(); ++first) {
        for (std::size_t second = first; second <= mixed.size(); ++second) {
            Utf8Stream stream;
            std::string text = stream.push(mixed.substr(0, first));
            QVERIFY(isValidUtf8(text));
            text += stream.push(mixed.substr(first, second - first));
            QVERIFY(isValidUtf8(text));
            text += stream.push(mixed.substr(second));
            QCOMPARE(text, mixed);
            QCOMPARE(stream.finish(), std::string());
        }
    }
}

void TestUtf8::onlyWholeCharactersComeOut()
{
    Utf8Stream stream;
    QCOMPARE(stream.push("x\xF0\x9F"), std::string("x"));
    QCOMPARE(stream.push("\xA4"), std::string());
    QCOMPARE(stream.push("\x96"), std::string("\xF0\x9F\xA4\x96"));
    QCOMPARE(stream.push("\xE2\x82"), std::string());
    QCOMPARE(stream.push("A"), bad + "A"); // what was held back can no longer become valid
}

void TestUtf8::unfinishedEnds()
{
    Utf8Stream stream;
    QCOMPARE(stream.push("\xF0\x9F\xA4"), std::string());
    QCOMPARE(stream.finish(), bad);
    QCOMPARE(stream.finish(), std::string());
    QCOMPARE(stream.push("b"), std::string("b"));
}

void TestUtf8::invalidBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray r = QByteArray::fromStdString(bad);
    QTest::newRow("plain") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << "a" + r + "z";
    QTest::newRow("never a lead") << QByteArray("\xFF\xFE") << r + r;
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << r + r;
    QTest::newRow("overlong of three") << QByteArray("\xE0\x80\x80") << r + r + r;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << r + r + r;
    QTest::newRow("past the last plane") << QByteArray("\xF4\x90\x80\x80") << r + r + r + r;
    // Unicode's own example of maximal subparts.
    QTest::newRow("subparts") << QByteArray("a\xF1\x80\x80\xE1\x80\xC2"
                                            "b\x80"
                                            "c\x80\xBF"
                                            "d")
                              << "a" + r + r + r + "b" + r + "c" + r + r + "d";
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray("a\0b", 3);
}

void TestUtf8::invalidBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    const std::string text = toValidUtf8(bytes.toStdString());
    QCOMPARE(QByteArray::fromStdString(text), expected);
    QVERIFY(isValidUtf8(text));
    QCOMPARE(isValidUtf8(bytes.toStdString()), bytes == expected);
}

void TestUtf8::lengthOfTheFirstCharacter()
{
    QCOMPARE(characterLength("ab"), std::size_t(1));
    QCOMPARE(characterLength("\xE6\x97\xA5z"), std::size_t(3));
    QCOMPARE(characterLength("\xF4\x8F\xBF\xBF"), std::size_t(4));
    for (const std::string_view none : {"", "\x80", "\xE6\x97", "\xE6\x97z", "\xED\xA0\x80"})
        QCOMPARE(characterLength(none), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
