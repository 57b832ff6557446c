#include "desktop/recentruns.h"

#include "desktop/runcontroller.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String recentKey("files/recentRuns");
constexpr int mostRecent = 8;

} // namespace

RecentRuns::RecentRuns(RunController* controller, QString autosaved, QWidget* parent)
    : QMenu(tr("Re&cent runs"), parent)
    , m_controller(controller)
    , m_autosaved(std::move(autosaved))
{
    setObjectName(QStringLiteral("recentRuns"));
    connect(this, &QMenu::aboutToShow, this, &RecentRuns::fill);
    connect(controller, &RunController::runOpened, this, &RecentRuns::remember);
    connect(controller, &RunController::runSaved, this, &RecentRuns::remember);
    menuAction()->setEnabled(!QSettings().value(recentKey).toStringList().isEmpty());
}

void RecentRuns::remember(const QString& file)
{
    const QString whole = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    if (whole.startsWith(QDir::cleanPath(m_autosaved) + u'/'))
        return;
    QSettings settings;
    QStringList recent = settings.value(recentKey).toStringList();
    recent.removeAll(whole);
    recent.prepend(whole);
    settings.setValue(recentKey, recent.mid(0, mostRecent));
    menuAction()->setEnabled(true);
}

void RecentRuns::fill()
{
    clear();
    const QStringList recent = QSettings().value(recentKey).toStringList();
    for (int i = 0; i < recent.size(); ++i) {
        const QString& file = recent[i];
        const QString shown = QDir::toNativeSeparators(file);
        addAction(QStringLiteral("&%1  %2").arg(i + 1).arg(
                      QString(shown).replace(u'&', QLatin1String("&&"))),
                  m_controller, [this, file] { m_controller->openRun(file); });
    }
}

} // namespace exitscope
