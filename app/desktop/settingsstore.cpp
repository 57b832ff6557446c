#include "desktop/settingsstore.h"

#include "base/error.h"
#include "trace/runjson.h"

#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String settingsKey("run/settings");

} // namespace

void storeSettings(const Settings& settings)
{
    // A run without tokens already has a versioned form for settings.
    Run run;
    run.settings.push_back({0, settings});
    QSettings().setValue(settingsKey, QString::fromStdString(encodeRun(run, RunForm::Json)));
}

std::optional<Settings> storedSettings()
{
    const QString kept = QSettings().value(settingsKey).toString();
    if (kept.isEmpty())
        return std::nullopt;
    try {
        return decodeRun(kept.toStdString()).settingsAt(0);
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace exitscope
