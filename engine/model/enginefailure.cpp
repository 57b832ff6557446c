#include "model/enginefailure.h"

#include "model/devicememory.h"

#include <c10/util/Exception.h>

#include <charconv>
#include <new>
#include <string_view>

namespace exitscope {
namespace {

/// "cuda:0 1.2 GB, cpu 3.4 GB"
std::string freeMemory()
{
    std::string text;
    for (const DeviceMemory& memory : deviceMemory(parseDevices("auto"))) {
        if (memory.device.kind == ComputeDevice::Kind::Aten || !memory.freeBytes)
            continue;
        text += (text.empty() ? "" : ", ") + memory.device.name() + " " +
                spelledBytes(*memory.freeBytes);
    }
    return text.empty() ? "an unknown amount" : text;
}

/// LibTorch says "... tried to allocate 123 bytes" (CPU) or "Tried to allocate 1.50 GiB" (CUDA).
std::size_t triedToAllocate(const std::string& message)
{
    constexpr std::string_view phrase = "ried to allocate ";
    const std::size_t found = message.find(phrase);
    if (found == std::string::npos)
        return 0;
    // Not strtod: it reads by the user's locale, and a comma may be its decimal point.
    const char* end = message.data() + message.size();
    double bytes = 0;
    const auto number = std::from_chars(message.data() + found + phrase.size(), end, bytes);
    const std::string_view unit(number.ptr, static_cast<std::size_t>(end - number.ptr));
    double scale = 1;
    for (const char* larger : {" KiB", " MiB", " GiB"}) {
        scale *= 1024;
        if (unit.starts_with(larger))
            return static_cast<std::size_t>(bytes * scale);
    }
    return static_cast<std::size_t>(bytes);
}

Error outOfMemory(const std::string& doing, std::size_t needed)
{
    return {ErrorCode::OutOfMemory,
            doing + ": there is not enough memory" +
                (needed > 0 ? "; " + spelledBytes(needed) + " more were needed" : "") +
                ", free are " + freeMemory() +
                "; close other programs, or choose a narrower dtype, a smaller checkpoint or a "
                "shorter prompt."};
}

bool isAboutMemory(const std::string& text)
{
    for (const char* sign :
         {"out of memory", "allocate memory", "ALLOC_FAILED", "not enough memory"}) {
        if (text.find(sign) != std::string::npos)
            return true;
    }
    return false;
}

} // namespace

Error describeFailure(const std::string& doing)
{
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return outOfMemory(doing, 0);
    } catch (const c10::Error& error) {
        // LibTorch has one type for all; only the text tells.
        const std::string text = error.what_without_backtrace();
        if (isAboutMemory(text))
            return outOfMemory(doing, triedToAllocate(text));
        return {ErrorCode::Internal, doing + ": " + text.substr(0, text.find('\n')) + "."};
    } catch (const std::exception& exception) {
        return {ErrorCode::Internal, doing + ": " + exception.what() + "."};
    }
}

} // namespace exitscope
