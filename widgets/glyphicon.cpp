#include "widgets/glyphicon.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace exitscope {

namespace {

/// The shape on a 16 x 16 square.
QPainterPath shape(Glyph glyph)
{
    const auto triangle = [](qreal left, qreal right) {
        return QPolygonF({{left, 2.5}, {right, 8}, {left, 13.5}, {left, 2.5}});
    };
    QPainterPath path;
    switch (glyph) {
    case Glyph::Run:
        path.addPolygon(triangle(3.5, 13.5));
        break;
    case Glyph::Pause:
        path.addRect(QRectF(3.5, 2.5, 3, 11));
        path.addRect(QRectF(9.5, 2.5, 3, 11));
        break;
    case Glyph::OneToken:
        path.addPolygon(triangle(2, 10));
        path.addRect(QRectF(11.5, 2.5, 2.5, 11));
        break;
    case Glyph::OneLayer: // one token's, turned upwards as layers are
        path.addPolygon(QPolygonF({{2.5, 14}, {8, 6}, {13.5, 14}, {2.5, 14}}));
        path.addRect(QRectF(2.5, 2, 11, 2.5));
        break;
    case Glyph::Stop:
        path.addRect(QRectF(3, 3, 10, 10));
        break;
    case Glyph::Add:
        path.addRect(QRectF(3, 7.2, 10, 1.6));
        path.addRect(QRectF(7.2, 3, 1.6, 10));
        path.setFillRule(Qt::WindingFill);
        break;
    case Glyph::Pin:
        path.addRect(QRectF(4, 2, 8, 1.8));
        path.addRect(QRectF(5.5, 3.8, 5, 4));
        path.addRect(QRectF(3.5, 7.8, 9, 1.8));
        path.addRect(QRectF(7.3, 9.6, 1.4, 4.9));
        path.setFillRule(Qt::WindingFill);
        break;
    case Glyph::Close: {
        QPainterPathStroker stroker;
        stroker.setWidth(1.6);
        QPainterPath cross;
        cross.moveTo(4, 4);
        cross.lineTo(12, 12);
        cross.moveTo(12, 4);
        cross.lineTo(4, 12);
        path = stroker.createStroke(cross);
        break;
    }
    }
    return path;
}

/// Paints at the moment of use, so that the icon follows a change of theme.
class GlyphEngine : public QIconEngine
{
public:
    GlyphEngine(Glyph glyph, QPalette::ColorRole role)
        : m_glyph(glyph)
        , m_role(role)
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : m_role;
        painter->fillPath(shape(m_glyph), QApplication::palette().brush(group, role));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }

    QIconEngine* clone() const override { return new GlyphEngine(m_glyph, m_role); }

private:
    Glyph m_glyph;
    QPalette::ColorRole m_role;
};

} // namespace

QIcon glyphIcon(Glyph glyph, QPalette::ColorRole role)
{
    return QIcon(new GlyphEngine(glyph, role));
}

} // namespace exitscope
