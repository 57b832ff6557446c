#include "widgets/comparemodel.h"

#include "widgets/comparetext.h"

#include <QLocale>
#include <QStringList>
#include <QThread>

#include <optional>

namespace exitscope {

namespace {

using Row = CompareModel::Row;
using Figure = std::optional<double>;

/// Writes figures of two runs as rows.
class Rows
{
public:
    /// Left out where neither is known.
    void add(const QString& name, const QString& help, Figure a, Figure b, int decimals)
    {
        if (!a && !b)
            return;
        Row row{.name = name, .help = help, .numberA = a, .numberB = b};
        row.a = write(a, decimals);
        row.b = write(b, decimals);
        if (a && b) {
            row.difference = signedNumber(*b - *a, decimals);
            row.numberDifference = *b - *a;
        }
        m_rows.push_back(std::move(row));
    }
    void addDifference(const QString& name, const QString& help, Figure difference, int decimals)
    {
        if (difference)
            m_rows.push_back({.name = name,
                              .help = help,
                              .difference = signedNumber(*difference, decimals),
                              .numberDifference = difference});
    }
    std::vector<Row> take() { return std::move(m_rows); }

private:
    QString write(Figure value, int decimals) const
    {
        if (!value)
            return QStringLiteral("–");
        QString number = m_locale.toString(*value, 'f', decimals);
        return number.replace(u'-', u'−');
    }

    std::vector<Row> m_rows;
    QLocale m_locale;
};

Figure known(double value)
{
    return value > 0 ? Figure(value) : std::nullopt;
}

Figure percent(Figure share)
{
    return share ? Figure(100 * *share) : std::nullopt;
}

Figure msPerToken(const RunTotals& run)
{
    return run.cost.decoded > 0 ? known(run.cost.wallMs() / run.cost.decoded) : std::nullopt;
}

Figure savedTime(const RunTotals& run)
{
    return run.cost.fullDepth && run.cost.fullDepthMs() > 0 ? Figure(run.cost.savedShare())
                                                            : std::nullopt;
}

} // namespace

std::vector<CompareModel::Row> CompareModel::rowsOf(const RunComparison& of)
{
    const RunSummary& a = of.a.summary;
    const RunSummary& b = of.b.summary;
    Rows rows;
    rows.add(CompareModel::tr("Tokens"), CompareModel::tr("Written after the prompt"), a.tokens,
             b.tokens, 0);
    rows.add(CompareModel::tr("Tokens per second"),
             CompareModel::tr("Decoding after the first token"), known(a.tokensPerSecond),
             known(b.tokensPerSecond), 1);
    rows.add(CompareModel::tr("ms per token"),
             CompareModel::tr("Of decoding, with scoring and catch-up"), msPerToken(of.a),
             msPerToken(of.b), 2);
    rows.add(CompareModel::tr("Mean exit layer"), CompareModel::tr("Counted from 0"),
             a.meanExitLayer, b.meanExitLayer, 2);
    rows.add(CompareModel::tr("Layers run"),
             CompareModel::tr("Layers times tokens, without catch-up"), double(a.layersRun),
             double(b.layersRun), 0);
    if (a.catchUpRows > 0 || b.catchUpRows > 0)
        rows.add(CompareModel::tr("Caught up"),
                 CompareModel::tr("Layers times tokens that ran late"), double(a.catchUpRows),
                 double(b.catchUpRows), 0);
    rows.add(CompareModel::tr("Layers saved (%)"),
             CompareModel::tr("Share that has not run at all, catch-up counted as run"),
             percent(a.layersSaved), percent(b.layersSaved), 1);
    rows.add(CompareModel::tr("Drafts accepted (%)"),
             CompareModel::tr("Of those that were written"), percent(a.acceptanceRate()),
             percent(b.acceptanceRate()), 1);
    rows.add(
        CompareModel::tr("Time saved (%)"),
        CompareModel::tr(
            "Net, against full depth as measured beside each run; negative where it took longer"),
        percent(savedTime(of.a)), percent(savedTime(of.b)), 1);
    const int common = of.pairsInCommon();
    rows.addDifference(
        CompareModel::tr("Exit, shared part"),
        CompareModel::tr("Layers by which B left later, on average over the tokens before the "
                         "divergence: they saw the same context"),
        of.meanExitDifference(common), 2);
    rows.addDifference(
        CompareModel::tr("ms, shared part"),
        CompareModel::tr("Milliseconds that B took longer for each of these tokens, on average"),
        of.meanMsDifference(common), 2);
    return rows.take();
}

void CompareModel::setComparison(const RunComparison& comparison)
{
    take(rowsOf(comparison));
}

void CompareModel::clear()
{
    take({});
}

void CompareModel::take(std::vector<Row> rows)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString CompareModel::asText() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines << cells.join(u'\t');
    for (const Row& row : m_rows)
        lines << QStringList{row.name, row.a, row.b, row.difference}.join(u'\t');
    return lines.join(u'\n');
}

int CompareModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CompareModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CompareModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? row.name
               : index.column() == AColumn  ? row.a
               : index.column() == BColumn  ? row.b
                                            : row.difference;
    case Qt::ToolTipRole:
        return row.help;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter |
                   (index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Figure");
    case AColumn:
        return tr("A");
    case BColumn:
        return tr("B");
    default:
        return tr("B − A");
    }
}

} // namespace exitscope
