#include "trace/calibration.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;

namespace {

/// P(Bin(n, p) <= k) term by term from the start.
long double plainBinomial(int k, int n, long double p)
{
    long double term = std::pow(1 - p, static_cast<long double>(n));
    long double sum = term;
    for (int i = 1; i <= k; ++i) {
        term *= (n - i + 1) * p / (i * (1 - p));
        sum += term;
    }
    return std::min(sum, 1.0L);
}

double plainPValue(int losses, int n, double alpha)
{
    const long double mean = static_cast<long double>(losses) / n;
    const long double low = std::min<long double>(mean, alpha);
    long double divergence = (1 - low) * std::log((1 - low) / (1 - alpha));
    if (low > 0)
        divergence += low * std::log(low / alpha);
    const long double hoeffding = std::exp(-n * divergence);
    const long double bentkus = std::exp(1.0L) * plainBinomial(losses, n, alpha);
    return static_cast<double>(std::min({1.0L, hoeffding, bentkus}));
}

} // namespace

class TestRiskBound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pValuesByHand();
    void pValuesAgainstAPlainSum();
    void pValuesOfManyUnits();
    void pValuesAtTheEnds();
};

void TestRiskBound::pValuesByHand()
{
    // No loss at all: both terms are powers of 1 - alpha, and Hoeffding's lacks the e.
    QCOMPARE(hoeffdingBentkus(0, 10, 0.5), std::pow(0.5, 10));
    QCOMPARE(hoeffdingBentkus(0, 20, 0.1), std::pow(0.9, 20));
    // One of 10 at alpha 0.5: e (1 + 10) / 1024 is less than 2^-10 / (0.1^0.1 0.9^0.9)^10.
    const double hoeffding = std::pow(0.5, 10) / (0.1 * std::pow(0.9, 9));
    QCOMPARE(hoeffdingBentkus(0.1, 10, 0.5), std::min(hoeffding, std::exp(1.0) * 11 / 1024));
    // A share of a loss counts as a whole one in the binomial.
    const double m = 0.05;
    const double half = std::pow(0.5, 10) / std::pow(std::pow(m, m) * std::pow(1 - m, 1 - m), 10);
    QCOMPARE(hoeffdingBentkus(m, 10, 0.5), std::min(half, std::exp(1.0) * 11 / 1024));
}

void TestRiskBound::pValuesAgainstAPlainSum()
{
    int bentkus = 0;
    for (const int n : {1, 2, 7, 30, 100, 900, 5000}) {
        for (const double alpha : {0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 0.9}) {
            if (n * std::log10(1 - alpha) < -4000) // more than a long double holds
                continue;
            for (int losses = 0; losses <= n; losses += 1 + n / 40) {
                const double own = hoeffdingBentkus(static_cast<double>(losses) / n, n, alpha);
                const double plain = plainPValue(losses, n, alpha);
                if (plain < 1e-300)
                    continue;
                QVERIFY2(std::abs(own - plain) <= 1e-8 * plain,
                         qPrintable(QString("%1 of %2 at %3: %4, plainly %5")
                                        .arg(losses)
                                        .arg(n)
                                        .arg(alpha)
                                        .arg(own)
                                        .arg(plain)));
                bentkus += losses > 0 && plain < 1 &&
                           std::exp(1.0L) * plainBinomial(losses, n, alpha) < plain * 1.000001;
            }
        }
    }
    QVERIFY2(bentkus > 50, qPrintable(QString::number(bentkus)));
}

void TestRiskBound::pValuesOfManyUnits()
{
    constexpr int n = 100000;
    for (const double alpha : {0.02, 0.05, 0.08}) {
        double before = 0;
        for (int losses = 0; losses <= static_cast<int>(n * alpha); losses += 100) {
            const double own = hoeffdingBentkus(static_cast<double>(losses) / n, n, alpha);
            const double plain = plainPValue(losses, n, alpha);
            QVERIFY(own >= before);
            before = own;
            if (plain > 1e-300)
                QVERIFY(std::abs(own - plain) <= 1e-8 * plain);
        }
        QCOMPARE(before, 1.0);
    }
}

void TestRiskBound::pValuesAtTheEnds()
{
    QCOMPARE(hoeffdingBentkus(0, 0, 0.5), 1.0);
    QCOMPARE(hoeffdingBentkus(0, 100, 0), 1.0);
    QCOMPARE(hoeffdingBentkus(0.5, 100, 0), 1.0);
    QCOMPARE(hoeffdingBentkus(0.5, 100, 1), 0.0);
    QCOMPARE(hoeffdingBentkus(1, 100, 1), 1.0);
    QCOMPARE(hoeffdingBentkus(1, 1, 0.5), 1.0);
    QCOMPARE(hoeffdingBentkus(0.5, 10, 0.5), 1.0);
    QCOMPARE(hoeffdingBentkus(0, 1, 0.3), 0.7);
    // 0.07 * 100 is a little more than 7 in binary.
    QCOMPARE(hoeffdingBentkus(0.07, 100, 0.2), plainPValue(7, 100, 0.2));
}

QTEST_GUILESS_MAIN(TestRiskBound)
#include "tst_riskbound.moc"
