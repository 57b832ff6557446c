#pragma once

#include "results/sweepresult.h"

namespace exitscope::test {

inline BenchmarkResult measured(double speed, double quality, int samples = 20)
{
    BenchmarkResult result;
    result.status = ResultStatus::Complete;
    result.model.name = "fable";
    result.model.layers = 12;
    result.model.dtype = "bf16";
    result.data.name = "cnn_dm_summarization";
    result.data.outputField = "highlights";
    result.data.items = samples;
    result.counts.done = samples;
    result.metrics = {
        {"rouge-l", quality, quality - 0.01, quality + 0.01, samples},
        {"tokens_per_second", speed, speed - 1, speed + 1, samples},
    };
    return result;
}

/// A point whose quality lies `difference` above full depth's 0.2, give or take 0.01.
inline SweepPoint pointAt(std::vector<double> at, double speed, double difference)
{
    return {std::move(at), measured(speed, 0.2 + difference),
            QualityDifference{difference, difference - 0.01, difference + 0.01, 20}};
}

inline SweepAxis layers(std::vector<double> values)
{
    return {"exit_layer", "", std::move(values)};
}

inline SweepAxis drafts(std::vector<double> values)
{
    return {"num_speculations", "", std::move(values)};
}

/// Exit layers 2 to 10 by 1 to 5 drafts: fastest in the middle, the quality falls where few layers
/// draft.
inline SweepResult gridSweep()
{
    SweepResult sweep;
    sweep.status = ResultStatus::Complete;
    sweep.quality = "rouge-l";
    sweep.axes = {layers({2, 4, 6, 8, 10}), drafts({1, 2, 3, 4, 5})};
    sweep.baseline = measured(30, 0.2);
    for (std::size_t i = 0; i < gridSize(sweep.axes); ++i) {
        const std::vector<double> at = gridPlace(sweep.axes, i);
        const double speed = 44 - 0.9 * (at[0] - 6) * (at[0] - 6) - 1.5 * (at[1] - 3) * (at[1] - 3);
        sweep.points.push_back(pointAt(at, speed, at[0] < 5 ? -0.012 * (6 - at[0]) : 0.0));
    }
    return sweep;
}

/// One threshold at `count` values: the lower, the faster and the worse.
inline SweepResult thresholdSweep(int count = 6)
{
    SweepResult sweep;
    sweep.status = ResultStatus::Complete;
    sweep.quality = "rouge-l";
    sweep.axes = {{"threshold", "max_probability", {}}};
    sweep.baseline = measured(30, 0.2);
    for (int i = 0; i < count; ++i) {
        const double share = double(i + 1) / count;
        sweep.axes.front().values.push_back(share);
        sweep.points.push_back(pointAt({share}, 50 - 18 * share, -0.1 * (1 - share) * (1 - share)));
    }
    return sweep;
}

} // namespace exitscope::test
