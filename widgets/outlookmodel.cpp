#include "widgets/outlookmodel.h"

#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"
#include "widgets/tokenlabel.h"
#include "widgets/tokentexts.h"

#include <QFont>
#include <QLocale>
#include <QThread>

#include <cmath>

namespace exitscope {

namespace {

/// Whether what ran differs from its first criterion alone.
bool isMoreThanOneCriterion(const Rule& rule)
{
    return rule.conditions.size() > 1 ||
           (rule.mayExit() && (rule.patience > 1 || rule.minimumLayer > 0));
}

/// "0.98 > 0.95", with the sign that holds.
QString comparisonText(const OutlookModel::Row& row)
{
    const Criterion& criterion = *row.shown.criterion;
    const bool passes = criterion.passes(row.score, row.threshold);
    QString sign;
    switch (criterion.comparison) {
    case Comparison::Above:
        sign = passes ? QStringLiteral(">") : QStringLiteral("≤");
        break;
    case Comparison::AtLeast:
        sign = passes ? QStringLiteral("≥") : QStringLiteral("<");
        break;
    case Comparison::Below:
        sign = passes ? QStringLiteral("<") : QStringLiteral("≥");
        break;
    case Comparison::AtMost:
        sign = passes ? QStringLiteral("≤") : QStringLiteral(">");
        break;
    }
    // As many digits as it takes to see on which side the score lies.
    QString score;
    QString threshold;
    for (int digits = 2; digits <= 6 && score == threshold; ++digits) {
        score = QLocale().toString(double(row.score), 'g', digits);
        threshold = QLocale().toString(row.threshold, 'g', digits);
    }
    return QStringLiteral("%1 %2 %3").arg(score, sign, threshold);
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
        const Settings& settings = run.settingsAt(token);
        m_depth = settings.modelDepth(run.model.layers);
        m_keepsExact = settings.kvPolicy == KvPolicy::Exact || settings.speculates();
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
    row.rule = rule;
    if (rule.mayExit())
        row.shown = *rule.leading();
    row.exitLayer = recordedExit(run, token, rule, m_depth);
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    if (!row.exitLayer || static_cast<std::size_t>(*row.exitLayer) >= trace.layers.size())
        return row;
    const auto layer = static_cast<std::size_t>(*row.exitLayer);
    const auto known = std::span(trace.layers).first(layer + 1);
    row.topToken = trace.layers[layer].top1;
    if (!rule.mayExit())
        return row;
    row.fired = rule.fires(known, run.model.shape());
    if (const Condition* decisive = rule.decisive(known, run.model.shape()))
        row.shown = *decisive;
    row.score = recordedScore(run, token, row.shown, *row.exitLayer);
    row.threshold = row.shown.threshold(*row.exitLayer, run.model.shape());
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
            return plainToolTip(row.isRule   ? tr("All that ran together: %1").arg(m_ruleText)
                                : row.active ? tr("This rule ran, with the thresholds of its time")
                                             : tr("With the recommended values"));
        return plainToolTip(sentence(index.row()));
    case Qt::AccessibleTextRole:
        // The first cell of a row tells all of it.
        return index.column() == CriterionColumn ? sentence(index.row())
                                                 : display(row, index.column());
    default:
        return {};
    }
}

QString OutlookModel::title(const Row& row) const
{
    return row.isRule      ? tr("The whole rule")
           : row.criterion ? criterionText(row.criterion->title)
                           : tr("Full depth");
}

QString OutlookModel::display(const Row& row, int column) const
{
    if (column == CriterionColumn)
        return row.active ? tr("▸ %1").arg(title(row)) : title(row);
    if (!row.exitLayer)
        return column == ExitColumn    ? QStringLiteral("?")
               : column == TokenColumn ? tr("not recorded")
                                       : QString();
    if (column == ExitColumn) {
        const bool never = row.rule.mayExit() && !row.fired;
        return never ? tr("end") : QString::number(*row.exitLayer);
    }
    if (column == ScoreColumn)
        return row.shown.criterion && !std::isnan(row.score) ? comparisonText(row) : QString();
    if (row.topToken < 0)
        return tr("not scored");
    const QString piece = m_text ? tokenLabel(m_text(row.topToken)) : QString::number(row.topToken);
    return row.topToken == m_emitted ? tr("= %1").arg(piece) : tr("≠ %1").arg(piece);
}

QString OutlookModel::certainty(const Row& row) const
{
    if (!row.exitLayer)
        return tr("Not recorded: scores on the way are missing. Watch keeps them all.");
    if (!m_keepsExact && !row.active && row.rule.mayExit())
        return tr("By this run's scores: other exits would have left other K/V behind.");
    return tr("Exact: every score up to there was recorded.");
}

QString OutlookModel::sentence(int rowIndex) const
{
    const Row& row = m_rows[static_cast<std::size_t>(rowIndex)];
    QStringList parts;
    if (!row.exitLayer)
        return tr("%1: %2").arg(title(row), certainty(row));
    if (row.rule.mayExit() && !row.fired)
        parts << tr("%1 would not have let it out before the end, layer %2.")
                     .arg(title(row), QString::number(*row.exitLayer));
    else
        parts << tr("%1 would have let it out at layer %2.")
                     .arg(title(row), QString::number(*row.exitLayer));
    if (row.topToken >= 0) {
        const QString piece =
            m_text ? tokenLabel(m_text(row.topToken), 24) : QString::number(row.topToken);
        parts << (row.topToken == m_emitted
                      ? tr("It would have said “%1”, as was written.").arg(piece)
                      : tr("It would have said “%1”, not what was written.").arg(piece));
    }
    if (row.shown.criterion && !std::isnan(row.score))
        parts << tr("Score against threshold there: %1.").arg(comparisonText(row));
    parts << certainty(row);
    return parts.join(u' ');
}

QVariant OutlookModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CriterionColumn:
        return tr("Rule");
    case ExitColumn:
        return tr("Exit");
    case TokenColumn:
        return tr("Says");
    default:
        return tr("Score there");
    }
}

} // namespace exitscope
