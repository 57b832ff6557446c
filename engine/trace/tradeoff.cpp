#include "trace/tradeoff.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace exitscope {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// From a bound of `bound` down to the next event's the token leaves at `layer`.
struct Event
{
    double bound;
    int token;
    int layer;
};

/// The bounds that thresholds may take, and which to choose for a range of them.
class Bounds
{
public:
    Bounds(const Condition& condition, Sweep sweep, const SweptRule& swept)
        : m_swept(swept)
    {
        if (sweep == Sweep::Shift)
            return;
        const auto infos = condition.criterion->parametersUnder(condition.parameters);
        if (infos.empty())
            return;
        const bool isUp = swept.sign() > 0;
        m_never = isUp ? infos.front().maximum : -infos.front().minimum;
        m_daring = isUp ? infos.front().minimum : -infos.front().maximum;
        m_isWhole = infos.front().decimals == 0;
    }

    /// A bound between `lower` and `upper`, far from both; nothing where none is allowed.
    std::optional<double> between(double lower, double upper) const
    {
        const auto allowed = [&](double bound) {
            return m_swept.reaches(upper, bound) && !m_swept.reaches(lower, bound) &&
                   (bound >= m_daring || upper == infinity);
        };
        for (const double bound : candidates(lower, upper)) {
            if (std::isfinite(bound) && allowed(bound))
                return bound;
        }
        return std::nullopt;
    }

private:
    static double step(double bound) { return std::max(1.0, std::abs(bound)) / 1024; }

    std::array<double, 2> candidates(double lower, double upper) const
    {
        if (lower == -infinity && upper == infinity)
            return {m_never, 0};
        if (m_isWhole) {
            if (upper == infinity)
                return {std::ceil(lower), std::floor(lower) + 1};
            return {std::floor(upper), std::ceil(upper) - 1};
        }
        if (upper == infinity)
            return {m_never, lower + step(lower)};
        if (lower == -infinity)
            return {m_daring, upper - step(upper)};
        return {lower + (upper - lower) / 2, m_daring};
    }

    const SweptRule& m_swept;
    double m_never = infinity;   ///< end of the parameter's range
    double m_daring = -infinity; ///< its other end
    bool m_isWhole = false;
};

/// Lowers the bound over the whole run and notes what it comes to on the way.
class Walk
{
public:
    Walk(const Run& run, const SweptRule& swept)
        : m_run(run)
        , m_swept(swept)
    {
        m_totals.layers = run.model.layers;
        std::vector<ExitStep> steps;
        for (std::size_t i = 0; i < run.tokens.size(); ++i) {
            swept.stepsOf(run.tokens[i].layers, steps);
            for (const ExitStep& step : steps) {
                if (step.upTo < infinity)
                    m_events.push_back({step.upTo, static_cast<int>(i), step.layer});
            }
            m_exits.push_back(-1);
            move(static_cast<int>(i), steps.back().layer);
        }
        std::ranges::sort(m_events, std::ranges::greater(), &Event::bound);
    }

    std::vector<TradeOffPoint> points(const Bounds& bounds)
    {
        std::vector<TradeOffPoint> result;
        result.reserve(m_events.size() + 1);
        double edge = infinity;
        double upper = infinity; // the last bound of those that count as the edge
        for (auto next = m_events.begin();;) {
            const double lower = next == m_events.end() ? -infinity : next->bound;
            if (const auto bound = bounds.between(lower, upper))
                result.push_back({signedBack(*bound), signedBack(edge), m_totals});
            if (next == m_events.end())
                return result;
            edge = lower;
            const double last = edge - m_swept.tolerance() * std::max(1.0, std::abs(edge));
            for (; next != m_events.end() && next->bound >= last; ++next) {
                move(next->token, next->layer);
                upper = next->bound;
            }
        }
    }

private:
    double signedBack(double bound) const { return m_swept.sign() * bound + 0.0; } // no -0

    void move(int token, int layer)
    {
        int& exit = m_exits[static_cast<std::size_t>(token)];
        const TokenTrace& trace = m_run.tokens[static_cast<std::size_t>(token)];
        if (exit >= 0)
            m_totals.add(trace, token == 0, exit, -1);
        exit = layer;
        if (exit >= 0)
            m_totals.add(trace, token == 0, exit);
    }

    const Run& m_run;
    const SweptRule& m_swept;
    std::vector<Event> m_events;
    std::vector<int> m_exits; ///< of each token at the bound reached; -1: not known
    ReplayTotals m_totals;
};

double agreementOf(const TradeOffPoint& point)
{
    return point.totals.agreement().value_or(-1);
}

/// Indices into the points of the four that stand for one part.
struct Part
{
    std::optional<std::size_t> first;
    std::size_t last = 0;
    std::size_t least = 0;
    std::size_t greatest = 0;

    void take(std::size_t i, const std::vector<TradeOffPoint>& points)
    {
        if (!first)
            first = least = greatest = i;
        last = i;
        if (agreementOf(points[i]) < agreementOf(points[least]))
            least = i;
        if (agreementOf(points[i]) >= agreementOf(points[greatest])) // the later saves more
            greatest = i;
    }
};

} // namespace

const TradeOffPoint& TradeOff::at(double threshold) const
{
    const double bound = sign * threshold;
    const auto isReached = [&](const TradeOffPoint& point) {
        return isStrict ? sign * point.edge > bound : sign * point.edge >= bound;
    };
    const auto later = std::ranges::partition_point(points, isReached);
    return later == points.begin() ? points.front() : *std::prev(later);
}

std::vector<TradeOffPoint> TradeOff::thinned(std::size_t most) const
{
    if (points.size() <= most)
        return points;
    std::vector<Part> parts(std::max<std::size_t>(1, most / 4));
    const auto saved = [](const TradeOffPoint& point) { return point.totals.layersSaved(); };
    const auto [low, high] = std::ranges::minmax(points, {}, saved);
    const double width = saved(high) - saved(low);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double share = width > 0 ? (saved(points[i]) - saved(low)) / width : 0;
        const auto part = static_cast<std::size_t>(share * static_cast<double>(parts.size()));
        parts[std::min(part, parts.size() - 1)].take(i, points);
    }
    for (const Part& part : parts) {
        if (part.first)
            kept.insert(kept.end(), {*part.first, part.last, part.least, part.greatest});
    }
    std::ranges::sort(kept);
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    std::vector<TradeOffPoint> result;
    result.reserve(kept.size());
    for (const std::size_t i : kept)
        result.push_back(points[i]);
    return result;
}

TradeOff tradeOffOf(const Run& run, const Rule& rule, const Criterion* varied, Sweep sweep,
                    int depthLimit)
{
    const ModelShape shape = run.model.shape();
    const SweptRule swept(rule, varied, sweep, shape, depthUnder(depthLimit, shape.layers));
    const Bounds bounds(*rule.find(varied), sweep, swept);
    TradeOff result{{}, swept.sign(), swept.isStrict()};
    result.points = Walk(run, swept).points(bounds);
    return result;
}

} // namespace exitscope
