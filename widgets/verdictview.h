#pragma once

#include "widgets/outlookmodel.h"
#include "widgets/schedulecurve.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace exitscope {

class SchedulePlot;
class TableView;

/// What each rule would have done with one token, a row each, and below it the chosen row drawn:
/// score against threshold over depth. The choice outlives the token. GUI thread.
class VerdictView : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictView(QWidget* parent = nullptr);

    void setTokenText(TokenText text) { m_model->setTokenText(std::move(text)); }
    void setRecommended(const std::map<std::string, ParameterValues>& recommended)
    {
        m_model->setRecommended(recommended);
    }
    /// Token index -1 shows nothing; `layer` is marked in the plot, -1 for none.
    void setToken(const Run& run, int token, int layer);
    OutlookModel* model() const { return m_model; }
    SchedulePlot* plot() const { return m_plot; }
    /// What the plot shows; null where it is hidden, as at full depth.
    const ScheduleCurve* drawnCurve() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void chooseRow();
    void updatePlot();
    void fitColumns();

    OutlookModel* m_model;
    TableView* m_table = nullptr;
    SchedulePlot* m_plot = nullptr;
    QLabel* m_note = nullptr;
    std::optional<OutlookModel::Row> m_chosen; ///< by the user; else what ran
    bool m_restoring = false;
    std::vector<ScheduleCurve> m_curves; ///< by row; without a criterion at full depth
};

} // namespace exitscope
