#include "windowfixture.h"

#include "desktop/appearance.h"
#include "desktop/guidebrowser.h"
#include "desktop/guidetext.h"
#include "desktop/guidewindow.h"

#include <QAbstractTextDocumentLayout>
#include <QDir>
#include <QImage>
#include <QListWidget>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextDocument>

using namespace exitscope;
using namespace exitscope::test;

namespace {

QStringList pages()
{
    return QDir(QStringLiteral(":/help")).entryList({QStringLiteral("*.md")}, QDir::Files);
}

/// The commands in `menu` and the menus inside it, as the guide's table names them.
void addCommands(const QMenu& menu, QStringList& rows)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu()) {
            // Only where there is a GPU.
            if (action->text().remove(u'&') != QLatin1String("Device"))
                addCommands(*action->menu(), rows);
            continue;
        }
        if (action->shortcut().isEmpty())
            continue;
        static const QRegularExpression number(QStringLiteral("^\\d  "));
        QString text = action->text().remove(u'&').remove(number);
        if (text.endsWith(u'…'))
            text.chop(1);
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::PortableText);
        rows << QStringLiteral("| %1 | %2 |").arg(text, keys.join(QLatin1String(", ")));
    }
}

} // namespace

class GuideTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_settings.path()); }
    void listsEveryPage();
    void leadsSomewhere_data();
    void leadsSomewhere();
    void namesHeadings();
    void tellsEveryShortcut();
    void isReadByKeys();
    void scrollsToHeadings();
    void saysWhatIsMissing();
    void followsTheLook();
    void fitsPictures();

private:
    GuideWindow* opened(WindowFixture& f)
    {
        QTest::keyClick(&f.window, Qt::Key_F1);
        auto* guide = f.window.findChild<GuideWindow*>();
        return guide && QTest::qWaitForWindowExposed(guide) ? guide : nullptr;
    }

    QTemporaryDir m_settings;
};

void GuideTest::listsEveryPage()
{
    const auto contents = guideContents();
    QStringList listed{guideStart};
    for (const GuideEntry& entry : contents) {
        QVERIFY2(!entry.section.isEmpty(), qPrintable(entry.page));
        QVERIFY2(!listed.contains(entry.page), qPrintable(entry.page));
        listed << entry.page;
        // A page is called the same wherever its name stands.
        QCOMPARE(guideText(entry.page).value_or(QString()).section(u'\n', 0, 0),
                 QStringLiteral("# ") + entry.title);
    }
    listed.sort();
    QCOMPARE(listed, pages());
}

void GuideTest::leadsSomewhere_data()
{
    QTest::addColumn<QString>("page");
    QVERIFY(pages().size() > 10);
    for (const QString& page : pages())
        QTest::newRow(qPrintable(page)) << page;
}

void GuideTest::leadsSomewhere()
{
    QFETCH(QString, page);
    static const QRegularExpression link(QStringLiteral(R"(\]\(([^)\s]+)\))"));
    const QString text = *guideText(page);
    for (auto match = link.globalMatch(text); match.hasNext();) {
        const QString target = match.next().captured(1);
        if (target.startsWith(QLatin1String("https://")))
            continue;
        if (target.endsWith(QLatin1String(".png"))) {
            QVERIFY2(target.startsWith(QLatin1String("../")), qPrintable(target));
            QVERIFY2(!QImage(u':' + target.mid(2)).isNull(), qPrintable(target));
            continue;
        }
        const QString file = target.section(u'#', 0, 0);
        const auto there = guideText(file.isEmpty() ? page : file);
        QVERIFY2(there, qPrintable(target));
        if (!target.contains(u'#'))
            continue;
        QTextDocument document;
        document.setMarkdown(*there);
        QVERIFY2(findHeading(document, target.section(u'#', 1)).isValid(), qPrintable(target));
    }
}

void GuideTest::namesHeadings()
{
    QCOMPARE(headingAnchor(u"What it does not promise"),
             QStringLiteral("what-it-does-not-promise"));
    QCOMPARE(headingAnchor(u"Keys, values (K/V) and top-2"),
             QStringLiteral("keys-values-kv-and-top-2"));
    QVERIFY(!guideText(QStringLiteral("nothing.md")));
}

void GuideTest::tellsEveryShortcut()
{
    const WindowFixture f;
    QStringList expected;
    for (const QAction* entry : f.window.menuBar()->actions())
        addCommands(*entry->menu(), expected);
    QVERIFY(expected.size() > 30);
    // The table stands before the keys of single views.
    const QString text =
        guideText(QStringLiteral("shortcuts.md")).value_or(QString()).section("\n## Inside", 0, 0);
    QStringList told;
    for (const QString& line : text.split(u'\n')) {
        if (line.startsWith(u'|') && !line.startsWith(QLatin1String("| ---")) &&
            !line.startsWith(QLatin1String("| command")))
            told << line;
    }
    QStringList missing = expected;
    QStringList wrong = told;
    for (const QString& row : told)
        missing.removeOne(row);
    for (const QString& row : expected)
        wrong.removeOne(row);
    QCOMPARE(missing.join(u'\n'), QString());
    QCOMPARE(wrong.join(u'\n'), QString());
}

