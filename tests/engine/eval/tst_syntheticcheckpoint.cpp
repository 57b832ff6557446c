#include "eval/syntheticcheckpoint.h"
#include "support/decoding.h"
#include "support/tinymodel.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <csignal>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

using namespace exitscope;
using namespace exitscope::test;

namespace fs = std::filesystem;

namespace {

constexpr SyntheticShape small{"small", 4, 48, 80, 4, 2, 12, 96, 128, true, 10000};

SyntheticShape shallower(SyntheticShape shape, int layers)
{
    shape.layers = layers;
    return shape;
}

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    for (const auto& entry : fs::directory_iterator(folder))
        entries.push_back(entry.path());
    return entries;
}

QByteArray weightsOf(const SyntheticCheckpoint& checkpoint)
{
    QFile file(checkpoint.folder() / "model.safetensors");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What lies behind the header.
std::vector<float> valuesOf(const SyntheticShape& shape, int idleFrom, const QByteArray& weights)
{
    const std::string header = syntheticHeader(syntheticTensors(shape, idleFrom), idleFrom);
    std::vector<float> values;
    for (qsizetype at = static_cast<qsizetype>(header.size()); at + 1 < weights.size(); at += 2) {
        std::uint16_t stored = 0;
        std::memcpy(&stored, weights.data() + at, sizeof stored);
        const std::uint32_t bits = std::uint32_t{stored} << 16;
        float value = 0;
        std::memcpy(&value, &bits, sizeof value);
        values.push_back(value);
    }
    return values;
}

/// The error of writing a checkpoint; "no error" where it is written.
Error errorOf(const fs::path& parent, const SyntheticOptions& options = {},
              std::stop_token stop = {})
{
    try {
        const SyntheticCheckpoint checkpoint(syntheticShapeNamed("fable"), parent, options, stop);
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::Internal, "no error"};
}

/// Files of this process end at this size, as if the disk were full.
class ShortFiles
{
public:
    explicit ShortFiles(::rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const ::rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ShortFiles(const ShortFiles&) = delete;
    ShortFiles& operator=(const ShortFiles&) = delete;
    ~ShortFiles()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    void (*m_handler)(int);
    ::rlimit m_before = {};
};

} // namespace

/// Checkpoints of random weights, made to be measured.
class SyntheticCheckpointTest : public QObject
{
    Q_OBJECT

private:
    fs::path parent() const { return m_parent->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_parent;

private Q_SLOTS:
    void init() { m_parent = std::make_unique<QTemporaryDir>(); }

    void shapes()
    {
        QVERIFY(syntheticShapes().size() >= 4);
        for (const SyntheticShape& shape : syntheticShapes())
            QCOMPARE(&syntheticShapeNamed(shape.name), &shape);
        try {
            syntheticShapeNamed("gpt");
            QFAIL("there is no such shape");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::WrongUse);
            QVERIFY(QString(error.what()).contains("\"gpt\""));
            QVERIFY(QString(error.what()).contains("llama-3.2-1b"));
        }
        // The published size of Llama 3.2 1B: 1 235 814 400 parameters.
        QCOMPARE(SyntheticCheckpoint::bytes(syntheticShapeNamed("llama-3.2-1b")),
                 std::uintmax_t{2} * 1235814400);
    }

    void sizeOfTheFile_data()
    {
        QTest::addColumn<bool>("tied");
        QTest::newRow("tied") << true;
        QTest::newRow("untied") << false;
    }

    void sizeOfTheFile()
    {
        QFETCH(bool, tied);
        SyntheticShape shape = small;
        shape.tied = tied;
        const SyntheticCheckpoint checkpoint(shape, parent());
        const std::string header = syntheticHeader(syntheticTensors(shape, -1), -1);
        QCOMPARE(header.size() % 64, std::size_t{0});
        const QByteArray weights = weightsOf(checkpoint);
        QVERIFY(weights.startsWith(QByteArray::fromStdString(header)));
        QCOMPARE(std::uintmax_t(weights.size()), header.size() + SyntheticCheckpoint::bytes(shape));
    }

    void opensAsAModel()
    {
        const SyntheticShape& fable = syntheticShapeNamed("fable");
        const SyntheticCheckpoint checkpoint(fable, parent());
        const auto session = openSession(checkpoint.folder(), "");
        QCOMPARE(session->model().layers, fable.layers);
        QCOMPARE(session->model().width, fable.width);
        QCOMPARE(session->model().vocabulary, fable.vocabulary);
        QCOMPARE(session->model().contextLength, fable.context);
        QCOMPARE(session->model().dtype, std::string("bf16"));
        const auto logits = session->fullLogits({1, 2, 3});
        QVERIFY(logits.ok());
        for (const float logit : *logits)
            QVERIFY(std::isfinite(logit));
    }

    void pseudoRandom()
    {
        const SyntheticCheckpoint first(small, parent());
        const SyntheticCheckpoint second(small, parent());
        QVERIFY(first.folder() != second.folder());
        const QByteArray weights = weightsOf(first);
        QCOMPARE(weightsOf(second), weights);
        std::vector<float> values = valuesOf(small, -1, weights);
        std::erase(values, 1.0f); // the norms
        double sum = 0;
        double squares = 0;
        for (const float value : values) {
            QVERIFY(std::abs(value) <= 0.035f);
            sum += double{value};
            squares += double{value} * double{value};
        }
        const double count = static_cast<double>(values.size());
        QVERIFY(count > 50'000);
        QVERIFY(std::abs(sum / count) < 0.0005);
        QVERIFY(std::abs(std::sqrt(squares / count) - 0.035 / std::sqrt(3)) < 0.0005);
        QVERIFY(std::set<float>(values.begin(), values.end()).size() > 1000);
    }

    /// What the first layers say is what the whole model says: a model of these layers alone, whose
    /// weights are the same, has the same logits.
    void idleLayersAddNothing()
    {
        const SyntheticCheckpoint idle(small, parent(), {.idleFrom = 2});
        const SyntheticCheckpoint shallow(shallower(small, 2), parent());
        const SyntheticCheckpoint plain(small, parent());
        const std::vector<int> ids{1, 5, 9, 90};
        const auto logitsOf = [&](const SyntheticCheckpoint& checkpoint) {
            return *openSession(checkpoint.folder())->fullLogits(ids);
        };
        QCOMPARE(logitsOf(idle), logitsOf(shallow));
        QVERIFY(logitsOf(plain) != logitsOf(shallow));
        // Their quantized weights must not be taken for one another's.
        QVERIFY(openSession(idle.folder())->model().hash !=
                openSession(plain.folder())->model().hash);
        QCOMPARE(weightsOf(idle).size(), weightsOf(plain).size());
    }

    void goesWithItsObject()
    {
        fs::path kept;
        {
            const SyntheticCheckpoint checkpoint(small, parent() / "new" / "folder");
            QVERIFY(fs::exists(checkpoint.folder() / "config.json"));
            const SyntheticCheckpoint other(small, parent() / "new" / "folder", {.keep = true});
            kept = other.folder();
        }
        QCOMPARE(entriesOf(parent() / "new" / "folder"), std::vector{kept});
        QCOMPARE(entriesOf(kept).size(), std::size_t{2});
        const SyntheticCheckpoint next(small, parent() / "new" / "folder");
        QVERIFY(openSession(kept)->model().layers == small.layers); // nobody's to remove
    }

    /// A folder whose lock nobody holds goes; one in use and a user's own stay.
    void whatADeadProgramLeft()
    {
        const SyntheticCheckpoint living(small, parent());
        const fs::path dead = living.folder().string() + "dead";
        fs::copy(living.folder(), dead, fs::copy_options::recursive);
        TinyModel users;
        users.write();
        fs::copy(users.folder(), parent() / "synthetic-mine", fs::copy_options::recursive);
        fs::create_directory(parent() / "synthetic-empty");
        const SyntheticCheckpoint next(small, parent());
        QVERIFY(!fs::exists(dead));
        QVERIFY(fs::exists(living.folder() / "model.safetensors"));
        QVERIFY(fs::exists(parent() / "synthetic-mine" / "model.safetensors"));
        QVERIFY(fs::exists(parent() / "synthetic-empty"));
    }

    void noRoom()
    {
        const Error error = errorOf(parent(), {.room = 11'000'000});
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        const QString sentence = error.what();
        for (const char* part : {"fable needs 0.01 GB", "room for 0.01 GB", "--synthetic_dir"})
            QVERIFY2(sentence.contains(part), error.what());
        QVERIFY(sentence.contains(m_parent->path()));
        QVERIFY(entriesOf(parent()).empty());
    }

    /// The disk fills up while it is written.
    void endsInTheMiddle()
    {
        const ShortFiles limit(1'000'000);
        const Error error = errorOf(parent());
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        QVERIFY2(QString(error.what()).contains("model.safetensors"), error.what());
        QVERIFY(entriesOf(parent()).empty());
    }

    void unwritableFolder()
    {
        const fs::path file = parent() / "file";
        std::ofstream(file) << "no folder";
        for (const fs::path& place : {file, file / "below"}) {
            const Error error = errorOf(place);
            QCOMPARE(error.code(), ErrorCode::WriteFailed);
            QVERIFY2(QString(error.what()).contains("Cannot write " + QString(place.c_str())),
                     error.what());
        }
        QCOMPARE(entriesOf(parent()), std::vector{file});
    }

    void closedFolder()
    {
        if (::geteuid() == 0)
            QSKIP("root may write into any folder");
        const fs::path closed = parent() / "closed";
        fs::create_directory(closed);
        fs::permissions(closed, fs::perms::owner_read | fs::perms::owner_exec);
        QCOMPARE(errorOf(closed).code(), ErrorCode::WriteFailed);
    }

    void stops()
    {
        std::stop_source source;
        source.request_stop();
        const Error error = errorOf(parent(), {}, source.get_token());
        QCOMPARE(error.code(), ErrorCode::Internal);
        QVERIFY2(QString(error.what()).contains("not finished"), error.what());
        QVERIFY(entriesOf(parent()).empty());
    }
};

QTEST_GUILESS_MAIN(SyntheticCheckpointTest)
#include "tst_syntheticcheckpoint.moc"
