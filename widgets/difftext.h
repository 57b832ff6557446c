#pragma once

#include "widgets/comparecolumns.h"
#include "widgets/striplayout.h"

#include <QAbstractScrollArea>
#include <QString>

#include <functional>
#include <vector>

namespace exitscope {

/// A token in a text that is compared with another.
struct DiffChip
{
    enum class Mark
    {
        Same,
        OnlyA, ///< struck through, behind a minus
        OnlyB  ///< underlined, behind a plus
    };

    QString text;
    Mark mark = Mark::Same;
    bool leads = false;    ///< first of its mark: carries the sign
    bool diverges = false; ///< the runs part here
    bool breakAfter = false;
    int column = -1; ///< of columnsOf
    int tokenA = -1; ///< -1: it tells of none of A
    int tokenB = -1;
    int exitLayer = 0;
    int layers = 1;
};

/// Which texts the chips hold.
enum class DiffSide
{
    Both, ///< one text, with what either has for itself
    A,
    B
};

std::vector<DiffChip> diffChips(const Run& a, const Run& b, const RunComparison& comparison,
                                const std::vector<CompareColumn>& columns, DiffSide side);

/// What a chip of these runs says to a pointer and to a screen reader, a line each.
QString diffChipText(const DiffChip& chip, const Run& a, const Run& b);

/// Shows chips, wrapped like text; one column can be marked. GUI thread.
class DiffText : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit DiffText(QWidget* parent = nullptr);

    /// The keyboard stays on its chip where that still stands.
    void setChips(std::vector<DiffChip> chips);
    /// Asked when a chip is to say more than its text.
    void setDescriber(std::function<QString(const DiffChip&)> describer);
    const std::vector<DiffChip>& chips() const { return m_chips; }
    /// Marks the chips of `column`, -1: none, and scrolls to them unless told not to.
    void setCurrentColumn(int column, bool reveal = true);

Q_SIGNALS:
    void chosen(int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    static QString sign(const DiffChip& chip);
    QFont fontOf(const DiffChip& chip) const;
    void paintChip(QPainter& painter, const DiffChip& chip, const QRectF& box) const;
    QString describe(int chip) const;
    int firstOfCurrent() const;
    void choose(int chip);
    QPointF offset() const;

    std::vector<DiffChip> m_chips;
    std::function<QString(const DiffChip&)> m_describer;
    StripLayout m_layout;
    int m_column = -1;
    int m_cursor = -1; ///< chip of that column on which the keyboard stands
};

} // namespace exitscope
