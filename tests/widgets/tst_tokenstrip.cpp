#include "syntheticrun.h"
#include "widgets/rundocument.h"
#include "widgets/theme.h"
#include "widgets/tokenstrip.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class TokenStripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wraps();
    void growsAsARelayoutWould();
    void chipsWearTheirExit();
    void selectsByClickAndKeys();
    void followsUntilScrolledUp();
    void whileFollowingNoLineIsCut();
    void rewrapsWhenResized();
    void emptyAndWithoutDocument();
    void marksSettings();

private:
    std::vector<QRect> chips() const
    {
        std::vector<QRect> rects;
        for (int token = 0; token < m_strip->chipCount(); ++token)
            rects.push_back(m_strip->chipRect(token));
        return rects;
    }

    std::unique_ptr<RunDocument> m_document;
    std::unique_ptr<TokenStrip> m_strip;
};

void TokenStripTest::init()
{
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    m_document = std::make_unique<RunDocument>();
    m_strip = std::make_unique<TokenStrip>();
    m_strip->setDocument(m_document.get());
    m_strip->resize(500, 200);
    m_strip->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
}

void TokenStripTest::cleanup()
{
    m_strip.reset();
    m_document.reset();
}

void TokenStripTest::wraps()
{
    StripLayout layout;
    layout.reset(QRectF(10, 20, 100, 30), 24, 2);
    layout.add(40, 0, false);
    layout.add(40, 0, false);
    layout.add(40, 0, true); // does not fit, and ends its line
    layout.add(10, 6, false);
    layout.add(500, 0, false); // wider than a line: cut to it
    QCOMPARE(layout.lines(), 4);
    QCOMPARE(layout.rect(1), QRectF(52, 20, 40, 24));
    QCOMPARE(layout.rect(2), QRectF(10, 50, 40, 24));
    QCOMPARE(layout.rect(3), QRectF(16, 80, 10, 24));
    QCOMPARE(layout.rect(4), QRectF(10, 110, 100, 24));
    QCOMPARE(layout.bottom(), 140.0);
    QCOMPARE(layout.chipAt({60, 30}), 1);
    QCOMPARE(layout.chipAt({51, 30}), -1);
    QCOMPARE(layout.chipAt({300, 30}), -1);
    QCOMPARE(layout.nearest(0, 300), 1);
    QCOMPARE(layout.chipsOf(0), std::pair(0, 2));
}

void TokenStripTest::growsAsARelayoutWould()
{
    const SyntheticShape shape{.tokens = 100, .settingsChangeAt = 40};
    m_document->reset(syntheticStart(shape));
    for (const Step& step : syntheticSteps(shape, m_document->run().settings))
        m_document->append({step});
    QCOMPARE(m_strip->chipCount(), 100);
    const std::vector<QRect> grown = chips();
    m_document->reset(syntheticRun(shape));
    QCOMPARE(m_strip->chipCount(), 100);
    QVERIFY(chips() == grown);
    for (std::size_t i = 1; i < grown.size(); ++i)
        QVERIFY(grown[i].top() > grown[i - 1].top() || grown[i].left() > grown[i - 1].left());
    // Token 15 is a newline: what follows begins a line.
    QVERIFY(grown[16].top() > grown[15].top());
    QCOMPARE(grown[16].left(), grown[0].left());
}

void TokenStripTest::chipsWearTheirExit()
{
    m_document->reset(syntheticRun({.tokens = 12}));
    const QImage picture = m_strip->viewport()->grab().toImage();
    for (int token = 0; token < 12; ++token) {
        const QRect chip = m_strip->chipRect(token);
        const QColor due =
            theme::exitColor(m_document->run().tokens[std::size_t(token)].exitLayer, 12, false);
        QCOMPARE(picture.pixelColor(chip.left() + 2, chip.center().y()).rgb(), due.rgb());
    }
}

