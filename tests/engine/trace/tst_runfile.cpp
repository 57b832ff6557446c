#include "support/randomrun.h"
#include "trace/runfile.h"
#include "trace/runjson.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

using namespace exitscope;
using test::RandomRun;

namespace {

/// Equality to the last bit, NaN included, by way of the document: it holds every field, and
/// numbersSurviveExactly() shows that it holds them exactly.
bool same(const Run& a, const Run& b)
{
    return encodeRun(a, RunForm::Cbor) == encodeRun(b, RunForm::Cbor);
}

bool sameBits(float a, float b)
{
    return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

const std::array forms{RunForm::Cbor, RunForm::Json};

/// Empty when `content` is read or refused with a fitting error; else what happened instead.
QString outcome(const std::string& content)
{
    try {
        decodeRun(content);
    } catch (const Error& error) {
        const bool fits =
            error.code() == ErrorCode::FileDamaged || error.code() == ErrorCode::Unsupported;
        return fits && std::strlen(error.what()) > 5 ? QString() : QString(error.what());
    } catch (const std::exception& error) {
        return QStringLiteral("threw something else: ") + error.what();
    }
    return {};
}

} // namespace

class TestRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsSurvive();
    void theEndMayCarryTokensAlong();
    void numbersSurviveExactly();
    void cborIsCompact();
    void theNameChoosesTheForm();
    void truncationIsAnError();
    void flippedBytesDoNoHarm();
    void missingFiles();
    void writingFailsWithTheReason();
    void aFailedSaveKeepsTheOldFile();
    void filesBesideAreLeftAlone();
    void linksAreFollowed();
};

void TestRunFile::runsSurvive()
{
    for (unsigned seed = 1; seed <= 40; ++seed) {
        const Run run = RandomRun(seed).make(static_cast<int>(seed % 7), 1 + seed % 5);
        for (const RunForm form : forms) {
            const Run back = decodeRun(encodeRun(run, form));
            QVERIFY2(same(run, back), qPrintable(QString("seed %1").arg(seed)));
            QCOMPARE(back.text(), run.text());
            QCOMPARE(back.settings, run.settings);
            QCOMPARE(back.events, run.events);
            QCOMPARE(back.ties, run.ties);
            QCOMPARE(back.closeCalls, run.closeCalls);
            QCOMPARE(back.rounds, run.rounds);
            QCOMPARE(back.finishReason, run.finishReason);
        }
    }
    QVERIFY(same(Run{}, decodeRun(encodeRun(Run{}, RunForm::Json))));
}

/// The step that met the end of the text adds no token, and older ones may be caught up by it.
void TestRunFile::theEndMayCarryTokensAlong()
{
    Run run = RandomRun(5).make(3, 4);
    run.tokens[1].cells = {CellState::Computed, CellState::Never, CellState::Never,
                           CellState::Never};
    run.append({.tokens = {}, .events = {{3, 2, 1, 2}}, .ties = {}, .closeCalls = {}, .round = {}});
    QCOMPARE(run.tokens[1].caughtUpAt, (std::vector{-1, -1, 3, -1}));
    for (const RunForm form : forms)
        QVERIFY(same(run, decodeRun(encodeRun(run, form))));
}

void TestRunFile::numbersSurviveExactly()
{
    const Run run = RandomRun(7).make(20, 6);
    for (const RunForm form : forms) {
        const Run back = decodeRun(encodeRun(run, form));
        QCOMPARE(back.prefillSeconds, run.prefillSeconds);
        for (std::size_t i = 0; i < run.tokens.size(); ++i) {
            const TokenTrace& before = run.tokens[i];
            const TokenTrace& after = back.tokens[i];
            QVERIFY(after.times == before.times);
            QVERIFY(after.top == before.top);
            QVERIFY(after.cells == before.cells && after.caughtUpAt == before.caughtUpAt);
            QCOMPARE(after.bytes, before.bytes);
            QCOMPARE(after.role, before.role);
            QCOMPARE(after.layers.size(), before.layers.size());
            for (std::size_t l = 0; l < before.layers.size(); ++l) {
                QCOMPARE(after.layers[l].top1, before.layers[l].top1);
                QCOMPARE(after.layers[l].emittedRank, before.layers[l].emittedRank);
                for (const auto member :
                     {&LayerStatistics::cosineToPrevious, &LayerStatistics::maxProbability,
                      &LayerStatistics::secondProbability, &LayerStatistics::entropyAt1,
                      &LayerStatistics::entropyAt3, &LayerStatistics::entropyAtChosen,
                      &LayerStatistics::chosenTemperature, &LayerStatistics::klToPrevious,
                      &LayerStatistics::emittedProbability})
                    QVERIFY(sameBits(after.layers[l].*member, before.layers[l].*member));
            }
        }
    }
}

void TestRunFile::cborIsCompact()
{
    const Run run = RandomRun(3).make(200, 32);
    // 8 scores of 5 bytes, a top token of 3, 5 top entries of 8 and little else per cell.
    QVERIFY(encodeRun(run, RunForm::Cbor).size() < 200 * 32 * 100);
}