void GuideTest::isReadByKeys()
{
    WindowFixture f;
    GuideWindow* guide = opened(f);
    QVERIFY(guide);
    QVERIFY(!guide->isModal());
    GuideBrowser& browser = *guide->browser();
    QCOMPARE(browser.page(), QString(guideStart));
    QVERIFY(browser.hasFocus());
    const auto contents = guideContents();

    QTest::keyClick(&browser, Qt::Key_Tab); // the first link
    QTest::keyClick(&browser, Qt::Key_Return);
    QCOMPARE(browser.page(), contents.front().page);
    QCOMPARE(guide->contents()->currentItem()->text(), contents.front().title);
    QTest::keyClick(&browser, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(browser.page(), QString(guideStart));
    QVERIFY(!browser.canGoBack());
    QTest::keyClick(&browser, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(browser.page(), contents.front().page);
    QTest::keyClick(&browser, Qt::Key_Home, Qt::AltModifier);
    QCOMPARE(browser.page(), QString(guideStart));

    guide->contents()->setFocus();
    QTest::keyClick(guide->contents(), Qt::Key_End);
    QCOMPARE(browser.page(), contents.back().page);

    QTest::keyClick(&browser, Qt::Key_Escape);
    QVERIFY(!guide->isVisible());
    f.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.window));
    QCOMPARE(opened(f), guide);
    QCOMPARE(browser.page(), contents.back().page); // where it was left
}

void GuideTest::scrollsToHeadings()
{
    WindowFixture f;
    GuideWindow* guide = opened(f);
    QVERIFY(guide);
    GuideBrowser& browser = *guide->browser();
    Q_EMIT browser.anchorClicked(QUrl(QStringLiteral("calibrate.md#what-it-does-not-promise")));
    QCOMPARE(browser.page(), QStringLiteral("calibrate.md"));
    QCOMPARE(browser.textCursor().block().text(), QStringLiteral("What it does not promise"));
    QVERIFY(browser.rect().contains(browser.cursorRect()));
    const int scrolled = browser.verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    Q_EMIT browser.anchorClicked(QUrl(QStringLiteral("#choices")));
    QCOMPARE(browser.page(), QStringLiteral("calibrate.md"));
    QCOMPARE(browser.textCursor().block().text(), QStringLiteral("Choices"));
    browser.backward();
    QCOMPARE(browser.verticalScrollBar()->value(), scrolled);
}

void GuideTest::saysWhatIsMissing()
{
    WindowFixture f;
    GuideWindow* guide = opened(f);
    QVERIFY(guide);
    GuideBrowser& browser = *guide->browser();
    Q_EMIT browser.anchorClicked(QUrl(QStringLiteral("nothing.md")));
    QVERIFY(browser.toPlainText().contains(QStringLiteral("nothing.md")));
    QVERIFY(!guide->contents()->currentItem());
    QTest::keyClick(&browser, Qt::Key_Tab);
    QTest::keyClick(&browser, Qt::Key_Return);
    QCOMPARE(browser.page(), QString(guideStart));
}

void GuideTest::followsTheLook()
{
    WindowFixture f;
    GuideWindow* guide = opened(f);
    QVERIFY(guide);
    GuideBrowser& browser = *guide->browser();
    browser.open(QStringLiteral("shortcuts.md"));
    const auto titleColor = [&] { return browser.palette().text().color(); };
    const auto codeColor = [&] {
        browser.open(QStringLiteral("calibrate.md"));
        for (QTextBlock block = browser.document()->begin(); block.isValid(); block = block.next())
            if (block.blockFormat().hasProperty(QTextFormat::BlockCodeFence))
                return block.blockFormat().background().color();
        return QColor();
    };
    f.window.appearance()->setSchemeForNow(theme::Scheme::Light);
    const QColor lightCode = codeColor();
    const QColor lightText = titleColor();
    f.window.appearance()->setSchemeForNow(theme::Scheme::Dark);
    QTRY_VERIFY(titleColor().lightness() > lightText.lightness());
    QTRY_VERIFY(codeColor().lightness() < lightCode.lightness());
    f.window.appearance()->setSchemeForNow(theme::Scheme::Light);

    const double size = browser.document()->defaultFont().pointSizeF();
    f.window.appearance()->setTextLargerForNow(3);
    QTRY_VERIFY(browser.document()->defaultFont().pointSizeF() > size);
    f.window.appearance()->setTextLargerForNow(0);
}

void GuideTest::fitsPictures()
{
    WindowFixture f;
    GuideWindow* guide = opened(f);
    QVERIFY(guide);
    GuideBrowser& browser = *guide->browser();
    browser.open(QStringLiteral("getting-started.md"));
    for (const int width : {900, 700, 1000}) {
        guide->resize(width, 600);
        QTRY_COMPARE(guide->width(), width);
        QTRY_COMPARE(browser.horizontalScrollBar()->maximum(), 0);
    }
    // A picture takes the room of its own height, and no more.
    bool isFound = false;
    for (QTextBlock block = browser.document()->begin(); block.isValid(); block = block.next()) {
        if (block.text() != QString(QChar::ObjectReplacementCharacter))
            continue;
        isFound = true;
        const QTextImageFormat picture = block.begin().fragment().charFormat().toImageFormat();
        const QRectF room = browser.document()->documentLayout()->blockBoundingRect(block);
        QVERIFY(picture.width() <= browser.viewport()->width());
        QVERIFY2(room.height() < picture.height() * 1.1, qPrintable(picture.name()));
    }
    QVERIFY(isFound);
}

QTEST_MAIN(GuideTest)
#include "tst_guide.moc"
