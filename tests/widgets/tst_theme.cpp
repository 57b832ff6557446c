#include "widgets/theme.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace exitscope;

namespace {

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
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textReads_data();
    void textReads();
    void chipsRead_data();
    void chipsRead();
    void fontsScale();
};

void ThemeTest::textReads_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::textReads()
{
    QFETCH(bool, dark);
    const QPalette palette = theme::palette(dark ? theme::Scheme::Dark : theme::Scheme::Light);
    QCOMPARE(theme::isDark(palette), dark);
    const auto reads = [&palette](QPalette::ColorRole text, QPalette::ColorRole background) {
        return contrast(palette.color(text), palette.color(background)) >= 4.5;
    };
    QVERIFY(reads(QPalette::Text, QPalette::Base));
    QVERIFY(reads(QPalette::Text, QPalette::AlternateBase));
    QVERIFY(reads(QPalette::WindowText, QPalette::Window));
    QVERIFY(reads(QPalette::ButtonText, QPalette::Button));
    QVERIFY(reads(QPalette::HighlightedText, QPalette::Highlight));
    QVERIFY(reads(QPalette::ToolTipText, QPalette::ToolTipBase));
    QVERIFY(reads(QPalette::PlaceholderText, QPalette::Base));
    QVERIFY(reads(QPalette::Link, QPalette::Base));

    const theme::Colors colors = theme::colors(palette);
    for (const QColor& text : {colors.accent, colors.exitLine, colors.threshold,
                               colors.settingsMark, colors.mutedText, colors.error}) {
        QVERIFY2(contrast(text, palette.color(QPalette::Base)) >= 4.5, qPrintable(text.name()));
        QVERIFY2(contrast(text, palette.color(QPalette::Window)) >= 4.5, qPrintable(text.name()));
    }
    QVERIFY(contrast(colors.warningText, colors.warning) >= 4.5);
}

void ThemeTest::chipsRead_data()
{
    textReads_data();
}

void ThemeTest::chipsRead()
{
    QFETCH(bool, dark);
    double last = dark ? 0 : 1;
    for (int layer = 0; layer < 80; ++layer) {
        const QColor chip = theme::exitColor(layer, 80, dark);
        QVERIFY2(contrast(theme::textOn(chip), chip) >= 4.5, qPrintable(chip.name()));
        const double now = luminance(chip);
        QVERIFY2(dark ? now >= last : now <= last, "depth must read without hue");
        last = now;
    }
    QVERIFY(theme::exitColor(0, 1, dark).isValid());
    for (int gray = 0; gray < 256; ++gray) {
        const QColor background(gray, gray, gray);
        QVERIFY(contrast(theme::textOn(background), background) >= 4.5);
    }
}

void ThemeTest::fontsScale()
{
    const QFont base;
    QVERIFY(QFontInfo(theme::small(base)).pixelSize() <
            QFontInfo(theme::heading(base)).pixelSize());
    const QFontMetricsF figures(theme::figures(base));
    QCOMPARE(figures.horizontalAdvance(u'1'), figures.horizontalAdvance(u'8'));
    QFont pixels;
    pixels.setPixelSize(20);
    QCOMPARE(theme::small(pixels).pixelSize(), 17);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
