#include "model/kernels/kernels.h"
#include "model/kernels/workpool.h"
#include "model/weightformat.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

using namespace exitscope;

namespace {

struct Shape
{
    const char* name;
    int in;
    int out;
    int layers; ///< matrices of this shape, multiplied one after the other so that none stays
                ///< cached
};

/// Llama-3.2-1B's, and the bundled model's.
constexpr Shape shapes[] = {
    {"1b_head", 2048, 128256, 1},  {"1b_qkv", 2048, 3072, 16},
    {"1b_output", 2048, 2048, 16}, {"1b_gate_up", 2048, 16384, 16},
    {"1b_down", 8192, 2048, 16},   {"fable_head", 192, 4096, 1},
    {"fable_qkv", 192, 384, 12},   {"fable_gate_up", 192, 1024, 12},
    {"fable_down", 512, 192, 12},
};

struct Set
{
    const char* name;
    const Kernels* kernels;
};

/// x, weights and scales of a shape; every weight a small number in every format.
class Product
{
public:
    Product(const Kernels& kernels, WeightFormat format, const Shape& shape, int rows)
        : m_kernels(kernels)
        , m_format(format)
        , m_shape(shape)
        , m_rows(rows)
        , m_matrixBytes(rowBytes(format, static_cast<std::size_t>(shape.in)) *
                        static_cast<std::size_t>(shape.out))
        , m_weights(m_matrixBytes * static_cast<std::size_t>(shape.layers) / 2, 0x3c01)
        , m_scales(static_cast<std::size_t>(shape.out) *
                       static_cast<std::size_t>(shape.in / int4Group + 1),
                   0x3c01)
        , m_x(static_cast<std::size_t>(rows) * static_cast<std::size_t>(shape.in), 0.5f)
        , m_y(static_cast<std::size_t>(rows) * static_cast<std::size_t>(shape.out))
    {}

    void run()
    {
        for (int layer = 0; layer < m_shape.layers; ++layer) {
            const void* weights = reinterpret_cast<const char*>(m_weights.data()) +
                                  m_matrixBytes * static_cast<std::size_t>(layer);
            switch (m_format) {
            case WeightFormat::Float32:
                multiply<float>(m_kernels.linearF32, weights);
                break;
            case WeightFormat::Float16:
                multiply<Fp16>(m_kernels.linearF16, weights);
                break;
            case WeightFormat::BFloat16:
                multiply<Bf16>(m_kernels.linearBf16, weights);
                break;
            case WeightFormat::Int8:
                multiply<Int8Weight>(m_kernels.linearInt8, weights);
                break;
            case WeightFormat::Int4:
                multiply<Int4Pair>(m_kernels.linearInt4, weights);
                break;
            }
        }
        benchmark::DoNotOptimize(m_y.data());
    }

    double bytes() const { return static_cast<double>(m_matrixBytes) * m_shape.layers; }
    double multiplyAdds() const
    {
        return static_cast<double>(m_rows) * m_shape.in * m_shape.out * m_shape.layers;
    }

private:
    template <typename Weight>
    void multiply(void (*linear)(const float*, int, int, const LinearJob<Weight>*, int),
                  const void* weights)
    {
        const LinearJob<Weight> job{static_cast<const Weight*>(weights), m_y.data(), m_shape.out,
                                    false, m_scales.data()};
        linear(m_x.data(), m_rows, m_shape.in, &job, 1);
    }

    const Kernels& m_kernels;
    WeightFormat m_format;
    Shape m_shape;
    int m_rows;
    std::size_t m_matrixBytes;
    std::vector<std::uint16_t> m_weights;
    std::vector<std::uint16_t> m_scales;
    std::vector<float> m_x;
    std::vector<float> m_y;
};

void measure(benchmark::State& state, const Kernels& kernels, WeightFormat format,
             const Shape& shape, int rows)
{
    Product product(kernels, format, shape, rows);
    for (auto _ : state)
        product.run();
    const auto perSecond = benchmark::Counter::kIsIterationInvariantRate;
    state.counters["bytes/s"] = benchmark::Counter(product.bytes(), perSecond);
    state.counters["MAC/s"] = benchmark::Counter(product.multiplyAdds(), perSecond);
}

/// What a plain read of memory reaches: the limit of one row.
void readMemory(benchmark::State& state)
{
    const std::vector<char> memory(std::size_t{1} << 30, 1);
    for (auto _ : state)
        kernels().readAll(memory.data(), memory.size());
    state.counters["bytes/s"] = benchmark::Counter(static_cast<double>(memory.size()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}

void registerAll()
{
    benchmark::RegisterBenchmark("read", readMemory)->UseRealTime();
    const Set sets[] = {{"generic", genericKernels()}, {"avx2", avx2Kernels()},
                        {"avx512", avx512Kernels()},   {"vnni", vnniKernels()},
                        {"amx", amxKernels()},         {"rounded", &kernels(Activations::Rounded)}};
    for (const Set& set : sets) {
        for (const WeightFormat format : allWeightFormats) {
            for (const Shape& shape : shapes) {
                for (const int rows : {1, 2, 4, 8, 12, 16, 20, 24, 32, 96}) {
                    if (!set.kernels)
                        continue;
                    const std::string name = std::string(set.name) + '/' +
                                             std::string(fieldName(format)) + '/' + shape.name +
                                             "/rows:" + std::to_string(rows);
                    benchmark::RegisterBenchmark(name.c_str(),
                                                 [=](benchmark::State& state) {
                                                     measure(state, *set.kernels, format, shape,
                                                             rows);
                                                 })
                        ->UseRealTime()
                        ->Unit(benchmark::kMillisecond);
                }
            }
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    WorkPool::instance().setThreads(
        static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
    registerAll();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
