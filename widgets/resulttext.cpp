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
        parts << (counts.done == 1
                      ? ResultText::tr("Complete: 1 sample")
                      : ResultText::tr("Complete: %1 samples").arg(locale.toString(counts.done)));
    else if (result.status == ResultStatus::Interrupted)
        parts << ResultText::tr("Interrupted after %1 of %2 samples")
                     .arg(locale.toString(counts.done), locale.toString(all));
    else
        parts << ResultText::tr("%1 of %2 samples")
                     .arg(locale.toString(counts.done), locale.toString(all));
    if (counts.truncated > 0)
        parts << ResultText::tr("cut at the start: %1").arg(locale.toString(counts.truncated));
    if (counts.skipped > 0)
        parts << ResultText::tr("skipped: %1").arg(locale.toString(counts.skipped));
    if (counts.empty > 0)
        parts << ResultText::tr("without text: %1").arg(locale.toString(counts.empty));
    return parts.join(QStringLiteral(", "));
}

QString resultSubject(const BenchmarkResult& result)
{
    QStringList parts{ResultText::tr("%1, %2 layers, %3")
                          .arg(QString::fromStdString(result.model.name),
                               QString::number(result.model.layers),
                               QString::fromStdString(result.model.dtype)),
                      describeDecision(result.settings)};
    if (const QString date = resultDate(result); !date.isEmpty())
        parts << date;
    if (!result.machines.empty() && !result.machines.front().cpu.empty())
        parts << QString::fromStdString(result.machines.front().cpu);
    return parts.join(QStringLiteral(" · "));
}

QString resultDate(const BenchmarkResult& result)
{
    const QDateTime started =
        QDateTime::fromString(QString::fromStdString(result.started), Qt::ISODate);
    return started.isValid() ? QLocale().toString(started.toLocalTime(), QLocale::ShortFormat)
                             : QString();
}

} // namespace exitscope
