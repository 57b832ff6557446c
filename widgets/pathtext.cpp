#include "widgets/pathtext.h"

#include <QPaintEngine>
#include <QPainterPath>

namespace exitscope {

namespace {

constexpr int dotsPerInch = 96;
constexpr double millimetresPerInch = 25.4;

/// Leaves drawTextItem to the base class, which fills the outlines of the glyphs.
class PathTextEngine : public QPaintEngine
{
public:
    explicit PathTextEngine(QPainter& target)
        : QPaintEngine(AllFeatures)
        , m_target(target)
        , m_base(target.transform())
    {}

    Type type() const override { return User; }
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }

    void updateState(const QPaintEngineState& news) override
    {
        const DirtyFlags changed = news.state();
        if (changed & DirtyTransform)
            m_target.setTransform(news.transform() * m_base);
        if (changed & DirtyPen)
            m_target.setPen(news.pen());
        if (changed & DirtyBrush)
            m_target.setBrush(news.brush());
        if (changed & DirtyBrushOrigin)
            m_target.setBrushOrigin(news.brushOrigin());
        if (changed & DirtyOpacity)
            m_target.setOpacity(news.opacity());
        if (changed & DirtyHints) {
            m_target.setRenderHints(m_target.renderHints(), false);
            m_target.setRenderHints(news.renderHints());
        }
        if (changed & DirtyClipRegion)
            m_target.setClipRegion(news.clipRegion(), news.clipOperation());
        if (changed & DirtyClipPath)
            m_target.setClipPath(news.clipPath(), news.clipOperation());
        if (changed & DirtyClipEnabled)
            m_target.setClipping(news.isClipEnabled());
    }

    void drawPath(const QPainterPath& path) override { m_target.drawPath(path); }
    void drawLines(const QLineF* lines, int count) override { m_target.drawLines(lines, count); }
    void drawRects(const QRectF* boxes, int count) override { m_target.drawRects(boxes, count); }
    void drawEllipse(const QRectF& box) override { m_target.drawEllipse(box); }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        if (mode == PolylineMode)
            m_target.drawPolyline(points, count);
        else
            m_target.drawPolygon(points, count,
                                 mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
    }
    void drawPixmap(const QRectF& box, const QPixmap& pixmap, const QRectF& source) override
    {
        m_target.drawPixmap(box, pixmap, source);
    }
    void drawImage(const QRectF& box, const QImage& image, const QRectF& source,
                   Qt::ImageConversionFlags flags) override
    {
        m_target.drawImage(box, image, source, flags);
    }

    using QPaintEngine::drawEllipse;
    using QPaintEngine::drawLines;
    using QPaintEngine::drawPolygon;
    using QPaintEngine::drawRects;

private:
    QPainter& m_target;
    QTransform m_base;
};

} // namespace

PathTextDevice::PathTextDevice(QPainter& target, const QSize& size)
    : m_size(size)
    , m_engine(std::make_unique<PathTextEngine>(target))
{}

PathTextDevice::~PathTextDevice() = default;

QPaintEngine* PathTextDevice::paintEngine() const
{
    return m_engine.get();
}

int PathTextDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return qRound(m_size.width() * millimetresPerInch / dotsPerInch);
    case PdmHeightMM:
        return qRound(m_size.height() * millimetresPerInch / dotsPerInch);
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return dotsPerInch;
    case PdmDepth:
        return 32;
    case PdmNumColors:
        return 1 << 24;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return qRound(devicePixelRatioFScale());
    default:
        return 0;
    }
}

} // namespace exitscope
