#pragma once

#include <stdexcept>
#include <string>

namespace exitscope {

/// Why a request is refused, as the API tells it. Thrown inside app/serve.
class ApiError : public std::runtime_error
{
public:
    /// `param`: the field at fault; `code`: for programs. Both may be empty.
    ApiError(int status, const std::string& sentence, std::string param = {}, std::string code = {})
        : std::runtime_error(sentence)
        , m_status(status)
        , m_param(std::move(param))
        , m_code(std::move(code))
    {}

    int status() const { return m_status; } ///< of HTTP
    const std::string& param() const { return m_param; }
    const std::string& code() const { return m_code; }
    /// The API's class of the error, for example "invalid_request_error".
    const char* type() const;
    /// {"error": {message, type, param, code}}; null where empty.
    std::string body() const;

private:
    int m_status;
    std::string m_param;
    std::string m_code;
};

} // namespace exitscope
