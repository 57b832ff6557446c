#pragma once

#include "desktop/analysistabs.h"
#include "desktop/runcontroller.h"

#include <QMainWindow>

#include <memory>
#include <optional>
#include <utility>

class QLabel;
class QMenu;
class QSplitter;
class QTabWidget;

namespace exitscope {

class Appearance;
class Branching;
class Comparing;
class Autosave;
class CalibrateDialog;
class CostView;
class FileMenu;
class HeatmapView;
class Inspector;
class LayerPages;
class Measuring;
class MessageStrip;
class Presentation;
class PromptEditor;
class PromptHistory;
class Recovery;
class RulePanel;
class RunBar;
class RunList;
class TokenStrip;
class TokenTable;
class TourMenu;
class Welcome;
class WhatIfView;

/// The window: prompt, text strip and heatmap on the left, rule and inspector on the right, the
/// run's commands and figures below. GUI thread; owns the run controller.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    RunController* controller() { return m_controller; }
    RulePanel* rulePanel() { return m_rulePanel; }
    HeatmapView* heatmap() { return m_heatmap; }
    MessageStrip* message() { return m_message; }
    Comparing* comparing() { return m_comparing; }
    Measuring* measuring() { return m_measuring; }
    Appearance* appearance() { return m_appearance; }
    Welcome* welcome() { return m_welcome; }

    /// Opens `folder`, or the model of the last session, or the bundled one. Where it cannot be
    /// opened and no model is open, the bundled one takes its place.
    void openFirstModel(const QString& folder = {});
    /// The model that opens next time is `folder`'s.
    void rememberModel(const QString& folder);
    QString prompt() const;
    /// As if it were typed: undo brings the earlier one back.
    void setPrompt(const QString& prompt);
    /// Runs the prompt, as the command does.
    void run() { command(&RunController::run); }
    /// Runs write at most `tokens` tokens, until the user says otherwise; not kept for later.
    void limitTokensForNow(int tokens);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeCentre();
    QWidget* makeSide();
    void nameParts();
    void connectWhatIf();
    void keepRuns();
    void addMenus();
    void addViewMenu();
    void addRunViewActions(QMenu* view);
    void addInspectorActions(QMenu* view);
    void addHelpMenu();
    /// Asks, then puts all that the View menu changes back to how it was at the first start.
    void restoreDefaults();
    void resizeAsAtFirst();
    void showShortcuts();
    void connectController();
    void restore();
    void keep() const;
    void takeRule(const Rule& rule);
    void calibrate(const Criterion* criterion = nullptr);
    void command(void (RunController::*work)(const QString&));

    void takeModel();
    void updateTokenText();
    void updateStatus();
    void updateFigures();

    Appearance* m_appearance = nullptr;
    RunController* m_controller = nullptr;
    std::unique_ptr<Autosave> m_autosave; ///< gone before the document
    Recovery* m_recovery = nullptr;
    FileMenu* m_fileMenu = nullptr;
    MessageStrip* m_message = nullptr;
    PromptEditor* m_prompt = nullptr;
    PromptHistory* m_prompts = nullptr;
    QLabel* m_status = nullptr;
    TokenStrip* m_strip = nullptr;
    QTabWidget* m_views = nullptr;
    HeatmapView* m_heatmap = nullptr;
    TokenTable* m_table = nullptr;
    Comparing* m_comparing = nullptr;
    std::optional<AnalysisTabs> m_analysis;
    QTabWidget* m_side = nullptr;
    RulePanel* m_rulePanel = nullptr;
    Inspector* m_inspector = nullptr;
    LayerPages* m_layerPages = nullptr;
    CostView* m_cost = nullptr;
    WhatIfView* m_whatIf = nullptr;
    RunList* m_runs = nullptr;
    Branching* m_branching = nullptr;
    Measuring* m_measuring = nullptr;
    RunBar* m_runBar = nullptr;
    CalibrateDialog* m_calibrate = nullptr; ///< null until it is asked for
    Presentation* m_presentation = nullptr;
    TourMenu* m_tours = nullptr;
    Welcome* m_welcome = nullptr;
    QSplitter* m_splitter = nullptr;
    std::optional<std::pair<int, int>> m_tokensForNow; ///< the limit, and the one to keep
    bool m_thresholdsFit = false; ///< the panel's thresholds were chosen for the last model
};

} // namespace exitscope