void TokenStripTest::selectsByClickAndKeys()
{
    m_document->reset(syntheticRun({.tokens = 30}));
    QSignalSpy selected(m_document.get(), &RunDocument::selectionChanged);
    m_strip->verticalScrollBar()->setValue(0);
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {}, m_strip->chipRect(4).center());
    QCOMPARE(selected.last(), QVariantList({4, -1}));
    QVERIFY(m_strip->accessibleDescription().contains(QStringLiteral("token 5")));
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QCOMPARE(m_document->selectedToken(), 5);
    QTest::keyClick(m_strip.get(), Qt::Key_Left);
    QCOMPARE(m_document->selectedToken(), 4);
    QTest::keyClick(m_strip.get(), Qt::Key_Down);
    QVERIFY(m_strip->chipRect(m_document->selectedToken()).top() > m_strip->chipRect(4).top());
    QTest::keyClick(m_strip.get(), Qt::Key_Up);
    QCOMPARE(m_strip->chipRect(m_document->selectedToken()).top(), m_strip->chipRect(4).top());
    QTest::keyClick(m_strip.get(), Qt::Key_Home);
    QCOMPARE(m_document->selectedToken(), 0);
    QTest::keyClick(m_strip.get(), Qt::Key_End);
    QCOMPARE(m_document->selectedToken(), 29);
    QTest::keyClick(m_strip.get(), Qt::Key_Escape);
    QCOMPARE(m_document->selectedToken(), -1);
    QTest::keyClick(m_strip.get(), Qt::Key_Left);
    QCOMPARE(m_document->selectedToken(), 29);
}

void TokenStripTest::followsUntilScrolledUp()
{
    const SyntheticShape shape{.tokens = 600};
    m_document->reset(syntheticStart(shape));
    const std::vector<Step> steps = syntheticSteps(shape, m_document->run().settings);
    m_document->append({steps.begin(), steps.begin() + 300});
    QVERIFY(m_strip->isFollowing());
    QVERIFY(m_strip->viewport()->rect().contains(m_strip->chipRect(299)));

    QSignalSpy following(m_strip.get(), &TokenStrip::followingChanged);
    QScrollBar* bar = m_strip->verticalScrollBar();
    bar->setValue(0);
    QVERIFY(!m_strip->isFollowing());
    QCOMPARE(following.count(), 1);
    m_document->append({steps.begin() + 300, steps.end()});
    QCOMPARE(bar->value(), 0);

    m_document->select(599);
    QVERIFY(m_strip->viewport()->rect().contains(m_strip->chipRect(599)));
    bar->setValue(bar->maximum());
    QVERIFY(m_strip->isFollowing());
}

void TokenStripTest::whileFollowingNoLineIsCut()
{
    m_document->reset(syntheticRun({.tokens = 600}));
    for (const int height : {200, 207, 213, 120, 61}) {
        m_strip->resize(500, height);
        QVERIFY(m_strip->isFollowing());
        QVERIFY(m_strip->viewport()->rect().contains(m_strip->chipRect(599)));
        for (int token = 0; token < 600; ++token) {
            const QRect chip = m_strip->chipRect(token);
            QVERIFY(chip.bottom() <= 0 || chip.top() >= 0);
        }
    }
}

void TokenStripTest::rewrapsWhenResized()
{
    m_document->reset(syntheticRun({.tokens = 60}));
    m_strip->resize(260, 200);
    for (const QRect& chip : chips())
        QVERIFY(chip.right() <= m_strip->viewport()->width());
    m_strip->resize(900, 200);
    QVERIFY(m_strip->viewport()->rect().contains(m_strip->chipRect(59)));
}

void TokenStripTest::emptyAndWithoutDocument()
{
    QVERIFY(!m_strip->grab().isNull());
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton);
    QCOMPARE(m_document->selectedToken(), -1);
    m_strip->setDocument(nullptr);
    QVERIFY(!m_strip->grab().isNull());
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton);
    QCOMPARE(m_strip->chipCount(), 0);
}

void TokenStripTest::marksSettings()
{
    m_document->reset(syntheticRun({.tokens = 30, .settingsChangeAt = 2}));
    QVERIFY(m_strip->tokenText(2).contains(QStringLiteral("From here on")));
    QVERIFY(!m_strip->tokenText(3).contains(QStringLiteral("From here on")));
    const int usual = m_strip->chipRect(1).left() - m_strip->chipRect(0).right();
    const int marked = m_strip->chipRect(2).left() - m_strip->chipRect(1).right();
    QVERIFY(marked > usual + 4);
}

QTEST_MAIN(TokenStripTest)
#include "tst_tokenstrip.moc"
