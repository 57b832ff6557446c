// How MeasureWindow comes to the run of a sample.
#include "desktop/measurejob.h"
#include "desktop/measureresults.h"
#include "desktop/measurewindow.h"
#include "desktop/runcontroller.h"
#include "widgets/messagestrip.h"

#include <QDir>
#include <QFileInfo>
#include <QProgressBar>

namespace exitscope {

QString MeasureWindow::runFileOf(const SampleResult& sample) const
{
    const QFileInfo file(m_results->file());
    QString what = m_results->evaluation() ? m_results->task() : QStringLiteral("sample");
    what.replace(u'/', u'_'); // a file of somebody else names its tasks as it likes
    const QString usual = QStringLiteral("%1_runs/%2_%3.exitscope")
                              .arg(file.completeBaseName(), what)
                              .arg(sample.position, 6, 10, QLatin1Char('0'));
    return file.dir().absoluteFilePath(
        sample.runFile.empty() ? usual : QString::fromStdString(sample.runFile));
}

std::function<bool()> MeasureWindow::writerOf(const SamplePointer& sample, const QString& file)
{
    if (const BenchmarkResult* result = m_results->result())
        return [this, sample, file, plan = planOf(*result, m_results->file())] {
            return m_job->writeRun(plan, *sample, file);
        };
    const DocumentPlace place{m_results->file(), m_results->task(), sample->index};
    return [this, place, file] { return m_job->writeRun(place, file); };
}

void MeasureWindow::openRun(const SamplePointer& sample)
{
    const QString file = runFileOf(*sample);
    if (QFileInfo::exists(file)) {
        Q_EMIT runAsked(file);
        return;
    }
    const ModelIdentity* measured = m_results->model();
    const OpenModel* model = m_controller->model();
    if (!measured)
        return;
    if (model && model->identity.hash == measured->hash &&
        model->identity.dtype == measured->dtype) {
        m_offered = writerOf(sample, file);
        m_message->showMessage(MessageStrip::Kind::Information,
                               tr("The run of sample %1 was not kept.").arg(sample->index),
                               tr("Wr&ite it again"));
        return;
    }
    m_message->showMessage(MessageStrip::Kind::Warning,
                           tr("The run of sample %1 was not kept; open %2 in %3 to write it "
                              "again.")
                               .arg(QString::number(sample->index),
                                    QString::fromStdString(measured->name),
                                    QString::fromStdString(measured->dtype)));
}

void MeasureWindow::writeRun()
{
    m_bar->setRange(0, 0);
    m_left->setText(tr("Writing…"));
    if (!m_offered || !m_offered())
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The engine is busy; try again when the model is free."));
    updateState();
}

} // namespace exitscope
