#include "eval/syntheticcheckpoint.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

/// Uniform bf16 values in [-0.035, 0.035], of the spread that trained weights have. A hash of the
/// counter rather than a generator with a state, so that the loop runs in vector lanes.
void fillRandom(std::uint16_t* values, std::size_t count, std::uint32_t first)
{
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t hash = (first + static_cast<std::uint32_t>(i)) * 0x9e3779b1u;
        hash = (hash ^ (hash >> 15)) * 0x85ebca77u;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae3du;
        const float value =
            static_cast<float>(static_cast<std::int32_t>(hash)) * (0.035f / 2147483648.0f);
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        values[i] = static_cast<std::uint16_t>(bits >> 16);
    }
}

[[noreturn]] void cannotWrite(const fs::path& file, const std::string& reason)
{
    throw Error(ErrorCode::WriteFailed, "Cannot write " + file.string() + ": " + reason +
                                            "; name another folder with --synthetic_dir.");
}

/// A file being written, front to back.
class Output
{
public:
    explicit Output(fs::path file)
        : m_file(std::move(file))
        , m_handle(::open(m_file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644))
    {
        if (m_handle < 0)
            cannotWrite(m_file, std::generic_category().message(errno));
    }
    ~Output() { ::close(m_handle); }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void write(const void* data, std::size_t size)
    {
        const auto* from = static_cast<const char*>(data);
        while (size > 0) {
            const ::ssize_t written = ::write(m_handle, from, size);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                cannotWrite(m_file, std::generic_category().message(errno));
            from += written;
            size -= static_cast<std::size_t>(written);
        }
    }

    /// Waits until the disk has it: written back later, it would slow what is measured then.
    void sync()
    {
        if (::fsync(m_handle) != 0)
            cannotWrite(m_file, std::generic_category().message(errno));
    }

private:
    fs::path m_file;
    int m_handle;
};

/// Writes tensors in large blocks.
class TensorWriter
{
public:
    TensorWriter(Output& output, std::stop_token stop)
        : m_output(output)
        , m_stop(std::move(stop))
        , m_block(std::size_t{4} << 20)
    {}

    void write(const SyntheticTensor& tensor)
    {
        for (std::uintmax_t left = tensor.values(); left > 0;) {
            if (m_stop.stop_requested())
                throw Error(ErrorCode::Internal, "The synthetic checkpoint was not finished.");
            const auto count =
                static_cast<std::size_t>(std::min<std::uintmax_t>(left, m_block.size()));
            fill(tensor.fill, count);
            m_output.write(m_block.data(), 2 * count);
            left -= count;
        }
    }

private:
    void fill(SyntheticFill how, std::size_t count)
    {
        constexpr std::uint16_t one = 0x3f80;
        if (how == SyntheticFill::Random)
            fillRandom(m_block.data(), count, m_next);
        else
            std::fill_n(m_block.begin(), count, how == SyntheticFill::One ? one : std::uint16_t{0});
        m_next += static_cast<std::uint32_t>(count);
    }

    Output& m_output;
    std::stop_token m_stop;
    std::vector<std::uint16_t> m_block;
    std::uint32_t m_next = 1;
};

std::string inGigabytes(std::uintmax_t bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f GB", static_cast<double>(bytes) / 1e9);
    return text;
}

void checkRoom(const SyntheticShape& shape, const fs::path& parent, std::uintmax_t room)
{
    std::error_code unknown;
    const fs::space_info space = fs::space(parent, unknown);
    const std::uintmax_t free = unknown ? room : std::min<std::uintmax_t>(space.available, room);
    const std::uintmax_t needed = SyntheticCheckpoint::bytes(shape);
    if (needed > free)
        throw Error(ErrorCode::WriteFailed, "A synthetic " + std::string(shape.name) + " needs " +
                                                inGigabytes(needed) + ", and " + parent.string() +
                                                " has room for " + inGigabytes(free) +
                                                "; name another folder with --synthetic_dir.");
}

/// Marks folders that may be swept away: a user's own may be called synthetic too.
constexpr const char* lockName = ".exitscope-lock";

/// Removes folders whose program died before it could: nobody holds their lock any more.
void sweep(const fs::path& parent)
{
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent, ignored)) {
        if (!entry.path().filename().string().starts_with("synthetic-"))
            continue;
        const int lock = ::open((entry.path() / lockName).c_str(), O_RDONLY | O_CLOEXEC);
        if (lock < 0)
            continue;
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0)
            fs::remove_all(entry.path(), ignored);
        ::close(lock);
    }
}

/// A new folder below `parent`; one that is kept is not swept away.
fs::path newFolder(const fs::path& parent, std::string_view name, bool keep)
{
    std::error_code reason;
    fs::create_directories(parent, reason);
    if (!reason)
        sweep(parent);
    std::string path =
        (parent / ((keep ? "kept-" : "synthetic-") + std::string(name) + "-XXXXXX")).string();
    if (reason || !::mkdtemp(path.data()))
        cannotWrite(parent, reason ? reason.message() : std::generic_category().message(errno));
    return path;
}

} // namespace

std::uintmax_t SyntheticCheckpoint::bytes(const SyntheticShape& shape)
{
    std::uintmax_t sum = 0;
    for (const SyntheticTensor& tensor : syntheticTensors(shape, -1))
        sum += tensor.bytes();
    return sum;
}

SyntheticCheckpoint::SyntheticCheckpoint(const SyntheticShape& shape, const fs::path& parent,
                                         const SyntheticOptions& options, std::stop_token stop)
    : m_folder(newFolder(parent, shape.name, options.keep))
    , m_keep(options.keep)
{
    try {
        checkRoom(shape, parent, options.room);
        write(shape, options, std::move(stop));
    } catch (...) {
        release(true);
        throw;
    }
}

SyntheticCheckpoint::~SyntheticCheckpoint()
{
    release(!m_keep);
}

void SyntheticCheckpoint::write(const SyntheticShape& shape, const SyntheticOptions& options,
                                std::stop_token stop)
{
    if (!m_keep) {
        m_lock =
            ::open((m_folder / lockName).c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        ::flock(m_lock, LOCK_SH);
    }
    const std::string config = syntheticConfig(shape);
    Output(m_folder / "config.json").write(config.data(), config.size());
    const std::vector<SyntheticTensor> tensors = syntheticTensors(shape, options.idleFrom);
    const std::string header = syntheticHeader(tensors, options.idleFrom);
    Output output(m_folder / "model.safetensors");
    output.write(header.data(), header.size());
    TensorWriter writer(output, std::move(stop));
    for (const SyntheticTensor& tensor : tensors)
        writer.write(tensor);
    output.sync();
}

void SyntheticCheckpoint::release(bool removes) noexcept
{
    std::error_code ignored;
    if (removes)
        fs::remove_all(m_folder, ignored);
    if (m_lock >= 0)
        ::close(m_lock);
}

} // namespace exitscope
