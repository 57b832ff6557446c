#include "desktop/settingsstore.h"

#include "base/error.h"
#include "trace/settingsjson.h"
#include "widgets/heatmapview.h"
#include "widgets/whatifview.h"

#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String settingsKey("run/settings");
const QLatin1String quantityKey("heatmap/quantity");
const QLatin1String colorsKey("heatmap/colors");
const QLatin1String logarithmKey("heatmap/logarithm");
const QLatin1String rangeKey("heatmap/range");
const QLatin1String borderKey("heatmap/border");
const QLatin1String shiftsKey("whatif/together");

constexpr int mostLayers = 1'000'000;

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
    QSettings().setValue(settingsKey, QString::fromStdString(settingsToJson(settings).dump()));
}

std::optional<Settings> storedSettings()
{
    const std::string kept = QSettings().value(settingsKey).toString().toStdString();
    const auto document = nlohmann::json::parse(kept, nullptr, false);
    if (document.is_discarded())
        return std::nullopt;
    try {
        // Version 0.1 kept a run without tokens.
        const JsonNode node(document);
        const bool isRun = node.has("settings");
        const JsonNode list = isRun ? node["settings"] : node;
        const Settings settings = settingsFromJson(isRun ? list.at(0) : node);
        // How many layers there are, only the next model knows.
        validate(settings, mostLayers);
        return settings;
    } catch (const Error&) {
        return std::nullopt;
    }
}

void storeView(const HeatmapView& view)
{
    QSettings settings;
    settings.setValue(quantityKey, nameOf(view.quantity()));
    settings.setValue(colorsKey, static_cast<int>(view.colorMap()));
    settings.setValue(logarithmKey, view.scale().logarithmic);
    settings.setValue(rangeKey, static_cast<int>(view.scale().range));
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
    ScaleChoice scale{.logarithmic = settings.value(logarithmKey, false).toBool()};
    for (const auto range : {RangeKind::Screen, RangeKind::Full}) {
        if (settings.value(rangeKey).toInt() == static_cast<int>(range))
            scale.range = range;
    }
    view.setScale(scale);
    view.setContourShown(settings.value(borderKey, view.isContourShown()).toBool());
}

void resetView(HeatmapView& view)
{
    const HeatmapView fresh;
    view.setQuantity(fresh.quantity());
    view.setColorMap(fresh.colorMap());
    view.setScale(fresh.scale());
    view.setContourShown(fresh.isContourShown());
    view.setFollowing(true);
    view.fit();
}

void storeWhatIf(const WhatIfView& view)
{
    QSettings().setValue(shiftsKey, view.movesTogether());
}

void restoreWhatIf(WhatIfView& view)
{
    view.setMovesTogether(QSettings().value(shiftsKey, true).toBool());
}

} // namespace exitscope
