#pragma once

#include "trace/settings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace exitscope {

/// Who writes the tokens: the model by itself, or its first layers as drafts that the whole model
/// verifies. GUI thread.
class StrategyEditor : public QWidget
{
    Q_OBJECT

public:
    explicit StrategyEditor(QWidget* parent = nullptr);

    Strategy strategy() const;
    /// Strategy and drafts; where it speculates also the exit layer, and the K/V policy that this
    /// needs.
    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);
    void setLayers(int layers);

Q_SIGNALS:
    void changed();

private:
    void updateDependents();

    bool m_draftLayersChosen = false; ///< else a share of the model's layers
    QComboBox* m_strategy = nullptr;
    QLabel* m_explanation = nullptr;
    QSpinBox* m_draftLayers = nullptr; ///< of fixed drafts
    QSpinBox* m_draftLimit = nullptr;  ///< of dynamic drafts; 0: all layers
    QSpinBox* m_drafts = nullptr;
};

} // namespace exitscope
