#include "cli/models.h"

#include "cli/interrupt.h"
#include "cli/modelstable.h"
#include "cli/optiongroup.h"
#include "cli/waitfor.h"
#include "cli/words.h"
#include "common/bundledmodel.h"
#include "hub/downloadjob.h"
#include "hub/hubsettings.h"
#include "hub/tokenstore.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace exitscope {

namespace {

constexpr int interruptPollMs = 50;
constexpr qint64 quietMs = 5000;

/// One line on a terminal, written over again and again; elsewhere a line now and then.
class ProgressLine
{
public:
    void show(const DownloadProgress& progress)
    {
        if (progress.state != DownloadProgress::State::Running)
            return;
        const std::string note = noteOf(progress);
        const bool isDue = !m_clock.isValid() || m_clock.elapsed() >= quietMs || note != m_note;
        if (!m_onTerminal && !isDue)
            return;
        m_note = note;
        m_clock.start();
        const std::string line = lineOf(progress) + note;
        // Cleared to the end of the line: what was longer must not show.
        std::cerr << (m_onTerminal ? "\r\033[K" + line.substr(0, widest) : line + '\n')
                  << std::flush;
        m_isOpen = m_onTerminal;
    }

    void end()
    {
        if (m_isOpen)
            std::cerr << '\n';
        m_isOpen = false;
    }

private:
    static constexpr std::size_t widest = 200;

    static std::string lineOf(const DownloadProgress& progress)
    {
        const auto done =
            std::ranges::count(progress.files, FileProgress::State::Done, &FileProgress::state);
        const double share = progress.total > 0 ? 100.0 * static_cast<double>(progress.bytes) /
                                                      static_cast<double>(progress.total)
                                                : 0;
        std::string line = std::to_string(static_cast<int>(share)) + " %, " +
                           spelledSize(progress.bytes) + " of " + spelledSize(progress.total) +
                           ", file " +
                           std::to_string(std::min<std::size_t>(static_cast<std::size_t>(done) + 1,
                                                                progress.files.size())) +
                           " of " + std::to_string(progress.files.size());
        if (progress.speed > 0)
            line += ", " + spelledSize(std::llround(progress.speed)) + "/s";
        if (progress.secondsLeft)
            line += ", " + spelledDuration(*progress.secondsLeft).toStdString() + " left";
        return line;
    }

    static std::string noteOf(const DownloadProgress& progress)
    {
        const auto waiting = std::ranges::find_if(
            progress.files, [](const FileProgress& file) { return !file.note.isEmpty(); });
        return waiting == progress.files.end()
                   ? ""
                   : "; " + waiting->name.toStdString() + " waits: " + waiting->note.toStdString();
    }

    const bool m_onTerminal = ::isatty(STDERR_FILENO) != 0;
    bool m_isOpen = false;
    std::string m_note;
    QElapsedTimer m_clock;
};

int download(DownloadJob& job)
{
    Interrupt interrupt;
    const std::stop_token stopped = interrupt.arm();
    QEventLoop loop;
    QTimer poll;
    ProgressLine line;
    int code = 1;
    QObject::connect(&poll, &QTimer::timeout, &job, [&] {
        if (stopped.stop_requested())
            job.cancel();
    });
    QObject::connect(&job, &DownloadJob::listed, [&](const RemoteModel& model) {
        std::cerr << model.name.text().toStdString() << " at commit "
                  << model.commit.left(12).toStdString() << ": " << model.files.size() << " files, "
                  << spelledSize(model.bytes()) << std::endl;
    });
    QObject::connect(&job, &DownloadJob::progressed,
                     [&](const DownloadProgress& progress) { line.show(progress); });
    QObject::connect(&job, &DownloadJob::finished, [&](const QString& folder) {
        line.end();
        std::cerr << "Open it with --model " << job.name().text().toStdString() << std::endl;
        std::cout << folder.toStdString() << std::endl;
        code = 0;
        loop.quit();
    });
    QObject::connect(&job, &DownloadJob::failed, [&](const HubError& error) {
        line.end();
        std::cerr << "exitscope-cli models: " << error.sentence.toStdString() << std::endl;
        loop.quit();
    });
    poll.start(interruptPollMs);
    job.start();
    loop.exec();
    return code;
}

} // namespace

void addDownloadOptions(CLI::App& command, DownloadOptions& options)
{
    command
        .add_option("model", options.model,
                    "org/name or org/name@revision, for example facebook/layerskip-llama3.2-1B")
        ->required();
    OptionGroup(command, "Network")
        .addWhole("parallel", options.parallel, "files at a time, 1 to 16");
}

int runDownload(const DownloadOptions& options)
{
    constexpr unsigned most = 16;
    require(options.parallel >= 1 && options.parallel <= most,
            "--parallel is " + std::to_string(options.parallel) + ", but must be 1 to 16.");
    require(options.model != bundledModelFolder().filename(),
            options.model + " comes with Exitscope; there is nothing to download.");
    const auto name = parseModelName(QString::fromStdString(options.model));
    if (!name)
        throw name.error();
    HubSettings settings = hubSettingsFromEnvironment();
    settings.parallel = static_cast<int>(options.parallel);
    HubToken token;
    TokenStore store;
    if (!settings.offline)
        token = waitFor<HubToken>([&](auto then) { store.find(std::move(then)); });
    DownloadJob job(*name, settings, token.value);
    return download(job);
}

} // namespace exitscope
