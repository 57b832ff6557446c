#include "desktop/modeltext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

struct ModelText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::ModelText)
};

using Access = ModelEntry::Access;
using State = DownloadQueue::State;

QString nameOf(WeightFormat format)
{
    const std::string_view name = fieldName(format);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString percent(double share)
{
    // What is not done yet is never 100 %.
    return ModelText::tr("%1 %").arg(
        static_cast<int>(std::floor(100 * std::clamp(share, 0.0, 1.0))));
}

QString parametersText(std::int64_t parameters)
{
    constexpr double million = 1e6;
    constexpr double billion = 1e9;
    const auto count = static_cast<double>(parameters);
    const double unit = count < billion ? million : billion;
    const double value = count / unit;
    const QString number = QLocale().toString(value, 'f', value < 10 ? 1 : 0);
    return unit < billion ? ModelText::tr("%1 million parameters").arg(number)
                          : ModelText::tr("%1 billion parameters").arg(number);
}

} // namespace

QString sizeText(std::int64_t bytes)
{
    constexpr double thousand = 1000;
    constexpr double hundred = 100;
    auto shown = static_cast<double>(bytes);
    while (shown >= thousand)
        shown /= thousand;
    return QLocale().formattedDataSize(bytes, shown < hundred ? 1 : 0, QLocale::DataSizeSIFormat);
}

QString summaryText(const ModelEntry& model)
{
    if (model.isBundled())
        return ModelText::tr("Comes with Exitscope, %1").arg(parametersText(model.parameters));
    const QString family = model.offer ? model.offer->summary : QString();
    if (model.parameters == 0)
        return family;
    return family.isEmpty() ? parametersText(model.parameters)
                            : ModelText::tr("%1, %2").arg(family, parametersText(model.parameters));
}

CellText memoryText(const ModelEntry& model)
{
    const DtypeNeed* usual = model.need(model.stored);
    if (!model.obstacle.isEmpty())
        return {ModelText::tr("✕ does not run here"), {}};
    if (!usual)
        return {ModelText::tr("not known yet"), {}};
    const DtypeNeed* best = model.bestFit();
    if (!best) {
        const DtypeNeed& least = *std::ranges::min_element(model.needs, {}, &DtypeNeed::bytes);
        return {ModelText::tr("✕ too large"),
                ModelText::tr("%1 takes %2").arg(nameOf(least.format), sizeText(least.bytes))};
    }
    const QString takes =
        ModelText::tr("%1 takes %2").arg(nameOf(best->format), sizeText(best->bytes));
    if (!best->fits)
        return {takes, {}};
    return {ModelText::tr("✓ fits as %1").arg(nameOf(best->format)), takes};
}

CellText accessText(const ModelEntry& model)
{
    const QString licence = licenceText(model);
    switch (model.access) {
    case Access::Bundled:
        return {ModelText::tr("open"), licence};
    case Access::Open:
        return {ModelText::tr("open"), licence};
    case Access::Gated:
        return {ModelText::tr("gated"), licence};
    case Access::Granted:
        return {ModelText::tr("gated: access"), licence};
    case Access::Refused:
        return {ModelText::tr("gated: no access"), licence};
    case Access::Unknown:
        break;
    }
    return {model.isHere() ? QStringLiteral("–") : ModelText::tr("not known yet"), licence};
}

double shareHere(const ModelEntry& model, State state, const DownloadProgress& progress)
{
    if (state != State::None && progress.total > 0)
        return static_cast<double>(progress.bytes) / static_cast<double>(progress.total);
    const std::int64_t all = model.bytesInAll();
    if (model.isHere() || all <= 0 || model.bytesHere() == 0)
        return -1;
    return static_cast<double>(model.bytesHere()) / static_cast<double>(all);
}

