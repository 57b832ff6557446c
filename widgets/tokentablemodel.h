#pragma once

#include "widgets/tokentexts.h"

#include <QAbstractTableModel>
#include <QPointer>

namespace exitscope {

class RunDocument;

/// The heatmap as a table, for screen readers and for copying: a row per token. Follows a
/// RunDocument; GUI thread.
class TokenTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NumberColumn, ///< from 1
        TextColumn,
        IdColumn,
        ExitLayerColumn,
        PreviewColumn, ///< where a preview would have let it out, where it differs
        RoleColumn,    ///< emitted, accepted, corrected
        CriterionColumn,
        ScoreColumn,     ///< of the criterion that decided, at the exit layer
        ThresholdColumn, ///< there
        MillisecondsColumn,
        StateColumn, ///< how many layers were computed, caught up, copied, never run
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows `document`, which must outlive this model or be replaced; may be null.
    void setDocument(RunDocument* document);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();
    void append(int first, int last);
    QString text(int token, int column) const;
    static QString stateText(const TokenTrace& trace);

    QPointer<RunDocument> m_document;
    TokenTexts m_texts;
    int m_rows = 0; ///< rows announced; the document is ahead of them while it announces more
};

} // namespace exitscope
