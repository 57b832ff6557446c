#pragma once

#include <QWidget>

class QLabel;
class QSortFilterProxyModel;
class QToolButton;

namespace exitscope {

class LensModel;
class TableView;

/// The pinned layers of a lens, in view whatever the table below has scrolled to, with the widths
/// of its columns. Nothing is shown while no layer is pinned. GUI thread.
class PinnedLayers : public QWidget
{
    Q_OBJECT

public:
    /// `table` shows `lens`; both live longer than this.
    PinnedLayers(LensModel* lens, TableView* table, QWidget* parent = nullptr);

    /// Marks the row of `layer`; none where it is not pinned.
    void showLayer(int layer);

Q_SIGNALS:
    /// The user went to the row of that layer.
    void layerChosen(int layer);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void update();
    void copyWidths();
    int layerAt(int row) const;

    LensModel* m_lens;
    TableView* m_table;
    QSortFilterProxyModel* m_rows;
    bool m_unpinning = false;
    QLabel* m_caption = nullptr;
    QToolButton* m_clear = nullptr;
    TableView* m_view = nullptr;
};

} // namespace exitscope
