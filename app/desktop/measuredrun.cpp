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
    const QString usual = QStringLiteral("%1_runs/sample_%2.exitscope")
                              .arg(file.completeBaseName())
                              .arg(sample.position, 6, 10, QLatin1Char('0'));
    return file.dir().absoluteFilePath(
        sample.runFile.empty() ? usual : QString::fromStdString(sample.runFile));
}

void MeasureWindow::openRun(const SamplePointer& sample)
{
    const QString file = runFileOf(*sample);
    if (QFileInfo::exists(file)) {
        Q_EMIT runAsked(file);
        return;
    }
    const BenchmarkResult* result = m_results->result();
    const OpenModel* model = m_controller->model();
    const bool fits = result && model && model->identity.hash == result->model.hash &&
                      model->identity.dtype == result->model.dtype;
    m_offered = fits ? sample : nullptr;
    if (fits)
        m_message->showMessage(MessageStrip::Kind::Information,
                               tr("The run of sample %1 was not kept.").arg(sample->index),
                               tr("Wr&ite it again"));
    else if (result)
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The run of sample %1 was not kept; open %2 in %3 to write it "
                                  "again.")
                                   .arg(QString::number(sample->index),
                                        QString::fromStdString(result->model.name),
                                        QString::fromStdString(result->model.dtype)));
}

void MeasureWindow::writeRun(const SamplePointer& sample)
{
    const BenchmarkResult* result = m_results->result();
    if (!sample || !result)
        return;
    m_bar->setRange(0, 0);
    m_left->setText(tr("Writing…"));
    if (!m_job->writeRun(planOf(*result, m_results->file()), *sample, runFileOf(*sample)))
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The engine is busy; try again when the model is free."));
    updateState();
}

} // namespace exitscope
