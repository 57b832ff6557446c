#pragma once

#include "decode/session.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// Where tokens would leave under one criterion, with the checkpoint's own parameters.
struct ExitAgreement
{
    std::string criterion;    ///< field name
    double sameExit = 0;      ///< share of tokens whose exit layer is the reference's
    double meanExitLayer = 0; ///< layers from 0
};

/// What a model says of a text in one dtype, next to the first dtype, the reference.
struct DtypeQuality
{
    std::string dtype;
    std::size_t weightBytes = 0; ///< of all layers and the head, scales included
    double perplexity = 0;       ///< exp of the mean of -ln p(token), p of the last layer
    double sameTop1 = 0;         ///< share of tokens whose most likely one is the reference's
    double meanKl = 0;           ///< KL from this dtype's distribution to the reference's, nats
    std::vector<ExitAgreement> exits;
};

struct QualityReport
{
    ModelIdentity model; ///< in the reference's dtype
    std::string text;    ///< the file
    int tokens = 0;      ///< that were predicted
    int window = 0;      ///< tokens that are read at a time
    std::vector<DtypeQuality> dtypes;
    bool cancelled = false; ///< windows after the last whole one were not read
};

/// A text as ids in windows that are read apart: the tokens that a tokenizer puts before every
/// text (bos), then at most `length` ids of the text.
class TextWindows
{
public:
    /// The first `limit` tokens (0: all) of `text`. Throws Error: Unsupported where the session has
    /// no tokenizer, PromptEmpty where the text has no tokens to predict, naming `file`, WrongUse
    /// where the context is too short for one.
    TextWindows(const Session& session, const std::string& text, const std::string& file, int limit,
                int length);

    int count() const;
    /// Ids of window `index`, the start's included.
    std::vector<int> ids(int index) const;
    int length() const { return m_length; }

private:
    std::vector<int> m_start;
    std::vector<int> m_ids;
    int m_length;
};

/// Told of each window when it is done, and of how many there are.
using WindowObserver = std::function<void(int done, int count)>;

/// Reads `text` with each of `sessions`, the same checkpoint in several dtypes of which the first
/// is the reference, and compares them at every token: teacher-forced, every layer scored at each
/// position. Only whole windows count. Throws the engine's Error.
QualityReport measureQuality(std::span<const std::unique_ptr<Session>> sessions,
                             const TextWindows& text, const std::stop_token& stop = {},
                             const WindowObserver& onWindow = {});

} // namespace exitscope
