#pragma once

#include "trace/runcomparison.h"

#include <QString>

namespace exitscope {

/// Where two runs part, in one sentence, with each token's probability.
QString divergenceSentence(const Run& a, const Run& b, const RunComparison& comparison);

/// What each gave the other's token, and why they part where that can be told; may be empty.
QString divergenceReasons(const Run& a, const Run& b, const RunComparison& comparison);

/// What the runs were set up with differently, in one line, or that it was nothing.
QString differencesSentence(const Run& a, const Run& b);

/// Why exits and scores of the two cannot be subtracted; empty where they can.
QString whyNoDifference(const Run& a, const Run& b, const RunComparison& comparison);

/// "1 token", "96 tokens".
QString tokenCountText(int tokens);

/// A run in a few words, such as "Entropy (entropy threshold 0.5), bf16, 96 tokens".
QString runInShort(const Run& run);

/// With a sign, which a negative number and a positive one have alike.
QString signedNumber(double value, int decimals);

} // namespace exitscope
