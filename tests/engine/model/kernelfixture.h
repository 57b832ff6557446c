#pragma once

#include "model/kernels/kernels.h"

#include <QtTest>

#include <random>
#include <vector>

namespace exitscope::test {

/// Memory that starts one element past a vector's alignment.
template <typename T>
class Unaligned
{
public:
    explicit Unaligned(std::size_t count)
        : m_storage(count + 17)
    {}
    T* data() { return m_storage.data() + 1; }

private:
    std::vector<T> m_storage;
};

/// A test that runs once with each instruction set's table.
class KernelFixture : public QObject
{
    Q_OBJECT

protected:
    std::mt19937 m_random{11};

    float normal(float spread = 1) { return std::normal_distribution<float>(0, spread)(m_random); }

    static const Kernels* table(Activations activations = Activations::Exact)
    {
        QFETCH_GLOBAL(QString, set);
        if (set == "amx")
            return amxKernels(activations);
        if (set == "vnni")
            return vnniKernels(activations);
        if (set == "avx512")
            return avx512Kernels(activations);
        return set == "avx2" ? avx2Kernels(activations) : genericKernels(activations);
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("set");
        for (const char* set : {"generic", "avx2", "avx512", "vnni", "amx"})
            QTest::newRow(set) << set;
    }

    void init()
    {
        if (!table())
            QSKIP("this processor or build lacks the instruction set");
    }
};

} // namespace exitscope::test
