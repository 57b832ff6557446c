#include "calibrationfixture.h"
#include "eval/calibrationdocument.h"
#include "support/decoding.h"
#include "support/tinymodel.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

namespace {

std::string errorOf(Session& session, const SampleSet& set, const CalibrationRequest& request)
{
    try {
        calibratePrompts(session, set, request);
    } catch (const Error& error) {
        return error.code() == ErrorCode::WrongUse ? error.what() : "another kind of error";
    }
    return "no error";
}

} // namespace

class TestCalibrationRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lossesAreThoseOfTheText_data();
    void lossesAreThoseOfTheText();
    void calibratesOnOnePartAndChecksOnTheOther();
    void otherConditionsStay();
    void stops();
    void skipsWhatDoesNotFit();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();

private:
    TinyModel m_model;
    std::unique_ptr<Session> m_session;
};

void TestCalibrationRun::initTestCase()
{
    m_model.write();
    m_session = openSession(m_model.folder());
}

void TestCalibrationRun::lossesAreThoseOfTheText_data()
{
    QTest::addColumn<QString>("criterion");
    QTest::addColumn<int>("sweep");
    for (const Criterion* criterion : allCriteria()) {
        const QString name = QString::fromStdString(std::string(criterion->name));
        QTest::newRow(qPrintable(name)) << name << static_cast<int>(Sweep::Constant);
    }
    QTest::newRow("shift") << "max_probability" << static_cast<int>(Sweep::Shift);
}

/// Read again in one pass, a prompt's text gives at each threshold the loss of its unit.
void TestCalibrationRun::lossesAreThoseOfTheText()
{
    QFETCH(QString, criterion);
    QFETCH(int, sweep);
    const std::string name = criterion.toStdString();
    // A temperature that is recorded only where the rule asks for it.
    CalibrationRequest request = requestFor(
        name, name == "entropy_based" ? ParameterValues{{"entropy_temp", 2.5}} : ParameterValues());
    request.sweep = static_cast<Sweep>(sweep);
    const SampleSet set = promptIds();
    const CalibrationReport report = calibratePrompts(*m_session, set, request);
    QCOMPARE(report.prompts.size(), set.samples.size());
    Settings plain = request.settings;
    plain.rule = {};
    const ModelShape shape = m_session->model().shape();
    double apart = 0;
    for (const CalibrationPrompt& prompt : report.prompts) {
        std::vector<int> ids = set.samples[static_cast<std::size_t>(prompt.index)].ids;
        const std::size_t start = ids.size();
        const std::vector<int> written = tokensOf(runToEnd(*m_session, ids, plain));
        QCOMPARE(prompt.promptTokens, static_cast<int>(start));
        QCOMPARE(prompt.unit->tokens, steps);
        ids.insert(ids.end(), written.begin(), written.end() - 1);
        std::vector<double> differing(report.grid.size());
        const auto read = m_session->readText(
            ids, 2.5, [&](int position, std::span<const LayerStatistics> layers, auto) {
                if (position + 1 < static_cast<int>(start))
                    return;
                for (std::size_t i = 0; i < report.grid.size(); ++i) {
                    const Rule rule = withThreshold(request.settings.rule, request.varied,
                                                    request.sweep, report.grid[i], shape);
                    const int exit = exitLayer(rule, layers, shape.layers, shape);
                    differing[i] +=
                        layers[static_cast<std::size_t>(exit)].top1 != layers.back().top1;
                }
            });
        QVERIFY(read.ok() && *read);
        for (std::size_t i = 0; i < report.grid.size(); ++i)
            apart += std::abs(prompt.unit->losses[i] * steps - differing[i]);
    }
    // Of 1152 tokens a few may hang on the rounding of a score.
    QVERIFY2(apart < 2.5, qPrintable(QString::number(apart)));
    QVERIFY(report.calibration.points.back().meanLoss > 0);
}

void TestCalibrationRun::calibratesOnOnePartAndChecksOnTheOther()
{
    const CalibrationRequest request = requestFor("cosine_similarity");
    const CalibrationReport report = calibratePrompts(*m_session, promptIds(), request);
    QCOMPARE(report.usable(true), 2);
    QCOMPARE(report.usable(false), 6);
    QCOMPARE(report.done(), 8);
    std::vector<CalibrationUnit> parts[2];
    for (const CalibrationPrompt& prompt : report.prompts)
        parts[prompt.isHeldOut].push_back(*prompt.unit);
    const Calibration own = calibrate(parts[0], report.grid, request.target);
    QCOMPARE(report.calibration.units, 6);
    QCOMPARE(report.calibration.tokens, 6 * steps);
    QVERIFY(own.chosen.has_value());
    QCOMPARE(report.calibration.chosen, own.chosen);
    QCOMPARE(report.chosen()->pValue, own.points[*own.chosen].pValue);
    QCOMPARE(report.chosen()->threshold, report.grid[*own.chosen]);
    const HeldOut check = heldOut(parts[1], *own.chosen);
    QCOMPARE(report.check->units, 2);
    QCOMPARE(report.check->meanLoss, check.meanLoss);
    QCOMPARE(report.check->layersSaved, check.layersSaved);
    QCOMPARE(report.rule->conditions[0].parameters.at("similarity_threshold"),
             report.grid[*own.chosen]);
}

