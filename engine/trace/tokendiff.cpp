#include "trace/tokendiff.h"

#include <algorithm>
#include <utility>

namespace exitscope {

namespace {

constexpr int mostEdits = 512;
constexpr int nowhere = -1;

using Sequence = std::span<const int>;

/// How far each diagonal k = x - y was reached with some number of edits.
class Front
{
public:
    explicit Front(int reach)
        : m_reach(reach)
        , m_x(static_cast<std::size_t>(2 * reach + 3), nowhere)
    {}

    int& at(int k) { return m_x[static_cast<std::size_t>(k + m_reach + 1)]; }
    int at(int k) const { return m_x[static_cast<std::size_t>(k + m_reach + 1)]; }

    /// Where diagonal `k` is entered by taking a token of a (from k - 1) or of b (from k + 1).
    int takingA(int k, int lengthA) const
    {
        const int x = at(k - 1);
        return x != nowhere && x < lengthA ? x + 1 : nowhere;
    }
    int takingB(int k, int lengthB) const
    {
        const int x = at(k + 1);
        return x != nowhere && x - k <= lengthB ? x : nowhere;
    }

private:
    int m_reach;
    std::vector<int> m_x;
};

/// One search from the start of `a` and `b`: how far it came, and the matches on the way.
struct Search
{
    int x = 0;
    int y = 0;
    std::vector<std::pair<int, int>> matches; ///< in order
};

/// Goes back from (x, x - k) after `edits` edits; `fronts[d]` is what step d began with.
Search trace(const std::vector<Front>& fronts, Sequence a, Sequence b, int x, int k, int edits)
{
    Search result{x, x - k, {}};
    for (int d = edits; d >= 0; --d) {
        const Front& before = fronts[static_cast<std::size_t>(d)];
        const int fromA = before.takingA(k, static_cast<int>(a.size()));
        const int fromB = before.takingB(k, static_cast<int>(b.size()));
        const int entered = d == 0 ? 0 : std::max(fromA, fromB);
        for (; x > entered; --x)
            result.matches.emplace_back(x - 1, x - 1 - k);
        if (d == 0)
            break;
        k += fromA >= fromB ? -1 : 1;
        x = before.at(k);
    }
    std::ranges::reverse(result.matches);
    return result;
}

Search search(Sequence a, Sequence b)
{
    const int lengthA = static_cast<int>(a.size());
    const int lengthB = static_cast<int>(b.size());
    const int limit = std::min(mostEdits, lengthA + lengthB);
    Front front(limit);
    std::vector<Front> fronts;
    for (int d = 0;; ++d) {
        fronts.push_back(front);
        // Where both came far: the ends of the front went along one sequence only.
        int farthest = 0;
        std::pair best{nowhere, nowhere};
        for (int k = -d; k <= d; k += 2) {
            int x = d == 0 ? 0 : std::max(front.takingA(k, lengthA), front.takingB(k, lengthB));
            if (x != nowhere) {
                while (x < lengthA && x - k < lengthB &&
                       a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
                    ++x;
                if (x == lengthA && x - k == lengthB)
                    return trace(fronts, a, b, x, k, d);
                if (const std::pair come{std::min(x, x - k), 2 * x - k}; come > best) {
                    best = come;
                    farthest = k;
                }
            }
            front.at(k) = x;
        }
        if (d == limit)
            return trace(fronts, a, b, front.at(farthest), farthest, d);
    }
}

/// Appends a stretch that is the same, and before it the one that is not.
class Segments
{
public:
    void match(int a, int b)
    {
        closeGap(a, b);
        Segment& last = m_segments.empty() || m_segments.back().kind != SegmentKind::Same
                            ? m_segments.emplace_back(Segment{SegmentKind::Same, a, 0, b, 0})
                            : m_segments.back();
        ++last.countA;
        ++last.countB;
        m_a = a + 1;
        m_b = b + 1;
    }
    void closeGap(int a, int b)
    {
        if (a == m_a && b == m_b)
            return;
        const SegmentKind kind = a == m_a   ? SegmentKind::OnlyB
                                 : b == m_b ? SegmentKind::OnlyA
                                            : SegmentKind::Changed;
        m_segments.push_back({kind, m_a, a - m_a, m_b, b - m_b});
        m_a = a;
        m_b = b;
    }
    std::vector<Segment> take() { return std::move(m_segments); }

private:
    std::vector<Segment> m_segments;
    int m_a = 0;
    int m_b = 0;
};

} // namespace

std::vector<Segment> diffTokens(Sequence a, Sequence b)
{
    Segments segments;
    const auto tail = [](Sequence whole, int from) {
        return whole.subspan(static_cast<std::size_t>(from));
    };
    int x = 0;
    int y = 0;
    while (x < static_cast<int>(a.size()) && y < static_cast<int>(b.size())) {
        const Search found = search(tail(a, x), tail(b, y));
        for (const auto& [matchA, matchB] : found.matches)
            segments.match(x + matchA, y + matchB);
        x += found.x;
        y += found.y;
    }
    segments.closeGap(static_cast<int>(a.size()), static_cast<int>(b.size()));
    return segments.take();
}

} // namespace exitscope
