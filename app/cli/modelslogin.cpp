#include "cli/models.h"

#include "base/valueof.h"
#include "cli/interrupt.h"
#include "cli/waitfor.h"
#include "hub/hubquery.h"
#include "hub/hubsettings.h"
#include "hub/tokenstore.h"

#include "base/valueof.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <stop_token>
#include <termios.h>
#include <unistd.h>

namespace exitscope {

namespace {

/// Turns off the terminal's echo while it lives, and gives it back also where Ctrl-C or SIGTERM
/// ends the program; keys that would suspend it do nothing. Without a terminal it does nothing.
class WithoutEcho
{
public:
    WithoutEcho()
        : m_isTerminal(::tcgetattr(STDIN_FILENO, &m_before) == 0)
        , m_giveBack(m_interrupt.arm(), [this] {
            restore();
            std::_Exit(exitCodeOfInterrupt);
        })
    {
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_cc[VSUSP] = quiet.c_cc[VQUIT] = _POSIX_VDISABLE;
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    ~WithoutEcho() { restore(); }
    WithoutEcho(const WithoutEcho&) = delete;
    WithoutEcho& operator=(const WithoutEcho&) = delete;

    bool isTerminal() const { return m_isTerminal; }

private:
    void restore() const
    {
        if (m_isTerminal && ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before) == 0)
            std::cerr << std::endl;
    }

    termios m_before = {};
    bool m_isTerminal;
    Interrupt m_interrupt;
    std::stop_callback<std::function<void()>> m_giveBack;
};

QString readToken(const HubSettings& settings)
{
    std::string token;
    const WithoutEcho quiet;
    if (quiet.isTerminal())
        std::cerr << "Token from " << settings.endpoint.toString().toStdString()
                  << "/settings/tokens (it is not shown): " << std::flush;
    std::getline(std::cin, token);
    return QString::fromStdString(token).trimmed();
}

/// The user's name. Throws Error.
std::string ownerOf(const QString& token, const HubSettings& settings)
{
    using Answer = std::variant<QString, HubError>;
    HubQuery query(settings);
    const auto answer = waitFor<Answer>([&](auto then) { query.askWho(token, std::move(then)); });
    if (const auto* failure = std::get_if<HubError>(&answer))
        throw Error(ErrorCode::FileMissing, failure->sentence.toStdString());
    return std::get<QString>(answer).toStdString();
}

} // namespace

void addAccountOptions(CLI::App&, AccountOptions&) {}

int runLogin(const AccountOptions&)
{
    const HubSettings settings = hubSettingsFromEnvironment();
    const QString token = readToken(settings);
    if (token.isEmpty())
        throw Error(ErrorCode::WrongUse, "No token was given; paste one, or send it by a pipe: "
                                         "exitscope-cli models login < FILE.");
    const std::string owner = ownerOf(token, settings);
    TokenStore store;
    const HubToken::Source place = valueOf(
        waitFor<Result<HubToken::Source>>([&](auto then) { store.keep(token, std::move(then)); }));
    std::cout << "Logged in as " << owner << "; the token is kept in "
              << spelledSource(place).toStdString() << '.' << std::endl;
    if (TokenStore::findQuickly().source == HubToken::Source::Environment)
        std::cerr << "HF_TOKEN is set and goes before it." << std::endl;
    return 0;
}

int runLogout(const AccountOptions&)
{
    TokenStore store;
    const bool wasKept =
        valueOf(waitFor<Result<bool>>([&](auto then) { store.forget(std::move(then)); }));
    std::cout << (wasKept
                      ? "The token is forgotten here; it stays valid until it is deleted on the "
                        "hub's page of tokens."
                      : "No token was kept.")
              << std::endl;
    if (TokenStore::findQuickly().isKnown())
        std::cerr << "HF_TOKEN is still set." << std::endl;
    return 0;
}

} // namespace exitscope
