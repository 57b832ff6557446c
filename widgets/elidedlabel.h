#pragma once

#include "widgets/textlabel.h"

namespace exitscope {

/// One line of text that loses its middle where it has no room, rather than claim any. GUI thread.
class ElidedLabel : public TextLabel
{
    Q_OBJECT

public:
    using TextLabel::TextLabel;

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace exitscope
