#pragma once

#include "decode/llamageneration.h"
#include "support/decoding.h"
#include "support/testdata.h"
#include "support/tinymodel.h"

namespace exitscope::test {

inline Settings greedy(int maxSteps)
{
    Settings settings;
    settings.sampling.sample = false;
    settings.ignoreEos = true;
    settings.maxSteps = maxSteps;
    return settings;
}

/// Lets tokens out at different layers on random weights.
inline Rule livelyRule()
{
    return makeRule("max_probability", {{"max_prob_initial_threshold", 0.6},
                                        {"max_prob_final_threshold", 0.4},
                                        {"max_prob_scale", 1.0}});
}

/// Fires at the first layer, whatever it says.
inline Rule alwaysFirst()
{
    return makeRule("entropy_based", {{"entropy_initial_threshold", 20.0},
                                      {"entropy_final_threshold", 20.0},
                                      {"entropy_temp", 1.0}});
}

inline Rule never()
{
    return makeRule("max_probability", {{"max_prob_initial_threshold", 1.0},
                                        {"max_prob_final_threshold", 1.0},
                                        {"max_prob_scale", 1.0}});
}

/// A six-layer model of random weights, opened, and a prompt for it.
class GenerationFixture : public QObject
{
    Q_OBJECT

protected:
    static TinyModel::Shape sixLayers()
    {
        TinyModel::Shape shape;
        shape.layers = 6;
        return shape;
    }

    TinyModel m_files{sixLayers(), 3};
    std::unique_ptr<Session> m_session;
    std::shared_ptr<const LlamaModel> m_model; ///< the same, for what a session does not show
    const std::vector<int> m_prompt{1, 9, 17, 4, 30};

    Run run(const Settings& settings) { return runToEnd(*m_session, m_prompt, settings); }

    /// Steps a generation `count` times; the run it adds to.
    void steps(Generation& generation, const Settings& settings, int count, Run& into)
    {
        into.settings.push_back({static_cast<int>(into.tokens.size()), settings});
        for (int i = 0; i < count; ++i) {
            auto step = generation.next(settings);
            QVERIFY2(step.ok(), step ? "" : step.error().what());
            QVERIFY(step->has_value());
            into.append(std::move(**step));
        }
    }

    /// What full depth writes after the prompt and `run`'s tokens so far.
    std::vector<int> fullDepthAfter(const Run& run, int count)
    {
        std::vector<int> ids = m_prompt;
        for (const TokenTrace& token : run.tokens)
            ids.push_back(token.id);
        return tokensOf(runToEnd(*m_session, ids, greedy(count)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_files.write();
        m_session = openSession(m_files.folder());
        m_model = LlamaModel::open(m_files.folder());
    }
};

} // namespace exitscope::test
