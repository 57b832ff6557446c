#include "base/error.h"
#include "support/testdata.h"
#include "syntheticmodel.h"
#include "tokenizer/protobufreader.h"

#include <QFile>
#include <QtTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace exitscope;
using namespace exitscope::test;
using namespace std::string_literals;

namespace {

const std::filesystem::path file = "some/file.model";

/// What reading all of `content` throws; empty where it reads to its end.
std::string refusal(std::string_view content)
{
    try {
        for (ProtobufReader reader(content, file); reader.next();) {
        }
    } catch (const Error& error) {
        return error.code() == ErrorCode::FileDamaged ? error.what() : "a wrong code";
    }
    return {};
}

/// Walks `reader` and, `depth` levels down, whatever may be a message; the number of fields and of
/// letters e.
std::size_t walk(ProtobufReader reader, int depth)
{
    std::size_t seen = 0;
    try {
        while (reader.next()) {
            try {
                // Touches every byte, for the sanitizers.
                seen += 1 + static_cast<std::size_t>(std::ranges::count(reader.bytes(), 'e'));
                if (depth > 0)
                    seen += walk(reader.message(), depth - 1);
            } catch (const Error&) {
                ++seen; // a number
            }
        }
    } catch (const Error& error) {
        if (error.code() != ErrorCode::FileDamaged)
            throw;
    }
    return seen;
}

} // namespace

class TestProtobufReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values();
    void damage_data();
    void damage();
    void wrongKinds();
    void placeInNestedMessages();
    void truncationsAndFlips();
};

void TestProtobufReader::values()
{
    const std::string eight = "\x31"s.append("12345678"); // field 6, eight bytes
    const std::string content = varintField(1, 0) + varintField(1, 300) +
                                varintField(536870911, std::numeric_limits<std::uint64_t>::max()) +
                                floatField(3, -1.5F) + bytesField(4, "") + eight +
                                bytesField(5, bytesField(7, "inner") + varintField(8, 1));
    ProtobufReader reader(content, file);
    QVERIFY(reader.next() && reader.field() == 1 && reader.integer() == 0 && !reader.boolean());
    QVERIFY(reader.next() && reader.field() == 1 && reader.integer() == 300 && reader.boolean());
    QVERIFY(reader.next() && reader.field() == 536870911 && reader.integer() == -1);
    QVERIFY(reader.next() && reader.field() == 3 && reader.real() == -1.5F);
    QVERIFY(reader.next() && reader.field() == 4 && reader.bytes().empty());
    QVERIFY(reader.next() && reader.field() == 6);
    QVERIFY(reader.next() && reader.field() == 5);
    ProtobufReader inner = reader.message();
    QVERIFY(inner.next() && inner.field() == 7 && inner.bytes() == "inner");
    QVERIFY(inner.next() && inner.field() == 8 && inner.boolean());
    QVERIFY(!inner.next() && !inner.next());
    QVERIFY(!reader.next());
}

void TestProtobufReader::damage_data()
{
    QTest::addColumn<std::string>("content");
    QTest::addColumn<std::string>("says");
    const std::string good = varintField(1, 5); // two bytes
    const std::string beyond = "at byte 2: a field reaches beyond the end";
    QTest::newRow("half a tag") << good + "\x80" << beyond;
    QTest::newRow("no value") << good + "\x08" << beyond;
    QTest::newRow("half a varint") << good + "\x08\xFF" << beyond;
    QTest::newRow("half a float") << good + "\x15" + "123" << beyond;
    QTest::newRow("half a double") << good + "\x11" + "1234567" << beyond;
    QTest::newRow("long bytes") << good + "\x0A\x04" + "123" << beyond;
    QTest::newRow("endless bytes")
        << good + "\x0A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01" + "123" << beyond;
    QTest::newRow("long varint") << good + "\x08" + std::string(10, '\x80') + "\x01"
                                 << "at byte 2: a number has more than 64 bits"s;
    QTest::newRow("large varint") << good + "\x08" + std::string(9, '\xFF') + "\x02"
                                  << "at byte 2: a number has more than 64 bits"s;
    QTest::newRow("field 0") << good + "\x02\x01" + "1"
                             << "at byte 2: there is no field of that number"s;
    QTest::newRow("large field") << good + varintField(1 << 29, 1)
                                 << "at byte 2: there is no field of that number"s;
    for (const char wire : {3, 4, 6, 7})
        QTest::addRow("wire %d", wire) << good + static_cast<char>(8 | wire) + "\x01"
                                       << "at byte 2: there is no field of that kind"s;
}

void TestProtobufReader::damage()
{
    QFETCH(std::string, content);
    QFETCH(std::string, says);
    const std::string sentence = refusal(content);
    QVERIFY2(sentence.find(file.string()) == 0, sentence.c_str());
    QVERIFY2(sentence.find(says) != std::string::npos, sentence.c_str());
}

void TestProtobufReader::wrongKinds()
{
    const std::string content = varintField(1, 5) + floatField(2, 1) + bytesField(3, "x");
    ProtobufReader reader(content, file);
    QVERIFY(reader.next());
    QVERIFY_EXCEPTION_THROWN(reader.bytes(), Error);
    QVERIFY_EXCEPTION_THROWN(reader.message(), Error);
    QVERIFY(reader.next());
    QVERIFY_EXCEPTION_THROWN(reader.integer(), Error);
    QVERIFY(reader.next());
    QVERIFY_EXCEPTION_THROWN(reader.real(), Error);
}

void TestProtobufReader::placeInNestedMessages()
{
    const std::string content = varintField(1, 5) + bytesField(2, bytesField(3, "\x08\x01\x08"));
    ProtobufReader outer(content, file);
    QVERIFY(outer.next() && outer.next());
    ProtobufReader middle = outer.message();
    QVERIFY(middle.next());
    ProtobufReader inner = middle.message();
    QVERIFY(inner.next());
    try {
        inner.next();
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find("at byte 8:") != std::string::npos, error.what());
    }
}

void TestProtobufReader::truncationsAndFlips()
{
    QFile model(QString::fromStdString((bundledModel() / "tokenizer.model").string()));
    QVERIFY(model.open(QIODevice::ReadOnly));
    const std::string whole = model.readAll().toStdString();
    QVERIFY(walk(ProtobufReader(whole, file), 2) > 4096);
    std::mt19937 random(11);
    for (int round = 0; round < 100; ++round) {
        // A buffer of its own size, so that the sanitizers see a byte read too many.
        const std::string_view start(whole.data(), random() % whole.size());
        std::vector<char> broken(start.begin(), start.end());
        for (std::size_t flips = random() % 9; flips > 0 && !broken.empty(); --flips)
            broken[random() % broken.size()] = static_cast<char>(random());
        QVERIFY(walk(ProtobufReader({broken.data(), broken.size()}, file), 5) < 8 * whole.size());
    }
}

QTEST_GUILESS_MAIN(TestProtobufReader)
#include "tst_protobufreader.moc"
