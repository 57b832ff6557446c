#include "widgets/reportparts.h"

#include "base/utf8.h"
#include "trace/cost.h"
#include "trace/exitfigures.h"
#include "trace/settingsjson.h"
#include "widgets/costmodel.h"
#include "widgets/costwaterfall.h"
#include "widgets/exithistogramplot.h"
#include "widgets/exportable.h"
#include "widgets/settingstext.h"
#include "widgets/tokentexts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace exitscope {

namespace {

struct ReportParts
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::ReportParts)
};

constexpr QSize exitsSize(760, 300); ///< of the histogram, logical pixels

QString textOf(const std::string& bytes)
{
    return QString::fromStdString(toValidUtf8(bytes));
}

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString percent(double share)
{
    return ReportParts::tr("%1 %").arg(number(100 * share, 1));
}

QString finishText(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Unfinished:
        return ReportParts::tr("not finished");
    case FinishReason::Eos:
        return ReportParts::tr("end of the text");
    case FinishReason::Length:
        return ReportParts::tr("as many tokens as were asked for");
    case FinishReason::Context:
        return ReportParts::tr("context full");
    case FinishReason::Stop:
        return ReportParts::tr("stop string");
    case FinishReason::Cancelled:
        return ReportParts::tr("stopped");
    }
    return {};
}

/// Where the files of a user lie is nobody else's business.
QString withoutFolders(const QString& text)
{
    const qsizetype first = text.indexOf(u'/');
    return first < 0 ? text : text.left(first) + text.section(u'/', -1);
}

QString layerClass(const TokenTrace& token)
{
    return QStringLiteral("l%1").arg(token.exitLayer);
}

/// One token, its exit layer above it and in words.
void writeToken(ReportWriter& out, const Run& run, int index, const QString& text)
{
    const TokenTrace& token = run.tokens[static_cast<std::size_t>(index)];
    QString title = ReportParts::tr("token %1 left at layer %2 of %3")
                        .arg(index + 1)
                        .arg(token.exitLayer)
                        .arg(run.model.layers);
    if (token.role != TokenRole::Emitted)
        title += QStringLiteral(", ") + roleText(token.role);
    QString look = layerClass(token);
    if (token.role == TokenRole::Corrected)
        look += QStringLiteral(" corrected");
    // A line ends after its sign, not inside the element that carries the number.
    QString line = text;
    line.replace(u'\n', u'⏎');
    // Lines break at the space before a word, not behind it in the word's box.
    qsizetype spaces = 0;
    while (spaces < line.size() && line[spaces] == u' ')
        ++spaces;
    if (spaces < line.size()) {
        out.text(line.left(spaces));
        line.remove(0, spaces);
    }
    out.open("ruby", {{"class", look}, {"title", title}});
    out.text(line);
    out.element("rt", QString::number(token.exitLayer));
    out.close();
    if (text.contains(u'\n'))
        out.text(QStringLiteral("\n"));
}

} // namespace

void writeFigures(ReportWriter& out, const Run& run)
{
    const RunSummary summary = summarize(run);
    out.openSection(ReportParts::tr("Figures"));
    out.open("dl", {{"class", QStringLiteral("figures")}});
    const auto figure = [&out](const QString& name, const QString& value) {
        out.open("div");
        out.element("dt", name);
        out.element("dd", value);
        out.close();
    };
    figure(ReportParts::tr("tokens"), QLocale().toString(summary.tokens));
    if (summary.tokensPerSecond > 0)
        figure(ReportParts::tr("tokens a second"), number(summary.tokensPerSecond, 1));
    figure(ReportParts::tr("mean exit layer"), ReportParts::tr("%1 of 0 to %2")
                                                   .arg(number(summary.meanExitLayer, 1))
                                                   .arg(run.model.layers - 1));
    figure(ReportParts::tr("layers past the exit"), percent(summary.layersPastExit));
    figure(ReportParts::tr("layers that did not run"), percent(summary.layersSaved));
    if (const std::optional<double> rate = summary.acceptanceRate())
        figure(ReportParts::tr("drafts accepted"), percent(*rate));
    const auto isWatched = [](const SettingsChange& change) { return change.settings.watch; };
    if (!run.settings.empty() && std::ranges::all_of(run.settings, isWatched))
        figure(ReportParts::tr("tokens that full depth would have chosen otherwise"),
               QLocale().toString(qlonglong(exitCheckOf(run).wrong.size())));
    figure(ReportParts::tr("ended by"), finishText(run.finishReason));
    out.close();
    out.close();
}

void writeText(ReportWriter& out, const Run& run)
{
    out.openSection(ReportParts::tr("Prompt and text"));
    out.element("p",
                ReportParts::tr("The small number above a token is the layer at which it left, "
                                "counted from 0; its colour says the same."),
                {{"class", QStringLiteral("note")}});
    out.open("p", {{"class", QStringLiteral("text")}});
    if (run.prompt.empty() && !run.promptIds.empty())
        out.element("span",
                    ReportParts::tr("(a prompt of token ids: %1)").arg(run.promptIds.size()),
                    {{"class", QStringLiteral("prompt")}});
    else
        out.element("span", textOf(run.prompt), {{"class", QStringLiteral("prompt")}});
    TokenTexts texts;
    texts.append(run);
    for (int token = 0; token < texts.count(); ++token)
        writeToken(out, run, token,
                   texts.at(token).isEmpty() ? texts.label(run, token) : texts.at(token));
    out.close();
    out.close();
}

