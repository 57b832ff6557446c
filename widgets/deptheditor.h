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
    /// What watching means differs where drafts are verified.
    void setSpeculates(bool speculates);

Q_SIGNALS:
    void changed();

private:
    void explain();

    bool m_speculates = false;
    QRadioButton* m_watch = nullptr;
    QRadioButton* m_decide = nullptr;
    QLabel* m_explanation = nullptr;
};

/// How many layers belong to the model, and what becomes of the K/V entries of those that a token
/// skips; the latter only while tokens can leave early. GUI thread.
class DepthEditor : public QWidget
{
    Q_OBJECT

public:
    explicit DepthEditor(QWidget* parent = nullptr);

    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);
    void setLayers(int layers);
    /// Whether a rule can make tokens skip layers.
    void setMayExit(bool mayExit);

Q_SIGNALS:
    void changed();

private:
    KvPolicy policy() const;
    void updateDependents();

    bool m_mayExit = true;
    QSpinBox* m_limit = nullptr;
    QComboBox* m_kvPolicy = nullptr;
    QCheckBox* m_promptExit = nullptr;
    QSpinBox* m_maxWaiting = nullptr;
    QLabel* m_explanation = nullptr;
};

} // namespace exitscope