void TestRunFile::theNameChoosesTheForm()
{
    QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    const Run run = RandomRun(11).make(5, 3);
    for (const char* name : {"run.exitscope", "run.json"}) {
        QVERIFY(saveRun(run, place / name).ok());
        const auto back = loadRun(place / name);
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().what());
        QVERIFY(same(run, *back));
    }
    QFile json(folder.filePath("run.json"));
    QVERIFY(json.open(QIODevice::ReadOnly));
    QVERIFY(json.readAll().startsWith('{'));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2); // nothing is left beside them
}

void TestRunFile::truncationIsAnError()
{
    const Run run = RandomRun(2).make(2, 2);
    for (const RunForm form : forms) {
        std::string whole = encodeRun(run, form);
        while (whole.ends_with('\n'))
            whole.pop_back();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const std::string cut = whole.substr(0, length);
            QVERIFY_EXCEPTION_THROWN(decodeRun(cut), Error);
            QCOMPARE(outcome(cut), QString());
        }
    }
}

void TestRunFile::flippedBytesDoNoHarm()
{
    std::mt19937 random(20240611);
    const Run run = RandomRun(5).make(2, 2);
    for (const RunForm form : forms) {
        const std::string whole = encodeRun(run, form);
        for (int round = 0; round < 4000; ++round) {
            std::string broken = whole;
            for (int change = 0; change <= round % 3; ++change)
                broken[random() % broken.size()] = static_cast<char>(random());
            QVERIFY2(outcome(broken).isEmpty(),
                     qPrintable(QString("round %1: %2").arg(round).arg(outcome(broken))));
        }
    }
}

void TestRunFile::missingFiles()
{
    QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    const auto missing = loadRun(place / "none");
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().code(), ErrorCode::FileMissing);
    QVERIFY(QString(missing.error().what()).contains("No such file"));
    QVERIFY(QString(missing.error().what()).contains(folder.path()));
    QCOMPARE(loadRun(place).error().code(), ErrorCode::FileMissing);
    if (QFile::exists("/proc/self/mem")) { // a file that cannot be read from its beginning
        const auto unreadable = loadRun("/proc/self/mem");
        QVERIFY(!unreadable.ok());
        QCOMPARE(unreadable.error().code(), ErrorCode::FileMissing);
        QVERIFY(QString(unreadable.error().what()).contains("Input/output error"));
    }
    QVERIFY(QFile(folder.filePath("empty")).open(QIODevice::WriteOnly));
    const auto empty = loadRun(place / "empty");
    QCOMPARE(empty.error().code(), ErrorCode::FileDamaged);
    QVERIFY(QString(empty.error().what()).contains(folder.filePath("empty")));
}

void TestRunFile::writingFailsWithTheReason()
{
    QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    const Run run = RandomRun(1).make(3, 2);
    const auto nowhere = saveRun(run, place / "no" / "such" / "run");
    QCOMPARE(nowhere.error().code(), ErrorCode::WriteFailed);
    QVERIFY(QString(nowhere.error().what()).contains("No such file"));
    QCOMPARE(saveRun(run, place).error().code(), ErrorCode::WriteFailed);
    if (!QFile::exists("/dev/full"))
        QSKIP("this system has no /dev/full to stand for a full disk");
    const auto full = saveRun(run, "/dev/full");
    QVERIFY(!full.ok());
    QCOMPARE(full.error().code(), ErrorCode::WriteFailed);
    QVERIFY2(QString(full.error().what()).contains("No space left"), full.error().what());
}

void TestRunFile::aFailedSaveKeepsTheOldFile()
{
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("run").toStdString();
    const Run old = RandomRun(1).make(2, 2);
    QVERIFY(saveRun(old, file).ok());
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tiny = {16, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tiny), 0); // as a disk that fills up
    const Status failed = saveRun(RandomRun(2).make(9, 2), file);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().code(), ErrorCode::WriteFailed);
    QVERIFY2(QString(failed.error().what()).contains("File too large"), failed.error().what());
    QVERIFY(same(*loadRun(file), old));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"run"});
}

/// What happens to be called as the file under way is not the program's to replace.
void TestRunFile::filesBesideAreLeftAlone()
{
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("run").toStdString();
    QFile other(folder.filePath("run.part"));
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("mine") == 4);
    other.close();
    const Run run = RandomRun(1).make(2, 2);
    QVERIFY(saveRun(run, file).ok());
    QVERIFY(same(*loadRun(file), run));
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), QByteArray("mine"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), (QStringList{"run", "run.part"}));
}

void TestRunFile::linksAreFollowed()
{
    QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    const Run run = RandomRun(1).make(2, 2);
    QVERIFY(saveRun(Run{}, place / "target").ok());
    std::filesystem::create_symlink(place / "target", place / "link");
    QVERIFY(saveRun(run, place / "link").ok());
    QVERIFY(std::filesystem::is_symlink(place / "link"));
    QVERIFY(same(*loadRun(place / "target"), run));
}

QTEST_GUILESS_MAIN(TestRunFile)
#include "tst_runfile.moc"
