#include "syntheticrun.h"
#include "widgets/rundocument.h"
#include "widgets/theme.h"
#include "widgets/tokenstrip.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// Drafts in the text strip: waiting, accepted, rejected.
class StripDraftsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void draftsWaitThenTokensTakeTheirPlace();
    void rejectedStandBeforeTheirCorrection();
    void growsAsARelayoutWould();
    void rejectedCanBeHidden();
    void keysAndClicksKnowTokensOnly();
    void everyChipSaysWhatItIs();
    void rolesAreNotToldByColourAlone();
    void aTextThatEndsWithARejectedDraft();

private:
    QImage picture() const { return m_strip->viewport()->grab().toImage(); }
    QImage chip(const QRect& rect) const { return picture().copy(rect); }
    std::vector<QRect> chips() const
    {
        std::vector<QRect> rects;
        for (int token = 0; token < m_strip->chipCount(); ++token)
            rects.push_back(m_strip->chipRect(token));
        return rects;
    }
    void toTop() { m_strip->verticalScrollBar()->setValue(0); }

    std::unique_ptr<RunDocument> m_document;
    std::unique_ptr<TokenStrip> m_strip;
};

void StripDraftsTest::init()
{
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    m_document = std::make_unique<RunDocument>();
    m_strip = std::make_unique<TokenStrip>();
    m_strip->setDocument(m_document.get());
    m_strip->resize(900, 400);
    m_strip->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
}

void StripDraftsTest::cleanup()
{
    m_strip.reset();
    m_document.reset();
}

void StripDraftsTest::draftsWaitThenTokensTakeTheirPlace()
{
    const SpeculativeShape shape{.rounds = 1};
    m_document->reset(speculativeStart(shape));
    const std::vector<Step> steps = speculativeSteps(shape);
    m_document->append({steps[0]});
    const SpeculationRound& round = *steps[1].round;
    QVERIFY(round.drafts.size() == 4u);

    // They come one by one, and none is a token.
    for (std::size_t count = 1; count <= round.drafts.size(); ++count) {
        m_document->showDrafts(
            {round.drafts.begin(), round.drafts.begin() + std::ptrdiff_t(count)});
        QCOMPARE(m_strip->draftRects().size(), count);
        QCOMPARE(m_strip->chipCount(), 1);
    }
    const QRect first = m_strip->draftRects().front();
    QVERIFY(first.left() > m_strip->chipRect(0).right());
    QVERIFY(m_strip->textAt(first.center()).contains(QLatin1String("not judged")));

    // The round is over: tokens stand there, and only what was rejected is left of the drafts.
    m_document->append({steps[1]});
    QCOMPARE(m_strip->chipCount(), 1 + int(steps[1].tokens.size()));
    QCOMPARE(m_strip->draftRects().size(), round.drafts.size() - std::size_t(round.accepted));
    QVERIFY(m_document->drafts().empty());
    m_document->showDrafts({round.drafts[0]});
    m_document->reset({});
    QVERIFY(m_strip->draftRects().empty());
}

void StripDraftsTest::rejectedStandBeforeTheirCorrection()
{
    m_document->reset(speculativeRun({.rounds = 6}));
    toTop();
    const Run& run = m_document->run();
    std::size_t next = 0;
    const std::vector<QRect> rejected = m_strip->draftRects();
    const auto isBefore = [](const QRect& a, const QRect& b) {
        return a.bottom() < b.top() || (a.top() == b.top() && a.right() <= b.left());
    };
    for (const SpeculationRound& round : run.rounds) {
        const int correction = round.firstToken + round.accepted;
        for (std::size_t i = std::size_t(round.accepted); i < round.drafts.size(); ++i, ++next) {
            QVERIFY(next < rejected.size());
            QVERIFY(isBefore(rejected[next], m_strip->chipRect(correction)));
            if (correction > 0)
                QVERIFY(isBefore(m_strip->chipRect(correction - 1), rejected[next]));
        }
    }
    QVERIFY(next > 0);
    QCOMPARE(next, rejected.size());
}

void StripDraftsTest::growsAsARelayoutWould()
{
    const SpeculativeShape shape{.rounds = 30};
    m_document->reset(speculativeStart(shape));
    for (const Step& step : speculativeSteps(shape)) {
        if (step.round)
            m_document->showDrafts(step.round->drafts);
        m_document->append({step});
    }
    toTop();
    const std::vector<QRect> grown = chips();
    const std::vector<QRect> drafts = m_strip->draftRects();
    m_document->reset(speculativeRun(shape));
    toTop();
    QVERIFY(chips() == grown);
    QVERIFY(m_strip->draftRects() == drafts);
}

void StripDraftsTest::rejectedCanBeHidden()
{
    m_document->reset(speculativeRun({.rounds = 6}));
    QSignalSpy spy(m_strip.get(), &TokenStrip::rejectedShownChanged);
    QVERIFY(!m_strip->draftRects().empty());
    const int tokens = m_strip->chipCount();
    m_strip->setRejectedShown(false);
    QVERIFY(m_strip->draftRects().empty());
    QCOMPARE(m_strip->chipCount(), tokens);
    QCOMPARE(spy.count(), 1);
    // Drafts that wait are no rejected ones.
    m_document->showDrafts({{7, " maybe", 3}});
    QCOMPARE(m_strip->draftRects().size(), 1u);
    m_document->showDrafts({});
    m_strip->setRejectedShown(true);
    QVERIFY(!m_strip->draftRects().empty());
}

