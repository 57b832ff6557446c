#include "support/clihub.h"
#include "support/testdata.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

using namespace exitscope::test;

/// The command `models`, as a user calls it, against a server that behaves as the hub does.
class CliModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void wrongUse_data();
    void wrongUse();
    void helpNamesTheCommands();
    void listWithoutAnything();
    void downloadListPathRemove();
    void downloadedModelRuns();
    void offline();
    void loginAndLogout();
    void loginWithAWrongToken();
    void interruptedLoginGivesTheEchoBack_data();
    void interruptedLoginGivesTheEchoBack();
    void tokenIsNeverPrinted();
    void errorsAreSentences();
    void limitOnTheSizeOfFiles();

private:
    QJsonObject listed(const QString& name) const;

    HubServer m_server;
    std::unique_ptr<CliHub> m_cli;
};

const QString commit = "00112233445566778899aabbccddeeff00112233";

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void CliModelsTest::initTestCase()
{
    const QString folder = QString::fromStdString(bundledModel().string());
    ServedModel fable{commit, {"main"}, false, {}};
    for (const char* name : {"config.json", "exitscope.json"})
        fable.files.push_back(smallFile(name, contentOf(folder + '/' + name)));
    for (const char* name : {"tokenizer.model", "model.safetensors"})
        fable.files.push_back(largeFile(name, contentOf(folder + '/' + name)));
    m_server.add("tales/fable", fable);
    fable.isGated = true;
    m_server.add("tales/gated", fable);
}

void CliModelsTest::init()
{
    m_server.setFaults({});
    m_cli = std::make_unique<CliHub>(m_server);
}

QJsonObject CliModelsTest::listed(const QString& name) const
{
    const auto outcome = m_cli->run({"models", "list", "--json"});
    const QJsonArray models = QJsonDocument::fromJson(outcome.out).object()["models"].toArray();
    for (const auto& model : models) {
        if (model.toObject()["name"].toString() == name)
            return model.toObject();
    }
    return {};
}

void CliModelsTest::wrongUse_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("nothing") << QStringList{} << QByteArray("Name a command; they are list, ");
    QTest::newRow("unknown") << QStringList{"frob"}
                             << QByteArray("There is no command \"frob\"; the commands are list, "
                                           "download, remove, path, login and logout.");
    QTest::newRow("no model") << QStringList{"download"} << QByteArray("model is required");
    QTest::newRow("no name") << QStringList{"download", "fables"}
                             << QByteArray("\"fables\" names no model of the hub; write org/name");
    QTest::newRow("bundled") << QStringList{"download", "fable"}
                             << QByteArray("fable comes with Exitscope");
    QTest::newRow("parallel") << QStringList{"download", "a/b", "--parallel", "17"}
                              << QByteArray("--parallel is 17, but must be 1 to 16.");
    QTest::newRow("option") << QStringList{"list", "--jsn"} << QByteArray("--jsn");
    QTest::newRow("nobody to ask") << QStringList{"remove", "a/b"} << QByteArray("give --yes");
    QTest::newRow("no token") << QStringList{"login"} << QByteArray("No token was given");
}

void CliModelsTest::wrongUse()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, sentence);
    const auto outcome = m_cli->run(QStringList{"models"} + words);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.startsWith("exitscope-cli models: ") && outcome.err.contains(sentence),
             outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
}

void CliModelsTest::helpNamesTheCommands()
{
    const auto help = m_cli->run({"models", "--help"});
    QCOMPARE(help.code, 0);
    for (const char* command : {"list", "download", "remove", "path", "login", "logout"})
        QVERIFY(help.out.contains(command));
    QVERIFY(m_cli->run({"--help"}).out.contains("models"));
    QVERIFY(m_cli->run({"models", "download", "--help"}).out.contains("--parallel"));
}

void CliModelsTest::listWithoutAnything()
{
    const auto outcome = m_cli->run({"models", "list"});
    QCOMPARE(outcome.code, 0);
    for (const char* text : {"fable ", "facebook/layerskip-llama2-70B", "bundled", "gated",
                             "FAIR Noncommercial Research License", "Token: nowhere"})
        QVERIFY2(outcome.out.contains(text), text);
    const QJsonObject model = listed("facebook/layerskip-llama3.2-1B");
    QCOMPARE(model["parameters"].toInteger(), 1235814400);
    QCOMPARE(model["gated"].toBool(), true);
    QCOMPARE(model["page"].toString(), m_server.endpoint() + "/facebook/layerskip-llama3.2-1B");
    QVERIFY(model["cached"].isNull());
    QVERIFY(model["memory"]["int4"]["bytes"].toInteger() > 600'000'000);
    QVERIFY(m_server.seen().empty());
}

