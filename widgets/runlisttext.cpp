#include "widgets/runlisttext.h"

#include "widgets/settingstext.h"
#include "widgets/tokentexts.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStringList>

namespace exitscope {
namespace {

struct RunListText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::RunListText)
};

constexpr qsizetype longestTitle = 80;

QString firstWords(const Run& run)
{
    const QString prompt = QString::fromStdString(run.prompt).simplified();
    if (prompt.isEmpty())
        return RunListText::tr("%1 token ids").arg(run.promptIds.size());
    return prompt.size() > longestTitle ? prompt.left(longestTitle - 1) + u'…' : prompt;
}

QString shown(const std::string& bytes)
{
    return TokenTexts::visible(
        QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

QString branchTitle(const HistoryEntry& entry, const Run& run)
{
    const auto index = static_cast<std::size_t>(entry.branchToken);
    const QString number = QString::number(entry.branchToken + 1);
    if (entry.branchToken < 0 || index >= run.tokens.size())
        return RunListText::tr("from token %1").arg(number);
    const QString now = shown(run.tokens[index].bytes);
    if (entry.replaced.empty())
        return RunListText::tr("on from its end, token %1").arg(number);
    const QString before = shown(entry.replaced);
    // Multi-argument, so that a token's text may hold a place marker.
    return now == before
               ? RunListText::tr("from token %1, again “%2”").arg(number, now)
               : RunListText::tr("from token %1: “%2” instead of “%3”").arg(number, now, before);
}

QString titleOf(const HistoryEntry& entry, const Run& run, bool hasParent)
{
    switch (entry.origin) {
    case RunOrigin::File:
        return QFileInfo(entry.file).fileName();
    case RunOrigin::Branch:
        return hasParent ? branchTitle(entry, run)
                         : RunListText::tr("%1, %2").arg(firstWords(run), branchTitle(entry, run));
    case RunOrigin::Written:
        break;
    }
    return firstWords(run);
}

QString detailOf(const Run& run)
{
    const int last = std::max(0, static_cast<int>(run.tokens.size()) - 1);
    const Settings& settings = run.settingsAt(last);
    QStringList parts{decisionTitle(settings)};
    if (settings.kvPolicy != KvPolicy::Exact)
        parts << RunListText::tr("K/V %1").arg(policyInSentence(settings.kvPolicy));
    if (settings.sampling.sample)
        parts << RunListText::tr("seed %1").arg(settings.sampling.seed);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

RunRow describeRow(const HistoryEntry& entry, const Run& run, bool hasParent)
{
    const QLocale locale;
    const QString none = QStringLiteral("–");
    RunRow row{titleOf(entry, run, hasParent), detailOf(run), none, none, none, {}, hasParent};
    if (!run.tokens.empty()) {
        const RunSummary summary = summarize(run);
        const bool isWatched = run.settingsAt(summary.tokens - 1).watch;
        const double saved = isWatched ? summary.layersPastExit : summary.layersSaved;
        row.tokens = locale.toString(summary.tokens);
        row.exit = locale.toString(summary.meanExitLayer, 'f', 1);
        if (summary.tokens > 1)
            row.saved = RunListText::tr("%1 %").arg(locale.toString(100 * saved, 'f', 0));
    }
    QStringList lines{
        row.title, row.detail,
        RunListText::tr("%1 in %2")
            .arg(QString::fromStdString(run.model.name), QString::fromStdString(run.model.dtype))};
    if (entry.origin == RunOrigin::File)
        lines.insert(1, entry.file);
    else if (entry.origin == RunOrigin::Branch && hasParent)
        lines.insert(1, firstWords(run));
    row.toolTip = plainToolTip(lines.join(u'\n'));
    return row;
}

} // namespace exitscope
