#include "syntheticrun.h"
#include "trace/exitfigures.h"
#include "trace/oracle.h"
#include "widgets/report.h"

#include <QFile>
#include <QTemporaryDir>
#include <QThread>
#include <QXmlStreamReader>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// A report as its reader finds it.
struct Page
{
    QString error; ///< empty: well-formed
    QString prompt;
    QStringList tokens; ///< the text in each ruby, without its number
    QStringList layers; ///< the number over each
    QStringList titles; ///< what is said of each
    QStringList elements;
    QStringList links; ///< attributes that name another place
    QString text;      ///< all of it
    QString style;
};

void takeStart(Page& page, const QXmlStreamReader& reader)
{
    page.elements << reader.name().toString();
    for (const QXmlStreamAttribute& attribute : reader.attributes()) {
        const QString name = attribute.qualifiedName().toString();
        if (name == u"src" || name.endsWith(QLatin1String("href")) || name.startsWith(u"on"))
            page.links << name;
    }
    if (reader.name() == u"ruby") {
        page.tokens << QString();
        page.titles << reader.attributes().value(QLatin1String("title")).toString();
    }
}

Page read(const QByteArray& html)
{
    Page page;
    QXmlStreamReader reader(html);
    QStringList open;
    QStringList classes;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            open << reader.name().toString();
            classes << reader.attributes().value(QLatin1String("class")).toString();
            takeStart(page, reader);
            break;
        case QXmlStreamReader::EndElement:
            open.removeLast();
            classes.removeLast();
            break;
        case QXmlStreamReader::Characters:
            if (open.last() == u"ruby")
                page.tokens.last() += reader.text();
            else if (open.last() == u"rt")
                page.layers << reader.text().toString();
            else if (open.last() == u"style")
                page.style += reader.text();
            if (classes.last() == u"prompt")
                page.prompt += reader.text();
            page.text += reader.text();
            break;
        default:
            break;
        }
    }
    page.error = reader.errorString();
    return page;
}

Page reported(const Run& run, const ReportOptions& options = {})
{
    Result<QByteArray> report = reportOf(run, options);
    return report ? read(*report) : Page();
}

} // namespace

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheRun();
    void needsNothingElse();
    void escapesAllText();
    void emptyElementsAreClosed();
    void everyKindOfRun_data();
    void everyKindOfRun();
    void bothThemes();
    void saysWhereItComesFrom();
    void fromAnotherThread();
    void wrongExitsAreThoseOfTheExitsTab();
    void refuses();
};

void TestReport::holdsTheRun()
{
    const Run run = syntheticRun({.tokens = 30, .settingsChangeAt = 12});
    const Page page = reported(run);
    QCOMPARE(page.error, QString());
    QCOMPARE(page.prompt, QString::fromStdString(run.prompt));
    QCOMPARE(page.tokens.size(), qsizetype(30));
    QCOMPARE(page.layers.size(), qsizetype(30));
    for (qsizetype i = 0; i < 30; ++i) {
        const int layer = run.tokens[std::size_t(i)].exitLayer;
        QCOMPARE(page.layers[i], QString::number(layer));
        QVERIFY2(page.titles[i].contains(QStringLiteral("layer %1 of 12").arg(layer)),
                 qPrintable(page.titles[i]));
    }
    QCOMPARE(page.tokens[1], QStringLiteral("upon"));
    QVERIFY2(reportOf(run, {})->contains("</ruby> <ruby"), "lines break between words");
    QCOMPARE(page.tokens[15], QStringLiteral("⏎"));
    QVERIFY2(page.text.contains(QStringLiteral("From token 13 on")), "a change of settings");
    QVERIFY(page.text.contains(QStringLiteral("fable-12")));
    QCOMPARE(page.elements.count(QStringLiteral("svg")), qsizetype(2 * 2)); // in both themes
    QCOMPARE(page.elements.count(QStringLiteral("h1")), qsizetype(1));
}

