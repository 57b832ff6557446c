#pragma once

#include "widgets/theme.h"

#include <QTableView>

#include <vector>

namespace exitscope {

/// A calm table: no grid, compact rows with room beside the text, whole rows selected, and Ctrl+C
/// copies the selected rows with tabs between the cells. Taking the focus selects nothing. GUI
/// thread.
class TableView : public QTableView
{
    Q_OBJECT

public:
    /// `padding` pixels stand to the left of each text, below the header's and in the header.
    explicit TableView(QWidget* parent = nullptr, int padding = theme::gap);

    /// Sets the widths of the first columns, in average characters.
    void setColumnWidths(std::initializer_list<int> characters);
    /// Columns from `first` on share the width that the others leave, evenly; the last of them
    /// hide where less than `characters` would remain for each. Nothing scrolls sideways then.
    void shareWidth(int first, int characters);
    /// Rows are as high as so many lines of text.
    void setLines(int lines);
    int rowHeight() const;

protected:
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void copySelection();
    void applyFont();

    void spreadColumns();

    int m_lines = 1;
    std::vector<int> m_widths;
    int m_firstShared = -1; ///< column from which on the width is shared; -1: none
    int m_leastShared = 1;  ///< characters
};

} // namespace exitscope
