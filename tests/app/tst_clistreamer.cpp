#include "cli/streamer.h"

#include <QtTest>

#include <sstream>

using namespace exitscope;

namespace {

TokenTrace tokenOf(int id, const std::string& bytes)
{
    TokenTrace token;
    token.id = id;
    token.bytes = bytes;
    return token;
}

/// What a terminal of one endless line shows after `written`: knows the sequences that a streamer
/// may use, and fails on any other.
QByteArray shown(const std::string& written)
{
    QByteArray line;
    qsizetype remembered = -1;
    const std::string_view known[] = {"\0337",   "\0338",    "\033[K",  "\033[?7l",
                                      "\033[2m", "\033[22m", "\033[?7h"};
    qsizetype column = 0;
    for (std::size_t i = 0; i < written.size();) {
        const std::string_view rest = std::string_view(written).substr(i);
        if (rest[0] != '\033') {
            line.resize(column);
            line += rest[0];
            ++column;
            ++i;
            continue;
        }
        const auto found = std::ranges::find_if(
            known, [&](std::string_view sequence) { return rest.starts_with(sequence); });
        if (found == std::end(known))
            return "unknown sequence";
        if (*found == known[0])
            remembered = column;
        else if (*found == known[1])
            column = remembered;
        else if (*found == known[2])
            line.resize(column);
        i += found->size();
    }
    return line;
}

} // namespace

class TestCliStreamer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensAsTheyCome();
    void everythingAtTheEnd();
    void draftsMakeWayForTheirTokens();
    void draftsStayOnTheirLine();
    void draftsSpareAFullLine();
    void draftsOfAnInterruptedRoundGo();
    void draftsNeedATerminal();
};

void TestCliStreamer::tokensAsTheyCome()
{
    std::ostringstream out;
    Streamer streamer(out, true, StreamMode::AsWritten);
    streamer.write(tokenOf(1, "a\xC3"));
    QCOMPARE(out.str(), std::string("a")); // the character is not whole yet
    streamer.draft({2, "draft", 0});
    streamer.write(tokenOf(2, "\xA9"));
    QCOMPARE(out.str(), std::string("a\xC3\xA9"));
    streamer.write(tokenOf(3, "\xE2\x82"));
    streamer.finish();
    QCOMPARE(out.str(), std::string("a\xC3\xA9\xEF\xBF\xBD\n"));
    std::ostringstream ids;
    Streamer bare(ids, false, StreamMode::AsWritten);
    bare.write(tokenOf(17, ""));
    bare.write(tokenOf(4, ""));
    QCOMPARE(ids.str(), std::string("17 4 "));
}

void TestCliStreamer::everythingAtTheEnd()
{
    std::ostringstream out;
    Streamer streamer(out, true, StreamMode::AtEnd);
    streamer.write(tokenOf(1, "a"));
    streamer.write(tokenOf(2, "b"));
    QCOMPARE(out.str(), std::string());
    streamer.finish();
    QCOMPARE(out.str(), std::string("ab\n"));
}

void TestCliStreamer::draftsMakeWayForTheirTokens()
{
    std::ostringstream out;
    Streamer streamer(out, true, StreamMode::WithDrafts);
    QVERIFY(streamer.showsDrafts());
    streamer.write(tokenOf(1, "The"));
    streamer.draft({2, " king", 3});
    streamer.draft({3, " slept", 3});
    QCOMPARE(shown(out.str()), QByteArray("The king slept"));
    QVERIFY(out.str().find("\033[2m king\033[22m") != std::string::npos); // dimmed
    streamer.write(tokenOf(2, " king"));
    QCOMPARE(shown(out.str()), QByteArray("The king"));
    streamer.write(tokenOf(4, " woke"));
    QCOMPARE(shown(out.str()), QByteArray("The king woke"));
    streamer.draft({5, " up", 3});
    streamer.write(tokenOf(5, " up"));
    streamer.finish();
    QCOMPARE(shown(out.str()), QByteArray("The king woke up\n"));
}

void TestCliStreamer::draftsStayOnTheirLine()
{
    std::ostringstream out;
    Streamer streamer(out, true, StreamMode::WithDrafts);
    streamer.write(tokenOf(1, "caf\xC3"));
    streamer.draft({2, "\xA9\n", 3}); // goes on in the middle of a character
    streamer.draft({3, "\033[2J\t\x7F", 3});
    QCOMPARE(shown(out.str()), QByteArray("caf\xC3\xA9\u21B5 [2J  "));
    QCOMPARE(std::ranges::count(out.str(), '\n'), 0);
    streamer.write(tokenOf(2, "\xA9\n")); // the draft did not use the half character up
    QCOMPARE(shown(out.str()), QByteArray("caf\xC3\xA9\n"));
    // No wrapping, so that a long draft cannot leave the line either; and back again.
    QCOMPARE(out.str().find("\033[?7l") < out.str().find("\033[?7h"), true);
    QVERIFY(out.str().rfind("\033[?7h") > out.str().rfind("\033[?7l"));
}

void TestCliStreamer::draftsSpareAFullLine()
{
    std::ostringstream out;
    Streamer streamer(out, true, StreamMode::WithDrafts, 4);
    streamer.write(tokenOf(1, "a\nb\xC3\xA9 d")); // four characters stand on the second line
    streamer.draft({2, "e", 3});
    QCOMPARE(shown(out.str()), QByteArray("a\nb\xC3\xA9 d"));
    streamer.write(tokenOf(2, "e"));
    streamer.draft({3, "f", 3});
    QCOMPARE(shown(out.str()), QByteArray("a\nb\xC3\xA9 def"));
}

void TestCliStreamer::draftsOfAnInterruptedRoundGo()
{
    std::ostringstream out;
    Streamer streamer(out, true, StreamMode::WithDrafts);
    streamer.write(tokenOf(1, "The"));
    streamer.draft({2, " king", 3});
    streamer.finish();
    QCOMPARE(shown(out.str()), QByteArray("The\n"));
}

void TestCliStreamer::draftsNeedATerminal()
{
    QFile file("/dev/null");
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(streamModeOf("speculative", file.handle()), StreamMode::AsWritten);
    QCOMPARE(streamModeOf("standard", file.handle()), StreamMode::AsWritten);
    QCOMPARE(streamModeOf("none", file.handle()), StreamMode::AtEnd);
    QFile terminal("/dev/ptmx"); // the near end of a pseudo-terminal is one too
    if (!terminal.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        QSKIP("this system has no pseudo-terminals");
    qputenv("TERM", "xterm");
    QCOMPARE(streamModeOf("speculative", terminal.handle()), StreamMode::WithDrafts);
    QCOMPARE(streamModeOf("standard", terminal.handle()), StreamMode::AsWritten);
    for (const char* kind : {"dumb", ""}) {
        qputenv("TERM", kind);
        QCOMPARE(streamModeOf("speculative", terminal.handle()), StreamMode::AsWritten);
    }
}

QTEST_GUILESS_MAIN(TestCliStreamer)
#include "tst_clistreamer.moc"
