#pragma once

#include "widgets/comparemap.h"

#include <QWidget>

namespace exitscope {

/// The maps of two runs, all columns at once; a column can be chosen with mouse or keys. GUI
/// thread.
class CompareMapView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareMapView(QWidget* parent = nullptr);

    void setValues(CompareValues values, int divergentColumn);
    const CompareValues& values() const { return m_values; }
    void setForm(CompareForm form);
    CompareForm form() const { return m_form; }
    void setCurrentColumn(int column);
    /// What a cell says, a line each; the column alone for a layer outside the models.
    QString cellText(int column, int layer) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int column);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    CompareScene scene(const PlotStyle& style);

    CompareValues m_values;
    CompareForm m_form = CompareForm::Difference;
    int m_column = -1;
    int m_divergent = -1;
    CompareCells m_cells;
};

} // namespace exitscope
