#include "widgets/tokentablemodel.h"

#include "widgets/recordedscore.h"
#include "widgets/rundocument.h"
#include "widgets/settingstext.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

QString number(double value)
{
    return std::isnan(value) ? QString() : QLocale().toString(value, 'f', 4);
}

/// Words begin at the left, figures end at the right; a header stands as its column does.
int alignment(int column)
{
    const bool words =
        column == TokenTableModel::TextColumn || column == TokenTableModel::CriterionColumn ||
        column == TokenTableModel::RoleColumn || column == TokenTableModel::StateColumn;
    return int(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight));
}

} // namespace

void TokenTableModel::setDocument(RunDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &RunDocument::wasReset, this, &TokenTableModel::rebuild);
        connect(document, &RunDocument::tokensAppended, this, &TokenTableModel::append);
        connect(document, &RunDocument::cellsChanged, this, [this](int first, int last) {
            Q_EMIT dataChanged(index(first, StateColumn), index(last, StateColumn));
        });
    }
    rebuild();
}

void TokenTableModel::rebuild()
{
    beginResetModel();
    m_texts.reset();
    m_rows = 0;
    if (m_document) {
        m_texts.append(m_document->run());
        m_rows = m_document->tokenCount();
    }
    endResetModel();
}

void TokenTableModel::append(int first, int last)
{
    beginInsertRows({}, first, last);
    m_texts.append(m_document->run());
    m_rows = last + 1;
    endInsertRows();
}

int TokenTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TokenTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant TokenTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_document || index.row() >= m_document->tokenCount())
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    return role == Qt::TextAlignmentRole ? QVariant(alignment(index.column())) : QVariant();
}

QString TokenTableModel::text(int token, int column) const
{
    const Run& run = m_document->run();
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const Rule& rule = ruleInForce(run.settingsAt(token));
    const Condition* decisive = decisiveAtExit(run, token, rule);
    switch (column) {
    case NumberColumn:
        return QString::number(token + 1);
    case TextColumn:
        return m_texts.label(run, token);
    case IdColumn:
        return QString::number(trace.id);
    case ExitLayerColumn:
        return QString::number(trace.exitLayer);
    case PreviewColumn:
        return trace.previewExitLayer < 0 || trace.previewExitLayer == trace.exitLayer
                   ? QString()
                   : QString::number(trace.previewExitLayer);
    case RoleColumn:
        return roleText(trace.role);
    case CriterionColumn:
        return decisive ? criterionText(decisive->criterion->title) : tr("None");
    case ScoreColumn:
        return decisive ? number(double(recordedScore(run, token, *decisive, trace.exitLayer)))
                        : QString();
    case ThresholdColumn:
        return decisive
                   ? number(decisive->threshold(std::max(0, trace.exitLayer), run.model.shape()))
                   : QString();
    case MillisecondsColumn:
        return QLocale().toString(trace.times.totalMs(), 'f', 2);
    case StateColumn:
        return stateText(trace);
    default:
        return {};
    }
}

/// How many layers are in each state, those that occur.
QString TokenTableModel::stateText(const TokenTrace& trace)
{
    QStringList parts;
    const auto add = [&](CellState state, const QString& counted) {
        const auto count = std::ranges::count(trace.cells, state);
        if (count > 0)
            parts << counted.arg(count);
    };
    add(CellState::Computed, tr("%1 computed"));
    add(CellState::CaughtUp, tr("%1 caught up"));
    add(CellState::Copied, tr("%1 copied"));
    add(CellState::Never, tr("%1 not run"));
    return parts.join(QStringLiteral(", "));
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignment(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NumberColumn:
        return tr("No.");
    case TextColumn:
        return tr("Token");
    case IdColumn:
        return tr("Id");
    case ExitLayerColumn:
        return tr("Exit");
    case PreviewColumn:
        return tr("Preview");
    case RoleColumn:
        return tr("Role");
    case CriterionColumn:
        return tr("Criterion");
    case ScoreColumn:
        return tr("Score");
    case ThresholdColumn:
        return tr("Threshold");
    case MillisecondsColumn:
        return tr("ms");
    case StateColumn:
        return tr("Layers (K/V)");
    default:
        return {};
    }
}

} // namespace exitscope
