#pragma once

#include "trace/run.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <set>

namespace exitscope {

/// The text of a token id on screen.
using TokenText = std::function<QString(int id)>;

/// What each layer of one token predicted, deepest layer first: where the token that was written
/// stood, and the most likely tokens with their probabilities (the logit lens). Layers can be
/// pinned, whatever token is shown. Lives on the GUI thread.
class LensModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        PieceRole = Qt::UserRole, ///< QString: the token alone
        ProbabilityRole,          ///< double, 0..1; invalid where unknown
        ExitRole,                 ///< bool: the token left at this layer
        ChangedRole,              ///< bool: another prediction than the layer before
        PinnedRole,               ///< bool: the layer is pinned
    };
    enum Column
    {
        LayerColumn,
        WrittenColumn, ///< rank and probability of the token that was written
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
    /// The most likely token there; id -1 where the layer was not scored.
    TopEntry prediction(int layer) const { return entry(layer, 0); }
    /// Probability, 0..1, of the token that was written; NaN where unknown.
    float writtenProbability(int layer) const;
    /// Its rank, from 1; topEntriesPerLayer + 1 stands for all that were not kept. Nothing where
    /// unknown.
    std::optional<int> writtenRank(int layer) const;
    /// The same in words, for example "rank 2, 31 %"; empty where nothing is known.
    QString writtenText(int layer) const;
    /// Why predictions of `layer` are missing, a sentence.
    QString missingText(int layer) const;
    /// One line, control characters named; `longest` as in tokenLabel.
    QString text(int id, int longest = 0) const;

    bool isPinned(int layer) const { return m_pinned.contains(layer); }
    void setPinned(int layer, bool pinned);
    void unpinAll();
    /// Also layers that the token shown does not have.
    const std::set<int>& pinnedLayers() const { return m_pinned; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void pinsChanged();

private:
    TopEntry entry(int layer, int rank) const;
    QVariant layerData(int layer, int role) const;
    QVariant writtenData(int layer, int role) const;
    QVariant tokenData(int layer, int rank, int role) const;

    TokenText m_text;
    TokenTrace m_trace;
    std::set<int> m_pinned;
};

} // namespace exitscope
