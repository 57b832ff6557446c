#include "widgets/theme.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace exitscope;

namespace {

constexpr double forText = 4.5;
constexpr double forGraphics = 3;
constexpr int deepest = 80;

/// Relative luminance and contrast ratio of WCAG 2.2.
double luminance(const QColor& color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [dark, bright] = std::minmax({luminance(a), luminance(b)});
    return (bright + 0.05) / (dark + 0.05);
}

/// `color`, of which `share` covers `ground`.
QColor over(const QColor& ground, const QColor& color, double share)
{
    const auto blend = [share](double a, double b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(blend(ground.redF(), color.redF()),
                            blend(ground.greenF(), color.greenF()),
                            blend(ground.blueF(), color.blueF()));
}

/// A colour on the ground on which it is drawn.
struct Use
{
    QString where;
    QColor ink, ground;
    double least = forText;
};

std::vector<Use> paletteUses(const QPalette& palette)
{
    using P = QPalette;
    const std::pair<P::ColorRole, P::ColorRole> roles[] = {
        {P::Text, P::Base},
        {P::Text, P::AlternateBase},
        {P::WindowText, P::Window},
        {P::WindowText, P::Base},
        {P::ButtonText, P::Button},
        {P::ButtonText, P::Window},
        {P::HighlightedText, P::Highlight},
        {P::PlaceholderText, P::Base},
        {P::ToolTipText, P::ToolTipBase},
        {P::Link, P::Base},
        {P::Link, P::Window},
        {P::LinkVisited, P::Base},
    };
    std::vector<Use> uses;
    for (const auto group : {P::Active, P::Inactive}) {
        for (const auto& [ink, ground] : roles)
            uses.push_back({QStringLiteral("role %1 on %2").arg(int(ink)).arg(int(ground)),
                            palette.color(group, ink), palette.color(group, ground)});
    }
    return uses;
}

/// Notes, banners, messages and the lines of plots.
std::vector<Use> themeUses(const QPalette& palette)
{
    const theme::Colors colors = theme::colors(palette);
    const QColor base = palette.color(QPalette::Base);
    const QColor window = palette.color(QPalette::Window);
    const QColor sunken = palette.color(QPalette::AlternateBase);
    const QColor text = palette.color(QPalette::WindowText);
    std::vector<Use> uses{
        {"banner that warns", colors.warningText, colors.warning},
        {"banner that does not", text, window},
        {"message: note", text, sunken},
        {"message: warning", text, colors.warning},
        {"message: mark of a warning", colors.warningText, colors.warning},
        {"message: mark of an error", colors.error, colors.warning},
        {"muted on a stripe", colors.mutedText, sunken},
        {"callout of the heatmap", text, base},
    };
    for (const QColor& ground : {base, window}) {
        for (const auto& [name, ink] :
             {std::pair("muted", colors.mutedText), std::pair("accent", colors.accent),
              std::pair("error", colors.error), std::pair("label of a threshold", colors.threshold),
              std::pair("label of an exit", colors.exitLine),
              std::pair("mark of a change", colors.settingsMark)})
            uses.push_back({QLatin1String(name), ink, ground});
    }
    for (const auto& [name, line] :
         {std::pair("line of exits", colors.exitLine), std::pair("threshold", colors.threshold),
          std::pair("change", colors.settingsMark), std::pair("selection", colors.accent)})
        uses.push_back({QLatin1String(name), line, base, forGraphics});
    return uses;
}

/// Chips of every model up to `deepest` layers: of tokens, of drafts, and of a comparison.
std::vector<Use> chipUses(const QPalette& palette)
{
    const theme::Colors colors = theme::colors(palette);
    const QColor base = palette.color(QPalette::Base);
    std::vector<Use> uses{{"chip only in A", palette.color(QPalette::Text), base},
                          {"draft that was dropped", colors.mutedText, base}};
    for (int layers = 1; layers <= deepest; ++layers) {
        for (int layer = 0; layer < layers; ++layer) {
            const QColor fill = theme::exitColor(layer, layers, theme::isDark(palette));
            const QString name = QStringLiteral(" of layer %1 of %2").arg(layer).arg(layers);
            uses.push_back({"chip" + name, theme::textOn(fill), fill});
            uses.push_back({"depth in a chip" + name, over(fill, theme::textOn(fill), 0.6), fill,
                            forGraphics});
            const QColor draft = over(base, fill, theme::draftOpacity);
            uses.push_back({"draft" + name, colors.mutedText, draft});
        }
    }
    return uses;
}

/// Cells with a bar behind their text (the logit lens), at rest, at the exit and selected.
std::vector<Use> barUses(const QPalette& palette)
{
    const theme::Colors colors = theme::colors(palette);
    const QColor text = palette.color(QPalette::Text);
    const QColor selected = palette.color(QPalette::HighlightedText);
    const QColor highlight = palette.color(QPalette::Highlight);
    std::vector<Use> uses;
    for (const auto role : {QPalette::Base, QPalette::AlternateBase}) {
        const QColor plain = palette.color(role);
        uses.push_back({"layer that did not run", colors.mutedText, plain});
        for (const QColor& ground : {plain, over(plain, text, theme::exitRowOpacity)}) {
            const QColor bar = over(ground, colors.accent, theme::barOpacity);
            for (const QColor& under : {ground, bar})
                uses.push_back({"token in the lens", text, under});
        }
    }
    uses.push_back({"selected in the lens", selected, highlight});
    uses.push_back({"selected in the lens, on its bar", selected,
                    over(highlight, selected, theme::selectedBarOpacity)});
    return uses;
}

} // namespace

/// Whether what is written can be read, and what is drawn be seen, in both themes.
class TestContrast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void knownRatios();
};

void TestContrast::reads_data()
{
    QTest::addColumn<theme::Scheme>("scheme");
    QTest::newRow("light") << theme::Scheme::Light;
    QTest::newRow("dark") << theme::Scheme::Dark;
}

void TestContrast::reads()
{
    QFETCH(theme::Scheme, scheme);
    const QPalette palette = theme::palette(scheme);
    QStringList poor;
    for (const auto& uses :
         {paletteUses(palette), themeUses(palette), chipUses(palette), barUses(palette)}) {
        for (const Use& use : uses) {
            if (const double ratio = contrast(use.ink, use.ground); ratio < use.least)
                poor << QStringLiteral("%1: %2 on %3 is %4, needed %5")
                            .arg(use.where, use.ink.name(), use.ground.name())
                            .arg(ratio, 0, 'f', 2)
                            .arg(use.least);
        }
    }
    poor.removeDuplicates();
    for (const QString& each : poor)
        qWarning("%s", qPrintable(each));
    QVERIFY2(poor.isEmpty(), "as told above");
}

/// The formula itself, by the values that WCAG tools give.
void TestContrast::knownRatios()
{
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    QCOMPARE(qRound(100 * contrast("#767676", Qt::white)), 454);
    QCOMPARE(qRound(100 * contrast("#0000ff", Qt::white)), 859);
}

QTEST_MAIN(TestContrast)
#include "tst_contrast.moc"
