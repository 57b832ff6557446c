#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>

namespace exitscope {

/// Finds room for labels beside points: one after another, each clear of what is there already. A
/// value.
class LabelPlaces
{
public:
    /// Labels stay inside `frame`.
    explicit LabelPlaces(const QRectF& frame)
        : m_frame(frame)
    {}

    /// Nothing may cover `box`.
    void keepClear(const QRectF& box) { m_taken.append(box); }

    /// A box of `size` that touches the ring of `reach` around `point`, which is taken from then
    /// on; nothing where there is no room. `evenSo`: the one that covers least, in the place of
    /// nothing.
    std::optional<QRectF> place(const QPointF& point, double reach, const QSizeF& size,
                                bool evenSo = false);

private:
    double covered(const QRectF& box) const;

    QRectF m_frame;
    QList<QRectF> m_taken;
};

} // namespace exitscope
