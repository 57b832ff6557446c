#include "widgets/outlookmodel.h"

#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"

#include <QFont>
#include <QThread>

namespace exitscope {

namespace {

/// Whether what ran differs from its first criterion alone.
bool isMoreThanOneCriterion(const Rule& rule)
{
    return rule.conditions.size() > 1 ||
           (rule.mayExit() && (rule.patience > 1 || rule.minimumLayer > 0));
}

} // namespace

void OutlookModel::setTokenText(TokenText text)
{
    beginResetModel();
    m_text = std::move(text);
    endResetModel();
}

void OutlookModel::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_recommended = recommended;
}

void OutlookModel::setToken(const Run& run, int token)
{
    Q_ASSERT(thread() == QThread::currentThread());
    std::vector<Row> rows;
    if (token >= 0) {
        m_emitted = run.tokens[static_cast<std::size_t>(token)].id;
        m_ruleText = describeRule(ruleInForce(run.settingsAt(token)));
        const Rule& ran = ruleInForce(run.settingsAt(token));
        if (isMoreThanOneCriterion(ran))
            rows.push_back(makeRow(run, token, ran, {.isRule = true, .active = true}));
        for (const Criterion* criterion : allCriteria())
            rows.push_back(makeRow(run, token, criterion));
        rows.push_back(makeRow(run, token, nullptr));
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

OutlookModel::Row OutlookModel::makeRow(const Run& run, int token, const Criterion* criterion) const
{
    const Rule& ran = ruleInForce(run.settingsAt(token));
    if (!criterion)
        return makeRow(run, token, {}, {.active = !ran.mayExit()});
    if (const Condition* condition = ran.find(criterion))
        return makeRow(run, token, {.conditions = {*condition}},
                       {.criterion = criterion, .active = true});
    Condition condition{criterion, criterion->defaults(), {}};
    if (const auto found = m_recommended.find(std::string(criterion->name));
        found != m_recommended.end()) {
        for (const auto& [name, value] : found->second)
            condition.parameters[name] = value;
    }
    return makeRow(run, token, {.conditions = {condition}}, {.criterion = criterion});
}

OutlookModel::Row OutlookModel::makeRow(const Run& run, int token, const Rule& rule, Row row) const
{
    const Settings& settings = run.settingsAt(token);
    row.exitLayer = recordedExit(run, token, rule, settings.modelDepth(run.model.layers));
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    if (row.exitLayer && static_cast<std::size_t>(*row.exitLayer) < trace.layers.size())
        row.topToken = trace.layers[static_cast<std::size_t>(*row.exitLayer)].top1;
    return row;
}

int OutlookModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OutlookModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OutlookModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::FontRole: {
        if (!row.active)
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    case Qt::ToolTipRole:
        if (index.column() == CriterionColumn)
            return row.isRule   ? tr("All that ran together: %1").arg(m_ruleText)
                   : row.active ? tr("This rule ran, with the thresholds of its time")
                                : tr("With the recommended values");
        if (!row.exitLayer)
            return tr("Not every score on the way was recorded: only watching keeps them all");
        return index.column() == TokenColumn ? tr("Most likely token there") : QVariant();
    default:
        return {};
    }
}

QString OutlookModel::display(const Row& row, int column) const
{
    if (column == CriterionColumn) {
        const QString title = row.isRule      ? tr("The whole rule")
                              : row.criterion ? criterionText(row.criterion->title)
                                              : tr("Full depth");
        return row.active ? tr("▸ %1").arg(title) : title;
    }
    if (!row.exitLayer)
        return column == ExitColumn ? tr("unknown") : QString();
    if (column == ExitColumn)
        return QString::number(*row.exitLayer);
    if (row.topToken < 0)
        return tr("not scored");
    const QString piece = m_text ? m_text(row.topToken) : QString::number(row.topToken);
    return row.topToken == m_emitted ? tr("= %1").arg(piece) : tr("≠ %1").arg(piece);
}

QVariant OutlookModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CriterionColumn:
        return tr("Rule");
    case ExitColumn:
        return tr("Leaves at");
    default:
        return tr("Top token there");
    }
}

} // namespace exitscope
