#pragma once

#include "trace/run.h"

#include <QAbstractTableModel>

#include <functional>

namespace exitscope {

/// The text of a token id on screen.
using TokenText = std::function<QString(int id)>;

/// What each layer of one token predicted, deepest layer first: its most likely tokens with their
/// probabilities (the logit lens). Lives on the GUI thread.
class LensModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        PieceRole = Qt::UserRole, ///< QString: the token alone
        ProbabilityRole,          ///< double, 0..1; invalid where unknown
        ExitRole,                 ///< bool: the token left at this layer
    };
    enum Column
    {
        LayerColumn,
        FirstTokenColumn
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTokenText(TokenText text);
    /// Shows a copy of `trace`; an empty trace shows nothing.
    void setToken(const TokenTrace& trace);
    const TokenTrace& token() const { return m_trace; }

    int layerOfRow(int row) const { return rowCount() - 1 - row; }
    /// Id of the token that `layer` holds the `rank`-th likeliest, from 0; -1 where unknown.
    int idAt(int layer, int rank) const { return entry(layer, rank).id; }
    QString textOf(int id) const { return text(id); }
    /// Whether `layer` predicts another token than the layer before it.
    bool predictionChanged(int layer) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    TopEntry entry(int layer, int rank) const;
    QString text(int id) const;
    QVariant layerData(int layer, int role) const;
    QVariant tokenData(int layer, int rank, int role) const;

    TokenText m_text;
    TokenTrace m_trace;
};

} // namespace exitscope
