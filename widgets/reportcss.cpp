// How a report looks; see reportparts.h.
#include "widgets/reportparts.h"
#include "widgets/theme.h"

#include <set>

namespace exitscope {

namespace {

/// The names of one theme's colours, with those of the layers at which tokens left.
QString variables(const Run& run, bool dark)
{
    const QPalette palette = theme::palette(dark ? theme::Scheme::Dark : theme::Scheme::Light);
    const theme::Colors colors = theme::colors(palette);
    QString css;
    const auto set = [&css](const QString& name, const QColor& color) {
        css += QStringLiteral("--%1: %2; ").arg(name, color.name());
    };
    set(QStringLiteral("ground"), palette.color(QPalette::Base));
    set(QStringLiteral("ink"), palette.color(QPalette::Text));
    set(QStringLiteral("muted"), colors.mutedText);
    set(QStringLiteral("line"), colors.grid);
    set(QStringLiteral("accent"), colors.accent);
    set(QStringLiteral("warning"), colors.warning);
    set(QStringLiteral("warning-ink"), colors.warningText);
    set(QStringLiteral("sunken"), palette.color(QPalette::AlternateBase));
    std::set<int> layers;
    for (const TokenTrace& token : run.tokens)
        layers.insert(token.exitLayer);
    for (const int layer : layers) {
        const QColor color = theme::exitColor(layer, run.model.layers, dark);
        set(QStringLiteral("l%1").arg(layer), color);
        set(QStringLiteral("t%1").arg(layer), theme::textOn(color));
    }
    return css;
}

QString layerRules(const Run& run)
{
    std::set<int> layers;
    for (const TokenTrace& token : run.tokens)
        layers.insert(token.exitLayer);
    QString css;
    for (const int layer : layers)
        css += QStringLiteral(".l%1 { background: var(--l%1); color: var(--t%1); }\n").arg(layer);
    return css;
}

constexpr const char* rules = R"css(
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; -webkit-print-color-adjust: exact;
  print-color-adjust: exact; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 25px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 36px 0 10px; }
p { margin: 0 0 10px; }
.note, dt { color: var(--muted); font-size: 13px; }
.banner { display: inline-block; padding: 4px 10px; border-radius: 4px;
  background: var(--sunken); }
.banner.warning { background: var(--warning); color: var(--warning-ink); }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
  gap: 14px 20px; margin: 0; }
.figures dd { margin: 0; font-size: 18px; font-variant-numeric: tabular-nums; }
.text { line-height: 2.5; white-space: pre-wrap; overflow-wrap: anywhere; }
.prompt { color: var(--muted); }
ruby { display: inline-block; position: relative; padding: 0 2px; margin-right: 1px;
  border-radius: 3px; line-height: 1.5; white-space: pre; }
ruby.corrected { text-decoration: underline; }
rt { display: block; position: absolute; left: 50%; top: -13px; transform: translateX(-50%);
  font-size: 10px; line-height: 13px; color: var(--muted); user-select: none; }
.plot { overflow-x: auto; }
.plot svg { display: block; width: 100%; min-width: 640px; height: auto; }
.plot svg.dark { display: none; }
table { border-collapse: collapse; margin: 0 0 16px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 24px 3px 0; text-align: right; border-bottom: 1px solid var(--line); }
th:first-child { text-align: left; }
td { overflow-wrap: anywhere; }
tbody th { font-weight: normal; }
thead th { color: var(--muted); font-weight: normal; font-size: 13px; vertical-align: bottom; }
tr.group th { font-weight: 600; padding-top: 12px; }
details summary { cursor: pointer; margin-bottom: 8px; }
section { break-inside: auto; }
tr, .figures div, .plot { break-inside: avoid; }
@media print { body { font-size: 11px; } main { padding: 0; max-width: none; } }
)css";

} // namespace

QString reportCss(const Run& run)
{
    // Paper is no screen, so that it stays white whatever the reader's system asks for.
    return QStringLiteral(":root { color-scheme: light dark; %1}\n"
                          "@media screen and (prefers-color-scheme: dark) { :root { %2}\n"
                          ".plot svg.light { display: none; } .plot svg.dark { display: block; } "
                          "}\n")
               .arg(variables(run, false), variables(run, true))
               .prepend(QString::fromLatin1(rules)) +
           layerRules(run);
}

} // namespace exitscope
