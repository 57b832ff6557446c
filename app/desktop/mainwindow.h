#pragma once

#include "desktop/runcontroller.h"

#include <QMainWindow>

#include <optional>
#include <utility>

class QLabel;
class QMenu;
class QSplitter;
class QTabWidget;

namespace exitscope {

class Appearance;
class CostView;
class FileMenu;
class HeatmapView;
class Inspector;
class MessageStrip;
class PromptEditor;
class RulePanel;
class RunBar;
class TokenStrip;
class TokenTable;
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
    Appearance* appearance() { return m_appearance; }

    /// Opens `folder`, or the model of the last session, or the bundled one. Where it cannot be
    /// opened and no model is open, the bundled one takes its place.
    void openFirstModel(const QString& folder = {});
    QString prompt() const;
    /// As if it were typed: undo brings the earlier one back.
    void setPrompt(const QString& prompt);
    /// Runs write at most `tokens` tokens, until the user says otherwise; not kept for later.
    void limitTokensForNow(int tokens);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeCentre();
    QWidget* makeSide();
    void connectWhatIf();
    void addMenus();
    void addViewMenu();
    void addRunViewActions(QMenu* view);
    void addHelpMenu();
    void showShortcuts();
    void connectController();
    void restore();
    void keep() const;
    void command(void (RunController::*work)(const QString&));

    void takeModel();
    void updateTokenText();
    void updateStatus();
    void updateFigures();

    Appearance* m_appearance = nullptr;
    RunController* m_controller = nullptr;
    FileMenu* m_fileMenu = nullptr;
    MessageStrip* m_message = nullptr;
    PromptEditor* m_prompt = nullptr;
    QLabel* m_status = nullptr;
    TokenStrip* m_strip = nullptr;
    QTabWidget* m_views = nullptr;
    HeatmapView* m_heatmap = nullptr;
    TokenTable* m_table = nullptr;
    QTabWidget* m_side = nullptr;
    RulePanel* m_rulePanel = nullptr;
    Inspector* m_inspector = nullptr;
    CostView* m_cost = nullptr;
    WhatIfView* m_whatIf = nullptr;
    RunBar* m_runBar = nullptr;
    QSplitter* m_splitter = nullptr;
    std::optional<std::pair<int, int>> m_tokensForNow; ///< the limit, and the one to keep
    bool m_thresholdsFit = false; ///< the panel's thresholds were chosen for the last model
};

} // namespace exitscope
