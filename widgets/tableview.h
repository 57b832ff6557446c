#pragma once

#include <QTableView>

namespace exitscope {

/// A calm table: no grid, compact rows, whole rows selected, and Ctrl+C copies the selected rows
/// with tabs between the cells. GUI thread.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);

    /// Sets the widths of the first columns, in average characters.
    void setColumnWidths(std::initializer_list<int> characters);
    int rowHeight() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void copySelection();
    void applyFont();

    std::vector<int> m_widths;
};

} // namespace exitscope
