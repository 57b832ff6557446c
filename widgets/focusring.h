#pragma once

#include <QWidget>

class QAbstractScrollArea;

namespace exitscope {

/// Says where the keyboard is: a line in the accent colour around a scrolled view or table that
/// draws no focus of its own, while it has the focus. A child of the view; GUI thread.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    /// Gives `widget` a ring if it is a table, a list, a tree or a plain scroll area and has none.
    static void addTo(QWidget* widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    explicit FocusRing(QAbstractScrollArea* area);
};

} // namespace exitscope
