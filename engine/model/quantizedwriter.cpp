#include "model/quantizedwriter.h"

#include "model/jsontext.h"
#include "model/placement.h"

#include <algorithm>
#include <cerrno>
#include <random>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace exitscope {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// In the header until the content is known.
constexpr std::string_view contentUnknown = "................";

/// What stands at the front of the file, and where each matrix goes.
struct Plan
{
    std::string front;               ///< the header with its length before it
    std::vector<std::size_t> scales; ///< place in the file, per matrix
    std::vector<std::size_t> values; ///< the same
    std::size_t bytes = 0;           ///< of the whole file
};

/// The header, its length before it, padded so that the data begin at a multiple of 64.
std::string frontOf(const Json& header)
{
    constexpr std::size_t prefix = 8;
    std::string text = header.dump();
    text.append((64 - (prefix + text.size()) % 64) % 64, ' ');
    std::string front(prefix, '\0');
    for (std::size_t i = 0; i < prefix; ++i)
        front[i] = static_cast<char>(text.size() >> (8 * i) & 0xff);
    return front + text;
}

/// Scales of four bytes come first, then those of two, then the weights, which are bytes: so all
/// are aligned, whatever the shapes.
Plan planned(const std::vector<QuantizedSource>& wanted, const std::string& name)
{
    Plan plan;
    plan.scales.resize(wanted.size());
    Json header;
    header["__metadata__"] = {
        {"format", "exitscope-quantized"}, {"name", name}, {"content", contentUnknown}};
    const auto place = [&](const std::string& tensor, const std::string& dtype,
                           const std::vector<std::int64_t>& shape, std::size_t bytes) {
        const std::size_t start = plan.bytes;
        plan.bytes += bytes;
        header[tensor] = {
            {"dtype", dtype}, {"shape", shape}, {"data_offsets", {start, plan.bytes}}};
        return start;
    };
    for (const WeightFormat format : {WeightFormat::Int8, WeightFormat::Int4}) {
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const QuantizedLayout layout(wanted[i]);
            if (wanted[i].format == format)
                plan.scales[i] =
                    place(layout.scalesName, layout.scalesDtype, layout.scalesShape,
                          static_cast<std::size_t>(wanted[i].rows) * wanted[i].scaleBytes());
        }
    }
    for (const QuantizedSource& source : wanted) {
        const QuantizedLayout layout(source);
        plan.values.push_back(place(layout.valuesName, layout.valuesDtype, layout.valuesShape,
                                    static_cast<std::size_t>(source.rows) * source.valueBytes()));
    }
    plan.front = frontOf(header);
    for (std::vector<std::size_t>* places : {&plan.scales, &plan.values}) {
        for (std::size_t& start : *places)
            start += plan.front.size();
    }
    plan.bytes += plan.front.size();
    return plan;
}

[[noreturn]] void failed(int code)
{
    throw std::system_error(code, std::generic_category());
}

/// A new file under a name of its own; removed again unless it was renamed. Its calls throw
/// std::system_error.
class UnfinishedFile
{
public:
    explicit UnfinishedFile(const fs::path& target)
        : m_target(target)
        , m_name(target.native() + '.' + std::to_string(::getpid()) + '-' +
                 std::to_string(std::random_device()()) + unfinishedExtension)
        , m_descriptor(::open(m_name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644))
    {
        if (m_descriptor < 0)
            failed(errno);
    }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;
    ~UnfinishedFile()
    {
        ::close(m_descriptor);
        if (!m_isFinished)
            ::unlink(m_name.c_str());
    }

    const fs::path& name() const { return m_name; }

    void write(const std::byte* data, std::size_t size, std::size_t place)
    {
        while (size > 0) {
            const ssize_t count = ::pwrite(m_descriptor, data, size, static_cast<off_t>(place));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                failed(count < 0 ? errno : ENOSPC);
            data += count;
            place += static_cast<std::size_t>(count);
            size -= static_cast<std::size_t>(count);
        }
    }
    void write(std::string_view text, std::size_t place)
    {
        write(reinterpret_cast<const std::byte*>(text.data()), text.size(), place);
    }

