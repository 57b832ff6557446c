#include "desktop/measureplan.h"

#include "common/bundledprompts.h"
#include "desktop/autosavefolder.h"
#include "eval/dataset.h"
#include "eval/records.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace exitscope {

namespace {

/// Of an own file the data set's name is the file's.
BenchmarkSetOptions dataOf(const DataSource& source)
{
    BenchmarkSetOptions data;
    const bool isNamed = source.name.find('.') == std::string::npos;
    data.dataset = isNamed ? source.name : source.file.path;
    data.dataPath = isNamed ? source.file.path : std::string();
    data.numSamples = source.numSamples;
    data.nShot = source.nShot;
    if (source.shotsFile)
        data.shotsPath = source.shotsFile->path;
    data.shuffle = source.shuffle;
    data.seed = source.seed;
    data.inputField = source.inputField;
    data.outputField = source.outputField;
    data.promptTemplate = source.promptTemplate;
    return data;
}

/// The bundled prompts as items.
BenchmarkSet bundledSet(int numSamples)
{
    const std::filesystem::path file = bundledPromptsFile();
    if (file.empty())
        throw Error(ErrorCode::FileMissing,
                    "The bundled prompts are not where they should be; choose other data.");
    BenchmarkSet set;
    set.source.name = bundledDataset;
    set.source.file = {file.string(), readContent(file).hash};
    set.source.numSamples = numSamples;
    int index = 0;
    for (Sample& sample : readPrompts(file, numSamples).samples)
        set.items.push_back({index++, {}, std::move(sample.prompt), {}, {}});
    set.source.items = static_cast<int>(set.items.size());
    return set;
}

} // namespace

BenchmarkPlan planOf(const BenchmarkResult& result, const QString& file)
{
    BenchmarkPlan plan;
    plan.data = dataOf(result.data);
    plan.request.settings = result.settings;
    plan.request.overlong = result.overlong;
    plan.request.metrics = result.metricOptions;
    plan.request.shard = result.shard;
    plan.file = file;
    plan.resume = true;
    return plan;
}

SweepPlan planOf(const SweepResult& sweep, const BenchmarkResult& baseline, const QString& folder)
{
    SweepPlan plan;
    plan.data = dataOf(baseline.data);
    plan.request.settings =
        sweep.points.empty() ? baseline.settings : sweep.points.front().result.settings;
    plan.request.axes = sweep.axes;
    plan.request.overlong = baseline.overlong;
    plan.request.metrics = baseline.metricOptions;
    plan.request.quality = sweep.quality;
    plan.request.folder = std::filesystem::path(folder.toStdU16String());
    plan.request.resume = true;
    return plan;
}

QStringList measureDatasets()
{
    return QStringList{QString::fromLatin1(bundledDataset)} +
           QString::fromStdString(datasetNames()).split(QStringLiteral(", "));
}

BenchmarkSet readMeasureSet(const BenchmarkSetOptions& options)
{
    return options.dataset == bundledDataset ? bundledSet(options.numSamples)
                                             : readBenchmarkSet(options);
}

QString measurePlace()
{
    return dataPlace() + QStringLiteral("/measurements");
}

QString newMeasureFolder(const QString& what)
{
    const QString stem = measurePlace() + u'/' +
                         QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-")) +
                         what;
    QString folder = stem;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = stem + u'-' + QString::number(number);
    return folder;
}

} // namespace exitscope
