#pragma once

#include "results/sweepresult.h"
#include "trace/settings.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSettings;

namespace exitscope {

/// What a sweep varies, and over which values. GUI thread.
class MeasureGrid : public QWidget
{
    Q_OBJECT

public:
    explicit MeasureGrid(QWidget* parent = nullptr);

    /// The settings that the grid varies; its thresholds are those of the rule's criteria.
    void setSettings(const Settings& settings, int layers);
    /// Throws Error(WrongUse) for values that cannot be read.
    std::vector<SweepAxis> axes() const;
    /// The settings that belong to the grid: layers and drafts are those of speculation.
    Settings fitted(Settings settings) const;

    /// Whether the window's rule has a part in it.
    bool usesRule() const { return isThreshold(); }

    void keep(QSettings& settings) const;
    void restore(const QSettings& settings);

Q_SIGNALS:
    void changed();

private:
    void adapt();
    bool isThreshold() const;

    QFormLayout* m_form;
    QComboBox* m_what;
    QLineEdit* m_layers;
    QLineEdit* m_drafts;
    QLineEdit* m_thresholds;
    QLabel* m_note;
    Settings m_settings;
};

} // namespace exitscope