CellText stateText(const ModelEntry& model, State state, const DownloadProgress& progress)
{
    const double share = shareHere(model, state, progress);
    const bool isCounted = progress.total > 0;
    switch (state) {
    case State::Queued:
        return {ModelText::tr("waits its turn"), {}};
    case State::Paused:
        return {isCounted ? ModelText::tr("paused at %1").arg(percent(share))
                          : ModelText::tr("paused"),
                {}};
    case State::Running:
        return {isCounted ? ModelText::tr("downloading, %1").arg(percent(share))
                          : ModelText::tr("asks for the files"),
                {}};
    case State::None:
        break;
    }
    if (model.isBundled())
        return {ModelText::tr("✓ here"), {}};
    if (model.isHere())
        return {ModelText::tr("✓ here"),
                ModelText::tr("%1 on disk").arg(sizeText(model.bytesHere()))};
    CellText text{ModelText::tr("not here"), {}};
    if (model.bytesHere() > 0)
        text.first = share >= 0 ? ModelText::tr("partly here, %1").arg(percent(share))
                                : ModelText::tr("partly here");
    if (model.error)
        text.second = ModelText::tr("! the download failed");
    else if (model.bytesHere() > 0)
        text.second = ModelText::tr("%1 on disk").arg(sizeText(model.bytesHere()));
    return text;
}

QString licenceText(const ModelEntry& model)
{
    return model.offer ? model.offer->licence : ModelText::tr("licence: see its page");
}

CellText needText(const DtypeNeed& need)
{
    return {sizeText(need.bytes), !need.fits   ? QString()
                                  : *need.fits ? ModelText::tr("✓ fits")
                                               : ModelText::tr("✕ does not fit")};
}

QString progressText(State state, const DownloadProgress& progress)
{
    if (state == State::Queued)
        return ModelText::tr("Begins when the download before it ends or pauses.");
    if (progress.total <= 0)
        return state == State::Running ? ModelText::tr("Asks the hub which files it needs…")
                                       : QString();
    QStringList parts{
        ModelText::tr("%1 of %2").arg(sizeText(progress.bytes), sizeText(progress.total))};
    if (state == State::Paused)
        parts << ModelText::tr("paused");
    else if (progress.speed > 0)
        parts << ModelText::tr("%1/s").arg(sizeText(std::llround(progress.speed)));
    if (state == State::Running && progress.secondsLeft)
        parts << ModelText::tr("%1 left").arg(spelledDuration(*progress.secondsLeft));
    return parts.join(QStringLiteral(" · "));
}

QString fileText(const FileProgress& file)
{
    switch (file.state) {
    case FileProgress::State::Queued:
        return file.bytes > 0 ? ModelText::tr("waits") : QString();
    case FileProgress::State::Locked:
        return ModelText::tr("in use elsewhere");
    case FileProgress::State::Checking:
        return ModelText::tr("checks what is here");
    case FileProgress::State::Downloading:
        return file.total > 0 ? percent(double(file.bytes) / double(file.total)) : QString();
    case FileProgress::State::Waiting:
        return file.note.isEmpty() ? ModelText::tr("tries again soon")
                                   : ModelText::tr("tries again soon: %1").arg(file.note);
    case FileProgress::State::Done:
        break;
    }
    return ModelText::tr("✓ done");
}

QString errorText(const HubError& error, const ModelName& name)
{
    const QString page = error.page.toString();
    switch (error.kind) {
    case HubError::Kind::TokenNeeded:
        return ModelText::tr("%1 is gated or private. Ask for access on its page, %2, then sign in "
                             "here with a token that may read it.")
            .arg(name.text(), page);
    case HubError::Kind::AccessNeeded:
        return ModelText::tr(
                   "Your account has no access to %1. Ask for it on its page, %2, where its "
                   "licence is accepted; the token must be allowed to read gated models.")
            .arg(name.text(), page);
    case HubError::Kind::TokenRefused:
        return ModelText::tr(
            "The hub does not accept the token: it is wrong or was withdrawn. Sign "
            "in with another one.");
    case HubError::Kind::ModelMissing:
        return ModelText::tr(
                   "The hub has no model %1, or it is private: check the name, or sign in.")
            .arg(name.text());
    default:
        return error.sentence;
    }
}

} // namespace exitscope