void writeExits(ReportWriter& out, const Run& run)
{
    const ExitHistogramPicture exits{exitHistogramOf(run), {}, false};
    PlotPicture picture;
    picture.draw = [&exits](QPainter& painter, const PlotCanvas& canvas) {
        drawExitHistogram(painter, canvas.size, PlotStyle(canvas.palette, canvas.font), exits);
    };
    out.openSection(ReportParts::tr("Where tokens left"));
    writePlot(out, picture, exitsSize, ReportParts::tr("Tokens by exit layer"));
    out.open("details");
    out.element("summary", ReportParts::tr("As a table"));
    out.open("table");
    out.headRow({ReportParts::tr("exit layer"), ReportParts::tr("tokens"), ReportParts::tr("share"),
                 ReportParts::tr("up to here")});
    out.open("tbody");
    for (int layer = 0; layer < static_cast<int>(exits.exits.tokens.size()); ++layer) {
        const int tokens = exits.exits.tokens[static_cast<std::size_t>(layer)];
        if (tokens > 0)
            out.row({QString::number(layer), QLocale().toString(tokens),
                     percent(double(tokens) / exits.exits.total),
                     percent(exits.exits.cumulative(layer))});
    }
    out.close();
    out.close();
    out.close();
    out.close();
}

void writeCosts(ReportWriter& out, const Run& run)
{
    out.openSection(ReportParts::tr("Cost"));
    const CostBreakdown cost = costOf(run);
    if (run.fullDepth && cost.fullDepth) {
        out.open("table");
        out.headRow({ReportParts::tr("From full depth to this run"),
                     ReportParts::tr("time a token"), ReportParts::tr("of full depth")});
        out.open("tbody");
        const std::vector<CostBar> bars = costBars(cost, !run.rounds.empty());
        for (const CostBar& bar : bars)
            out.row({bar.name, costMilliseconds(bars, bar), costShare(bars, bar)});
        out.close();
        out.close();
    } else {
        out.element("p", ReportParts::tr("Full depth was not measured beside this run."),
                    {{"class", QStringLiteral("note")}});
    }
    CostModel costs;
    costs.setRun(run);
    out.open("table");
    out.headRow({ReportParts::tr("What the run cost"), ReportParts::tr("in all"),
                 ReportParts::tr("per token"), ReportParts::tr("share")});
    out.open("tbody");
    for (const CostModel::Row& row : costs.rows()) {
        if (row.isHeading)
            out.row({row.name, {}, {}, {}}, {{"class", QStringLiteral("group")}});
        else
            out.row({row.name, row.total, row.perToken, row.share});
    }
    out.close();
    out.close();
    out.close();
}

void writeSettings(ReportWriter& out, const Run& run)
{
    out.openSection(ReportParts::tr("Settings"));
    out.element("p", describeDecision(run.settingsAt(0)));
    for (std::size_t i = 1; i < run.settings.size(); ++i) {
        const QString change =
            describeChange(run.settings[i - 1].settings, run.settings[i].settings);
        if (!change.isEmpty())
            out.element("p", ReportParts::tr("From token %1 on: %2")
                                 .arg(QString::number(run.settings[i].token + 1), change));
    }
    out.open("details");
    out.element("summary", ReportParts::tr("All settings at the start, by the names of the "
                                           "command line's options"));
    out.open("table");
    out.open("tbody");
    using Json = nlohmann::json;
    const Json settings = settingsToJson(run.settingsAt(0));
    for (const auto& [name, value] : settings.items()) {
        const std::string text = value.is_string()
                                     ? value.get<std::string>()
                                     : value.dump(-1, ' ', false, Json::error_handler_t::replace);
        out.row({QString::fromStdString(name), textOf(text)});
    }
    out.close();
    out.close();
    out.close();
    out.close();
}

void writeProvenance(ReportWriter& out, const Run& run, const QString& machine)
{
    const ModelIdentity& model = run.model;
    out.openSection(ReportParts::tr("Where this comes from"));
    out.open("table");
    out.open("tbody");
    out.row({ReportParts::tr("model"), textOf(model.name)});
    out.row({ReportParts::tr("hash of its tensors"), textOf(model.hash)});
    out.row({ReportParts::tr("weights in memory"), textOf(model.dtype)});
    out.row({ReportParts::tr("shape"), ReportParts::tr("%1 layers, width %2, vocabulary %3, "
                                                       "context %4")
                                           .arg(model.layers)
                                           .arg(model.width)
                                           .arg(model.vocabulary)
                                           .arg(model.contextLength)});
    if (!model.tokenizer.empty())
        out.row({ReportParts::tr("tokenizer"), withoutFolders(textOf(model.tokenizer))});
    out.row({ReportParts::tr("seed"), run.settingsAt(0).sampling.sample
                                          ? QString::number(run.settingsAt(0).sampling.seed)
                                          : ReportParts::tr("none: greedy")});
    out.row({ReportParts::tr("machine"),
             machine.isEmpty() ? ReportParts::tr("not recorded with the run") : machine});
    out.row({ReportParts::tr("report by"),
             QStringLiteral("Exitscope %1, Qt %2")
                 .arg(QStringLiteral(EXITSCOPE_VERSION), QString::fromLatin1(qVersion()))});
    out.close();
    out.close();
    out.close();
}

} // namespace exitscope
