#pragma once

#include <span>
#include <vector>

namespace exitscope {

enum class SegmentKind
{
    Same,    ///< stands in both
    Changed, ///< one stands in the place of the other
    OnlyA,
    OnlyB
};

/// A stretch of two sequences: [firstA, firstA + countA) of one against [firstB, firstB + countB)
/// of the other.
struct Segment
{
    SegmentKind kind = SegmentKind::Same;
    int firstA = 0;
    int countA = 0;
    int firstB = 0;
    int countB = 0;

    bool operator==(const Segment&) const = default;
};

/// What is the same in two sequences, in order, without gaps: the segments' parts of each, one
/// after another, are the sequence. No two neighbours are of one kind. The shortest script while at
/// most 512 insertions and deletions are needed; past that it goes on from where it came farthest,
/// so that the time is O((N + M) * 512). Source: E. Myers 1986, "An O(ND) difference algorithm and
/// its variations".
std::vector<Segment> diffTokens(std::span<const int> a, std::span<const int> b);

} // namespace exitscope
