#pragma once

#include "trace/run.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace exitscope {

enum class DifferenceKind
{
    RoundingTie,   ///< the whole model hangs between both tokens: rounding decides
    RealDifference ///< it prefers one by more than rounding can move
};

/// A token with the whole model's raw logit.
struct RankedToken
{
    int id = -1; ///< -1: none, the text was over
    double logit = 0;

    bool operator==(const RankedToken&) const = default;
};

/// The first token in which a text differs from the one of full decoding.
struct Difference
{
    int token = 0;                    ///< index in the text
    RankedToken full;                 ///< what full decoding wrote there
    RankedToken other;                ///< what the other strategy wrote
    std::array<RankedToken, 2> top{}; ///< the whole model's two largest logits
    double margin = 0;                ///< between those two
    double distance = 0; ///< by which the less preferred of both tokens falls behind; sampled, with
                         ///< its noise; infinite where it is never a tie
    double tolerance = 0; ///< up to which a distance is rounding
    DifferenceKind kind = DifferenceKind::RealDifference;
};

/// How a token was chosen: what the judgement of a difference must know.
struct ChoiceContext
{
    Sampling sampling;
    std::span<const int> history; ///< prompt and text before the token
    std::uint64_t index = 0;      ///< of the token in the text
    std::string_view dtype;
};

/// Index of the first token at which two texts part, where one is over included; nothing where they
/// are equal.
std::optional<std::size_t> firstDifference(std::span<const int> full, std::span<const int> other);

/// Judges the tokens `full` and `other`, which two strategies wrote at one place, by the whole
/// model's raw `logits` [V] there: a rounding tie where both lie within logitTolerance of the best
/// choice, after logits processors and, when sampling, with the noise of their draw. Never a tie: a
/// token that top_k, top_p or min_p leave out by more than that, and -1, a text that was over.
Difference judge(std::span<const float> logits, int full, int other, const ChoiceContext& context);

const char* fieldName(DifferenceKind kind);

} // namespace exitscope
