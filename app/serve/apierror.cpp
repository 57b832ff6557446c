#include "serve/apierror.h"

#include <nlohmann/json.hpp>

namespace exitscope {

const char* ApiError::type() const
{
    switch (m_status) {
    case 401:
        return "authentication_error";
    case 403:
        return "permission_error";
    case 429:
        return "rate_limit_error";
    default:
        return m_status >= 500 ? "server_error" : "invalid_request_error";
    }
}

std::string ApiError::body() const
{
    using Json = nlohmann::ordered_json;
    const auto orNull = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    const Json error = {{"message", what()},
                        {"type", type()},
                        {"param", orNull(m_param)},
                        {"code", orNull(m_code)}};
    return Json{{"error", error}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace exitscope
