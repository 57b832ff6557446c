#include "desktop/measurefile.h"

#include "desktop/evaluationfile.h"
#include "results/benchmarkfolder.h"
#include "results/sweepfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace exitscope {

namespace {

struct MeasureFileText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::MeasureFileText)
};

const QLatin1String benchmarkFormat("exitscope-benchmark");
const QLatin1String sweepFormat("exitscope-sweep");
const QLatin1String evaluationFormat("evaluation"); // as the harness's documents do not say

/// Empty where the file is no JSON object or does not say.
QString formatOf(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject document = QJsonDocument::fromJson(source.readAll()).object();
    return isEvaluation(document) ? QString(evaluationFormat)
                                  : document[QLatin1String("format")].toString();
}

std::filesystem::path pathOf(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

} // namespace

bool isMeasurement(const QString& file)
{
    const QString format =
        file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? formatOf(file) : QString();
    return format == benchmarkFormat || format == sweepFormat || format == evaluationFormat;
}

Result<OpenedMeasurement> openMeasurement(const QString& file)
{
    const QString format = formatOf(file);
    if (format == sweepFormat) {
        auto sweep = loadSweep(pathOf(file));
        if (!sweep)
            return sweep.error();
        return OpenedMeasurement{file, std::move(*sweep)};
    }
    if (format == evaluationFormat) {
        auto evaluation = openEvaluation(file);
        if (!evaluation)
            return evaluation.error();
        return OpenedMeasurement{file, std::move(*evaluation)};
    }
    if (format != benchmarkFormat && QFile::exists(file))
        return Error(ErrorCode::FileDamaged,
                     MeasureFileText::tr("%1 is no whole result of a benchmark, a sweep or an "
                                         "evaluation; choose another file.")
                         .arg(file)
                         .toStdString());
    auto saved = loadSitting(pathOf(file));
    if (!saved)
        return saved.error();
    OpenedBenchmark opened;
    opened.unfinished = QString::fromStdString(saved->unfinished);
    opened.result = std::move(saved->sitting.result);
    for (SampleResult& sample : saved->sitting.samples)
        opened.samples.push_back(std::make_shared<const SampleResult>(std::move(sample)));
    return OpenedMeasurement{file, std::move(opened)};
}

} // namespace exitscope
