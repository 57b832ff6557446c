#include "serve/access.h"

#include "base/error.h"
#include "base/readfile.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>

namespace exitscope {

namespace {

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// Without a port, and an IPv6 address without its brackets.
std::string hostIn(const std::string& header)
{
    if (header.starts_with('['))
        return header.substr(1, header.find(']') - 1);
    return header.substr(0, header.find(':'));
}

} // namespace

bool isLoopback(const std::string& host)
{
    in_addr four = {};
    if (inet_pton(AF_INET, host.c_str(), &four) == 1)
        return (ntohl(four.s_addr) >> 24) == 127;
    in6_addr six = {};
    if (inet_pton(AF_INET6, host.c_str(), &six) == 1)
        return IN6_IS_ADDR_LOOPBACK(&six);
    return lowered(host) == "localhost";
}

bool namesLoopback(const std::string& hostHeader)
{
    return isLoopback(hostIn(hostHeader));
}

bool opensWith(std::string_view header, std::string_view key)
{
    constexpr std::string_view scheme = "bearer ";
    if (key.empty() || lowered(std::string(header.substr(0, scheme.size()))) != scheme)
        return false;
    const std::string_view given = header.substr(scheme.size());
    unsigned difference = given.size() == key.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size(); ++i)
        difference |=
            static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(key[i % key.size()]);
    return difference == 0;
}

std::string keyFromFile(const std::string& file)
{
    std::string key = readFile(file, "the key file", "check its name");
    key = key.substr(0, key.find_first_of("\r\n"));
    if (key.empty())
        throw Error(ErrorCode::WrongUse,
                    "The first line of " + file + " is empty; write the key there.");
    return key;
}

} // namespace exitscope
