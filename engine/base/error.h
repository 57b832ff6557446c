#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace exitscope {

enum class ErrorCode
{
    WrongUse,    ///< an option or value that cannot be carried out
    FileMissing, ///< a file that should be there is not, or cannot be read
    FileDamaged, ///< a file whose content contradicts itself
    Unsupported, ///< well formed, but not something this program runs
    PromptEmpty,
    PromptTooLong,
    WriteFailed,
    OutOfMemory,
    Internal,
};

/// What went wrong: one sentence for a person, with the value, the file and what to do.
/// Thrown inside the engine; its public interface hands it out in a Result.
class Error : public std::runtime_error
{
public:
    Error(ErrorCode code, const std::string& sentence)
        : std::runtime_error(sentence)
        , m_code(code)
    {}

    ErrorCode code() const { return m_code; }

private:
    ErrorCode m_code;
};

/// A value, or the error that prevented it.
template <typename T>
class Result
{
public:
    Result(T value)
        : m_content(std::move(value))
    {}
    Result(Error error)
        : m_content(std::move(error))
    {}

    bool ok() const { return std::holds_alternative<T>(m_content); }
    explicit operator bool() const { return ok(); }

    T& value() { return std::get<T>(m_content); }
    const T& value() const { return std::get<T>(m_content); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return std::get<Error>(m_content); }

private:
    std::variant<T, Error> m_content;
};

/// Success without a value.
struct Done
{};

using Status = Result<Done>;

} // namespace exitscope
