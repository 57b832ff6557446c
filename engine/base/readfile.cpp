#include "base/readfile.h"

#include "base/error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace exitscope {

namespace {

/// An open file, closed with its scope.
struct Descriptor
{
    explicit Descriptor(const std::filesystem::path& file)
        : number(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC))
    {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }

    int number;
};

std::string reasonOf(int code)
{
    return std::generic_category().message(code);
}

/// Why nothing can be read from `descriptor`; empty where something can.
std::string obstacle(int descriptor)
{
    struct stat status = {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0)
        return reasonOf(errno);
    if (S_ISDIR(status.st_mode))
        return "it is a folder";
    return S_ISREG(status.st_mode) ? "" : "it is not a regular file";
}

} // namespace

std::string readFile(const std::filesystem::path& file, const std::string& what,
                     const std::string& advice)
{
    const auto refuse = [&](const std::string& reason) {
        throw Error(ErrorCode::FileMissing, "Cannot read " + what + ' ' + file.string() + ": " +
                                                reason + "; " + advice + '.');
    };
    const Descriptor descriptor(file);
    if (const std::string reason = obstacle(descriptor.number); !reason.empty())
        refuse(reason);
    std::string content;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t count = ::read(descriptor.number, buffer, sizeof buffer);
        if (count > 0)
            content.append(buffer, static_cast<std::size_t>(count));
        else if (count == 0)
            return content;
        else if (errno != EINTR)
            refuse(reasonOf(errno));
    }
}

} // namespace exitscope
