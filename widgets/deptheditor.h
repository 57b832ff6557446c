#pragma once

#include "trace/settings.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QRadioButton;
class QSpinBox;

namespace exitscope {

/// Whether all layers run for the record (watch) or only those that decide. GUI thread.
class WatchEditor : public QWidget
{
    Q_OBJECT

public:
    explicit WatchEditor(QWidget* parent = nullptr);

    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);

Q_SIGNALS:
    void changed();

private:
    void explain();

    QRadioButton* m_watch = nullptr;
    QRadioButton* m_decide = nullptr;
    QLabel* m_explanation = nullptr;
};

/// How many layers belong to the model, and what becomes of the K/V entries of those that a token
/// skips. GUI thread.
class DepthEditor : public QWidget
{
    Q_OBJECT

public:
    explicit DepthEditor(QWidget* parent = nullptr);

    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);
    void setLayers(int layers);

Q_SIGNALS:
    void changed();

private:
    void updateDependents();

    QSpinBox* m_limit = nullptr;
    QComboBox* m_kvPolicy = nullptr;
    QCheckBox* m_promptExit = nullptr;
    QSpinBox* m_maxWaiting = nullptr;
    QLabel* m_explanation = nullptr;
};

} // namespace exitscope
