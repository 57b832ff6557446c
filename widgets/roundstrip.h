#pragma once

#include "trace/run.h"
#include "widgets/plotstyle.h"
#include "widgets/tokentexts.h"

#include <QWidget>

#include <vector>

namespace exitscope {

/// One token of a round of speculation, in the order of the text.
struct RoundPart
{
    enum class Kind
    {
        Accepted,
        Rejected,   ///< the first draft that the whole model did not choose
        Unchecked,  ///< a draft after that one
        Correction, ///< the whole model's token in the place of the rejected draft
        Bonus       ///< the whole model's token after the last draft
    };
    Kind kind = Kind::Accepted;
    QString text;
    int layer = -1; ///< at which a draft left, 0-based; -1 for the whole model's own

    bool operator==(const RoundPart&) const = default;
};

/// The drafts of round `index` and what the whole model made of them. A correction stands right
/// after the draft that it replaces.
std::vector<RoundPart> partsOfRound(const Run& run, const TokenTexts& texts, std::size_t index);
/// The same in words, for a screen reader.
QString roundPartsText(const std::vector<RoundPart>& parts);
/// Parts as chips in one row; what does not fit is left out with a mark.
void drawRoundParts(QPainter& painter, const QRectF& box, const PlotStyle& style,
                    const std::vector<RoundPart>& parts);

/// Shows the drafts of one round. GUI thread.
class RoundStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RoundStrip(QWidget* parent = nullptr);

    void setParts(std::vector<RoundPart> parts);
    const std::vector<RoundPart>& parts() const { return m_parts; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<RoundPart> m_parts;
};

} // namespace exitscope
