#include "desktop/autosave.h"
#include "trace/runfile.h"
#include "trace/runjson.h"
#include "widgets/rundocument.h"
#include "widgets/runhistory.h"
#include "widgets/syntheticrun.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// Equal where NaN equals NaN, which operator== does not say.
bool same(const Run& a, const Run& b)
{
    return encodeRun(a, RunForm::Json) == encodeRun(b, RunForm::Json);
}

Run saved(const QString& file)
{
    auto run = loadRun(file.toStdString());
    return run ? *run : Run();
}

/// What writes runs, and the window's part of it.
struct Writing
{
    explicit Writing(const QString& folder, const AutosaveLimits& limits = {})
        : autosave(&document, &history, folder, limits)
    {}

    RunDocument document;
    RunHistory history{&document};
    Autosave autosave;
    QSignalSpy written{&autosave, &Autosave::saved};

    /// The file of the newest answer.
    QString file() const { return written.last().first().toString(); }
    void finish() { document.finish(FinishReason::Length, 0.1, 1); }
};

Run shortRun(int tokens)
{
    return syntheticRun({.layers = 4, .tokens = tokens});
}

} // namespace

/// Runs reach the disk by themselves, whole, within bounds, and without another program's.
class TestAutosave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aTailIsWhatIsNew_data();
    void aTailIsWhatIsNew();
    void aRunIsSavedWhileItIsWritten();
    void aRunThatLeavesTheScreenIsSaved();
    void theEndSavesWhatIsNew();
    void aRunFromAFileIsNotSaved();
    void theOldestGoFirst();
    void bytesAreBoundedToo();
    void anotherProgramsRunsStay();
    void aPlaceThatCannotBeWrittenIsSaidOnce();
    void whatCouldNotBeWrittenIsTriedAgain();
    void aCrashLeavesItsMark();
    void aDamagedRunIsSetAside();
    void costOfASnapshot();
    void costOfAFile();

private:
    QString place() const { return m_folder->filePath(QStringLiteral("autosave")); }
    QStringList files() const
    {
        QStringList names;
        for (const AutosavedRun& run : autosavedRuns(place(), 1000))
            names << run.file;
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAutosave::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestAutosave::aTailIsWhatIsNew_data()
{
    QTest::addColumn<bool>("speculative");
    QTest::newRow("catch-up") << false;
    QTest::newRow("rounds") << true;
}

void TestAutosave::aTailIsWhatIsNew()
{
    QFETCH(bool, speculative);
    const SyntheticShape shape{.layers = 6, .tokens = 90, .watch = false, .settingsChangeAt = 31};
    Run run = speculative ? speculativeStart({}) : syntheticStart(shape);
    const auto steps = speculative ? speculativeSteps({}) : syntheticSteps(shape, run.settings);
    Run copy;
    RunExtent known;
    std::size_t most = 0;
    int sinceCopy = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        // As the document tells it: a step changes columns back to its oldest event.
        for (const CellEvent& event : steps[i].events)
            known.tokens = std::min(known.tokens, std::size_t(event.firstToken));
        run.append(steps[i]);
        if (++sinceCopy < 7 && i + 1 < steps.size())
            continue;
        sinceCopy = 0;
        RunTail tail = tailOf(run, known);
        most = std::max(most, i > 20 ? tail.rest.tokens.size() : 0);
        known = extentOf(run);
        putTail(std::move(tail), copy);
        QVERIFY(same(copy, run));
    }
    QVERIFY(run.tokens.size() > 60);
    QVERIFY2(most < run.tokens.size() / 2, "only what is new is copied");
}

void TestAutosave::aRunIsSavedWhileItIsWritten()
{
    Writing it(place());
    const SyntheticShape shape{.layers = 6, .tokens = 40, .watch = false};
    it.history.begin({}, syntheticStart(shape));
    const auto steps = syntheticSteps(shape, it.document.run().settings);
    it.document.append({steps.begin(), steps.begin() + 10});
    QVERIFY(it.written.isEmpty());
    QTRY_COMPARE(it.written.count(), 1);
    QVERIFY(same(saved(it.file()), it.document.run()));
    QCOMPARE(saved(it.file()).tokens.size(), 10u);

    it.document.append({steps.begin() + 10, steps.end()});
    it.finish();
    QTRY_COMPARE(it.written.count(), 2);
    QCOMPARE(saved(it.file()).tokens.size(), 40u);
    QVERIFY(same(saved(it.file()), it.document.run()));
    // What is measured after the end belongs to it too.
    it.document.setFullDepth({10, 2, 1});
    QTRY_COMPARE(it.written.count(), 3);
    QVERIFY(saved(it.file()).fullDepth.has_value());

    const QList<AutosavedRun> listed = autosavedRuns(place(), 10);
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0].file, it.file());
    QCOMPARE(listed[0].tokens, 40);
    QCOMPARE(listed[0].prompt, QStringLiteral("Tell me an old tale of the forest"));
    QCOMPARE(listed[0].model, QStringLiteral("fable-12"));
}

