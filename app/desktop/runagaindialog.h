#pragma once

#include "desktop/runagain.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace exitscope {

class RulePanel;

/// Asks what to change for a second run of the same prompt: model, weights, and all that steers a
/// run but the choice of the next token, which keeps its seed. GUI thread.
class RunAgainDialog : public QDialog
{
    Q_OBJECT

public:
    /// `model` is the open one, or null.
    RunAgainDialog(const Run& earlier, const OpenModel* model, QWidget* parent = nullptr);

    RunAgainPlan plan() const;

private:
    QWidget* makeModel(const OpenModel* model);
    void browse();
    void adapt();

    std::string m_prompt;
    Settings m_before;
    QString m_folderBefore;
    std::string m_dtypeBefore;
    int m_dtypeAsked = 0; ///< how the earlier run's model was opened
    QLineEdit* m_folder = nullptr;
    QComboBox* m_dtypes = nullptr;
    QCheckBox* m_recommended = nullptr;
    RulePanel* m_panel = nullptr;
    QLabel* m_changes = nullptr;
};

} // namespace exitscope
