#include "widgets/roundmodel.h"

#include "trace/staircasehistory.h"
#include "widgets/rundocument.h"

namespace exitscope {

namespace {

/// Words begin at the left, figures end at the right.
int alignment(int column)
{
    const bool words = column == RoundModel::TokensColumn || column == RoundModel::LayersColumn ||
                       column == RoundModel::DraftsColumn;
    return int(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight));
}

QString tokensText(const Run& run, std::size_t round)
{
    const int first = run.rounds[round].firstToken + 1;
    const int count = tokensOfRound(run, round);
    if (count == 0)
        return RoundModel::tr("none");
    return count == 1 ? QString::number(first)
                      : RoundModel::tr("%1 to %2").arg(first).arg(first + count - 1);
}

/// The drafts' exit layers, once where they are the same.
QString layersText(const SpeculationRound& round)
{
    QStringList layers;
    bool same = true;
    for (const Draft& draft : round.drafts) {
        layers << QString::number(draft.exitLayer);
        same = same && draft.exitLayer == round.drafts.front().exitLayer;
    }
    return same && !layers.isEmpty() ? layers.front() : layers.join(QStringLiteral(", "));
}

} // namespace

void RoundModel::setDocument(RunDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &RunDocument::wasReset, this, &RoundModel::rebuild);
        connect(document, &RunDocument::tokensAppended, this, &RoundModel::append);
        connect(document, &RunDocument::draftsChanged, this, &RoundModel::append);
    }
    rebuild();
}

void RoundModel::rebuild()
{
    beginResetModel();
    m_texts.reset();
    m_rows = 0;
    if (m_document) {
        m_texts.append(m_document->run());
        m_rows = static_cast<int>(m_document->run().rounds.size());
    }
    endResetModel();
}

void RoundModel::append()
{
    const auto rounds = static_cast<int>(m_document->run().rounds.size());
    m_texts.append(m_document->run());
    if (rounds <= m_rows)
        return;
    beginInsertRows({}, m_rows, rounds - 1);
    m_rows = rounds;
    endInsertRows();
}

int RoundModel::firstToken(int row) const
{
    return m_document->run().rounds[static_cast<std::size_t>(row)].firstToken;
}

int RoundModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RoundModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RoundModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_document ||
        index.row() >= static_cast<int>(m_document->run().rounds.size()))
        return {};
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() >= LayersColumn))
        return text(static_cast<std::size_t>(index.row()), index.column());
    return role == Qt::TextAlignmentRole ? QVariant(alignment(index.column())) : QVariant();
}

QString RoundModel::text(std::size_t round, int column) const
{
    const Run& run = m_document->run();
    const SpeculationRound& made = run.rounds[round];
    switch (column) {
    case NumberColumn:
        return QString::number(round + 1);
    case TokensColumn:
        return tokensText(run, round);
    case DraftedColumn:
        return QString::number(made.drafts.size());
    case AcceptedColumn:
        return QString::number(made.accepted);
    case LayersColumn:
        return layersText(made);
    case DraftsColumn:
        return roundPartsText(partsOfRound(run, m_texts, round));
    default:
        return {};
    }
}

QVariant RoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignment(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NumberColumn:
        return tr("Round");
    case TokensColumn:
        return tr("Tokens");
    case DraftedColumn:
        return tr("Drafted");
    case AcceptedColumn:
        return tr("Accepted");
    case LayersColumn:
        return tr("Exit");
    case DraftsColumn:
        return tr("Drafts");
    default:
        return {};
    }
}

} // namespace exitscope
