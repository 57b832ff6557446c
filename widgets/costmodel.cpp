#include "widgets/costmodel.h"

#include "trace/cost.h"

#include <QFont>
#include <QLocale>
#include <QThread>

#include <array>
#include <cmath>

namespace exitscope {

namespace {

using Row = CostModel::Row;

/// Writes amounts beside one another as they are in all and per token.
class Writer
{
public:
    Writer(int decoded, double whole)
        : m_decoded(decoded)
        , m_whole(whole)
    {}

    Row heading(const QString& name) const { return {.name = name, .isHeading = true}; }
    Row count(const QString& name, const QString& help, long long total) const
    {
        return {.name = name, .help = help, .total = m_locale.toString(total)};
    }
    /// Layer-rows, with their share of full depth.
    Row layers(const QString& name, const QString& help, long long total) const
    {
        Row row = count(name, help, total);
        if (m_decoded > 0)
            row.perToken = m_locale.toString(double(total) / m_decoded, 'f', 1);
        row.share = share(double(total), m_whole);
        return row;
    }
    Row time(const QString& name, const QString& help, double ms, double ofMs) const
    {
        Row row{.name = name, .help = help, .total = m_locale.toString(ms, 'f', 1)};
        if (m_decoded > 0)
            row.perToken = m_locale.toString(ms / m_decoded, 'f', 2);
        row.share = share(ms, ofMs);
        return row;
    }
    QString share(double part, double whole) const
    {
        return whole > 0 ? CostModel::tr("%1 %").arg(m_locale.toString(100 * part / whole, 'f', 1))
                         : QString();
    }

private:
    QLocale m_locale;
    int m_decoded;
    double m_whole; ///< layer-rows of full depth
};

void addLayers(std::vector<Row>& rows, const Writer& write, const RunSummary& summary,
               long long whole)
{
    rows.push_back(write.heading(CostModel::tr("Layer-rows of decoding")));
    rows.push_back(write.layers(CostModel::tr("At full depth"),
                                CostModel::tr("Every layer for every token after the first"),
                                whole));
    rows.push_back(write.layers(CostModel::tr("Run"), CostModel::tr("For the tokens' own sake"),
                                summary.layersRun));
    rows.push_back(write.layers(
        summary.drafted > 0 ? CostModel::tr("Verification and catch-up")
                            : CostModel::tr("Catch-up"),
        summary.drafted > 0
            ? CostModel::tr("Run later in batches: drafts that were verified, all layers "
                            "of drafts that were rejected, and earlier tokens")
            : CostModel::tr("Run later for earlier tokens, in a batch with a deeper one"),
        summary.catchUpRows));
    rows.push_back(
        write.count(CostModel::tr("Waiting now"),
                    CostModel::tr("Catch-up debt: token-layers that wait until a token goes "
                                  "deeper"),
                    summary.debtRows));
    rows.push_back(
        write.layers(CostModel::tr("Past the exit"),
                     CostModel::tr("Above the layer whose logits gave the token"),
                     static_cast<long long>(summary.layersPastExit * double(whole) + 0.5)));
}

void addDrafts(std::vector<Row>& rows, const Writer& write, const Run& run,
               const RunSummary& summary)
{
    if (run.rounds.empty())
        return;
    rows.push_back(write.heading(CostModel::tr("Drafts")));
    rows.push_back(write.count(CostModel::tr("Rounds"),
                               CostModel::tr("Verifications by the whole model"),
                               static_cast<long long>(run.rounds.size())));
    rows.push_back(write.count(CostModel::tr("Drafted"),
                               CostModel::tr("Tokens that the first layers proposed"),
                               summary.drafted));
    Row accepted = write.count(CostModel::tr("Accepted"),
                               CostModel::tr("Drafts that the whole model confirmed, and "
                                             "their share: the acceptance rate"),
                               summary.accepted);
    accepted.share = write.share(summary.accepted, summary.drafted);
    rows.push_back(accepted);
    rows.push_back(
        write.count(CostModel::tr("Close calls"),
                    CostModel::tr("Choices between two tokens that lie within rounding of one "
                                  "another"),
                    static_cast<long long>(run.closeCalls.size())));
}

void addCells(std::vector<Row>& rows, const Writer& write, const Run& run)
{
    std::array<long long, 4> counts{};
    for (const TokenTrace& token : run.tokens) {
        for (const CellState state : token.cells)
            ++counts[static_cast<std::size_t>(state)];
    }
    const auto of = [&counts](CellState state) { return counts[static_cast<std::size_t>(state)]; };
    const long long all = counts[0] + counts[1] + counts[2] + counts[3];
    rows.push_back(write.heading(CostModel::tr("K/V entries (token × layer)")));
    const auto add = [&](CellState state, const QString& name, const QString& help) {
        Row row = write.count(name, help, of(state));
        row.share = write.share(double(of(state)), double(all));
        if (of(state) > 0)
            rows.push_back(row);
    };
    add(CellState::Computed, CostModel::tr("Computed"),
        CostModel::tr("When the token was predicted"));
    add(CellState::CaughtUp, CostModel::tr("Caught up"), CostModel::tr("Later, in a batch"));
    add(CellState::Copied, CostModel::tr("Copied"),
        CostModel::tr("Made from the state at the exit"));
    add(CellState::Never, CostModel::tr("Not made"),
        CostModel::tr("Waiting, or never made under holes"));
}

void addTimes(std::vector<Row>& rows, const Writer& write, const Run& run)
{
    const CostBreakdown cost = costOf(run);
    const double all = cost.wallMs();
    const auto add = [&](const QString& name, const QString& help, double ms) {
        rows.push_back(write.time(name, help, ms, all));
    };
    rows.push_back(write.heading(CostModel::tr("Milliseconds of decoding")));
    add(CostModel::tr("Layers"), CostModel::tr("Decoder layers"), cost.layersMs);
    add(CostModel::tr("Scoring"), CostModel::tr("Final norm, head and scores"), cost.scoringMs);
    add(CostModel::tr("Catching up"),
        CostModel::tr(
            "Late layers by themselves, and what older rows added to the layers that carried them"),
        cost.catchUpMs);
    add(CostModel::tr("Sampling"), CostModel::tr("Choosing the token"), cost.samplingMs);
    add(CostModel::tr("Bookkeeping"), CostModel::tr("Records, and all that no other row names"),
        cost.otherMs);
    add(CostModel::tr("Together"), CostModel::tr("Sum of the five: what decoding took"), all);
    if (!cost.fullDepth)
        return;
    // No parts of this run, so no shares of it.
    rows.push_back(write.time(
        CostModel::tr("Full depth"),
        CostModel::tr("What the whole model would have taken, as measured beside the run"),
        cost.fullDepthMs(), 0));
    rows.push_back(
        write.time(cost.netSavedMs() >= 0 ? CostModel::tr("Saved") : CostModel::tr("Added"),
                   CostModel::tr("Full depth against this run"), std::abs(cost.netSavedMs()), 0));
}

} // namespace

void CostModel::setRun(const Run& run)
{
    Q_ASSERT(thread() == QThread::currentThread());
    std::vector<Row> rows;
    if (!run.tokens.empty()) {
        const RunSummary summary = summarize(run);
        const int decoded = summary.tokens - 1;
        const long long whole = static_cast<long long>(decoded) * run.model.layers;
        const Writer write(decoded, double(whole));
        addLayers(rows, write, summary, whole);
        addDrafts(rows, write, run, summary);
        addCells(rows, write, run);
        addTimes(rows, write, run);
    }
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

int CostModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CostModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CostModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn       ? row.name
               : index.column() == TotalColumn    ? row.total
               : index.column() == PerTokenColumn ? row.perToken
                                                  : row.share;
    case Qt::ToolTipRole:
        return row.help;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter |
                   (index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::FontRole: {
        if (!row.isHeading)
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    default:
        return {};
    }
}

QVariant CostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Cost");
    case TotalColumn:
        return tr("In all");
    case PerTokenColumn:
        return tr("Per token");
    default:
        return tr("Share");
    }
}

} // namespace exitscope
