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

void replace(std::string& text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    QVERIFY2(at != std::string::npos, from.c_str());
    text.replace(at, from.size(), to);
}

} // namespace

class TestRunFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsSurvive();
    void numbersSurviveExactly();
    void cborIsCompact();
    void theNameChoosesTheForm();
    void truncationIsAnError();
    void flippedBytesDoNoHarm();
    void wrongContent_data();
    void wrongContent();
    void deepNestingIsAnError();
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
            QCOMPARE(back.finishReason, run.finishReason);
        }
    }
    QVERIFY(same(Run{}, decodeRun(encodeRun(Run{}, RunForm::Json))));
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

void TestRunFile::wrongContent_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* from, const char* to, const char* says) {
        QTest::newRow(to) << from << to << says;
    };
    row("\"version\":1", "\"version\":2",
        "format version 2, but this program reads up to version 1");
    row("\"version\":1", "\"version\":0", "version is 0");
    row("\"version\":1", "\"version\":\"1\"", "version should be a whole number");
    row("exitscope-run", "something", "not a run saved by this program");
    row("\"prompt_ids\"", "\"prompt\"", "has no \"prompt_ids\"");
    row("\"layers\":3,\"name\"", "\"layers\":5000,\"name\"", "model.layers is 5000");
    row("\"layers\":3,\"name\"", "\"layers\":1e3,\"name\"", "model.layers should be a whole");
    row("\"layers\":3,\"name\"", "\"layers\":18446744073709551615,\"name\"",
        "model.layers is 1844");
    row("\"role\":\"emitted\"", "\"role\":\"boss\"", "tokens[0].role has the unknown value");
    row("\"exit_layer\":2,\"id\"", "\"exit_layer\":3,\"id\"", "tokens[0].exit_layer is 3");
    row("\"cells\":\"CCC\"", "\"cells\":\"CC\"", "tokens[0].cells");
    row("\"cells\":\"CCC\"", "\"cells\":\"CCX\"", "tokens[0].cells");
    row("\"exit_layer\":2,\"id\"", "\"exit_layer\":-1,\"id\"", "tokens[0].exit_layer is -1");
    row("\"cells\":\"CCC\"", "\"cells\":\"CCC\",\"caught_up_at\":[-1,-1]", "caught_up_at has 2");
    row("\"cells\":\"CCC\"", "\"cells\":\"CCC\",\"caught_up_at\":[-1,-1,1]",
        "tokens[0].caught_up_at[2] is 1");
    row("\"settings\":[", "\"settings\":[],\"others\":[", "settings is empty");
    row("\"token\":0", "\"token\":1", "settings[0].token is 1");
    row("\"settings\":[{", "\"settings\":[{\"criteria\":\"none\"},{", "settings[0]");
    row("\"exit_layer\":-1", "\"exit_layer\":4", "exit_layer is 4");
    row("\"exit_layer\":-1", "\"exit_layer\":0", "exit_layer is 0");
    row("\"prompt_exit\":false", "\"prompt_exit\":true", "prompt_exit needs kv holes");
    row("\"temperature\":0.6", "\"temperature\":-1", "temperature is -1");
    row("\"top_p\":0.9", "\"top_p\":7", "settings[0] has a wrong value: top_p is 7");
    row("\"max_steps\":512", "\"max_steps\":0", "max_steps is 0");
    row("\"stop_words\":[", "\"stop_words\":[\"\"", "A stop word is empty");
    row("[0.25,", "[\"a\",", "cosine_to_previous[0] should be a number");
    row("[0.25,", "[1e99,", "cosine_to_previous[0] is too large");
    row("[0.25,", "[0.25,0,", "has 4 entries instead of 3");
    row("\"kv\":\"exact\"", "\"kv\":\"copy\"", "settings[0].kv");
    row("\"token_repeat\"", "\"my_rule\"", "criterion \"my_rule\"");
    row("\"repeats\":4.0", "\"repeats\":-4", "repeats is -4");
    row("\"sample\":true", "\"sample\":1", "settings[0].sample should be true or false");
    row("\"finish_reason\":\"eos\"", "\"finish_reason\":7", "finish_reason should be a list");
    row("\"events\":[", "\"events\":[[0,0,0,1]", "events[0][3] is 1");
    row("\"ties\":[", "\"ties\":[[0,0,1.0]", "ties[0] has 3 entries");
    row("\"tokens\":[", "\"tokens\":7,\"x\":[", "tokens should be a list");
    row("\"format\"", "\x01", "JSON document");
}

void TestRunFile::wrongContent()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, says);
    Run run;
    run.model.layers = 3;
    run.settings = {{0, {}}};
    run.settings[0].settings.rule = makeRule("token_repeat");
    run.finishReason = FinishReason::Eos;
    TokenTrace token;
    token.exitLayer = 2;
    token.cells.assign(3, CellState::Computed);
    token.layers.resize(3);
    token.layers[0].cosineToPrevious = 0.25F;
    run.append({token, {}, {}});
    std::string content = encodeRun(run, RunForm::Json);
    decodeRun(content);
    replace(content, from.toStdString(), to.toStdString());
    try {
        decodeRun(content);
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(says), error.what());
    }
}

void TestRunFile::deepNestingIsAnError()
{
    const std::size_t depth = 2'000'000;
    QVERIFY_EXCEPTION_THROWN(decodeRun(std::string(depth, '\x81')), Error);
    QVERIFY_EXCEPTION_THROWN(decodeRun("{\"a\":" + std::string(depth, '[')), Error);
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