void TestAutosave::aRunThatLeavesTheScreenIsSaved()
{
    Writing it(place());
    const int first = it.history.begin({}, shortRun(12));
    it.history.begin({}, shortRun(8));
    QTRY_COMPARE(it.written.count(), 2);
    QStringList names = files();
    names.sort();
    QCOMPARE(names.size(), 2);
    QVERIFY(same(saved(names[0]), shortRun(12)));
    QVERIFY(same(saved(names[1]), shortRun(8)));
    // Back on screen it has its file, which a change still reaches.
    it.history.show(first);
    it.document.setFullDepth({10, 2, 1});
    QTRY_COMPARE(it.written.count(), 3);
    QCOMPARE(it.file(), names[0]);
    QVERIFY(same(saved(names[0]), it.document.run()));
    QCOMPARE(files().size(), 2);
}

void TestAutosave::theEndSavesWhatIsNew()
{
    {
        Writing it(place());
        it.history.begin({}, shortRun(5));
    }
    QCOMPARE(files().size(), 1);
    QVERIFY(same(saved(files().front()), shortRun(5)));
    QVERIFY2(AutosaveSession::crashed(place()).empty(), "it ended as it should");
}

void TestAutosave::aRunFromAFileIsNotSaved()
{
    {
        Writing it(place());
        it.history.begin({.origin = RunOrigin::File, .file = QStringLiteral("x.cbor")},
                         shortRun(5));
        it.document.select(3);
        it.history.begin({}, syntheticStart({}));
    }
    QVERIFY2(!QDir(place()).exists(), "where nothing is written no folder is made");
}

void TestAutosave::theOldestGoFirst()
{
    Writing it(place(), {.runs = 3, .bytes = 1 << 30});
    for (int tokens = 2; tokens <= 6; ++tokens) {
        it.history.begin({}, shortRun(tokens));
        it.finish();
        QTRY_COMPARE(it.written.count(), tokens - 1);
    }
    QCOMPARE(files().size(), 3);
    for (const QString& file : files())
        QVERIFY(saved(file).tokens.size() >= 4);
    const QFileInfoList left =
        QDir(QFileInfo(it.file()).absolutePath()).entryInfoList({QStringLiteral("run-*")});
    QCOMPARE(left.size(), 6); // the notes go with their runs
}

