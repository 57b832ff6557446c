#pragma once

#include "widgets/roundstrip.h"

#include <QAbstractTableModel>

namespace exitscope {

class RunDocument;

/// The rounds of speculation of a run, a row each. Lives on the GUI thread.
class RoundModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NumberColumn,
        TokensColumn,
        DraftedColumn,
        AcceptedColumn,
        LayersColumn,
        DraftsColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setDocument(RunDocument* document);
    /// First token of the round in `row`; past the last token where the round left none.
    int firstToken(int row) const;
    int rowOfRound(int round) const { return round >= 0 && round < m_rows ? round : -1; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();
    void append();
    QString text(std::size_t round, int column) const;

    RunDocument* m_document = nullptr;
    TokenTexts m_texts;
    int m_rows = 0;
};

} // namespace exitscope
