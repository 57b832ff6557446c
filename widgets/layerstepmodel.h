#pragma once

#include "widgets/partialtext.h"

#include <QAbstractTableModel>

#include <optional>

namespace exitscope {

/// The layers of a token in the making, deepest first: what each that has run predicts and how its
/// score stands to the threshold. Its roles are those of LensModel. Lives on the GUI thread.
class LayerStepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        LayerColumn,
        PredictionColumn,
        ScoreColumn,
        ThresholdColumn,
        VerdictColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTokenNames(TokenNames names);
    void setToken(const PartialToken& token, const ModelShape& shape);
    const std::optional<PartialToken>& token() const { return m_token; }
    int rowOfLayer(int layer) const { return rowCount() - 1 - layer; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int layer, int column) const;
    QString spoken(int layer, int column) const;
    QString verdictText(int layer) const;
    bool predictionChanged(int layer) const;
    QVariant predictionData(int layer, int role) const;
    bool hasRun(int layer) const { return m_token && layer <= m_token->newestLayer(); }

    TokenNames m_names;
    std::optional<PartialToken> m_token;
    ModelShape m_shape{0};
};

} // namespace exitscope
