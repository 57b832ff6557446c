#include "base/error.h"
#include "base/readfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace exitscope;
namespace fs = std::filesystem;

namespace {

/// The sentence with which `file` is refused; empty where it is read.
QString refusal(const fs::path& file)
{
    try {
        readFile(file, "the letter", "write another one");
    } catch (const Error& error) {
        return error.code() == ErrorCode::FileMissing ? QString(error.what()) : QString();
    }
    return {};
}

} // namespace

class TestReadFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByteIsRead();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
};

void TestReadFile::everyByteIsRead()
{
    QTemporaryDir folder;
    for (const qsizetype size : {0, 1, 65536, 200'001}) {
        QByteArray content(size, '\0');
        for (qsizetype i = 0; i < size; ++i)
            content[i] = static_cast<char>(i * 7);
        QFile file(folder.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == size);
        file.close();
        QCOMPARE(readFile(file.fileName().toStdString(), "it", "give up"), content.toStdString());
    }
}

void TestReadFile::whatIsNoFileIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << "missing"
                             << "No such file";
    QTest::newRow("folder") << "."
                            << "it is a folder";
    QTest::newRow("pipe nobody writes to") << "pipe"
                                           << "not a regular file";
    QTest::newRow("endless device") << "/dev/zero"
                                    << "not a regular file";
    QTest::newRow("file below a file") << "file/below"
                                       << "Not a directory";
    if (QFile::exists("/proc/self/mem"))
        QTest::newRow("reading fails") << "/proc/self/mem"
                                       << "Input/output error";
}

void TestReadFile::whatIsNoFileIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, says);
    QTemporaryDir folder;
    const fs::path place = folder.path().toStdString();
    QCOMPARE(::mkfifo((place / "pipe").c_str(), 0600), 0);
    QVERIFY(QFile(folder.filePath("file")).open(QIODevice::WriteOnly));
    const fs::path file = place / name.toStdString();
    const QString sentence = refusal(file);
    const QString start =
        QString("Cannot read the letter %1: ").arg(QString::fromStdString(file.string()));
    QVERIFY2(sentence.startsWith(start), qPrintable(sentence));
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QVERIFY2(sentence.endsWith("; write another one."), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestReadFile)
#include "tst_readfile.moc"
