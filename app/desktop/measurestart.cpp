// How MeasureWindow begins, goes on and tells how far it is.
#include "desktop/measurejob.h"
#include "desktop/measureresults.h"
#include "desktop/measurewindow.h"
#include "desktop/timeleft.h"
#include "results/sweepfile.h"
#include "widgets/messagestrip.h"

#include <QDir>
#include <QFileInfo>
#include <QProgressBar>

#include <algorithm>

namespace exitscope {

void MeasureWindow::start(const MeasureForm::Plan& plan)
{
    m_message->hide();
    m_bar->setRange(0, 0);
    m_left->setText(tr("Reading the data…"));
    m_clock.start();
    m_seen = m_place = m_places = 0;
    m_placeName.clear();
    bool isStarted = false;
    if (const auto* benchmark = std::get_if<BenchmarkPlan>(&plan)) {
        m_file = benchmark->file;
        isStarted = m_job->start(*benchmark);
    } else if (const auto* evaluation = std::get_if<EvaluationPlan>(&plan)) {
        m_evaluation = *evaluation;
        isStarted = m_job->start(*evaluation);
    } else {
        m_sweep = std::get<SweepPlan>(plan);
        m_file =
            QString::fromStdU16String((m_sweep->request.folder / sweepDocumentName).u16string());
        isStarted = m_job->start(*m_sweep);
    }
    if (!isStarted)
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("The engine is busy; start again when the model is open."));
    updateState();
}

void MeasureWindow::resume()
{
    if (const BenchmarkResult* result = m_results->result()) {
        BenchmarkPlan plan = planOf(*result, m_results->file());
        const QFileInfo file(m_results->file());
        plan.keepRuns = QFileInfo::exists(file.dir().filePath(file.completeBaseName() + "_runs"));
        start(plan);
    } else if (const auto sweep = m_results->sweep()) {
        resumeSweep(*sweep);
    } else if (m_results->evaluation()) {
        resumeEvaluation();
    }
}

void MeasureWindow::resumeSweep(const SweepResult& sweep)
{
    const QString folder = QFileInfo(m_results->file()).absolutePath();
    const auto path = std::filesystem::path(folder.toStdU16String());
    if (m_sweep && m_sweep->request.folder == path) {
        SweepPlan plan = *m_sweep;
        plan.request.resume = true;
        start(plan);
    } else if (sweep.baseline && !sweep.points.empty()) {
        start(planOf(sweep, *sweep.baseline, folder));
    } else {
        m_message->showMessage(MessageStrip::Kind::Warning,
                               tr("No place of this sweep was measured in full, so that there is "
                                  "nothing to go on with; start it again in another folder."));
    }
}

void MeasureWindow::resumeEvaluation()
{
    if (m_evaluation && m_results->file().startsWith(m_evaluation->folder + u'/'))
        return start(*m_evaluation);
    // The harness's form does not say all that it takes to ask the same again.
    m_message->showMessage(MessageStrip::Kind::Information,
                           tr("To go on, choose the same tasks, the same rule and the folder above "
                              "this result's own, then press Start."));
}

void MeasureWindow::countDocument(const QString& task, int done, int count)
{
    if (task != m_placeName) {
        m_placeName = task;
        m_seen = 0;
        m_clock.restart();
    }
    ++m_seen;
    m_bar->setRange(0, count);
    m_bar->setValue(done);
    const QString left = timeLeft(m_clock.elapsed(), m_seen, count - done, tr("Asking…"));
    m_left->setText(tr("%1, %2").arg(task, left));
}

void MeasureWindow::countSample(const BenchmarkResult& soFar)
{
    ++m_seen;
    const int items = soFar.itemsToDo();
    showProgress(m_place * items + soFar.counts.done, std::max(1, m_places) * items);
}

void MeasureWindow::showProgress(int done, int count)
{
    m_bar->setRange(0, count);
    m_bar->setValue(done);
    QString left = timeLeft(m_clock.elapsed(), m_seen, count - done, tr("Writing…"));
    if (m_places > 0)
        left = tr("%1 (%2 of %3), %4").arg(m_placeName).arg(m_place + 1).arg(m_places).arg(left);
    m_left->setText(left);
}

} // namespace exitscope
