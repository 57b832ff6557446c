#pragma once

#include "widgets/staircasescene.h"

#include <array>
#include <vector>

namespace exitscope {

/// Written tokens that share one column of a picture.
struct StaircaseGroup
{
    int first = 0;
    int last = -1;

    int count() const { return last - first + 1; }
};

/// How many cells of a group came how.
using OriginTally = std::array<int, cellOrigins>;

/// The group of a token that is written after the scene's step.
StaircaseGroup groupOf(const StaircaseScene& scene, int token);
/// By layer.
std::vector<OriginTally> talliesOf(const StaircaseScene& scene, const StaircaseGroup& group);
/// The most frequent one; of as many the first.
CellOrigin mostOf(const OriginTally& tally);
/// The lower median of the group's doors.
int medianDoor(const StaircaseScene& scene, const StaircaseGroup& group);

} // namespace exitscope
