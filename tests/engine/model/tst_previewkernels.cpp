#include "kernelfixture.h"

#include <algorithm>
#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

/// What estimating logits takes, by every instruction set's table against plain loops in double.
class PreviewKernelsTest : public KernelFixture
{
    Q_OBJECT

private Q_SLOTS:
    void logits()
    {
        for (const int out : {1, 15, 16, 17, 63, 64, 129, 1000}) {
            for (const int in : {1, 3, 32, 193}) {
                estimate(out, in);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void maximaOfBlocks()
    {
        for (const int count : {1, 31, 32, 33, 63, 64, 127, 511, 512, 513, 1024, 1057, 128256}) {
            Unaligned<float> z(count);
            for (int i = 0; i < count; ++i)
                z.data()[i] = normal(5);
            const int blocks = (count + maximaLength - 1) / maximaLength;
            std::vector<float> found(static_cast<std::size_t>(blocks) + 1, -7.0f);
            table()->blockMaxima(z.data(), count, found.data());
            for (int b = 0; b < blocks; ++b)
                QCOMPARE(found[static_cast<std::size_t>(b)],
                         *std::max_element(z.data() + b * maximaLength,
                                           z.data() + std::min(count, (b + 1) * maximaLength)));
            QCOMPARE(found.back(), -7.0f); // nothing past the end
        }
    }

    /// What is no number is never taken for the largest of its block.
    void brokenLogitsDoNotLead()
    {
        for (const int count : {64, 40 * maximaLength}) {
            std::vector<float> z(static_cast<std::size_t>(count), 1.0f);
            z[0] = NAN;
            z[20] = NAN;
            std::fill_n(z.begin() + 32, 32, NAN);
            std::vector<float> found(static_cast<std::size_t>(count / maximaLength));
            table()->blockMaxima(z.data(), count, found.data());
            QCOMPARE(found[0], 1.0f);
            QCOMPARE(found[1], -INFINITY);
        }
    }

    void readingTouchesOnlyItsMemory()
    {
        // Sanitizers see a read past the end.
        for (const std::size_t bytes : {0u, 256u, 300u, 4096u, 1u << 20}) {
            std::vector<char> memory(bytes);
            table()->readAll(memory.data(), bytes);
        }
    }

private:
    void estimate(int out, int in)
    {
        const int groups = (out + previewRowsPerGroup - 1) / previewRowsPerGroup;
        const int padded = groups * previewRowsPerGroup;
        Unaligned<std::int8_t> rows(static_cast<std::size_t>(padded) * in);
        Unaligned<float> scales(padded);
        Unaligned<float> x(in);
        for (int i = 0; i < padded * in; ++i)
            rows.data()[i] =
                static_cast<std::int8_t>(std::uniform_int_distribution<int>(-127, 127)(m_random));
        for (int i = 0; i < padded; ++i)
            scales.data()[i] = std::exp(normal()) / 127;
        for (int i = 0; i < in; ++i)
            x.data()[i] = normal(2);
        std::vector<float> found(static_cast<std::size_t>(out) + 1, -7.0f);
        table()->previewLogits({rows.data(), scales.data(), x.data(), found.data(), in, out});
        for (int o = 0; o < out; ++o) {
            double sum = 0;
            double size = 0;
            for (int i = 0; i < in; ++i) {
                const double product =
                    double{x.data()[i]} *
                    rows.data()[(o / previewRowsPerGroup * in + i) * previewRowsPerGroup +
                                o % previewRowsPerGroup];
                sum += product;
                size += std::abs(product);
            }
            // A sum of fp32 products, in another order: 2e-6 of the products' sizes.
            QVERIFY2(std::abs(found[o] - sum * scales.data()[o]) <= 2e-6 * size * scales.data()[o],
                     qPrintable(QString("%1 x %2, row %3").arg(out).arg(in).arg(o)));
        }
        QCOMPARE(found.back(), -7.0f);
    }
};

QTEST_GUILESS_MAIN(PreviewKernelsTest)
#include "tst_previewkernels.moc"
