// What MainWindow keeps between sessions: layout, prompt, settings and the last model.
#include "common/bundledmodel.h"
#include "desktop/filemenu.h"
#include "desktop/mainwindow.h"
#include "desktop/prompteditor.h"
#include "desktop/settingsstore.h"
#include "widgets/heatmapview.h"
#include "widgets/inspector.h"
#include "widgets/rulepanel.h"
#include "widgets/runbar.h"
#include "widgets/tokenstrip.h"
#include "widgets/whatifview.h"

#include <QSettings>
#include <QSplitter>
#include <QTabWidget>

namespace exitscope {

namespace {

const QLatin1String geometryKey("window/geometry");
const QLatin1String splitterKey("window/splitter");
const QLatin1String viewKey("window/view");
const QLatin1String sideKey("window/side");
const QLatin1String promptKey("run/prompt");
const QLatin1String modelKey("model/last");
const QLatin1String dtypeKey("model/dtype");
const QLatin1String deviceKey("model/device");
const QLatin1String rejectedKey("strip/rejected");

/// What a first start shows: every layer scored, and a rule that lets tokens out at many depths.
Settings firstSettings()
{
    Settings settings;
    settings.rule = makeRule("entropy_based");
    settings.watch = true;
    return settings;
}

} // namespace

void MainWindow::restore()
{
    const QSettings settings;
    resizeAsAtFirst();
    restoreGeometry(settings.value(geometryKey).toByteArray());
    m_splitter->restoreState(settings.value(splitterKey).toByteArray());
    m_views->setCurrentIndex(settings.value(viewKey, 0).toInt());
    m_side->setCurrentIndex(settings.value(sideKey, 0).toInt());
    m_prompt->setPlainText(
        settings.value(promptKey, tr("Once upon a time there was a king who had three"))
            .toString());
    restoreView(*m_heatmap);
    restoreWhatIf(*m_whatIf);
    m_strip->setRejectedShown(settings.value(rejectedKey, true).toBool());
    LoadOptions load;
    load.dtype = settings.value(dtypeKey).toString().toStdString();
    load.device = settings.value(deviceKey).toString().toStdString();
    m_controller->setLoadOptions(load);
    const std::optional<Settings> kept = storedSettings();
    m_thresholdsFit = kept.has_value();
    m_rulePanel->setSettings(kept.value_or(firstSettings()));
    m_controller->setSettings(m_rulePanel->settings());
    m_runBar->setSpeculates(m_rulePanel->settings().speculates());
    m_whatIf->setRuleInForce(m_rulePanel->settings().rule);
    updateTokenText();
    updateStatus();
    updateFigures();
}

void MainWindow::keep() const
{
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(splitterKey, m_splitter->saveState());
    settings.setValue(viewKey, m_views->currentIndex());
    settings.setValue(sideKey, m_side->currentIndex());
    settings.setValue(promptKey, prompt());
    settings.setValue(rejectedKey, m_strip->areRejectedShown());
    const LoadOptions& load = m_controller->loadOptions();
    settings.setValue(dtypeKey, QString::fromStdString(load.dtype));
    settings.setValue(deviceKey, QString::fromStdString(load.device));
    Settings chosen = m_rulePanel->settings();
    if (m_tokensForNow && chosen.maxSteps == m_tokensForNow->first)
        chosen.maxSteps = m_tokensForNow->second;
    storeSettings(chosen);
    storeView(*m_heatmap);
    storeWhatIf(*m_whatIf);
}

void MainWindow::limitTokensForNow(int tokens)
{
    Settings settings = m_rulePanel->settings();
    m_tokensForNow = {tokens, settings.maxSteps};
    settings.maxSteps = tokens;
    m_rulePanel->setSettings(settings);
}

void MainWindow::openFirstModel(const QString& folder)
{
    const QString bundled = QString::fromStdString(bundledModelFolder().string());
    m_controller->openModel(folder.isEmpty() ? QSettings().value(modelKey, bundled).toString()
                                             : folder);
}

void MainWindow::rememberModel(const QString& folder)
{
    QSettings().setValue(modelKey, folder);
}

void MainWindow::takeModel()
{
    const OpenModel& model = *m_controller->model();
    QSettings settings;
    m_rulePanel->setModelShape(model.identity.shape());
    m_rulePanel->setRecommended(model.criterionDefaults);
    // Thresholds that suited another model say little about this one.
    if (!m_thresholdsFit || settings.value(modelKey).toString() != model.folder)
        m_rulePanel->takeRecommended();
    m_thresholdsFit = true;
    m_inspector->setRecommended(model.criterionDefaults);
    m_whatIf->setRecommended(model.criterionDefaults);
    rememberModel(model.folder);
    m_fileMenu->remember(model.folder);
    setWindowTitle(tr("%1 - Exitscope").arg(QString::fromStdString(model.identity.name)));
    updateTokenText();
    updateFigures();
}

} // namespace exitscope