void CliModelsTest::downloadListPathRemove()
{
    const auto download = m_cli->run({"models", "download", "tales/fable"});
    QVERIFY2(download.code == 0, download.err.constData());
    const QString folder = m_cli->cache("models--tales--fable/snapshots/" + commit);
    QCOMPARE(download.out, folder.toUtf8() + '\n');
    QVERIFY(download.err.contains("tales/fable at commit 001122334455: 4 files, 11 MB"));
    QVERIFY(download.err.contains("Open it with --model tales/fable"));

    const QJsonObject model = listed("tales/fable");
    QCOMPARE(model["offered"].toBool(), false);
    QCOMPARE(model["cached"]["folder"].toString(), folder);
    QCOMPARE(model["cached"]["revisions"].toArray(), QJsonArray{"main"});
    QCOMPARE(model["memory"], listed("fable").value("memory"));

    QCOMPARE(m_cli->run({"models", "path", "tales/fable"}).out, folder.toUtf8() + '\n');
    const auto removal = m_cli->run({"models", "remove", "tales/fable", "--yes"});
    QCOMPARE(removal.code, 0);
    QCOMPARE(removal.out, "Removed tales/fable: 11 MB are free again.\n");
    QCOMPARE(m_cli->run({"models", "path", "tales/fable"}).code, 1);
    QCOMPARE(m_cli->run({"models", "remove", "tales/fable", "--yes"}).code, 1);
}

void CliModelsTest::downloadedModelRuns()
{
    QCOMPARE(m_cli->run({"models", "download", "tales/fable"}).code, 0);
    m_cli->environment.insert("HF_ENDPOINT", "http://127.0.0.1:1"); // nothing is asked any more
    const auto run = m_cli->run({"generate", "--model", "tales/fable", "--prompt", "Once upon a",
                                 "--max_steps", "4", "--json", "--no-sample"});
    QVERIFY2(run.code == 0, run.err.constData());
    const auto bundled = m_cli->run(
        {"generate", "--prompt", "Once upon a", "--max_steps", "4", "--json", "--no-sample"});
    const auto text = [](const QByteArray& document) {
        return QJsonDocument::fromJson(document).object().value("text").toString();
    };
    QVERIFY(!text(run.out).isEmpty());
    QCOMPARE(text(run.out), text(bundled.out));
}

void CliModelsTest::offline()
{
    QCOMPARE(m_cli->run({"models", "download", "tales/fable"}).code, 0);
    m_cli->environment.insert("HF_HUB_OFFLINE", "1");
    m_server.forgetSeen();
    QCOMPARE(m_cli->run({"models", "path", "tales/fable"}).code, 0);
    const auto download = m_cli->run({"models", "download", "tales/gated"});
    QCOMPARE(download.code, 1);
    QVERIFY(download.err.contains("HF_HUB_OFFLINE"));
    QVERIFY(m_server.seen().empty());
}

