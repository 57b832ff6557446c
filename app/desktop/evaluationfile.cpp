#include "desktop/evaluationfile.h"

#include "trace/settingsjson.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <map>

namespace exitscope {

namespace {

struct EvaluationFileText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::EvaluationFileText)
};

const QLatin1String noFilter("none");
constexpr int tokensBehindAnswer = 8; ///< that are written where the answer was chosen

std::string textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString().toStdString();
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest).toStdString();
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).toStdString();
}

/// Each task's metrics: the keys are "METRIC,FILTER", and "METRIC_stderr,FILTER".
void addFigures(const QJsonObject& document, const QString& task, Evaluation& evaluation)
{
    const QJsonObject values = document[QLatin1String("results")][task].toObject();
    for (auto entry = values.begin(); entry != values.end(); ++entry) {
        const QString metric = entry.key().section(u',', 0, 0);
        const QString filter = entry.key().section(u',', 1);
        if (filter.isEmpty() || !entry.value().isDouble() ||
            metric.endsWith(QLatin1String("_stderr")))
            continue;
        const QJsonValue error = values[metric + QLatin1String("_stderr,") + filter];
        evaluation.figures.push_back(
            {task, metric, filter == noFilter ? QString() : filter, entry.value().toDouble(),
             error.isDouble() ? std::optional(error.toDouble()) : std::nullopt,
             document[QLatin1String("n-shot")][task].toInt(),
             document[QLatin1String("n-samples")][task][QLatin1String("effective")].toInt()});
    }
}

/// What was asked, of several choices with the likeliest one: "arg_0" and "arg_1".
QJsonObject chosenRequest(const QJsonObject& row)
{
    const QJsonArray answers = row[QLatin1String("filtered_resps")].toArray();
    int best = 0;
    double most = 0;
    for (int i = 0; i < answers.size(); ++i) {
        const QJsonValue said = answers[i][0];
        const double likelihood = said.isString() ? said.toString().toDouble() : said.toDouble();
        if (i == 0 || likelihood > most) {
            best = i;
            most = likelihood;
        }
    }
    return row[QLatin1String("arguments")][QStringLiteral("gen_args_%1").arg(best)].toObject();
}

/// What the model answered: its text, or the likeliest of several choices.
std::string answerOf(const QJsonObject& row)
{
    const QJsonArray answers = row[QLatin1String("filtered_resps")].toArray();
    if (answers.size() == 1) {
        const QJsonValue said = row[QLatin1String("resps")][0][0];
        return textOf(said.isString() ? said : answers.first());
    }
    return textOf(chosenRequest(row)[QLatin1String("arg_1")]);
}

/// Takes a line into the sample of its document, which has one for each filter.
void addRow(const QJsonObject& row, SampleResult& sample)
{
    const QString filter = row[QLatin1String("filter")].toString();
    sample.index = sample.position = row[QLatin1String("doc_id")].toInt();
    sample.prompt = textOf(
        row[QLatin1String("arguments")][QLatin1String("gen_args_0")][QLatin1String("arg_0")]);
    sample.reference = textOf(row[QLatin1String("target")]);
    sample.prediction = answerOf(row);
    for (const QJsonValue metric : row[QLatin1String("metrics")].toArray()) {
        const QString name = metric.toString();
        const QJsonValue value = row[name].isArray() ? row[name][0] : row[name];
        if (value.isDouble())
            sample.metrics[(filter == noFilter ? name : name + u',' + filter).toStdString()] =
                value.toDouble();
    }
    sample.truncatedTokens = row[QLatin1String("truncated")].toInt();
    const int tokens = row[QLatin1String("tokens")].toInt();
    sample.tokens.assign(static_cast<std::size_t>(tokens), -1);
    if (tokens > 0)
        sample.metrics["mean_exit_layer"] =
            row[QLatin1String("exit_layer_sum")].toDouble() / tokens;
}

/// Throws Error(FileDamaged). A last line without its end is left out.
std::vector<SamplePointer> samplesIn(const QString& file)
{
    QFile source(file);
    std::map<int, SampleResult> byDocument;
    if (!source.open(QIODevice::ReadOnly))
        return {};
    for (int number = 1; !source.atEnd(); ++number) {
        const QByteArray line = source.readLine();
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        if (row.isEmpty() && !line.endsWith('\n'))
            break;
        if (!row[QLatin1String("doc_id")].isDouble())
            throw Error(ErrorCode::FileDamaged,
                        EvaluationFileText::tr("%1, line %2: it is no sample of an evaluation; "
                                               "evaluate again.")
                            .arg(file)
                            .arg(number)
                            .toStdString());
        addRow(row, byDocument[row[QLatin1String("doc_id")].toInt()]);
    }
    std::vector<SamplePointer> samples;
    for (auto& [index, sample] : byDocument)
        samples.push_back(std::make_shared<const SampleResult>(std::move(sample)));
    return samples;
}

