#pragma once

#include "widgets/samplemodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;

namespace exitscope {

class TableView;

/// The samples of a result as a table that can be sorted and filtered, and the texts of the one
/// that is selected. GUI thread.
class SamplesView : public QWidget
{
    Q_OBJECT

public:
    explicit SamplesView(QWidget* parent = nullptr);

    SampleModel* model() const { return m_samples; }
    void setSamples(std::vector<SamplePointer> samples);
    /// Newer values of the samples that are shown; the filter and the current sample stay.
    void updateSamples(std::vector<SamplePointer> samples);
    /// Adds one at the end; the selection stays.
    void append(const SamplePointer& sample);
    void setQuality(const std::string& metric);
    /// Null where none is selected.
    SamplePointer selected() const;
    void select(const SamplePointer& sample);
    /// The first row, where there is one.
    void selectFirst();
    /// Whether runs can be opened at all; where not, nothing offers it.
    void setRunsOffered(bool areOffered);

Q_SIGNALS:
    void selectionChanged(const exitscope::SamplePointer& sample);
    /// The user wants to see its run.
    void runWanted(const exitscope::SamplePointer& sample);

private:
    QWidget* makeTable();
    QWidget* makeDetail();
    /// Shows `samples` with none of them selected.
    void fill(std::vector<SamplePointer> samples);
    void showSelected();
    void showCount();
    /// Shows only the columns in which any sample has something to say.
    void showColumns();
    void note(const SampleResult& sample);
    void askForRun();

    SampleModel* m_samples;
    QSortFilterProxyModel* m_sorted;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    TableView* m_table = nullptr;
    QLabel* m_facts = nullptr;
    QPushButton* m_open = nullptr;
    QPlainTextEdit* m_prompt = nullptr;
    QPlainTextEdit* m_reference = nullptr;
    QPlainTextEdit* m_prediction = nullptr;
    bool m_areRunsOffered = true;
    bool m_hasDrafts = false;
    bool m_hasNotes = false;
    bool m_hasExits = false;
    bool m_hasSpeeds = false;
};

} // namespace exitscope
