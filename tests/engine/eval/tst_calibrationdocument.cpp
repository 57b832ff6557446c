#include "calibrationfixture.h"
#include "eval/calibrationdocument.h"
#include "eval/ruletext.h"
#include "support/decoding.h"
#include "support/tinymodel.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

/// What a calibration says, and the parts of it that no model is needed for.
class TestCalibrationDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isDeterministic();
    void noThresholdQualifies();
    void tellsTheOutcome();
    void partsAreDisjoint();
    void gridsCanBeWrittenOut();
    void unitsThatAreNeeded();
    void rulesAsOptions();

private:
    TinyModel m_model;
    std::unique_ptr<Session> m_session;
};

void TestCalibrationDocument::initTestCase()
{
    m_model.write();
    m_session = openSession(m_model.folder());
}

void TestCalibrationDocument::isDeterministic()
{
    CalibrationRequest request = requestFor("entropy_based", {{"entropy_relative", 1}});
    const auto document = [&] {
        return calibrationDocument(calibratePrompts(*m_session, promptIds(), request));
    };
    const std::string first = document();
    QCOMPARE(document(), first);
    request.seed = 43;
    QVERIFY(document() != first);
}

void TestCalibrationDocument::noThresholdQualifies()
{
    CalibrationRequest request = requestFor("cosine_similarity");
    request.target = {0.0001, 0.1};
    const CalibrationReport report = calibratePrompts(*m_session, promptIds(), request);
    QVERIFY(!report.cancelled && !report.chosen() && !report.rule && !report.check);
    const std::string text = calibrationText(report);
    QVERIFY(text.find("No threshold qualifies. A risk of 0.0001 with confidence 0.9 needs 23025 "
                      "prompts") != std::string::npos);
    QVERIFY(text.find("Use it") == std::string::npos);
}

void TestCalibrationDocument::tellsTheOutcome()
{
    const CalibrationReport report =
        calibratePrompts(*m_session, promptIds(), requestFor("cosine_similarity"));
    const std::string text = calibrationText(report);
    for (const char* part :
         {"8 prompts of ids: 6 to calibrate on, 2 held out, seed 42\n", "Risk 0.3, confidence 0.8",
          "does not qualify", "Found: the threshold ",
          "on 2 prompts (24 tokens) that had no part in it",
          "Use it: --criteria cosine_similarity --similarity_threshold ",
          "This holds for text like the calibration text"})
        QVERIFY2(text.find(part) != std::string::npos, (part + ("\n" + text)).c_str());
}

void TestCalibrationDocument::partsAreDisjoint()
{
    for (int count = 2; count < 60; ++count) {
        for (const double share : {0.001, 0.25, 0.5, 0.999}) {
            const std::vector<bool> isHeldOut = heldOutPrompts(count, share, 7);
            QCOMPARE(isHeldOut.size(), static_cast<std::size_t>(count));
            const auto held = std::ranges::count(isHeldOut, true);
            QCOMPARE(held, std::clamp<long>(std::lround(share * count), 1, count - 1));
        }
    }
    QVERIFY(heldOutPrompts(40, 0.5, 7) == heldOutPrompts(40, 0.5, 7));
    QVERIFY(heldOutPrompts(40, 0.5, 7) != heldOutPrompts(40, 0.5, 8));
    // Every prompt is held out about as often as another.
    std::vector<int> times(10);
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const std::vector<bool> isHeldOut = heldOutPrompts(10, 0.3, seed);
        for (std::size_t i = 0; i < times.size(); ++i)
            times[i] += isHeldOut[i];
    }
    for (const int count : times)
        QVERIFY(std::abs(count - 600) < 100);
}

void TestCalibrationDocument::gridsCanBeWrittenOut()
{
    const ModelShape shape{12, 4096};
    for (const Criterion* criterion : allCriteria()) {
        CalibrationRequest request = requestFor(criterion->name);
        for (const int points : {2, 64, 1000}) {
            request.points = points;
            const std::vector<double> grid = calibrationGrid(request, shape);
            QVERIFY(grid.size() > 1 && grid.size() <= std::max<std::size_t>(12, points));
            for (std::size_t i = 1; i < grid.size(); ++i) {
                QCOMPARE(grid[i], std::round(grid[i] * 1e6) / 1e6);
                QVERIFY(grid[i] != grid[i - 1]);
                QCOMPARE(grid[i] > grid[i - 1], grid.back() > grid.front());
            }
        }
    }
}

void TestCalibrationDocument::unitsThatAreNeeded()
{
    QCOMPARE(unitsNeeded({0.1, 0.1}), 22); // 0.9^21 is more than 0.1, 0.9^22 is not
    QCOMPARE(unitsNeeded({0.05, 0.1}), 45);
    QCOMPARE(unitsNeeded({0.0001, 0.1}), 23025);
    QCOMPARE(unitsNeeded({0.5, 0.25}), 2);
    QCOMPARE(unitsNeeded({0.5, 0.5}), 1);
    QCOMPARE(unitsNeeded({1, 0.5}), 1);
    QCOMPARE(unitsNeeded({0, 0.5}), -1);
}

void TestCalibrationDocument::rulesAsOptions()
{
    const ModelShape shape{4, 40};
    Rule rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.971234}});
    QCOMPARE(ruleAsOptions(rule, shape),
             std::string("--criteria cosine_similarity --similarity_threshold 0.971234"));
    rule.conditions.push_back(makeCondition("entropy_based", {}, {0.1, -0.25}));
    rule.combine = Combine::All;
    rule.patience = 2;
    rule.minimumLayer = 1;
    QCOMPARE(ruleAsOptions(rule, shape),
             std::string("--criteria cosine_similarity,entropy_based --combine all "
                         "--similarity_threshold 0.971234 --entropy_temp 3 --entropy_relative "
                         "false --thresholds entropy_based:0.1,-0.25 --patience 2 "
                         "--minimum_layer 1"));
    QCOMPARE(ruleAsOptions(makeRule("max_probability"), shape),
             std::string("--criteria max_probability --max_prob_initial_threshold 0.99 "
                         "--max_prob_final_threshold 0.75 --max_prob_scale 0.75"));
    rule = makeRule("max_probability");
    rule.conditions[0].thresholds = {0.9};
    QCOMPARE(ruleAsOptions(rule, shape),
             std::string("--criteria max_probability --thresholds 0.9"));
}

QTEST_GUILESS_MAIN(TestCalibrationDocument)
#include "tst_calibrationdocument.moc"
