#include "widgets/layerstepmodel.h"

#include "widgets/lensmodel.h"
#include "widgets/theme.h"
#include "widgets/tokenlabel.h"
#include "widgets/tokentexts.h"

#include <QApplication>
#include <QBrush>
#include <QFont>
#include <QPalette>
#include <QThread>

namespace exitscope {

void LayerStepModel::setTokenNames(TokenNames names)
{
    Q_ASSERT(thread() == QThread::currentThread());
    beginResetModel();
    m_names = std::move(names);
    endResetModel();
}

void LayerStepModel::setToken(const PartialToken& token, const ModelShape& shape)
{
    Q_ASSERT(thread() == QThread::currentThread());
    // A table of the same size keeps its place.
    if (m_token && shape.layers == m_shape.layers) {
        m_token = token;
        m_shape = shape;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_token = token;
    m_shape = shape;
    endResetModel();
}

int LayerStepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_token ? 0 : m_shape.layers;
}

int LayerStepModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool LayerStepModel::predictionChanged(int layer) const
{
    if (layer < 1)
        return false;
    const int now = m_token->topAt(layer).front().id;
    const int before = m_token->topAt(layer - 1).front().id;
    return now >= 0 && before >= 0 && now != before;
}

QString LayerStepModel::verdictText(int layer) const
{
    if (m_token->exitLayer == layer)
        return tr("▸ leaves");
    const LayerVerdict verdict = verdictAt(*m_token, layer, m_shape);
    return verdict.fires ? tr("fires") : verdict.holds ? tr("passes") : QString();
}

QString LayerStepModel::text(int layer, int column) const
{
    if (column == LayerColumn)
        return QString::number(layer);
    if (!hasRun(layer))
        return {};
    switch (column) {
    case PredictionColumn: {
        const int id = m_token->topAt(layer).front().id;
        if (id < 0)
            return tr("nothing");
        const QString name =
            m_names ? tokenLabel(TokenTexts::visible(m_names(id))) : QStringLiteral("#%1").arg(id);
        return predictionChanged(layer) ? tr("◆ %1").arg(name) : name;
    }
    case ScoreColumn:
        return scoreText(verdictAt(*m_token, layer, m_shape));
    case ThresholdColumn:
        return thresholdText(verdictAt(*m_token, layer, m_shape));
    default:
        return verdictText(layer);
    }
}

/// The same for ears: marks become words.
QString LayerStepModel::spoken(int layer, int column) const
{
    if (column == LayerColumn)
        return hasRun(layer) ? tr("layer %1").arg(layer) : tr("layer %1, to come").arg(layer);
    if (!hasRun(layer))
        return {};
    if (column == PredictionColumn)
        return predictionText(*m_token, layer, m_names) +
               (predictionChanged(layer) ? tr(", the prediction changed here") : QString());
    if (column == VerdictColumn && m_token->exitLayer == layer)
        return tr("the token leaves here");
    return text(layer, column);
}

QVariant LayerStepModel::predictionData(int layer, int role) const
{
    switch (role) {
    case LensModel::PieceRole:
        return text(layer, PredictionColumn);
    case LensModel::ProbabilityRole:
        return hasRun(layer) ? QVariant(double(m_token->topAt(layer).front().probability))
                             : QVariant();
    case Qt::FontRole: {
        if (!hasRun(layer) || !predictionChanged(layer))
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    case Qt::ToolTipRole:
        return hasRun(layer) ? predictionText(*m_token, layer, m_names) : QVariant();
    default:
        return {};
    }
}

QVariant LayerStepModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int layer = rowCount() - 1 - index.row();
    switch (role) {
    case Qt::DisplayRole:
        return text(layer, index.column());
    case Qt::AccessibleTextRole:
        return spoken(layer, index.column());
    case LensModel::ExitRole:
        return m_token->exitLayer == layer;
    case Qt::BackgroundRole: {
        if (m_token->exitLayer != layer || index.column() == PredictionColumn)
            return {};
        QColor tint = QApplication::palette().color(QPalette::Text);
        tint.setAlphaF(theme::exitRowOpacity);
        return QBrush(tint);
    }
    case Qt::ForegroundRole:
        return hasRun(layer) ? QVariant()
                             : QBrush(theme::colors(QApplication::palette()).mutedText);
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == LayerColumn || index.column() == ScoreColumn;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default:
        return index.column() == PredictionColumn ? predictionData(layer, role) : QVariant();
    }
}

QVariant LayerStepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == LayerColumn || section == ScoreColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LayerColumn:
        return tr("Layer");
    case PredictionColumn:
        return tr("Predicts");
    case ScoreColumn:
        return tr("Score");
    case ThresholdColumn:
        return tr("Needed");
    default:
        return tr("Rule");
    }
}

} // namespace exitscope
