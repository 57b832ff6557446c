#pragma once

#include "trace/exitfigures.h"
#include "widgets/lensmodel.h"

#include <QAbstractTableModel>

namespace exitscope {

/// Tokens by exit layer, as the histogram draws them: its table twin. Lives on the GUI thread.
class ExitLayerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        LayerColumn,
        TokensColumn,
        ShareColumn,
        CumulativeColumn,
        OtherColumn,
        OtherCumulativeColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `other`: under another rule; empty where none is asked about.
    void setHistograms(const ExitHistogram& exits, const ExitHistogram& other);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ExitHistogram m_exits;
    ExitHistogram m_other;
};

/// The tokens that left with another prediction than full depth's, a row each. Lives on the GUI
/// thread.
class WrongExitModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NumberColumn,
        LayerColumn,
        ChosenColumn,
        FullDepthColumn,
        ExitMarginColumn,
        FullDepthMarginColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTokenText(TokenText text);
    void setExits(std::vector<WrongExitMargin> exits);
    const std::vector<WrongExitMargin>& exits() const { return m_exits; }
    /// Row of that token, -1 where its exit was not wrong.
    int rowOfToken(int token) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString name(int id) const;

    TokenText m_text;
    std::vector<WrongExitMargin> m_exits;
};

} // namespace exitscope