void TestAutosave::bytesAreBoundedToo()
{
    {
        Writing it(place(), {.runs = 100, .bytes = 1});
        for (int i = 1; i <= 3; ++i) {
            it.history.begin({}, shortRun(3 + i));
            it.finish();
            QTRY_COMPARE(it.written.count(), i);
        }
        QCOMPARE(files().size(), 1);
        QCOMPARE(saved(files().front()).tokens.size(), 6u);
    }
    // What an earlier session left goes too, with its folder.
    Writing next(place(), {.runs = 100, .bytes = 1});
    next.history.begin({}, shortRun(9));
    next.finish();
    QTRY_COMPARE(next.written.count(), 1);
    QCOMPARE(files(), QStringList{next.file()});
    QCOMPARE(QDir(place()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
}

void TestAutosave::anotherProgramsRunsStay()
{
    Writing one(place(), {.runs = 1, .bytes = 1});
    Writing other(place(), {.runs = 1, .bytes = 1});
    one.history.begin({}, shortRun(4));
    one.finish();
    QTRY_COMPARE(one.written.count(), 1);
    other.history.begin({}, shortRun(5));
    other.finish();
    QTRY_COMPARE(other.written.count(), 1);
    QVERIFY(QFileInfo(one.file()).absolutePath() != QFileInfo(other.file()).absolutePath());
    QCOMPARE(files().size(), 2);
    QVERIFY2(AutosaveSession::crashed(place()).empty(), "both live");
}

void TestAutosave::aPlaceThatCannotBeWrittenIsSaidOnce()
{
    QFile blocked(place());
    QVERIFY(blocked.open(QIODevice::WriteOnly));
    Writing it(place());
    QSignalSpy failed(&it.autosave, &Autosave::failed);
    it.history.begin({}, shortRun(4));
    it.finish();
    QTRY_COMPARE(failed.count(), 1);
    const QString said = failed.first().first().toString();
    QVERIFY2(said.contains(place()) && said.contains(QLatin1String("EXITSCOPE_DATA")),
             qPrintable(said));
    it.history.begin({}, shortRun(6));
    it.finish();
    // Once there is room the next one is written.
    QVERIFY(blocked.remove());
    it.history.begin({}, shortRun(7));
    it.finish();
    QTRY_VERIFY(it.written.count() >= 1 && same(saved(it.file()), it.document.run()));
    QCOMPARE(failed.count(), 1);
}

void TestAutosave::whatCouldNotBeWrittenIsTriedAgain()
{
    QFile blocked(place());
    QVERIFY(blocked.open(QIODevice::WriteOnly));
    const Run first = shortRun(4);
    const Run second = shortRun(6);
    {
        Writing it(place());
        QSignalSpy failed(&it.autosave, &Autosave::failed);
        it.history.begin({}, first);
        it.history.begin({}, second);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(blocked.remove());
    }
    // The end writes the one on screen, and the one that had left it.
    QStringList texts;
    for (const QString& file : files())
        texts << QString::fromStdString(saved(file).text());
    texts.sort();
    QStringList due{QString::fromStdString(first.text()), QString::fromStdString(second.text())};
    due.sort();
    QCOMPARE(texts, due);
}

void TestAutosave::aCrashLeavesItsMark()
{
    {
        auto session = AutosaveSession::begin(place());
        QVERIFY(session.ok());
        QVERIFY((*session)->write(1, shortRun(3)).ok());
        QVERIFY((*session)->write(2, shortRun(4)).ok());
        QVERIFY2(AutosaveSession::crashed(place()).empty(), "it lives");
        // Gone without end(), as when the program is killed.
    }
    {
        const auto found = AutosaveSession::crashed(place());
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0]->lastRun()->tokens, 4);
        QVERIFY2(AutosaveSession::crashed(place()).empty(), "another program asks about it");
    }
    {
        const auto found = AutosaveSession::crashed(place());
        QVERIFY2(found.size() == 1, "nobody has answered");
        found[0]->end();
    }
    QVERIFY(AutosaveSession::crashed(place()).empty());
    QCOMPARE(files().size(), 2);
}

void TestAutosave::aDamagedRunIsSetAside()
{
    auto session = AutosaveSession::begin(place());
    QVERIFY(session.ok());
    QVERIFY((*session)->write(1, shortRun(3)).ok());
    const QString file = (*session)->fileOf(1);
    QFile content(file);
    QVERIFY(content.open(QIODevice::ReadWrite));
    QVERIFY(content.resize(content.size() / 2));
    content.close();
    const auto run = loadAutosaved(file.toStdString());
    QVERIFY(!run);
    const QString said = QString::fromUtf8(run.error().what());
    QVERIFY2(said.contains(file) && said.contains(QLatin1String("set aside as")), qPrintable(said));
    QVERIFY(!QFile::exists(file));
    QVERIFY(QFile::exists(file + QStringLiteral(".damaged")));
    QVERIFY(files().isEmpty());
    // It counts as one of those that are kept, so that it goes one day.
    QVERIFY((*session)->write(2, shortRun(3)).ok());
    pruneAutosaves(place(), {.runs = 1, .bytes = 1 << 30}, (*session)->folder());
    QVERIFY(!QFile::exists(file + QStringLiteral(".damaged")));
    QCOMPARE(files().size(), 1);
}

/// For measuring by hand; nothing is asserted of times.
void TestAutosave::costOfASnapshot()
{
    const Run run = syntheticRun({.layers = 32, .tokens = 2000});
    RunExtent known = extentOf(run);
    known.tokens -= 100;
    RunTail tail;
    QBENCHMARK
    {
        tail = tailOf(run, known);
    }
    QCOMPARE(tail.rest.tokens.size(), 100u);
}

/// The same beside the GUI thread.
void TestAutosave::costOfAFile()
{
    const auto session = AutosaveSession::begin(place());
    QVERIFY(session.ok());
    const Run run = syntheticRun({.layers = 32, .tokens = 2000});
    QBENCHMARK_ONCE
    {
        QVERIFY((*session)->write(1, run).ok());
    }
    QVERIFY(QFileInfo((*session)->fileOf(1)).size() > 1'000'000);
}

QTEST_MAIN(TestAutosave)
#include "tst_autosave.moc"
