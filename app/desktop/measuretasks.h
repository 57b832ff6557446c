#pragma once

#include "tasks/taskrun.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QSettings;
class QSpinBox;

namespace exitscope {

/// Which tasks an evaluation asks, on which data. GUI thread.
class MeasureTasks : public QWidget
{
    Q_OBJECT

public:
    explicit MeasureTasks(QWidget* parent = nullptr);

    QStringList tasks() const;
    QString dataPath() const;
    /// Its settings are the caller's to add.
    TaskRequest request() const;
    /// What is missing, as a sentence; empty where nothing is.
    QString problem() const;

    void keep(QSettings& settings) const;
    void restore(const QSettings& settings);

private:
    QListWidget* m_tasks;
    QLineEdit* m_path;
    QSpinBox* m_documents;
    QSpinBox* m_shots;
};

/// The names of the tasks that come with the program.
QStringList bundledTaskNames();

} // namespace exitscope
