#include "metrics/rouge.h"

#include <QtTest>

using namespace exitscope;

namespace {

using Words = std::vector<std::string>;

/// The two pairs of lines that rouge_score's unit tests score (google-research,
/// rouge/testdata/target.txt and prediction.txt). What they expect was computed by Lin's own
/// ROUGE-1.5.5.
const char* const lineTargets[] = {
    "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM "
    "EKBDXkME,yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L",
    "KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao Q m "
    "qiing LMmer HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing "
    "UCAPwNHeYVjDing c T BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion SN"};
const char* const linePredictions[] = {
    "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi",
    "n cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed "
    "HqqLFXe,XPY,J XsurkMeo ,ed nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD"};

constexpr int byL = 0; ///< in the tables: ROUGE-L in the place of n

RougeScore score(const QString& prediction, const QString& reference, int n, bool stemmer)
{
    RougeOptions options;
    options.stemmer = stemmer;
    const Words predicted = rougeTokens(prediction.toStdString(), options);
    const Words referred = rougeTokens(reference.toStdString(), options);
    return n == byL ? rougeL(predicted, referred) : rougeN(predicted, referred, n);
}

} // namespace

class TestRouge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedValues_data();
    void publishedValues();
    void repeatedWordsCountOnce();
    void orderMattersToL();
    void longerSequences();
    void predictionAndReferenceAreNotExchanged();
    void nothingToCompare();
    void standardTokens();
    void originalTokens();
    void invalidText();
    void stemsAsNltk();
    void shortWordsKeepTheirForm();
};

void TestRouge::publishedValues_data()
{
    QTest::addColumn<QString>("prediction");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<int>("n");
    QTest::addColumn<bool>("stemmer");
    QTest::addColumn<double>("precision");
    QTest::addColumn<double>("recall");
    QTest::addColumn<double>("fMeasure");
    const auto row = [](const char* name, const char* prediction, const char* reference, int n,
                        double precision, double recall, double fMeasure, bool stemmer = false) {
        QTest::newRow(name) << prediction << reference << n << stemmer << precision << recall
                            << fMeasure;
    };
    // rouge_score, rouge/rouge_scorer_test.py: testRouge1, testRouge2, testRougeLConsecutive,
    // testRougeLNonConsecutive, testRougeEmpty.
    row("rouge_score 1", "testing", "testing one two", 1, 1.0, 1.0 / 3, 0.5);
    row("rouge_score 2", "testing one", "testing one two", 2, 1.0, 0.5, 2.0 / 3);
    row("rouge_score L", "testing one", "testing one two", byL, 1.0, 2.0 / 3, 0.8);
    row("rouge_score L apart", "testing two", "testing one two", byL, 1.0, 2.0 / 3, 0.8);
    row("rouge_score empty", "", "testing one two", 1, 0.0, 0.0, 0.0);
    // The same file: test...AgainstRouge155 and ...WithStemming.
    const auto line = [&](const char* name, int i, int n, double recall, double precision,
                          double fMeasure, bool stemmer = false) {
        row(name, linePredictions[i], lineTargets[i], n, precision, recall, fMeasure, stemmer);
    };
    line("line 1, 1", 0, 1, 0.40741, 0.68750, 0.51163);
    line("line 2, 1", 1, 1, 0.40476, 0.65385, 0.50000);
    line("line 1, 2", 0, 2, 0.30769, 0.53333, 0.39024);
    line("line 2, 2", 1, 2, 0.29268, 0.48000, 0.36364);
    line("line 1, L", 0, byL, 0.40741, 0.68750, 0.51163);
    line("line 2, L", 1, byL, 0.40476, 0.65385, 0.50000);
    line("line 1, 1, stems", 0, 1, 0.40741, 0.68750, 0.51163, true);
    line("line 2, 1, stems", 1, 1, 0.42857, 0.69231, 0.52941, true);
    line("line 2, 2, stems", 1, 2, 0.29268, 0.48000, 0.36364, true);
    // torchmetrics, the example of ROUGEScore's documentation.
    row("torchmetrics 1", "My name is John", "Is your name John", 1, 0.75, 0.75, 0.75);
    row("torchmetrics 2", "My name is John", "Is your name John", 2, 0.0, 0.0, 0.0);
    row("torchmetrics L", "My name is John", "Is your name John", byL, 0.5, 0.5, 0.5);
    // Lin 2004, section 3.1, sentences S1 to S4: ROUGE-L of S2 is 3/4, of S3 and of S4 2/4.
    row("Lin S2", "police kill the gunman", "police killed the gunman", byL, 0.75, 0.75, 0.75);
    row("Lin S3", "the gunman kill police", "police killed the gunman", byL, 0.5, 0.5, 0.5);
    row("Lin S4", "the gunman police killed", "police killed the gunman", byL, 0.5, 0.5, 0.5);
}