/// The samples of `task` beside the results in `file`.
QString samplesOf(const QString& file, const QString& task)
{
    const QString when = QFileInfo(file).completeBaseName().mid(
        static_cast<qsizetype>(std::char_traits<char>::length("results_")));
    return QFileInfo(file).dir().filePath(QStringLiteral("samples_%1_%2.jsonl").arg(task, when));
}

std::optional<ModelIdentity> identityIn(const QJsonObject& model)
{
    ModelIdentity identity;
    identity.name = model[QLatin1String("name")].toString().toStdString();
    identity.hash = model[QLatin1String("hash")].toString().toStdString();
    identity.dtype = model[QLatin1String("dtype")].toString().toStdString();
    return identity.hash.empty() ? std::nullopt : std::optional(std::move(identity));
}

/// A line of the document; empty where there is none.
QJsonObject rowOf(const DocumentPlace& place)
{
    QFile source(samplesOf(place.file, place.task));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    while (!source.atEnd()) {
        const QJsonObject row = QJsonDocument::fromJson(source.readLine()).object();
        if (row[QLatin1String("doc_id")].toInt(-1) == place.document)
            return row;
    }
    return {};
}

QString modelOf(const QJsonObject& document)
{
    const QJsonObject model =
        document[QLatin1String("exitscope")][QLatin1String("model")].toObject();
    if (model.isEmpty())
        return document[QLatin1String("model_name")].toString();
    return EvaluationFileText::tr("%1, %2 layers, %3")
        .arg(model[QLatin1String("name")].toString())
        .arg(model[QLatin1String("layers")].toInt())
        .arg(model[QLatin1String("dtype")].toString());
}

Evaluation evaluationIn(const QJsonObject& document, const QString& file)
{
    Evaluation evaluation;
    evaluation.model = modelOf(document);
    const double date = document[QLatin1String("date")].toDouble();
    if (date > 0)
        evaluation.started = QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(1000 * date)), QLocale::ShortFormat);
    const QJsonObject own = document[QLatin1String("exitscope")].toObject();
    evaluation.isComplete =
        own.isEmpty() || own[QLatin1String("status")] == QLatin1String("complete");
    evaluation.identity = identityIn(own[QLatin1String("model")].toObject());
    for (const QString& task : document[QLatin1String("results")].toObject().keys()) {
        addFigures(document, task, evaluation);
        const QString failure =
            own[QLatin1String("tasks")][task][QLatin1String("failure")].toString();
        if (!failure.isEmpty())
            evaluation.failure = failure;
        const QString samples = samplesOf(file, task);
        if (QFile::exists(samples))
            evaluation.tasks.push_back({task, samplesIn(samples)});
    }
    return evaluation;
}

} // namespace

bool isEvaluation(const QJsonObject& document)
{
    return document[QLatin1String("results")].isObject() &&
           document[QLatin1String("configs")].isObject() &&
           document[QLatin1String("n-shot")].isObject();
}

Result<Evaluation> openEvaluation(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return Error(ErrorCode::FileMissing,
                     EvaluationFileText::tr("%1 cannot be read; choose another file.")
                         .arg(file)
                         .toStdString());
    try {
        return evaluationIn(QJsonDocument::fromJson(source.readAll()).object(), file);
    } catch (const Error& error) {
        return error;
    }
}

AskedDocument readAskedDocument(const DocumentPlace& place)
{
    QFile source(place.file);
    const QJsonObject row = rowOf(place);
    if (row.isEmpty() || !source.open(QIODevice::ReadOnly))
        throw Error(
            ErrorCode::FileMissing,
            EvaluationFileText::tr("Document %1 of %2 is no longer beside %3; evaluate again.")
                .arg(QString::number(place.document), place.task, place.file)
                .toStdString());
    AskedDocument asked;
    try {
        const auto document = nlohmann::json::parse(source.readAll().toStdString(), nullptr, false);
        const JsonNode whole(document);
        const JsonNode own = whole["exitscope"];
        asked.settings = settingsFromJson(own["settings"]);
        asked.addBos = own["add_bos_token"].boolean();
    } catch (const Error& error) {
        throw Error(error.code(), place.file.toStdString() + ": " + error.what());
    }
    asked.settings.sampling = {};
    asked.settings.sampling.sample = false;
    asked.settings.maxSteps = tokensBehindAnswer;
    asked.settings.stopWords.clear();
    asked.target = textOf(row[QLatin1String("target")]);
    const QJsonObject request = chosenRequest(row);
    const QJsonValue answer = request[QLatin1String("arg_1")];
    asked.prompt = textOf(request[QLatin1String("arg_0")]);
    if (answer.isString())
        asked.prompt += answer.toString().toStdString();
    if (answer.isObject()) { // it wrote its answer
        asked.settings.maxSteps = answer[QLatin1String("max_gen_toks")].toInt();
        for (const QJsonValue word : answer[QLatin1String("until")].toArray())
            asked.settings.stopWords.push_back(textOf(word));
    }
    return asked;
}

} // namespace exitscope
