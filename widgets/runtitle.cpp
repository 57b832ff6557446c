#include "widgets/runtitle.h"

#include "widgets/settingstext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace exitscope {

namespace {

struct RunTitle
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::RunTitle)
};

/// A change of thresholds alone is no other rule.
QString rulesTitle(const Run& run)
{
    constexpr int mostNamed = 3;
    QStringList titles;
    for (const SettingsChange& change : run.settings) {
        if (change.token >= static_cast<int>(run.tokens.size()))
            break;
        // Of two changes before the same token, the later one ruled.
        const QString title = decisionTitle(run.settingsAt(change.token));
        if (titles.isEmpty() || titles.last() != title)
            titles << title;
    }
    if (titles.isEmpty())
        return ruleTitle({});
    if (titles.size() > mostNamed)
        return RunTitle::tr("%1 rules in turn, from %2 to %3")
            .arg(titles.size())
            .arg(titles.first(), titles.last());
    return titles.join(RunTitle::tr(", then "));
}

} // namespace

QString runTitle(const Run& run)
{
    const QString model = QString::fromStdString(run.model.name);
    const QString rules = rulesTitle(run);
    return model.isEmpty() ? rules : RunTitle::tr("%1: %2").arg(model, rules);
}

QString runSubtitle(const Run& run)
{
    const RunSummary summary = summarize(run);
    return RunTitle::tr("tokens: %1, layers: %2, mean exit layer: %3")
        .arg(summary.tokens)
        .arg(run.model.layers)
        .arg(QLocale().toString(summary.meanExitLayer, 'f', 1));
}

QString runFileName(const Run& run)
{
    static const QRegularExpression unwelcome(QStringLiteral("[^\\w.-]+|^[.-]+"));
    constexpr qsizetype mostCharacters = 80;
    const QString name = QString::fromStdString(run.model.name).section(u'/', -1);
    const QString plain = QString(name).replace(unwelcome, QStringLiteral("-"));
    return plain.isEmpty() ? QStringLiteral("run") : plain.left(mostCharacters);
}

} // namespace exitscope
