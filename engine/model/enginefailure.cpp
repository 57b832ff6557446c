#include "model/enginefailure.h"

#include <c10/util/Exception.h>

#include <new>

namespace exitscope {
namespace {

Error outOfMemory(const std::string& doing)
{
    return {ErrorCode::OutOfMemory, doing +
                                        ": there is not enough memory; close other programs, or "
                                        "choose bf16, a smaller checkpoint or a shorter prompt."};
}

} // namespace

Error describeFailure(const std::string& doing)
{
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return outOfMemory(doing);
    } catch (const c10::Error& error) {
        // LibTorch has no type of its own for this.
        const std::string text = error.what_without_backtrace();
        if (text.find("alloc") != std::string::npos)
            return outOfMemory(doing);
        return {ErrorCode::Internal, doing + ": " + text.substr(0, text.find('\n')) + "."};
    } catch (const std::exception& exception) {
        return {ErrorCode::Internal, doing + ": " + exception.what() + "."};
    }
}

} // namespace exitscope
