#pragma once

#include "base/error.h"
#include "eval/syntheticshape.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <stop_token>

namespace exitscope {

/// How a synthetic checkpoint differs from plain random weights, and what it may take.
struct SyntheticOptions
{
    /// From this layer on the projections into the residual stream are zero, so that deeper layers
    /// cost what they cost and add nothing; -1: none.
    int idleFrom = -1;
    bool keep = false; ///< the folder stays
    /// Bytes that may be used besides what is free on the disk.
    std::uintmax_t room = std::numeric_limits<std::uintmax_t>::max();
};

/// A checkpoint folder with config.json and model.safetensors of pseudo-random bf16 weights, such
/// that everything that opens checkpoints opens it. Removed with the object; what a program left
/// that died is removed by the next one. Owned by one thread.
class SyntheticCheckpoint
{
public:
    /// Writes it into a new folder below `parent`. Nothing is left behind when it throws:
    /// Error(WriteFailed) where there is no room or the folder cannot be written, Error(Internal)
    /// on `stop`.
    SyntheticCheckpoint(const SyntheticShape& shape, const std::filesystem::path& parent,
                        const SyntheticOptions& options = {}, std::stop_token stop = {});
    ~SyntheticCheckpoint();
    SyntheticCheckpoint(const SyntheticCheckpoint&) = delete;
    SyntheticCheckpoint& operator=(const SyntheticCheckpoint&) = delete;

    const std::filesystem::path& folder() const { return m_folder; }
    /// Of the tensors of `shape`.
    static std::uintmax_t bytes(const SyntheticShape& shape);

private:
    void write(const SyntheticShape& shape, const SyntheticOptions& options, std::stop_token stop);
    void release(bool removes) noexcept;

    std::filesystem::path m_folder;
    bool m_keep;
    int m_lock = -1; ///< a file handle whose lock tells that the folder is in use
};

} // namespace exitscope
