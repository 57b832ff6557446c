#include "metrics/bleu.h"

#include <QtTest>

#include <vector>

using namespace exitscope;

namespace {

const char* const guide =
    "It is a guide to action which ensures that the military always obeys the "
    "commands of the party";
const char* const guideReference =
    "It is a guide to action that ensures that the military will forever heed Party commands";
const char* const book = "he read the book because he was interested in world history";
const char* const bookReference = "he was interested in world history because he read the book";

double bleu(const std::string& prediction, const std::string& reference)
{
    BleuCounts counts;
    counts.add(prediction, reference);
    return counts.score();
}

std::string repeated(int times)
{
    return QString("a ").repeated(times).toStdString();
}

} // namespace

class TestBleu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedValues();
    void corpusByHand();
    void partsAddUp();
    void whiteSpaceAndCase();
    void nothingShared();
};

void TestBleu::publishedValues()
{
    const auto near = [](double one, double other, double printed) {
        return std::abs(one - other) < printed;
    };
    // NLTK, nltk.translate.bleu_score: the examples of SmoothingFunction (0.4118...) and of
    // corpus_bleu, where (0.5045... + score) / 2 is 0.6223...
    QVERIFY(near(bleu(guide, guideReference), 0.41185, 5e-5));
    QVERIFY(near(bleu(book, bookReference), 2 * 0.62235 - 0.50455, 2e-4));
    // The same module's brevity_penalty: 0.9200... for 12 words against 13, 0.2635971381157267 for
    // 12 against 28, 1.0 for 12 against 12. All sequences are shared, so the penalty is the score.
    QVERIFY(near(bleu(repeated(12), repeated(13)), 0.92005, 5e-5));
    QVERIFY(near(bleu(repeated(12), repeated(28)), 0.2635971381157267, 1e-12));
    QCOMPARE(bleu(repeated(12), repeated(12)), 1.0);
}

void TestBleu::corpusByHand()
{
    BleuCounts counts;
    counts.add(book, bookReference);
    // 11/11, 9/10, 6/9 and 4/8 are shared.
    QCOMPARE(counts.score(), std::pow(0.3, 0.25));
    counts.add("the cat sat on the mat", "the cat sat on a mat today");
    // Of 6, 5, 4, 3 sequences the, cat, sat, on, mat; 3; 2; 1 are shared: "the" once only. Together
    // 16/17, 12/15, 8/13 and 5/11, in 17 words against 18.
    const double shares = 16.0 / 17 * 12.0 / 15 * 8.0 / 13 * 5.0 / 11;
    QCOMPARE(counts.score(), std::exp(1.0 - 18.0 / 17) * std::pow(shares, 0.25));
}

void TestBleu::partsAddUp()
{
    std::vector<BleuCounts> parts(2);
    parts[0].add(guide, guideReference);
    parts[1].add(book, bookReference);
    BleuCounts whole;
    whole.add(guide, guideReference);
    whole.add(book, bookReference);
    QCOMPARE(bleuOf(parts), whole.score());
    QVERIFY(std::abs(whole.score() - (parts[0].score() + parts[1].score()) / 2) > 0.01);
}

void TestBleu::whiteSpaceAndCase()
{
    QCOMPARE(bleu(" a b\tc\n d  e ", "a b c d e"), 1.0);
    QVERIFY(bleu("A b c d e", "a b c d e") < 1.0);
}

void TestBleu::nothingShared()
{
    QCOMPARE(BleuCounts().score(), 0.0);
    QCOMPARE(bleu("", "a b c d"), 0.0);
    QCOMPARE(bleu("a b c d", ""), 0.0);
    // The example of torchmetrics' documents needs four shared words in a row; here are three.
    QCOMPARE(bleu("a b c x", "a b c y"), 0.0);
    QCOMPARE(bleu("a b c", "a b c"), 0.0);
}

QTEST_APPLESS_MAIN(TestBleu)
#include "tst_bleu.moc"