void CliModelsTest::loginAndLogout()
{
    QCOMPARE(m_cli->run({"models", "download", "tales/gated"}).code, 1);
    const auto login = m_cli->run({"models", "login"}, "hf_good\n");
    QVERIFY2(login.code == 0, login.err.constData());
    const QString file = m_cli->folder.filePath("token");
    QCOMPARE(login.out,
             "Logged in as somebody; the token is kept in the file " + file.toUtf8() + ".\n");
    QCOMPARE(contentOf(file), "hf_good");
    QVERIFY(!(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    QVERIFY(m_cli->run({"models", "list"}).out.contains("Token: the file " + file.toUtf8()));
    const auto download = m_cli->run({"models", "download", "tales/gated"});
    QVERIFY2(download.code == 0, download.err.constData());
    QCOMPARE(m_cli->run({"models", "logout"}).code, 0);
    QVERIFY(!QFile::exists(file));
    QVERIFY(m_cli->run({"models", "logout"}).out.contains("No token was kept."));
}

void CliModelsTest::loginWithAWrongToken()
{
    const auto login = m_cli->run({"models", "login"}, "hf_wrong\n");
    QCOMPARE(login.code, 1);
    QVERIFY2(login.err.contains("does not accept the token"), login.err.constData());
    QVERIFY(!QFile::exists(m_cli->folder.filePath("token")));
}

void CliModelsTest::interruptedLoginGivesTheEchoBack_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void CliModelsTest::interruptedLoginGivesTheEchoBack()
{
    QFETCH(int, signal);
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
    const int other = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY); // keeps its modes
    const auto modes = [terminal] {
        termios now = {};
        ::tcgetattr(terminal, &now);
        return now;
    };
    const termios before = modes();
    QVERIFY(before.c_lflag & ECHO);
    QProcess process;
    process.setProcessEnvironment(m_cli->environment);
    process.setStandardInputFile(QString::fromLocal8Bit(::ptsname(terminal)));
    process.start(EXITSCOPE_BIN_DIR "/exitscope-cli", {"models", "login"});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(!(modes().c_lflag & ECHO), 60'000);
    QCOMPARE(int{modes().c_cc[VSUSP]}, int{_POSIX_VDISABLE});
    ::kill(static_cast<pid_t>(process.processId()), signal);
    const auto outcome = CliHub::ended(process);
    QCOMPARE(outcome.code, 130);
    QVERIFY(modes().c_lflag & ECHO);
    QCOMPARE(modes().c_cc[VSUSP], before.c_cc[VSUSP]);
    ::close(other);
    ::close(terminal);
}

void CliModelsTest::tokenIsNeverPrinted()
{
    for (const QByteArray token : {"hf_good", "hf_outside", "hf_wrong"}) {
        m_cli->environment.insert("HF_TOKEN", token);
        m_cli->environment.insert("QT_LOGGING_RULES", "*=true");
        for (const QStringList& words : {QStringList{"login"},
                                         {"list"},
                                         {"list", "--json"},
                                         {"download", "tales/gated"},
                                         {"download", "tales/none"},
                                         {"path", "tales/gated"},
                                         {"logout"}}) {
            const auto outcome = m_cli->run(QStringList{"models"} + words, token + '\n');
            QVERIFY(outcome.code >= 0);
            QVERIFY2(!outcome.out.contains(token), outcome.out.constData());
            QVERIFY2(!outcome.err.contains(token), outcome.err.constData());
        }
    }
    for (const SeenRequest& request : m_server.seen())
        QVERIFY(request.isOwn || !request.headers.contains("authorization"));
}

void CliModelsTest::errorsAreSentences()
{
    const auto gated = m_cli->run({"models", "download", "tales/gated"});
    QCOMPARE(gated.code, 1);
    QCOMPARE(gated.err.split('\n').last(), "");
    QVERIFY2(gated.err.contains("tales/gated is gated or private: ask for access at " +
                                m_server.endpoint().toUtf8() + "/tales/gated"),
             gated.err.constData());
    const auto missing = m_cli->run({"models", "download", "tales/none"});
    QCOMPARE(missing.code, 1);
    QVERIFY(missing.err.contains("There is no model tales/none"));
    m_cli->environment.insert("HF_ENDPOINT", "http://nowhere.invalid");
    const auto unsafe = m_cli->run({"models", "login"}, "hf_good\n");
    QCOMPARE(unsafe.code, 1);
    QVERIFY(unsafe.err.contains("Tokens are sent over https only"));
}

void CliModelsTest::limitOnTheSizeOfFiles()
{
    // A full disk would need one: the limit makes writing fail at the same place.
    const auto full = m_cli->run({"models", "download", "tales/fable"}, {}, "ulimit -f 8192; ");
    QCOMPARE(full.code, 1);
    QVERIFY2(full.err.contains("model.safetensors cannot be written on: files may not grow larger "
                               "here (ulimit -f), at " +
                               m_cli->cache("models--tales--fable/blobs/").toUtf8()),
             full.err.constData());
    const auto again = m_cli->run({"models", "download", "tales/fable"});
    QVERIFY2(again.code == 0, again.err.constData());
    const QByteArray range = m_server.seen().back().headers.value("range");
    QVERIFY2(range.startsWith("bytes="), range.constData());
}

QTEST_GUILESS_MAIN(CliModelsTest)
#include "tst_climodels.moc"
