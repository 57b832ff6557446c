#include "support/testdata.h"

#include "widgets/tour.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace exitscope;

namespace {

const QByteArray smallTour = R"({"id": "small", "order": 3, "title": {"en": "A", "de": "Ä"},
    "summary": {"en": "B"}, "steps": [{"title": {"en": "C"}, "text": {"en": "<p>D</p>"},
    "target": "strip", "do": [{"page": "heatmap"}, {"prompt": "Once"},
    {"settings": {"criteria": "max_probability", "max_prob_scale": 0.5, "watch": true}},
    {"command": "one_token"}, {"select": {"token": -1, "layer": 2}}]}]})";

std::string errorOf(QByteArray document)
{
    const auto tour = readTour(document, QStringLiteral("small.json"));
    return tour ? std::string() : tour.error().what();
}

} // namespace

class TourTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void choosesALanguage();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void bundledToursAreWhole_data();
    void bundledToursAreWhole();
};

void TourTest::reads()
{
    const auto tour = readTour(smallTour, QStringLiteral("small.json"));
    QVERIFY2(tour.ok(), errorOf(smallTour).c_str());
    QCOMPARE(tour->id, QStringLiteral("small"));
    QCOMPARE(tour->order, 3);
    QCOMPARE(tour->steps.size(), std::size_t(1));
    const TourStep& step = tour->steps.front();
    QCOMPARE(step.target, QStringLiteral("strip"));
    QCOMPARE(step.actions.size(), std::size_t(5));
    QVERIFY(step.actions[0] == TourAction(TourPage{QStringLiteral("heatmap")}));
    QVERIFY(step.actions[1] == TourAction(TourPrompt{QStringLiteral("Once")}));
    Settings expected;
    expected.rule = makeRule("max_probability", {{"max_prob_scale", 0.5}});
    expected.watch = true;
    QVERIFY2(step.actions[2] == TourAction(expected), "what is not named is as by default");
    QVERIFY(step.actions[3] == TourAction(TourCommand::OneToken));
    QVERIFY(step.actions[4] == TourAction(TourSelection{-1, 2}));
}

void TourTest::choosesALanguage()
{
    const auto tour = readTour(smallTour, QStringLiteral("small.json"));
    QCOMPARE(tour->title.in(QStringLiteral("de_AT")), QStringLiteral("Ä"));
    QCOMPARE(tour->title.in(QStringLiteral("fr_FR")), QStringLiteral("A"));
    QCOMPARE(tour->summary.in(QStringLiteral("de_DE")), QStringLiteral("B"));
    QVERIFY(!tour->summary.isTold(QStringLiteral("de")));
}

void TourTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no JSON") << QByteArray("\"order\": 3,") << QByteArray("\"order\": ,")
                             << QByteArray("small.json");
    QTest::newRow("no English") << QByteArray("{\"en\": \"C\"}") << QByteArray("{\"de\": \"C\"}")
                                << QByteArray("steps[0].title has no \"en\"");
    QTest::newRow("command") << QByteArray("one_token") << QByteArray("two_tokens")
                             << QByteArray("two_tokens");
    QTest::newRow("action") << QByteArray("{\"page\"") << QByteArray("{\"leaf\"")
                            << QByteArray("steps[0].do[0]");
    QTest::newRow("criterion") << QByteArray("\"max_probability\"") << QByteArray("\"luck\"")
                               << QByteArray("luck");
}

void TourTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, said);
    QVERIFY(smallTour.contains(from));
    const std::string error = errorOf(QByteArray(smallTour).replace(from, to));
    QVERIFY2(error.find(said.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("small.json") != std::string::npos, error.c_str());
}

void TourTest::bundledToursAreWhole_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(QStringLiteral(EXITSCOPE_SOURCE_DIR "/resources/tours"));
    const QStringList files = folder.entryList({QStringLiteral("*.json")});
    QVERIFY(!files.isEmpty());
    for (const QString& name : files)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TourTest::bundledToursAreWhole()
{
    QFETCH(QString, file);
    QFile document(file);
    QVERIFY(document.open(QIODevice::ReadOnly));
    const auto tour = readTour(document.readAll(), file);
    QVERIFY2(tour.ok(), tour ? "" : tour.error().what());
    QVERIFY2(file.endsWith(tour->id + QStringLiteral(".json")), "a tour is called as its file");
    std::vector<TourText> texts{tour->title, tour->summary};
    for (const TourStep& step : tour->steps) {
        texts.push_back(step.title);
        texts.push_back(step.text);
    }
    for (const TourText& text : texts) {
        for (const char* language : {"en", "de"}) {
            QVERIFY2(text.isTold(QLatin1String(language)), qPrintable(text.in({})));
            QVERIFY(!text.in(QLatin1String(language)).isEmpty());
        }
    }
}

QTEST_GUILESS_MAIN(TourTest)
#include "tst_tour.moc"
