#pragma once

#include "results/sampleresult.h"
#include "widgets/exporttable.h"

#include <QAbstractTableModel>

#include <memory>
#include <string>
#include <vector>

namespace exitscope {

/// A sample of a result; immutable, so that lists share it.
using SamplePointer = std::shared_ptr<const SampleResult>;

/// The samples of a result, a row each in the order in which they came. Lives on the GUI thread.
class SampleModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        IndexColumn, ///< in the data set's file
        PromptColumn,
        PredictionColumn,
        QualityColumn,
        TokensColumn,
        SpeedColumn, ///< tokens a second
        ExitColumn,  ///< mean exit layer
        AcceptedColumn,
        NoteColumn, ///< what is particular about it
        ColumnCount
    };
    enum Role
    {
        SortRole = Qt::UserRole, ///< the number or text that a column is sorted by
        FilterRole               ///< all texts of the sample
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSamples(std::vector<SamplePointer> samples);
    void append(const SamplePointer& sample);
    const std::vector<SamplePointer>& samples() const { return m_samples; }
    /// The metric of the quality column; samples without it show nothing there.
    void setQuality(const std::string& metric);
    const std::string& quality() const { return m_quality; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const SampleResult& sample, int column) const;
    QVariant sortValue(const SampleResult& sample, int column) const;

    std::vector<SamplePointer> m_samples;
    std::string m_quality;
};

/// What is particular about a sample, in a few words: cut, skipped, nothing written; else empty.
QString sampleNote(const SampleResult& sample);
/// The metrics of a text that single samples have, by name, without details.
std::vector<std::string> textMetrics(const std::vector<SamplePointer>& samples);
/// The metric that stands for quality where none was chosen; empty where there is none.
std::string usualQuality(const std::vector<std::string>& metrics);
/// A row for each sample, with its metrics.
ExportTable sampleTable(const std::vector<SamplePointer>& samples);

} // namespace exitscope
