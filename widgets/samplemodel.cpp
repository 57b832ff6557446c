#include "widgets/samplemodel.h"

#include "widgets/metrictext.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace exitscope {

namespace {

constexpr int shownCharacters = 160;

/// The start of a text, in one line.
QString startOf(const std::string& text)
{
    // A character may take four bytes, and blanks are taken together.
    constexpr std::size_t bytes = 4 * shownCharacters;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), bytes)))
        .simplified()
        .left(shownCharacters);
}

std::optional<double> metricOf(const SampleResult& sample, const std::string& name)
{
    const auto found = sample.metrics.find(name);
    return found == sample.metrics.end() ? std::nullopt : std::optional(found->second);
}

std::string metricName(int column, const std::string& quality)
{
    switch (column) {
    case SampleModel::QualityColumn:
        return quality;
    case SampleModel::SpeedColumn:
        return "tokens_per_second";
    case SampleModel::ExitColumn:
        return "mean_exit_layer";
    case SampleModel::AcceptedColumn:
        return "acceptance_rate";
    default:
        return {};
    }
}

/// What is no quality of a text.
bool isCost(const std::string& name)
{
    constexpr std::array costs{"total_time",     "time_per_token",  "tokens_per_second",
                               "tokens_written", "mean_exit_layer", "layers_saved",
                               "acceptance_rate"};
    return std::ranges::find(costs, name) != costs.end();
}

} // namespace

QString sampleNote(const SampleResult& sample)
{
    if (sample.isSkipped())
        return SampleModel::tr("skipped");
    if (sample.tokens.empty())
        return SampleModel::tr("nothing written");
    if (sample.truncatedTokens > 0)
        return SampleModel::tr("cut by %1 tokens").arg(QLocale().toString(sample.truncatedTokens));
    return {};
}

std::vector<std::string> textMetrics(const std::vector<SamplePointer>& samples)
{
    std::set<std::string> names;
    for (const SamplePointer& sample : samples) {
        for (const auto& entry : sample->metrics) {
            if (!isCost(entry.first) && !isDetail(entry.first))
                names.insert(entry.first);
        }
    }
    return {names.begin(), names.end()};
}

std::string usualQuality(const std::vector<std::string>& metrics)
{
    for (const char* usual : {"rouge-l", "acc_norm", "acc", "exact_match", "agreement"}) {
        if (std::ranges::find(metrics, usual) != metrics.end())
            return usual;
    }
    return metrics.empty() ? std::string() : metrics.front();
}

void SampleModel::setSamples(std::vector<SamplePointer> samples)
{
    beginResetModel();
    m_samples = std::move(samples);
    endResetModel();
}

void SampleModel::append(const SamplePointer& sample)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_samples.push_back(sample);
    endInsertRows();
}

void SampleModel::setQuality(const std::string& metric)
{
    if (metric == m_quality)
        return;
    m_quality = metric;
    Q_EMIT headerDataChanged(Qt::Horizontal, QualityColumn, QualityColumn);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, QualityColumn), index(rowCount() - 1, QualityColumn));
}

int SampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_samples.size());
}

int SampleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SampleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const SampleResult& sample = *m_samples[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::DisplayRole:
        return text(sample, index.column());
    case SortRole:
        return sortValue(sample, index.column());
    case FilterRole:
        return QString::fromStdString(sample.prompt + '\n' + sample.prediction + '\n' +
                                      sample.reference + '\n' + sample.id);
    case Qt::ToolTipRole:
        return index.column() == NoteColumn && sample.isSkipped()
                   ? QVariant(QString::fromStdString(sample.skipped))
                   : QVariant();
    default:
        return {};
    }
}

QString SampleModel::text(const SampleResult& sample, int column) const
{
    switch (column) {
    case IndexColumn:
        return QString::number(sample.index);
    case PromptColumn:
        return startOf(sample.prompt);
    case PredictionColumn:
        return startOf(sample.prediction);
    case TokensColumn:
        return sample.isSkipped() ? QString() : QLocale().toString(sample.tokens.size());
    case NoteColumn:
        return sampleNote(sample);
    default: {
        const std::string name = metricName(column, m_quality);
        const auto value = metricOf(sample, name);
        return value ? metricText(name, *value) : QString();
    }
    }
}

QVariant SampleModel::sortValue(const SampleResult& sample, int column) const
{
    switch (column) {
    case IndexColumn:
        return sample.index;
    case TokensColumn:
        return static_cast<int>(sample.tokens.size());
    case PromptColumn:
    case PredictionColumn:
    case NoteColumn:
        return text(sample, column);
    default:
        // Samples that lack the figure come first.
        return metricOf(sample, metricName(column, m_quality)).value_or(-1);
    }
}

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole) {
        const bool isText =
            section == PromptColumn || section == PredictionColumn || section == NoteColumn;
        return int(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role == Qt::ToolTipRole && section == IndexColumn)
        return tr("Place in the data set's file, from 0");
    if (role == Qt::ToolTipRole && section == QualityColumn && !m_quality.empty())
        return metricTitle(m_quality);
    if (role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case IndexColumn:
        return tr("No.");
    case PromptColumn:
        return tr("Prompt");
    case PredictionColumn:
        return tr("Prediction");
    case QualityColumn:
        return m_quality.empty() ? tr("Quality") : metricTitle(m_quality);
    case TokensColumn:
        return tr("Tokens");
    case SpeedColumn:
        return tr("Tokens/s");
    case ExitColumn:
        return tr("Exit layer");
    case AcceptedColumn:
        return tr("Accepted");
    case NoteColumn:
        return tr("Note");
    default:
        return {};
    }
}

ExportTable sampleTable(const std::vector<SamplePointer>& samples)
{
    std::set<std::string> names;
    for (const SamplePointer& sample : samples) {
        for (const auto& entry : sample->metrics)
            names.insert(entry.first);
    }
    ExportTable table{{"index", "id", "prompt_tokens", "truncated_tokens", "tokens", "skipped",
                       "prompt", "reference", "prediction"},
                      {}};
    for (const std::string& name : names)
        table.columns << QString::fromStdString(name);
    for (const SamplePointer& sample : samples) {
        QVariantList row{sample->index,
                         QString::fromStdString(sample->id),
                         sample->promptTokens,
                         sample->truncatedTokens,
                         static_cast<int>(sample->tokens.size()),
                         QString::fromStdString(sample->skipped),
                         QString::fromStdString(sample->prompt),
                         QString::fromStdString(sample->reference),
                         QString::fromStdString(sample->prediction)};
        for (const std::string& name : names) {
            const auto value = metricOf(*sample, name);
            row << (value ? QVariant(*value) : QVariant());
        }
        table.rows.push_back(row);
    }
    return table;
}

} // namespace exitscope
