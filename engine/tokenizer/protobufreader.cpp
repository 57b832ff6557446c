#include "tokenizer/protobufreader.h"

#include "base/error.h"

#include <bit>

namespace exitscope {

ProtobufReader::ProtobufReader(std::string_view content, const std::filesystem::path& file)
    : m_content(content)
    , m_file(file)
{}

bool ProtobufReader::next()
{
    m_start = m_position;
    if (m_position == m_content.size())
        return false;
    constexpr std::uint64_t largestField = (1u << 29) - 1;
    const std::uint64_t tag = varint();
    if (tag >> 3 == 0 || tag >> 3 > largestField)
        refuse("there is no field of that number");
    m_field = static_cast<std::uint32_t>(tag >> 3);
    m_wire = static_cast<Wire>(tag & 7);
    switch (m_wire) {
    case Wire::Varint:
        m_number = varint();
        return true;
    case Wire::Fixed64:
        m_number = fixed(8);
        return true;
    case Wire::Fixed32:
        m_number = fixed(4);
        return true;
    case Wire::Bytes:
        m_bytes = take(varint());
        return true;
    }
    refuse("there is no field of that kind");
}

std::int64_t ProtobufReader::integer() const
{
    expect(Wire::Varint);
    return static_cast<std::int64_t>(m_number);
}

float ProtobufReader::real() const
{
    expect(Wire::Fixed32);
    return std::bit_cast<float>(static_cast<std::uint32_t>(m_number));
}

std::string_view ProtobufReader::bytes() const
{
    expect(Wire::Bytes);
    return m_bytes;
}

ProtobufReader ProtobufReader::message() const
{
    ProtobufReader inner(bytes(), m_file);
    inner.m_base = m_base + static_cast<std::size_t>(m_bytes.data() - m_content.data());
    return inner;
}

void ProtobufReader::refuse(const std::string& what) const
{
    throw Error(ErrorCode::FileDamaged, m_file.string() + " is truncated or damaged at byte " +
                                            std::to_string(m_base + m_start) + ": " + what +
                                            "; copy or download it again.");
}

std::uint64_t ProtobufReader::varint()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(take(1).front());
        if (shift == 63 && byte > 1)
            break;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    refuse("a number has more than 64 bits");
}

/// Little-endian, whatever the machine's order.
std::uint64_t ProtobufReader::fixed(std::size_t size)
{
    const std::string_view bytes = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

std::string_view ProtobufReader::take(std::uint64_t size)
{
    if (size > m_content.size() - m_position)
        refuse("a field reaches beyond the end");
    const std::string_view taken = m_content.substr(m_position, static_cast<std::size_t>(size));
    m_position += taken.size();
    return taken;
}

void ProtobufReader::expect(Wire wire) const
{
    if (m_wire != wire)
        refuse("field " + std::to_string(m_field) + " is of the wrong kind");
}

} // namespace exitscope
