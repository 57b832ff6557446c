#include "trace/calibration.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <random>

using namespace exitscope;

namespace {

CalibrationUnit unitOf(std::vector<double> losses)
{
    std::vector<double> saved(losses.size(), 0);
    return {10, std::move(losses), std::move(saved)};
}

/// A family of losses in [0, 1], by its mean.
struct Losses
{
    const char* name;
    std::function<double(double mean, std::mt19937&)> draw;
};

double uniform(std::mt19937& random)
{
    return std::uniform_real_distribution<double>(0, 1)(random);
}

/// From all or nothing, the widest that a mean allows, to hardly any spread.
std::vector<Losses> families()
{
    return {{"all or nothing",
             [](double mean, auto& random) { return double(uniform(random) < mean); }},
            {"share of 20 tokens",
             [](double mean, auto& random) {
                 return std::binomial_distribution(20, mean)(random) / 20.0;
             }},
            // A prompt in five brings nearly all of the loss, in shares that reach to 1.
            {"heavy",
             [](double mean, auto& random) {
                 const double most = std::min(1.0, 5 * mean);
                 const double power = (1 - most) / most; // mean of u^power: most
                 return uniform(random) < mean / most ? std::pow(uniform(random), power) : 0.0;
             }},
            {"narrow", [](double mean, auto& random) { return mean * (0.5 + uniform(random)); }}};
}

struct Outcome
{
    int exceeded = 0; ///< draws whose chosen threshold has more than the stated risk
    int chosen = 0;   ///< draws in which a threshold qualified
};

constexpr int draws = 1000;
constexpr double alpha = 0.1;

/// Calibrates on `units` prompts whose mean losses along the grid are `risks`, over and over; one
/// outcome for each of `deltas`.
std::vector<Outcome> simulate(const Losses& losses, const std::vector<double>& risks, int units,
                              const std::vector<double>& deltas)
{
    std::mt19937 random(20260214);
    const std::vector<double> grid(risks.size(), 0);
    std::vector<Outcome> outcomes(deltas.size());
    std::vector<CalibrationUnit> sample(static_cast<std::size_t>(units), unitOf(risks));
    for (int draw = 0; draw < draws; ++draw) {
        for (CalibrationUnit& unit : sample) {
            for (std::size_t i = 0; i < risks.size(); ++i)
                unit.losses[i] = losses.draw(risks[i], random);
        }
        for (std::size_t i = 0; i < deltas.size(); ++i) {
            const auto chosen = calibrate(sample, grid, {alpha, deltas[i]}).chosen;
            outcomes[i].chosen += chosen.has_value();
            outcomes[i].exceeded += chosen && risks[*chosen] > alpha;
        }
    }
    return outcomes;
}

} // namespace

/// Calibrations on prompts drawn from known losses, with fixed seeds.
class TestCalibrationRisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statedRiskHolds_data();
    void statedRiskHolds();
    void findsAThresholdWhereThereIsRoom_data();
    void findsAThresholdWhereThereIsRoom();
    void noThresholdQualifiesWhereNoneCan();
};

void TestCalibrationRisk::statedRiskHolds_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<std::vector<double>>("risks");
    const std::vector<double> slow{0, 0.03, 0.06, 0.08, 0.095, 0.105, 0.12, 0.3};
    // Nearly all draws pass the first points and meet one that is barely too risky.
    const std::vector<double> cliff{0, 0.1001, 0.1001, 0.5};
    const std::vector<double> fromTheStart{0.1001};
    const std::vector<double> notMonotone{0, 0.05, 0.101, 0.05, 0.2, 0.01};
    for (int family = 0; family < static_cast<int>(families().size()); ++family) {
        const std::string name = families()[static_cast<std::size_t>(family)].name;
        QTest::newRow((name + ", slow").c_str()) << family << slow;
        QTest::newRow((name + ", cliff").c_str()) << family << cliff;
        QTest::newRow((name + ", from the start").c_str()) << family << fromTheStart;
        QTest::newRow((name + ", not monotone").c_str()) << family << notMonotone;
    }
}

/// Over 1,000 calibrations the risk is exceeded in no more than delta of them, and three standard
/// errors.
void TestCalibrationRisk::statedRiskHolds()
{
    QFETCH(int, family);
    QFETCH(std::vector<double>, risks);
    const std::vector<double> deltas{0.1, 0.3};
    const auto outcomes =
        simulate(families()[static_cast<std::size_t>(family)], risks, 100, deltas);
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        const double most = deltas[i] + 3 * std::sqrt(deltas[i] * (1 - deltas[i]) / draws);
        QVERIFY2(outcomes[i].exceeded <= most * draws,
                 qPrintable(QString::number(outcomes[i].exceeded)));
    }
}

void TestCalibrationRisk::findsAThresholdWhereThereIsRoom_data()
{
    QTest::addColumn<int>("family");
    for (int family = 0; family < static_cast<int>(families().size()); ++family)
        QTest::newRow(families()[static_cast<std::size_t>(family)].name) << family;
}

void TestCalibrationRisk::findsAThresholdWhereThereIsRoom()
{
    QFETCH(int, family);
    const Losses losses = families()[static_cast<std::size_t>(family)];
    const Outcome room = simulate(losses, {0.005, 0.01, 0.02, 0.3}, 200, {0.1}).front();
    QVERIFY2(room.chosen > 950, qPrintable(QString::number(room.chosen)));
    // Losses as wide as the bound expects use up a fair part of delta where the risk is barely too
    // high: the test above would notice a bound that is too sharp.
    if (family == 0) {
        const Outcome cliff = simulate(losses, {0, 0.1001}, 100, {0.3}).front();
        QVERIFY2(cliff.exceeded > 30, qPrintable(QString::number(cliff.exceeded)));
    }
}

void TestCalibrationRisk::noThresholdQualifiesWhereNoneCan()
{
    for (const Losses& losses : families())
        QCOMPARE(simulate(losses, {0.3, 0.4, 0.5}, 100, {0.1}).front().chosen, 0);
}

QTEST_GUILESS_MAIN(TestCalibrationRisk)
#include "tst_calibrationrisk.moc"