void TestReport::needsNothingElse()
{
    const Page page = reported(syntheticRun({.tokens = 20}));
    QCOMPARE(page.links, QStringList());
    for (const char* element : {"script", "link", "img", "iframe", "object"})
        QVERIFY2(!page.elements.contains(QLatin1String(element)), element);
    QVERIFY(!page.style.contains(QLatin1String("url(")));
    QVERIFY(!page.style.contains(QLatin1String("@import")));
}

void TestReport::escapesAllText()
{
    Run run = syntheticRun({.tokens = 6});
    run.model.name = "<i>model</i> & \"more\"";
    run.prompt = "<script>alert('1 & 2')</script> \"\xff\xc3 ]]> \x01\r &lt; \xef\xbf\xbf";
    run.tokens[0].bytes = "</ruby><script>";
    run.tokens[1].bytes = "\xe2\x82"; // cut by the boundary: the next token completes it
    run.tokens[2].bytes = "\xac&";
    run.tokens[3].bytes = "\xff";
    run.tokens[4].bytes = "";
    run.settings.front().settings.stopWords = {"</table>\xfe"};
    const Page page = reported(run);
    QCOMPARE(page.error, QString());
    QCOMPARE(page.prompt,
             QString::fromUtf8("<script>alert('1 & 2')</script> \"\xef\xbf\xbd\xef\xbf\xbd ]]> "
                               "\xe2\x90\x81\xe2\x90\x8d &lt; \xef\xbf\xbd"));
    QCOMPARE(page.tokens[0], QStringLiteral("</ruby><script>"));
    QCOMPARE(page.tokens[1], QStringLiteral("…"));
    QCOMPARE(page.tokens[2], QStringLiteral("€&"));
    QCOMPARE(page.tokens[3], QString(QChar(0xfffd)));
    QCOMPARE(page.tokens[4], QStringLiteral("#%1").arg(run.tokens[4].id));
    QVERIFY(!page.elements.contains(QLatin1String("script")));
    QVERIFY(page.text.contains(QStringLiteral("<i>model</i> & \"more\"")));
    QVERIFY(!page.text.contains(QLatin1String("&amp;")));
}

void TestReport::emptyElementsAreClosed()
{
    const QByteArray html = *reportOf(syntheticRun({.tokens = 8}), {});
    // To HTML, <td/> is an opening tag; only inside svg it closes itself.
    QString page = QString::fromUtf8(html);
    page.remove(QRegularExpression(QStringLiteral("<svg.*?</svg>"),
                                   QRegularExpression::DotMatchesEverythingOption));
    const auto closed = QRegularExpression(QStringLiteral("<(\\w+)[^>]*/>"));
    auto found = closed.globalMatch(page);
    while (found.hasNext())
        QCOMPARE(found.next().captured(1), QStringLiteral("meta"));
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QVERIFY(!html.contains("<?xml"));
    QVERIFY2(!html.contains(" id=\""), "the two drawings would share it");
}

void TestReport::everyKindOfRun_data()
{
    QTest::addColumn<Run>("run");
    QTest::addRow("one token") << syntheticRun({.tokens = 1});
    QTest::addRow("not watched") << syntheticRun({.tokens = 20, .watch = false});
    QTest::addRow("copied") << syntheticRun(
        {.tokens = 20, .watch = false, .policy = KvPolicy::Copy});
    QTest::addRow("speculated") << speculativeRun({});
    QTest::addRow("long") << syntheticRun({.tokens = 1500});
    Run measured = syntheticRun({.tokens = 20});
    measured.fullDepth = FullDepthCost{.layersMs = 8, .restMs = 2, .headMs = 1.5};
    QTest::addRow("measured") << measured;
    Run ids = syntheticRun({.tokens = 4});
    ids.prompt.clear();
    QTest::addRow("prompt of ids") << ids;
    Run bare = syntheticRun({.tokens = 4});
    bare.settings.clear();
    bare.model.name.clear();
    QTest::addRow("without settings") << bare;
}

