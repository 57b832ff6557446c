#pragma once

#include "trace/settings.h"
#include "widgets/exportable.h"
#include "widgets/rundocument.h"

#include <QScrollArea>

#include <map>

class QLabel;
class QVBoxLayout;

namespace exitscope {

class DepthEditor;
class RuleEditor;
class SamplingEditor;
class SchedulePlot;
struct ScheduleCurve;
class ScoringEditor;
class StrategyEditor;
class WatchEditor;

/// Everything that steers a run: strategy, the exit rule with its thresholds over depth, watching,
/// sampling, depth and cache. What does not apply is hidden, and each change takes effect at the
/// next token. GUI thread.
class RulePanel : public QScrollArea, public Exportable
{
    Q_OBJECT

public:
    explicit RulePanel(QWidget* parent = nullptr);

    Settings settings() const;
    /// Shows `settings`, made fit to run where they are not; settingsChanged follows when they
    /// differ from what was shown.
    void setSettings(const Settings& settings);
    void setModelShape(const ModelShape& shape);
    const ModelShape& modelShape() const { return m_shape; }
    /// Starting points of the model's criteria, for the button that restores them.
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    /// Puts all criteria at the recommended values.
    void takeRecommended();
    /// The same for the criterion whose thresholds lie open.
    void resetCriterion();
    /// Whether the choice of the next token stands in the panel; hidden it keeps its values.
    void setSamplingShown(bool shown);
    /// Takes the value that stands half typed in a field.
    void commit();
    /// The run whose selected (else newest) token is drawn against the thresholds.
    void setDocument(RunDocument* document);

    // The threshold over depth, with the token that is drawn there.
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

    /// As wide as its controls need, for nothing scrolls sideways.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void settingsChanged(const exitscope::Settings& settings);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* addSection(QVBoxLayout* column, const QString& title,
                        std::initializer_list<QWidget*> content);
    /// The fields of all groups start at one line.
    void alignFields();
    /// Shows what applies under the settings, and hides the rest.
    void adapt();
    void announce();
    void updatePlot();
    /// The token that is drawn, -1 for none.
    int drawnToken() const;
    /// What the plot shows of the criterion that lies open; without one its criterion is null.
    ScheduleCurve drawnCurve() const;

    RunDocument* m_document = nullptr;
    ModelShape m_shape;
    Settings m_shown;
    StrategyEditor* m_strategy = nullptr;
    QWidget* m_ruleSection = nullptr;
    RuleEditor* m_rule = nullptr;
    SchedulePlot* m_plot = nullptr;
    QLabel* m_plotNote = nullptr;
    ScoringEditor* m_scoring = nullptr;
    WatchEditor* m_watch = nullptr;
    QWidget* m_samplingSection = nullptr;
    SamplingEditor* m_sampling = nullptr;
    QWidget* m_depthSection = nullptr;
    DepthEditor* m_depth = nullptr;
};

} // namespace exitscope
