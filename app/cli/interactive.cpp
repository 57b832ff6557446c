#include "cli/interactive.h"

#include "cli/modelrun.h"
#include "tokenizer/tokenizer.h"

#include <iostream>
#include <unistd.h>

namespace exitscope {

namespace {

bool readPrompt(std::string& prompt)
{
    if (isatty(STDIN_FILENO))
        std::cout << "> " << std::flush;
    return static_cast<bool>(std::getline(std::cin, prompt));
}

void answer(Session& session, const GenerateOptions& options, const std::string& prompt,
            Interrupt& interrupt)
{
    const auto generation = valueOf(session.start(prompt));
    Streamer streamer(std::cout, true, streamModeOf(options.streamer, STDOUT_FILENO),
                      terminalColumns(STDOUT_FILENO));
    const Run run = writeRun(session, *generation, options.settings, streamer, interrupt);
    std::cout << figures(run) << std::endl;
}

} // namespace

int runInteractive(Session& session, const GenerateOptions& options, Interrupt& interrupt)
{
    if (!session.tokenizer())
        throw Error(ErrorCode::Unsupported, session.tokenizerError());
    std::cerr << modelLine(session) << "\nType the beginning of a text (Ctrl-D ends)\n";
    std::string prompt;
    while (readPrompt(prompt)) {
        try {
            answer(session, options, prompt, interrupt);
        } catch (const Error& error) {
            interrupt.disarm();
            if (error.code() != ErrorCode::PromptTooLong && error.code() != ErrorCode::PromptEmpty)
                throw;
            std::cerr << error.what() << '\n';
        }
    }
    return std::cout ? 0 : 1;
}

} // namespace exitscope
