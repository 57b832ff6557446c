#pragma once

#include "model/devicememory.h"

#include <QtTest>

namespace exitscope::test {

/// One row for each way to spread four layers or more: LibTorch's operators on the CPU in place of
/// the kernels, splits, and the first GPU, where there is one.
inline void addDeviceRows()
{
    QTest::addColumn<QString>("device");
    for (const char* device :
         {"aten", "aten=1,cpu", "cpu=3,aten", "cuda", "cuda=2,cpu", "cpu=1,cuda", "auto"})
        QTest::newRow(device) << QString(device);
}

/// Why a row of addDeviceRows cannot run here; empty where it can.
inline QString whyNot(const QString& device)
{
    return device.contains("cuda") ? QString::fromStdString(noGpuReason()) : QString();
}

} // namespace exitscope::test
