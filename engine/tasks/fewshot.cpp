#include "tasks/fewshot.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <set>

namespace exitscope {
namespace {

/// Hands std::mt19937 the state that init_by_array makes of a key of one word.
class OneWordKey
{
public:
    using result_type = std::uint32_t;

    explicit OneWordKey(std::uint32_t word)
        : m_word(word)
    {}

    template <typename Iterator>
    void generate(Iterator begin, Iterator end)
    {
        const std::array<std::uint32_t, 624> state = made();
        std::copy_n(state.begin(), std::min<std::ptrdiff_t>(624, end - begin), begin);
    }

private:
    std::array<std::uint32_t, 624> made() const
    {
        constexpr std::size_t n = 624;
        std::array<std::uint32_t, n> mt{19650218};
        for (std::size_t i = 1; i < n; ++i)
            mt[i] = 1812433253U * (mt[i - 1] ^ (mt[i - 1] >> 30)) + static_cast<std::uint32_t>(i);
        std::size_t i = 1;
        const auto step = [&](std::uint32_t factor, auto add) {
            mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * factor)) + add(i);
            if (++i == n) {
                mt[0] = mt[n - 1];
                i = 1;
            }
        };
        for (std::size_t k = 0; k < n; ++k)
            step(1664525U, [&](std::size_t) { return m_word; });
        for (std::size_t k = 0; k + 1 < n; ++k)
            step(1566083941U, [](std::size_t at) { return -static_cast<std::uint32_t>(at); });
        mt[0] = 0x80000000U;
        return mt;
    }

    std::uint32_t m_word;
};

std::mt19937 engineOf(std::uint32_t seed)
{
    OneWordKey key(seed);
    return std::mt19937(key);
}

} // namespace

PythonRandom::PythonRandom(std::uint32_t seed)
    : m_engine(engineOf(seed))
{}

/// Python's _randbelow_with_getrandbits.
std::size_t PythonRandom::below(std::size_t end)
{
    const int bits = std::bit_width(end);
    std::size_t draw = m_engine() >> (32 - bits);
    while (draw >= end)
        draw = m_engine() >> (32 - bits);
    return draw;
}

std::vector<std::size_t> PythonRandom::sample(std::size_t population, std::size_t count)
{
    double setSize = 21; // above which CPython remembers what was drawn instead of a pool
    if (count > 5)
        setSize += std::pow(4, std::ceil(std::log(3.0 * static_cast<double>(count)) / std::log(4)));
    std::vector<std::size_t> result;
    if (static_cast<double>(population) <= setSize) {
        std::vector<std::size_t> pool(population);
        std::iota(pool.begin(), pool.end(), std::size_t{0});
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t j = below(population - i);
            result.push_back(pool[j]);
            pool[j] = pool[population - i - 1];
        }
        return result;
    }
    std::set<std::size_t> drawn;
    while (result.size() < count) {
        const std::size_t j = below(population);
        if (drawn.insert(j).second)
            result.push_back(j);
    }
    return result;
}

ShotPicker::ShotPicker(ShotSampler sampler, std::uint32_t seed, std::size_t population,
                       std::size_t count, bool drawsExtra)
    : m_sampler(sampler)
    , m_random(seed)
    , m_population(population)
    , m_count(count)
    , m_drawsExtra(drawsExtra)
{}

std::vector<std::size_t> ShotPicker::next(std::size_t self)
{
    if (m_count == 0)
        return {};
    const std::size_t wanted = std::min(m_population, m_count + m_drawsExtra);
    std::vector<std::size_t> picked;
    if (m_sampler == ShotSampler::Random) {
        picked = m_random.sample(m_population, wanted);
    } else {
        picked.resize(wanted);
        std::iota(picked.begin(), picked.end(), std::size_t{0});
    }
    std::erase(picked, self);
    picked.resize(std::min(picked.size(), m_count));
    return picked;
}

} // namespace exitscope
