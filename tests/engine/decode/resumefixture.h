#pragma once

#include "generationfixture.h"
#include "trace/rewind.h"

#include <cmath>
#include <functional>
#include <optional>

namespace exitscope::test {

using SettingsAt = std::function<Settings(int token)>;

/// Writes to the end under settings that may change from token to token.
inline void writeOn(Generation& generation, const SettingsAt& settingsAt, Run& run)
{
    for (;;) {
        const int token = static_cast<int>(run.tokens.size());
        const Settings settings = settingsAt(token);
        auto step = generation.next(settings);
        if (!step)
            throw step.error();
        if (!step->has_value())
            break;
        if (run.settings.empty() || run.settings.back().settings != settings)
            run.settings.push_back({token, settings});
        run.append(std::move(**step));
    }
    run.finishReason = generation.finishReason();
}

inline Run writeWhole(Session& session, const std::vector<int>& prompt,
                      const SettingsAt& settingsAt)
{
    auto generation = session.start(prompt);
    if (!generation)
        throw generation.error();
    Run run;
    run.model = session.model();
    run.promptIds = prompt;
    writeOn(**generation, settingsAt, run);
    return run;
}

inline Run writeRest(Session& session, const Run& whole, int keep, const SettingsAt& settingsAt,
                     std::optional<int> replacement = {})
{
    auto generation = session.resume(whole, keep, replacement);
    if (!generation)
        throw generation.error();
    Run run = beforeToken(whole, keep);
    writeOn(**generation, settingsAt, run);
    return run;
}

inline bool near(float a, float b)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-3F;
}

/// What a token is and how it came about, but for times and the last digits of scores.
inline void compareTokens(const TokenTrace& found, const TokenTrace& expected)
{
    QCOMPARE(found.id, expected.id);
    QCOMPARE(found.bytes, expected.bytes);
    QCOMPARE(found.position, expected.position);
    QCOMPARE(found.exitLayer, expected.exitLayer);
    QCOMPARE(fieldName(found.role), fieldName(expected.role));
    QVERIFY(found.cells == expected.cells);
    QCOMPARE(found.caughtUpAt, expected.caughtUpAt);
    QCOMPARE(found.layersRun, expected.layersRun);
    QCOMPARE(found.catchUpRows, expected.catchUpRows);
    QCOMPARE(found.debtRows, expected.debtRows);
    QCOMPARE(found.top.size(), expected.top.size());
    for (std::size_t layer = 0; layer < expected.layers.size(); ++layer) {
        QVERIFY(near(found.layers[layer].maxProbability, expected.layers[layer].maxProbability));
        QVERIFY(near(found.layers[layer].entropyAt1, expected.layers[layer].entropyAt1));
        QVERIFY(near(found.layers[layer].emittedProbability,
                     expected.layers[layer].emittedProbability));
    }
}

/// The two runs are one, up to rounding.
inline void compareRuns(const Run& found, const Run& expected)
{
    QCOMPARE(tokensOf(found), tokensOf(expected));
    QCOMPARE(exitsOf(found), exitsOf(expected));
    for (std::size_t i = 0; i < expected.tokens.size(); ++i) {
        compareTokens(found.tokens[i], expected.tokens[i]);
        if (QTest::currentTestFailed()) {
            qWarning("token %zu", i);
            return;
        }
    }
    QVERIFY(found.events == expected.events);
    QVERIFY(found.rounds == expected.rounds);
    QVERIFY(found.settings == expected.settings);
    QCOMPARE(fieldName(found.finishReason), fieldName(expected.finishReason));
}

inline bool startsRound(const Run& run, int token)
{
    return token == 0 || std::ranges::any_of(run.rounds, [token](const SpeculationRound& round) {
               return round.firstToken == token;
           });
}

} // namespace exitscope::test