void TestReport::everyKindOfRun()
{
    QFETCH(Run, run);
    Result<QByteArray> report = reportOf(run, {});
    QVERIFY2(report.ok(), report ? "" : report.error().what());
    const Page page = read(*report);
    QCOMPARE(page.error, QString());
    QCOMPARE(page.tokens.size(), qsizetype(run.tokens.size()));
    QCOMPARE(page.text.contains(QStringLiteral("From full depth to this run")),
             run.fullDepth.has_value());
    QCOMPARE(page.text.contains(QStringLiteral("drafts accepted")), !run.rounds.empty());
    QVERIFY2(report->size() < 12'000'000, qPrintable(QString::number(report->size())));
}

void TestReport::bothThemes()
{
    const QByteArray html = *reportOf(syntheticRun({.tokens = 8}), {});
    QVERIFY(html.contains("prefers-color-scheme: dark"));
    QVERIFY(html.contains("class=\"light\""));
    QVERIFY(html.contains("class=\"dark\""));
    QVERIFY(html.contains("@media print"));
}

void TestReport::saysWhereItComesFrom()
{
    Run run = syntheticRun({.tokens = 8});
    run.model.path = "/home/me/models/fable";
    run.model.tokenizer = "sentencepiece, 4096 pieces, /home/me/models/fable/tokenizer.model";
    ReportOptions options;
    options.machine = QStringLiteral("a lathe");
    const Page known = reported(run, options);
    QVERIFY(known.text.contains(QStringLiteral("a lathe")));
    QVERIFY(known.text.contains(QStringLiteral(EXITSCOPE_VERSION)));
    QVERIFY(known.text.contains(QStringLiteral("4096 pieces, tokenizer.model")));
    QVERIFY2(!known.text.contains(QStringLiteral("/home")), "folders are the user's own affair");
    QVERIFY(reported(run).text.contains(QStringLiteral("not recorded with the run")));
    QVERIFY(!machineText().isEmpty());
}

void TestReport::fromAnotherThread()
{
    const Run run = syntheticRun({.tokens = 20});
    ReportOptions options;
    Result<QByteArray> here = reportOf(run, options);
    QByteArray there;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { there = *reportOf(run, options); }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(there, *here);
}

void TestReport::wrongExitsAreThoseOfTheExitsTab()
{
    Run run = syntheticRun({.tokens = 20});
    const std::size_t all = wrongExits(run).size();
    // What the whole model confirmed is no wrong exit, whatever its own layer had said.
    for (const WrongExit& wrong : wrongExits(run))
        run.tokens[std::size_t(wrong.token)].role = TokenRole::Accepted;
    TokenTrace& one = run.tokens[7];
    one.role = TokenRole::Emitted;
    one.exitLayer = 3;
    one.layers[11].top1 = one.id + 1;
    QVERIFY(wrongExits(run).size() >= std::max<std::size_t>(1, all));
    QCOMPARE(exitCheckOf(run).wrong.size(), std::size_t(1));
    const QString name = QStringLiteral("tokens that full depth would have chosen otherwise");
    QVERIFY2(reported(run).text.contains(name + QStringLiteral("1")),
             qPrintable(reported(run).text));
    run.settings.clear();
    QVERIFY2(!reported(run).text.contains(name), "nothing says that it was watched");
}

void TestReport::refuses()
{
    QTemporaryDir folder;
    const Status empty = writeReport(Run(), folder.filePath("empty.html"), {});
    QVERIFY(!empty.ok());
    QCOMPARE(empty.error().code(), ErrorCode::WrongUse);
    QVERIFY(!QFile::exists(folder.filePath("empty.html")));
    const Run run = syntheticRun({.tokens = 3});
    const Status nowhere = writeReport(run, folder.filePath("no/such/run.html"), {});
    QVERIFY(!nowhere.ok());
    QCOMPARE(nowhere.error().code(), ErrorCode::WriteFailed);
    QVERIFY(std::string(nowhere.error().what()).find("run.html") != std::string::npos);
    QVERIFY(writeReport(run, folder.filePath("run.html"), {}).ok());
    QVERIFY(QFile::exists(folder.filePath("run.html")));
}

QTEST_MAIN(TestReport)
#include "tst_report.moc"