/// Of joined criteria one threshold is looked for, with patience and minimum layer as they are.
void TestCalibrationRun::otherConditionsStay()
{
    CalibrationRequest request = requestFor("cosine_similarity");
    Rule& rule = request.settings.rule;
    rule.conditions.push_back(makeCondition("max_probability", {}, {0.0}));
    rule.combine = Combine::All;
    rule.minimumLayer = 2;
    const CalibrationReport all = calibratePrompts(*m_session, promptIds(), request);
    QCOMPARE(all.rule->conditions[1], rule.conditions[1]);
    QCOMPARE(all.rule->minimumLayer, 2);
    // Only the third of four layers lets tokens out, so that no more than a quarter is saved.
    QVERIFY(all.calibration.points.back().layersSaved > 0.2);
    for (const CalibrationPoint& point : all.calibration.points)
        QVERIFY(point.layersSaved <= 0.25);
    // With any-of the other condition lets every token out, whatever the threshold.
    rule.combine = Combine::Any;
    const CalibrationReport any = calibratePrompts(*m_session, promptIds(), request);
    for (const CalibrationPoint& point : any.calibration.points)
        QCOMPARE(point.layersSaved, 0.25);
}

void TestCalibrationRun::stops()
{
    std::stop_source source;
    int told = 0;
    const CalibrationReport report =
        calibratePrompts(*m_session, promptIds(), requestFor("cosine_similarity"),
                         source.get_token(), [&](const CalibrationPrompt&, int done, int count) {
                             QCOMPARE(done, ++told);
                             QCOMPARE(count, 8);
                             if (done == 3)
                                 source.request_stop();
                         });
    QVERIFY(report.cancelled);
    QCOMPARE(told, 3);
    QCOMPARE(report.done(), 3);
    QVERIFY(!report.chosen() && !report.rule && !report.check);
    const std::string text = calibrationText(report);
    QVERIFY(text.ends_with("Interrupted after 3 of 8 prompts: nothing is claimed.\n"));
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromStdString(calibrationDocument(report))).object();
    QVERIFY(document["cancelled"].toBool());
    for (const char* key : {"threshold", "calibration", "held_out", "rule_options"})
        QVERIFY2(document[key].isNull(), key);
    QCOMPARE(document["prompts"]["done"].toInt(), 3);
}

void TestCalibrationRun::skipsWhatDoesNotFit()
{
    SampleSet set = promptIds();
    set.samples[2].ids.assign(200, 5); // the context is 96
    set.samples[5] = set.samples[4];
    const CalibrationReport report =
        calibratePrompts(*m_session, set, requestFor("cosine_similarity"));
    QCOMPARE(report.usable(), 7);
    QCOMPARE(report.done(), 7);
    QCOMPARE(report.repeated, 1);
    QVERIFY(!report.prompts[2].unit && !report.prompts[2].isHeldOut);
    QVERIFY(report.prompts[2].skipped.find("96") != std::string::npos);
    const std::string text = calibrationText(report);
    QVERIFY(text.find(", 1 skipped") != std::string::npos);
    QVERIFY(text.find("Prompts that repeat an earlier one: 1;") != std::string::npos);
    set.samples.resize(1);
    QVERIFY(errorOf(*m_session, set, requestFor("cosine_similarity"))
                .starts_with("Of the 1 prompts in ids.jsonl 1 can be used"));
    set.samples[0].ids.assign(200, 5);
    const std::string error = errorOf(*m_session, set, requestFor("cosine_similarity"));
    QVERIFY(error.starts_with("Of the 1 prompts in ids.jsonl 0 can be used"));
    QVERIFY(error.find("the first: ") != std::string::npos);
}

void TestCalibrationRun::refusesWhatCannotBe_data()
{
    QTest::addColumn<CalibrationRequest>("request");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* says, auto change) {
        CalibrationRequest request = requestFor("cosine_similarity");
        change(request);
        QTest::newRow(says) << request << says;
    };
    row("no condition", [](auto& request) { request.varied = nullptr; });
    row("\"cosine_similarity\" has no condition",
        [](auto& request) { request.varied = findCriterion("convergence"); });
    row("leave sampling", [](auto& request) { request.settings.sampling.sample = true; });
    row("no_repeat_ngram_size", [](auto& request) { request.settings.sampling.noRepeatNgram = 2; });
    row("points is 1", [](auto& request) { request.points = 1; });
    row("held out is 1.0", [](auto& request) { request.heldOutShare = 1; });
    row("risk is 1.5", [](auto& request) { request.target.alpha = 1.5; });
    row("missing the risk is 0.0", [](auto& request) { request.target.delta = 0; });
    row("patience is 9", [](auto& request) { request.settings.rule.patience = 9; });
}

void TestCalibrationRun::refusesWhatCannotBe()
{
    QFETCH(CalibrationRequest, request);
    QFETCH(QString, says);
    const std::string error = errorOf(*m_session, promptIds(), request);
    QVERIFY2(error.find(says.toStdString()) != std::string::npos, error.c_str());
}

QTEST_GUILESS_MAIN(TestCalibrationRun)
#include "tst_calibrationrun.moc"
