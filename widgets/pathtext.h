#pragma once

#include <QPaintDevice>
#include <QPainter>

#include <memory>

namespace exitscope {

/// Passes what is painted on it to another painter, text as filled outlines, so that a file looks
/// the same wherever it is opened, whatever fonts are there. Lives as long as one painting, on its
/// thread.
class PathTextDevice : public QPaintDevice
{
public:
    /// `size`: logical pixels. What is painted comes under `target`'s own transformation.
    PathTextDevice(QPainter& target, const QSize& size);
    ~PathTextDevice() override;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    QSize m_size;
    std::unique_ptr<QPaintEngine> m_engine;
};

} // namespace exitscope
