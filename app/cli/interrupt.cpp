#include "cli/interrupt.h"

#include "base/error.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace exitscope {

namespace {

constexpr char signalled = 's';
constexpr char ending = 'e';

/// Where the handler writes. A handler is given no context, and blocking the signals in favour of
/// sigwait fails: BLAS libraries start threads before main that still take them.
std::atomic<int> handlerPipe{-1};

void handle(int)
{
    const int before = errno;
    [[maybe_unused]] const auto written = ::write(handlerPipe.load(), &signalled, 1);
    errno = before;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

Interrupt::Interrupt()
{
    if (::pipe(m_pipe) != 0)
        throw Error(ErrorCode::Internal, "No pipe for Ctrl-C could be opened: " +
                                             std::generic_category().message(errno) + '.');
    handlerPipe = m_pipe[1];
    m_thread = std::thread(&Interrupt::watch, this);
    setHandler(handle);
}

Interrupt::~Interrupt()
{
    setHandler(SIG_DFL);
    [[maybe_unused]] const auto written = ::write(m_pipe[1], &ending, 1);
    m_thread.join();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

std::stop_token Interrupt::arm()
{
    const std::scoped_lock lock(m_mutex);
    return m_armed.emplace().get_token();
}

void Interrupt::disarm()
{
    const std::scoped_lock lock(m_mutex);
    m_armed.reset();
}

void Interrupt::watch()
{
    char event = ending;
    while (::read(m_pipe[0], &event, 1) == 1 && event == signalled)
        receive();
}

void Interrupt::receive()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_armed || !m_armed->request_stop())
        std::_Exit(exitCodeOfInterrupt);
}

} // namespace exitscope
