#include "widgets/staircasegroup.h"

#include <algorithm>

namespace exitscope {

StaircaseGroup groupOf(const StaircaseScene& scene, int token)
{
    const int share = scene.frame.geometry.tokensPer(1);
    const int first = token / share * share;
    return {first, std::min(first + share, scene.state.columns) - 1};
}

std::vector<OriginTally> talliesOf(const StaircaseScene& scene, const StaircaseGroup& group)
{
    std::vector<OriginTally> tallies(static_cast<std::size_t>(scene.layers()), OriginTally{});
    for (int token = group.first; token <= group.last; ++token) {
        for (int layer = 0; layer < scene.layers(); ++layer)
            ++tallies[static_cast<std::size_t>(layer)]
                     [static_cast<std::size_t>(scene.shownAt(token, layer))];
    }
    return tallies;
}

CellOrigin mostOf(const OriginTally& tally)
{
    return static_cast<CellOrigin>(std::ranges::max_element(tally) - tally.begin());
}

int medianDoor(const StaircaseScene& scene, const StaircaseGroup& group)
{
    const auto door = [&scene](int token) {
        return scene.history.doorOf(scene.frame.run, scene.step, token);
    };
    if (group.count() == 1)
        return door(group.first);
    std::vector<int> doors;
    for (int token = group.first; token <= group.last; ++token)
        doors.push_back(door(token));
    const auto middle = doors.begin() + (group.count() - 1) / 2;
    std::ranges::nth_element(doors, middle);
    return *middle;
}

} // namespace exitscope