void TestRouge::publishedValues()
{
    QFETCH(QString, prediction);
    QFETCH(QString, reference);
    QFETCH(int, n);
    QFETCH(bool, stemmer);
    QFETCH(double, precision);
    QFETCH(double, recall);
    QFETCH(double, fMeasure);
    const RougeScore got = score(prediction, reference, n, stemmer);
    const double printed = 5.001e-6; // half a unit of the fifth digit
    QVERIFY2(std::abs(got.precision - precision) < printed,
             qPrintable(QString::number(got.precision)));
    QVERIFY2(std::abs(got.recall - recall) < printed, qPrintable(QString::number(got.recall)));
    QVERIFY2(std::abs(got.fMeasure - fMeasure) < printed,
             qPrintable(QString::number(got.fMeasure)));
}

void TestRouge::repeatedWordsCountOnce()
{
    // "the" occurs seven times, twice in the reference: 2 of 7, 2 of 6.
    const RougeScore got = score("the the the the the the the", "the cat is on the mat", 1, false);
    QCOMPARE(got.precision, 2.0 / 7);
    QCOMPARE(got.recall, 2.0 / 6);
    QCOMPARE(got.fMeasure, 4.0 / 13);
}

void TestRouge::orderMattersToL()
{
    QCOMPARE(score("c b a", "a b c", 1, false).fMeasure, 1.0);
    QCOMPARE(score("c b a", "a b c", byL, false).fMeasure, 1.0 / 3);
    // Not the longest common run: a, c, d, e.
    QCOMPARE(score("a c x d e", "a b c d e f", byL, false).precision, 4.0 / 5);
}

void TestRouge::longerSequences()
{
    // Shared of three words: b c d, c d e; of 4 in the prediction and 3 in the reference.
    const RougeScore got = score("a b c d e f", "x b c d e", 3, false);
    QCOMPARE(got.precision, 2.0 / 4);
    QCOMPARE(got.recall, 2.0 / 3);
}

void TestRouge::predictionAndReferenceAreNotExchanged()
{
    const RougeScore got = score("a", "a b c d", 1, false);
    QCOMPARE(got.precision, 1.0);
    QCOMPARE(got.recall, 0.25);
}

void TestRouge::nothingToCompare()
{
    for (const auto& [prediction, reference] :
         {std::pair("", ""), {"a", ""}, {"", "a"}, {"/", "w1 w2"}, {"one", "one"}}) {
        const RougeScore got = score(prediction, reference, 2, false);
        QCOMPARE(got.precision, 0.0);
        QCOMPARE(got.recall, 0.0);
        QCOMPARE(got.fMeasure, 0.0);
    }
    QCOMPARE(score("", "", byL, false).fMeasure, 0.0);
}

void TestRouge::standardTokens()
{
    // rouge_score, rouge/tokenize_test.py.
    QCOMPARE(rougeTokens("one Two three"), (Words{"one", "two", "three"}));
    QCOMPARE(rougeTokens("one\n Two \nthree"), (Words{"one", "two", "three"}));
    QCOMPARE(rougeTokens(" It's 3.5, \"n't_\" -- caf\xC3\xA9s!"),
             (Words{"it", "s", "3", "5", "n", "t", "caf", "s"}));
    QCOMPARE(rougeTokens(""), Words());
    QCOMPARE(rougeTokens(" \n.,"), Words());
}

void TestRouge::originalTokens()
{
    RougeOptions original;
    original.tokenization = RougeTokenization::Original;
    QCOMPARE(rougeTokens(" It's\t3.5,\n\"N't_\"\xC2\xA0\xC3\x89T\xC3\x89! ", original),
             (Words{"it's", "3.5,", "\"n't_\"", "\xC3\xA9t\xC3\xA9!"}));
}

void TestRouge::invalidText()
{
    RougeOptions original;
    original.tokenization = RougeTokenization::Original;
    QCOMPARE(rougeTokens("a\xFF"
                         "b \xC3",
                         original),
             (Words{"a\xEF\xBF\xBD"
                    "b",
                    "\xEF\xBF\xBD"}));
    QCOMPARE(rougeTokens("a\xFF"
                         "b \xC3"),
             (Words{"a", "b"}));
}

void TestRouge::stemsAsNltk()
{
    // NLTK's how-to on stemmers; it has "die" for dies and died, where the paper has "di".
    RougeOptions stemming;
    stemming.stemmer = true;
    QCOMPARE(
        rougeTokens("caresses flies dies mules denied died agreed owned humbled sized meeting "
                    "stating siezing itemization sensational traditional reference colonizer "
                    "plotted",
                    stemming),
        (Words{"caress", "fli", "di", "mule", "deni", "di", "agre", "own", "humbl", "size", "meet",
               "state", "siez", "item", "sensat", "tradit", "refer", "colon", "plot"}));
}

void TestRouge::shortWordsKeepTheirForm()
{
    RougeOptions stemming;
    stemming.stemmer = true;
    QCOMPARE(rougeTokens("was has cats", stemming), (Words{"was", "has", "cat"}));
}

QTEST_APPLESS_MAIN(TestRouge)
#include "tst_rouge.moc"
