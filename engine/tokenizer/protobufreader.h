#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace exitscope {

/// Walks the fields of one message in protobuf's wire format, without a schema. It reads views of
/// `content`, which, like `file`, must outlive it; one thread uses it.
/// Source: protobuf.dev/programming-guides/encoding. Groups, long deprecated, count as damage.
class ProtobufReader
{
public:
    ProtobufReader(std::string_view content, const std::filesystem::path& file);

    /// Moves to the next field; false at the end of the message. This and every accessor throw
    /// Error(FileDamaged) with the file and the byte where the content contradicts itself.
    bool next();

    /// The number of the current field.
    std::uint32_t field() const { return m_field; }

    std::int64_t integer() const;
    bool boolean() const { return integer() != 0; }
    float real() const;
    std::string_view bytes() const;
    ProtobufReader message() const;

    /// Throws Error(FileDamaged), saying what is wrong with the current field.
    [[noreturn]] void refuse(const std::string& what) const;

private:
    enum class Wire : std::uint8_t
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5
    };

    std::uint64_t varint();
    std::uint64_t fixed(std::size_t size);
    std::string_view take(std::uint64_t size);
    void expect(Wire wire) const;

    std::string_view m_content;
    const std::filesystem::path& m_file;
    std::size_t m_base = 0;     ///< of m_content in the file
    std::size_t m_position = 0; ///< in m_content
    std::size_t m_start = 0;    ///< of the current field in m_content
    std::uint32_t m_field = 0;
    Wire m_wire = Wire::Varint;
    std::uint64_t m_number = 0;
    std::string_view m_bytes;
};

} // namespace exitscope
