#pragma once

#include "trace/replay.h"
#include "widgets/exportable.h"
#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"
#include "widgets/whatif.h"

#include <QScrollArea>
#include <QTimer>

#include <map>
#include <string>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace exitscope {

class SweepControl;
class TableView;
class TradeOffPlot;
class WhatIfCurves;
class WhatIfModel;

/// Asks a watched run what another rule would have done: one criterion's threshold is dragged, and
/// exits, layers saved and agreement follow at once, beside the curves of all criteria. The rule
/// asked about starts as the run's and follows the rule panel's. Follows a RunDocument while it is
/// visible; GUI thread.
class WhatIfView : public QScrollArea, public Exportable
{
    Q_OBJECT

public:
    explicit WhatIfView(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);
    /// The rule that runs decide by; it becomes the one asked about.
    void setRuleInForce(const Rule& rule);
    /// Starting points of criteria that the rule does not ask.
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    void setTokenText(TokenText text);
    /// Whether the open model can go on with the run.
    void setResumable(bool resumable);
    /// Whether thresholds that differ over depth are moved together, else one holds for all layers.
    void setMovesTogether(bool together);
    bool movesTogether() const { return m_shifts; }

    /// The rule asked about.
    const Rule& rule() const { return m_rule; }
    const Replay& replayed() const { return m_replay; }

    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user wants this rule to decide from now on.
    void ruleChosen(const exitscope::Rule& rule);
    /// The same, and that the run goes on under it from `token`, the first that would differ.
    void runOnChosen(const exitscope::Rule& rule, int token);
    /// The user wants a threshold of `criterion` for a risk.
    void calibrationAsked(const exitscope::Criterion* criterion);
    /// By token the exit layer under the rule asked about, -1 where it is not known; empty while
    /// nothing is asked. `firstOther`: the first token that would differ, -1 for none.
    void exitsChanged(const std::vector<int>& exits, int firstOther);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeContent();
    QWidget* makeModifiers();
    QLayout* makeCalibration();
    void connectControls();
    bool isAsking() const;
    ModelShape shape() const;

    void takeRun();
    void follow();
    void setBase(const Rule& rule);
    void choose(const Criterion* criterion);
    void setThreshold(double threshold);
    /// After another base, criterion or way of sweeping.
    void askAnew();
    void showControls();
    void showCurves();
    /// Replays the rule asked about and shows what comes of it.
    void replayRule();
    void showMarks();
    void showTexts();

    RunDocument* m_document = nullptr;
    TokenText m_text;
    Rule m_ruleInForce;
    Rule m_base; ///< the rule asked about, but for the threshold
    const Criterion* m_criterion = nullptr;
    bool m_shifts = true;
    bool m_resumable = false;
    WhatIf m_what;
    std::map<const Criterion*, double> m_thresholds; ///< last asked about, of m_base
    Rule m_rule;
    Replay m_replay;
    WhatIfCurves* m_curves = nullptr;
    QTimer m_timer;

    QLabel* m_placeholder = nullptr;
    QWidget* m_content = nullptr;
    QFormLayout* m_form = nullptr;
    QComboBox* m_criteria = nullptr;
    QComboBox* m_sweep = nullptr;
    SweepControl* m_control = nullptr;
    QSpinBox* m_patience = nullptr;
    QSpinBox* m_minimumLayer = nullptr;
    TradeOffPlot* m_plot = nullptr;
    WhatIfModel* m_figures = nullptr;
    TableView* m_table = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_limits = nullptr;
    QPushButton* m_go = nullptr;
    QPushButton* m_use = nullptr;
    QPushButton* m_runOn = nullptr;
    QPushButton* m_back = nullptr;
};

} // namespace exitscope
