#include "widgets/resulttext.h"

#include "widgets/settingstext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace exitscope {

namespace {

struct ResultText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::ResultText)
};

} // namespace

QString resultTitle(const BenchmarkResult& result)
{
    const QString name = QString::fromStdString(result.data.name);
    QString title = name == QLatin1String("jsonl")
                        ? QFileInfo(QString::fromStdString(result.data.file.path)).fileName()
                        : name;
    if (result.data.nShot > 0)
        title = ResultText::tr("%1, %2-shot").arg(title).arg(result.data.nShot);
    if (result.shard.count > 1)
        title = ResultText::tr("%1, shard %2/%3")
                    .arg(title)
                    .arg(result.shard.index)
                    .arg(result.shard.count);
    return title;
}

QString resultProgress(const BenchmarkResult& result)
{
    const QLocale locale;
    const SampleCounts& counts = result.counts;
    const int all = result.itemsToDo();
    QStringList parts;
    if (result.status == ResultStatus::Complete)
        parts << ResultText::tr("Complete: %n sample(s)", nullptr, counts.done);
    else if (result.status == ResultStatus::Interrupted)
        parts << ResultText::tr("Interrupted after %1 of %2 samples")
                     .arg(locale.toString(counts.done), locale.toString(all));
    else
        parts << ResultText::tr("%1 of %2 samples")
                     .arg(locale.toString(counts.done), locale.toString(all));
    if (counts.truncated > 0)
        parts << ResultText::tr("%n prompt(s) cut at the start", nullptr, counts.truncated);
    if (counts.skipped > 0)
        parts << ResultText::tr("%n skipped", nullptr, counts.skipped);
    if (counts.empty > 0)
        parts << ResultText::tr("%n without text", nullptr, counts.empty);
    return parts.join(QStringLiteral(", "));
}

QString resultSubject(const BenchmarkResult& result)
{
    QStringList parts{ResultText::tr("%1, %n layer(s), %2", nullptr, result.model.layers)
                          .arg(QString::fromStdString(result.model.name),
                               QString::fromStdString(result.model.dtype)),
                      describeDecision(result.settings)};
    const QDateTime started =
        QDateTime::fromString(QString::fromStdString(result.started), Qt::ISODate);
    if (started.isValid())
        parts << QLocale().toString(started.toLocalTime(), QLocale::ShortFormat);
    if (!result.machines.empty() && !result.machines.front().cpu.empty())
        parts << QString::fromStdString(result.machines.front().cpu);
    return parts.join(QStringLiteral(" · "));
}

} // namespace exitscope
