#include "model/safetensors.h"

#include "model/jsontext.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace exitscope {
namespace {

using Json = nlohmann::json;

/// Bytes per element; 0 for a dtype that the format does not have.
std::size_t elementBytes(const std::string& dtype)
{
    static const std::map<std::string, std::size_t> widths{
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E4M3", 1}, {"F8_E5M2", 1},
        {"I16", 2},  {"U16", 2}, {"F16", 2}, {"BF16", 2},    {"I32", 4},
        {"U32", 4},  {"F32", 4}, {"I64", 8}, {"U64", 8},     {"F64", 8}};
    const auto found = widths.find(dtype);
    return found == widths.end() ? 0 : found->second;
}

bool isOffset(const Json& value)
{
    return value.is_number_unsigned();
}

} // namespace

MappedFile::MappedFile(const std::byte* data, std::size_t size)
    : m_data(data)
    , m_size(size)
{}

MappedFile::~MappedFile()
{
    if (m_size > 0)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
}

void MappedFile::release() const
{
    if (m_size > 0)
        ::madvise(const_cast<std::byte*>(m_data), m_size, MADV_DONTNEED);
}

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file)
{
    const auto fail = [&](const char* what) -> Error {
        return {ErrorCode::FileMissing,
                file.string() + " could not be " + what + ": " + std::strerror(errno) + "."};
    };
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        throw fail("opened");
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        throw Error(ErrorCode::FileMissing, file.string() + " is not a regular file.");
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    ::close(descriptor);
    if (data == MAP_FAILED)
        throw fail("mapped into memory");
    return std::shared_ptr<const MappedFile>(
        new MappedFile(static_cast<const std::byte*>(data), size));
}

Safetensors::Safetensors(const std::filesystem::path& file)
    : m_file(file)
    , m_mapping(MappedFile::open(file))
{
    constexpr std::size_t prefix = 8;
    if (m_mapping->size() < prefix)
        damaged("it has " + std::to_string(m_mapping->size()) +
                " bytes, fewer than the 8 of its header's length");
    std::array<unsigned char, prefix> raw = {};
    std::memcpy(raw.data(), m_mapping->data(), prefix);
    std::uint64_t length = 0;
    for (std::size_t i = prefix; i-- > 0;)
        length = length << 8 | raw[i];
    if (length > m_mapping->size() - prefix)
        damaged("its header should have " + std::to_string(length) +
                " bytes, and the file has only " + std::to_string(m_mapping->size()));
    m_headerBytes = static_cast<std::size_t>(length);
    const char* start = reinterpret_cast<const char*>(m_mapping->data()) + prefix;
    readHeader({start, m_headerBytes}, prefix + m_headerBytes);
    checkOverlap();
}

void Safetensors::damaged(const std::string& what) const
{
    throw Error(ErrorCode::FileDamaged, m_file.string() + " is damaged or cut short: " + what +
                                            "; download the file again.");
}

void Safetensors::readHeader(std::string_view header, std::size_t dataStart)
{
    std::string problem;
    const Json json = parseJsonObject(header, problem);
    if (!problem.empty())
        damaged("of its header, " + problem);
    const std::size_t available = m_mapping->size() - dataStart;
    for (const auto& [name, entry] : json.items()) {
        if (name == "__metadata__") {
            if (!entry.is_object())
                damaged("its __metadata__ is not a JSON object");
            for (const auto& [key, value] : entry.items()) {
                if (value.is_string())
                    m_metadata[key] = value.get<std::string>();
            }
            continue;
        }
        const auto wrong = [&, &tensor = name](const std::string& what) {
            damaged("tensor \"" + tensor + "\" " + what);
        };
        if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string() ||
            !entry.contains("shape") || !entry["shape"].is_array() ||
            !entry.contains("data_offsets") || !entry["data_offsets"].is_array() ||
            entry["data_offsets"].size() != 2 || !isOffset(entry["data_offsets"][0]) ||
            !isOffset(entry["data_offsets"][1]))
            wrong("is not described by dtype, shape and data_offsets");

        StoredTensor tensor;
        tensor.dtype = entry["dtype"].get<std::string>();
        std::size_t bytes = elementBytes(tensor.dtype);
        if (bytes == 0)
            wrong("has the unknown dtype \"" + tensor.dtype + "\"");
        for (const Json& extent : entry["shape"]) {
            if (!isOffset(extent) || extent.get<std::uint64_t>() > (std::uint64_t{1} << 40))
                wrong("has the impossible shape " + shownJson(entry["shape"]));
            tensor.shape.push_back(extent.get<std::int64_t>());
            if (__builtin_mul_overflow(bytes, extent.get<std::size_t>(), &bytes))
                wrong("has the impossible shape " + shownJson(entry["shape"]));
        }
        const auto first = entry["data_offsets"][0].get<std::uint64_t>();
        const auto last = entry["data_offsets"][1].get<std::uint64_t>();
        if (first > last || last > available)
            wrong("should lie at bytes " + std::to_string(first) + " to " + std::to_string(last) +
                  " of " + std::to_string(available));
        if (last - first != bytes)
            wrong("has " + std::to_string(last - first) + " bytes where its shape " +
                  shownJson(entry["shape"]) + " of " + tensor.dtype + " needs " +
                  std::to_string(bytes));
        tensor.data = m_mapping->data() + dataStart + first;
        tensor.bytes = bytes;
        m_tensors.emplace(name, std::move(tensor));
    }
}

void Safetensors::checkOverlap() const
{
    std::vector<std::pair<const StoredTensor*, const std::string*>> order;
    for (const auto& [name, tensor] : m_tensors) {
        if (tensor.bytes > 0)
            order.emplace_back(&tensor, &name);
    }
    std::sort(order.begin(), order.end(),
              [](const auto& a, const auto& b) { return a.first->data < b.first->data; });
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i - 1].first->data + order[i - 1].first->bytes > order[i].first->data)
            damaged("tensors \"" + *order[i - 1].second + "\" and \"" + *order[i].second +
                    "\" overlap");
    }
}

const StoredTensor* Safetensors::find(const std::string& name) const
{
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? nullptr : &found->second;
}

void Safetensors::addHeaderTo(HeaderHash& hash) const
{
    hash.add(m_mapping->data(), sizeof(std::uint64_t) + m_headerBytes);
}

void HeaderHash::add(const std::byte* data, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        m_value = (m_value ^ static_cast<std::uint8_t>(data[i])) * 1099511628211ull;
}

std::string HeaderHash::digits() const
{
    std::array<char, 17> text = {};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(m_value));
    return text.data();
}

} // namespace exitscope
