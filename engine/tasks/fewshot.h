#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace exitscope {

/// The numbers of Python's random.Random(seed) for a seed below 2^32: the Mersenne Twister, seeded
/// by its authors' init_by_array (Matsumoto and Nishimura, mt19937ar, 2002).
class PythonRandom
{
public:
    explicit PythonRandom(std::uint32_t seed);

    /// As random.sample(range(population), count), in CPython 3.2 and later. `count` must not
    /// exceed `population`.
    std::vector<std::size_t> sample(std::size_t population, std::size_t count);

private:
    std::size_t below(std::size_t end);

    std::mt19937 m_engine;
};

enum class ShotSampler
{
    Random, ///< for each document others, as the harness's default sampler draws them
    FirstN  ///< the first of the file for all documents
};

/// Picks the shots of one document after the other. As in the harness, whose generator goes on
/// from document to document, what a document gets hangs on how many came before.
class ShotPicker
{
public:
    /// `population`: how many there are to pick from; `count` shots are wanted; `drawsExtra`: one
    /// more is drawn, and the document itself left out where it is among them.
    ShotPicker(ShotSampler sampler, std::uint32_t seed, std::size_t population, std::size_t count,
               bool drawsExtra);

    /// Indices of the next document's shots; `self` is its own index among the population, or
    /// population where it is not one of them.
    std::vector<std::size_t> next(std::size_t self);

private:
    ShotSampler m_sampler;
    PythonRandom m_random;
    std::size_t m_population;
    std::size_t m_count;
    bool m_drawsExtra;
};

} // namespace exitscope
