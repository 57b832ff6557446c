#include "widgets/tokenlabel.h"
#include "widgets/tokentexts.h"

#include <QtTest>

using namespace exitscope;

class TestTokenLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsSeen_data();
    void everythingIsSeen();
    void longTokensAreCutBetweenCharacters();
    void stripsNameThemToo();
    void percentagesHaveDigitsThatMatter();
};

void TestTokenLabel::everythingIsSeen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("label");
    QTest::newRow("word") << QStringLiteral("·wolf") << QStringLiteral("·wolf");
    QTest::newRow("line end") << QStringLiteral("a\nb\t") << QStringLiteral("a⏎b⇥");
    QTest::newRow("control") << QString(QChar(0x07)) << QString(QChar(0x2407));
    QTest::newRow("delete") << QString(QChar(0x7f)) << QStringLiteral("‹U+007f›");
    QTest::newRow("override") << QString(QChar(0x202e)) + QStringLiteral("abc")
                              << QStringLiteral("‹U+202e›abc");
    QTest::newRow("joiner alone") << QString(QChar(0x200d)) << QStringLiteral("‹U+200d›");
    const QString family = QStringLiteral("👩‍👧");
    QTest::newRow("emoji with joiner") << family << family;
    QTest::newRow("mark alone") << QString(QChar(0x0301)) << QStringLiteral("◌\u0301");
    QTest::newRow("right to left")
        << QStringLiteral("שלום") << QChar(0x2068) + QStringLiteral("שלום") + QChar(0x2069);
    QTest::newRow("empty") << QString() << QString();
}

void TestTokenLabel::everythingIsSeen()
{
    QFETCH(QString, text);
    QFETCH(QString, label);
    QCOMPARE(tokenLabel(text), label);
    // What a view names first, another one names no second time.
    const QString seen = TokenTexts::visible(text);
    QCOMPARE(tokenLabel(seen), label);
    QCOMPARE(TokenTexts::visible(seen), seen);
}

void TestTokenLabel::stripsNameThemToo()
{
    QCOMPARE(TokenTexts::visible(QStringLiteral(" a") + QChar(0x202e) + QStringLiteral("b ")),
             QStringLiteral("·a‹U+202e›b·"));
    QCOMPARE(TokenTexts::visible(QString(QChar(0x200b))), QStringLiteral("‹U+200b›"));
}

void TestTokenLabel::longTokensAreCutBetweenCharacters()
{
    const QString sixty(60, u'x');
    QCOMPARE(tokenLabel(sixty), sixty);
    QCOMPARE(tokenLabel(sixty, 24), QString(23, u'x') + QStringLiteral("…"));
    QCOMPARE(tokenLabel(QStringLiteral("abc"), 3), QStringLiteral("abc"));
    // Each is two code units: half of one is none.
    QCOMPARE(tokenLabel(QStringLiteral("😀😀😀"), 4), QStringLiteral("😀…"));
}

void TestTokenLabel::percentagesHaveDigitsThatMatter()
{
    QCOMPARE(percentText(0), QStringLiteral("0"));
    QCOMPARE(percentText(1e-5), QStringLiteral("<0.1"));
    QCOMPARE(percentText(0.0123), QStringLiteral("1.2"));
    QCOMPARE(percentText(0.634), QStringLiteral("63"));
    QCOMPARE(percentText(1), QStringLiteral("100"));
}

QTEST_APPLESS_MAIN(TestTokenLabel)
#include "tst_tokenlabel.moc"