void StripDraftsTest::keysAndClicksKnowTokensOnly()
{
    m_document->reset(speculativeRun({.rounds = 30}));
    m_strip->setFocus();
    toTop();
    const int tokens = m_strip->chipCount();
    m_document->select(0);
    for (int token = 1; token < tokens; ++token) {
        QTest::keyClick(m_strip.get(), Qt::Key_Right);
        QCOMPARE(m_document->selectedToken(), token);
    }
    QTest::keyClick(m_strip.get(), Qt::Key_Up);
    const int above = m_document->selectedToken();
    QVERIFY(above >= 0 && above < tokens - 1);
    QTest::keyClick(m_strip.get(), Qt::Key_Down);
    QVERIFY(m_document->selectedToken() > above);

    // A click on a rejected draft means the token in its place.
    toTop();
    const SpeculationRound* broken = nullptr;
    for (const SpeculationRound& round : m_document->run().rounds) {
        if (!broken && std::size_t(round.accepted) < round.drafts.size())
            broken = &round;
    }
    QVERIFY(broken);
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {},
                      m_strip->draftRects().front().center());
    QCOMPARE(m_document->selectedToken(), broken->firstToken + broken->accepted);
}

void StripDraftsTest::everyChipSaysWhatItIs()
{
    m_document->reset(speculativeRun({.rounds = 8}));
    toTop();
    const Run& run = m_document->run();
    bool corrected = false;
    bool accepted = false;
    for (int token = 0; token < m_strip->chipCount(); ++token) {
        const QString text = m_strip->tokenText(token);
        switch (run.tokens[std::size_t(token)].role) {
        case TokenRole::Accepted:
            QVERIFY(text.contains(QLatin1String("accepted")));
            accepted = true;
            break;
        case TokenRole::Corrected:
            QVERIFY(text.contains(QLatin1String("correction")));
            QVERIFY2(text.contains(QStringLiteral("“·wrong” from layer 3")), qPrintable(text));
            corrected = true;
            break;
        case TokenRole::Emitted:
            QVERIFY(!text.contains(QLatin1String("draft")));
            break;
        case TokenRole::Chosen:
            QFAIL("nobody chose a token in this run");
        }
    }
    QVERIFY(corrected && accepted);
    const QString rejected = m_strip->textAt(m_strip->draftRects().front().center());
    QVERIFY(rejected.contains(QLatin1String("from layer 3")));
    QVERIFY(rejected.contains(QLatin1String("Rejected")));
    // What a screen reader hears of the selected token.
    const auto role = [&run](TokenRole wanted) {
        const auto found = std::ranges::find(run.tokens, wanted, &TokenTrace::role);
        return static_cast<int>(found - run.tokens.begin());
    };
    m_document->select(role(TokenRole::Corrected));
    QVERIFY(m_strip->accessibleDescription().contains(QLatin1String("correction")));
}

void StripDraftsTest::rolesAreNotToldByColourAlone()
{
    // The same word, exit and place in each role: the chips must still differ.
    std::vector<QImage> pictures;
    for (const auto role : {TokenRole::Emitted, TokenRole::Accepted, TokenRole::Corrected}) {
        Run run = speculativeStart({});
        std::vector<Step> steps = speculativeSteps({.rounds = 0});
        TokenTrace token = steps.front().tokens.front();
        token.bytes = "something";
        token.exitLayer = 3;
        token.role = role;
        run.tokens = {token};
        m_document->reset(run);
        toTop();
        pictures.push_back(chip(m_strip->chipRect(0)));
    }
    QVERIFY(pictures[0] != pictures[1]);
    QVERIFY(pictures[0] != pictures[2]);
    QVERIFY(pictures[1] != pictures[2]);
    QCOMPARE(pictures[0].size(), pictures[1].size());

    // A waiting draft has a dashed edge, a rejected one none.
    m_document->showDrafts({{5, " miller", 3}});
    const QRect live = m_strip->draftRects().front();
    const QImage waiting = chip(live);
    int changes = 0;
    for (int x = 5; x + 5 < waiting.width(); ++x)
        changes += waiting.pixelColor(x, 0) != waiting.pixelColor(x - 1, 0);
    QVERIFY(changes >= 4);
}

void StripDraftsTest::aTextThatEndsWithARejectedDraft()
{
    m_document->reset(speculativeStart({}));
    const std::vector<Step> steps = speculativeSteps({.rounds = 0});
    m_document->append(steps);
    // The whole model ended the text in the place of the first draft.
    Step last;
    last.round = SpeculationRound{1, {{700, " wrong", 3}}, 0};
    QSignalSpy appended(m_document.get(), &RunDocument::tokensAppended);
    m_document->append({last});
    QCOMPARE(appended.count(), 0);
    QCOMPARE(m_strip->draftRects().size(), 1u);
    QVERIFY(m_strip->textAt(m_strip->draftRects().front().center())
                .contains(QLatin1String("ended the text")));
    QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {},
                      m_strip->draftRects().front().center());
    QCOMPARE(m_document->selectedToken(), -1);
}

QTEST_MAIN(StripDraftsTest)
#include "tst_stripdrafts.moc"