    /// Takes the target's name once everything is on the disk.
    void finish()
    {
        if (::fsync(m_descriptor) != 0 || ::rename(m_name.c_str(), m_target.c_str()) != 0)
            failed(errno);
        m_isFinished = true;
    }

private:
    fs::path m_target;
    fs::path m_name;
    int m_descriptor;
    bool m_isFinished = false;
};

/// A few megabytes at a time, so that nothing large is held besides the checkpoint's own pages.
void writeMatrix(UnfinishedFile& file, const QuantizedSource& source, std::size_t values,
                 std::size_t scales)
{
    constexpr std::size_t block = std::size_t{8} << 20;
    const std::size_t perRow = source.valueBytes() + source.scaleBytes();
    const auto most = static_cast<std::int64_t>(std::max<std::size_t>(1, block / perRow));
    const auto rows = static_cast<std::size_t>(std::min(most, source.rows));
    std::vector<std::byte> valueBlock(rows * source.valueBytes());
    std::vector<std::byte> scaleBlock(rows * source.scaleBytes());
    for (std::int64_t first = 0; first < source.rows; first += most) {
        const std::int64_t count = std::min(most, source.rows - first);
        quantizeRows(source, first, count, valueBlock.data(), scaleBlock.data());
        const auto before = static_cast<std::size_t>(first);
        const auto written = static_cast<std::size_t>(count);
        file.write(valueBlock.data(), written * source.valueBytes(),
                   values + before * source.valueBytes());
        file.write(scaleBlock.data(), written * source.scaleBytes(),
                   scales + before * source.scaleBytes());
    }
}

/// Fails before hours of work where the disk cannot hold `bytes`.
void checkSpace(const fs::path& folder, std::size_t bytes)
{
    std::error_code unknown;
    const fs::space_info space = fs::space(folder, unknown);
    if (!unknown && space.available < bytes)
        throw std::system_error(ENOSPC, std::generic_category(),
                                spelledBytes(bytes) + " are needed and " +
                                    spelledBytes(space.available) + " free");
}

} // namespace

QuantizedLayout::QuantizedLayout(const QuantizedSource& source)
    : valuesName(source.name)
    , scalesName(source.name + ".scales")
    , valuesDtype(source.format == WeightFormat::Int8 ? "I8" : "U8")
    , scalesDtype(source.format == WeightFormat::Int8 ? "F32" : "F16")
    , valuesShape{source.rows, static_cast<std::int64_t>(source.valueBytes())}
    , scalesShape{source.rows}
{
    if (source.format == WeightFormat::Int4)
        scalesShape.push_back(source.groups());
}

void addSample(HeaderHash& hash, const StoredTensor& tensor)
{
    constexpr std::size_t pieces = 8;
    constexpr std::size_t length = 64;
    const std::size_t count = std::min(length, tensor.bytes);
    for (std::size_t i = 0; i < pieces; ++i)
        hash.add(tensor.data + (tensor.bytes - count) * i / (pieces - 1), count);
}

std::string contentHash(const Safetensors& file)
{
    HeaderHash hash;
    for (const auto& [name, tensor] : file.tensors())
        addSample(hash, tensor);
    return hash.digits();
}

std::string writeQuantized(const std::vector<QuantizedSource>& wanted, const fs::path& file)
{
    try {
        fs::create_directories(file.parent_path());
        const Plan plan = planned(wanted, file.stem().string());
        checkSpace(file.parent_path(), plan.bytes);
        UnfinishedFile unfinished(file);
        unfinished.write(plan.front, 0);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            writeMatrix(unfinished, wanted[i], plan.values[i], plan.scales[i]);
        unfinished.write(contentHash(Safetensors(unfinished.name())),
                         plan.front.find(contentUnknown));
        unfinished.finish();
        return {};
    } catch (const fs::filesystem_error& failure) {
        return failure.code().message();
    } catch (const std::system_error& failure) {
        return failure.what();
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::FileDamaged)
            throw;
        return failure.what();
    }
}

} // namespace exitscope
