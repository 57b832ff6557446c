#pragma once

#include "trace/run.h"

#include <array>
#include <string_view>

namespace exitscope {

inline constexpr std::string_view runFormatName = "exitscope-run";

/// A statistic's name in the run file.
struct StatisticField
{
    const char* name;
    float LayerStatistics::*value;
};

inline constexpr std::array<StatisticField, 9> statisticFields{{
    {"cosine_to_previous", &LayerStatistics::cosineToPrevious},
    {"max_probability", &LayerStatistics::maxProbability},
    {"second_probability", &LayerStatistics::secondProbability},
    {"entropy_at_1", &LayerStatistics::entropyAt1},
    {"entropy_at_3", &LayerStatistics::entropyAt3},
    {"entropy_at_chosen", &LayerStatistics::entropyAtChosen},
    {"chosen_temperature", &LayerStatistics::chosenTemperature},
    {"kl_to_previous", &LayerStatistics::klToPrevious},
    {"emitted_probability", &LayerStatistics::emittedProbability},
}};

struct CountField
{
    const char* name;
    int LayerStatistics::*value;
};

/// -1 where unknown.
inline constexpr std::array<CountField, 2> countFields{{
    {"top1", &LayerStatistics::top1},
    {"emitted_rank", &LayerStatistics::emittedRank}, // absent from earlier runs
}};

/// One letter per cell state, in the order of CellState.
inline constexpr std::string_view cellLetters = "-CUK";

inline constexpr std::array allRoles{TokenRole::Emitted, TokenRole::Accepted, TokenRole::Corrected,
                                     TokenRole::Chosen};
inline constexpr std::array allFinishReasons{FinishReason::Unfinished, FinishReason::Eos,
                                             FinishReason::Length,     FinishReason::Context,
                                             FinishReason::Stop,       FinishReason::Cancelled};

} // namespace exitscope
