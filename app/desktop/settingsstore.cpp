#include "desktop/settingsstore.h"

#include "base/error.h"
#include "trace/runjson.h"
#include "widgets/heatmapview.h"

#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String settingsKey("run/settings");
const QLatin1String quantityKey("heatmap/quantity");
const QLatin1String colorsKey("heatmap/colors");
const QLatin1String borderKey("heatmap/border");

QString nameOf(const HeatmapQuantity& quantity)
{
    const std::string_view criterion = quantity.criterion() ? quantity.criterion()->name : "";
    return QStringLiteral("%1/%2")
        .arg(static_cast<int>(quantity.kind()))
        .arg(QString::fromUtf8(criterion.data(), static_cast<qsizetype>(criterion.size())));
}

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

void storeView(const HeatmapView& view)
{
    QSettings settings;
    settings.setValue(quantityKey, nameOf(view.quantity()));
    settings.setValue(colorsKey, static_cast<int>(view.colorMap()));
    settings.setValue(borderKey, view.isContourShown());
}

void restoreView(HeatmapView& view)
{
    const QSettings settings;
    const QString kept = settings.value(quantityKey).toString();
    for (const HeatmapQuantity& quantity : HeatmapQuantity::all()) {
        if (nameOf(quantity) == kept)
            view.setQuantity(quantity);
    }
    if (settings.value(colorsKey).toInt() == static_cast<int>(ColorMapKind::Cividis))
        view.setColorMap(ColorMapKind::Cividis);
    view.setContourShown(settings.value(borderKey, view.isContourShown()).toBool());
}

} // namespace exitscope
