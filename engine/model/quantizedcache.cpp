#include "model/quantizedcache.h"

#include "model/quantizedwriter.h"

#include <algorithm>
#include <chrono>
#include <system_error>

namespace exitscope {
namespace {

namespace fs = std::filesystem;

/// To be raised when the same weights would be quantized to other bytes.
constexpr int quantizerVersion = 1;

void addText(HeaderHash& hash, const std::string& text)
{
    const std::string whole = std::to_string(text.size()) + ':' + text;
    hash.add(reinterpret_cast<const std::byte*>(whole.data()), whole.size());
}

/// Of the sizes and the times of change of a checkpoint's files and of a few of its bytes.
void addCheckpoint(HeaderHash& hash, const Checkpoint& checkpoint)
{
    addText(hash, checkpoint.indexHash());
    for (const Safetensors& shard : checkpoint.shards()) {
        std::error_code unknown;
        addText(hash, std::to_string(fs::file_size(shard.file(), unknown)));
        const auto changed = fs::last_write_time(shard.file(), unknown);
        addText(hash, std::to_string(changed.time_since_epoch().count()));
        for (const auto& [name, tensor] : shard.tensors())
            addSample(hash, tensor);
    }
}

/// Letters, digits and a few signs of `name`; the rest becomes a dash.
std::string fileNameOf(const std::string& name)
{
    constexpr std::size_t longest = 80;
    std::string result = name.substr(0, longest);
    for (char& c : result) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        c = kept ? c : '-';
    }
    return result.empty() ? "model" : result;
}

void removeLeftovers(const fs::path& folder)
{
    std::error_code unknown;
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (fs::directory_iterator entry(folder, unknown), end; !unknown && entry != end;
         entry.increment(unknown)) {
        std::error_code own;
        const auto changed = entry->last_write_time(own);
        if (entry->path().extension() == unfinishedExtension && !own && changed < old)
            fs::remove(entry->path(), own);
    }
}

at::Tensor mapped(const Safetensors& file, const StoredTensor& stored, at::ScalarType type)
{
    return at::from_blob(
        const_cast<std::byte*>(stored.data), stored.shape, [keep = file.mapping()](void*) {},
        at::TensorOptions().dtype(type));
}

at::ScalarType valueType(WeightFormat format)
{
    return format == WeightFormat::Int8 ? at::kChar : at::kByte;
}

at::ScalarType scaleType(WeightFormat format)
{
    return format == WeightFormat::Int8 ? at::kFloat : at::kHalf;
}

/// The matrices in `file`; none where one of them is missing or of another form, or where the
/// bytes that are looked at (samples of each tensor) are not those that were written.
std::map<std::string, Linear> readMatrices(const Safetensors& file,
                                           const std::vector<QuantizedSource>& wanted)
{
    const auto content = file.metadata().find("content");
    const auto name = file.metadata().find("name");
    if (content == file.metadata().end() || content->second != contentHash(file) ||
        name == file.metadata().end() || name->second != file.file().stem().string())
        return {};
    std::map<std::string, Linear> matrices;
    for (const QuantizedSource& source : wanted) {
        const QuantizedLayout layout(source);
        const StoredTensor* values = file.find(layout.valuesName);
        const StoredTensor* scales = file.find(layout.scalesName);
        if (!values || !scales || values->dtype != layout.valuesDtype ||
            values->shape != layout.valuesShape || scales->dtype != layout.scalesDtype ||
            scales->shape != layout.scalesShape ||
            reinterpret_cast<std::uintptr_t>(scales->data) %
                    c10::elementSize(scaleType(source.format)) !=
                0)
            return {};
        matrices[source.name] = {mapped(file, *values, valueType(source.format)),
                                 mapped(file, *scales, scaleType(source.format)),
                                 {}};
    }
    return matrices;
}

/// The same of a file that may be anything or not be there.
std::map<std::string, Linear> tryToRead(const fs::path& file,
                                        const std::vector<QuantizedSource>& wanted)
{
    std::error_code unknown;
    if (!fs::exists(file, unknown))
        return {};
    try {
        return readMatrices(Safetensors(file), wanted);
    } catch (const Error&) {
        return {};
    }
}

std::map<std::string, Linear> inMemory(const std::vector<QuantizedSource>& wanted)
{
    std::map<std::string, Linear> matrices;
    for (const QuantizedSource& source : wanted) {
        const QuantizedLayout layout(source);
        Linear& linear = matrices[source.name];
        linear.matrix = at::empty(layout.valuesShape, valueType(source.format));
        linear.scales = at::empty(layout.scalesShape, scaleType(source.format));
        quantizeRows(source, 0, source.rows, static_cast<std::byte*>(linear.matrix.data_ptr()),
                     static_cast<std::byte*>(linear.scales.data_ptr()));
    }
    return matrices;
}

std::string notKept(const fs::path& folder, const std::string& reason)
{
    return "The quantized weights could not be kept in " + folder.string() + " (" + reason +
           "), so that every opening makes them again; make room there, or name another folder in "
           "EXITSCOPE_CACHE.";
}

} // namespace

fs::path quantizedFile(const Checkpoint& checkpoint, const std::vector<QuantizedSource>& wanted,
                       const std::string& modelName, WeightFormat format)
{
    const fs::path folder = cacheFolder();
    if (folder.empty())
        return {};
    HeaderHash hash;
    addText(hash, std::to_string(quantizerVersion));
    addCheckpoint(hash, checkpoint);
    for (const QuantizedSource& source : wanted) {
        addText(hash, source.name);
        addText(hash, std::string(fieldName(source.format)));
    }
    return folder / "quantized" /
           (fileNameOf(modelName) + '-' + hash.digits() + '-' + std::string(fieldName(format)) +
            ".safetensors");
}

QuantizedMatrices quantizedMatrices(const std::vector<QuantizedSource>& wanted,
                                    const fs::path& file)
{
    if (file.empty())
        return {inMemory(wanted), "The quantized weights could not be kept on disk, as neither "
                                  "EXITSCOPE_CACHE nor HOME names a folder; every opening makes "
                                  "them again."};
    QuantizedMatrices result{tryToRead(file, wanted), {}};
    if (!result.matrices.empty())
        return result;
    const fs::path folder = file.parent_path();
    removeLeftovers(folder);
    std::string reason = writeQuantized(wanted, file);
    if (reason.empty()) {
        result.matrices = tryToRead(file, wanted);
        reason = result.matrices.empty() ? "what was written could not be read again" : "";
    }
    if (!reason.empty())
        result = {inMemory(wanted), notKept(folder, reason)};
    return result;
}

} // namespace exitscope
