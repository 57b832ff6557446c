#include "decode/textreading.h"

#include "model/columnstates.h"
#include "model/layerreader.h"
#include "model/llamamodel.h"
#include "model/staircase.h"

namespace exitscope {

bool readText(const std::shared_ptr<const LlamaModel>& model, std::span<const int> ids,
              double temperature, const PositionObserver& onPosition, const std::stop_token& stop)
{
    const int count = static_cast<int>(ids.size());
    Staircase staircase(model);
    ColumnStates columns(model);
    columns.begin(0, count, 0);
    staircase.append(ids);
    for (int layer = 0; layer < staircase.layers(); ++layer) {
        if (stop.stop_requested())
            return false;
        staircase.advance(layer);
        columns.keep(staircase, layer, 0, count);
    }
    LayerReader reader(model);
    std::vector<LayerStatistics> statistics(static_cast<std::size_t>(staircase.layers()));
    for (int column = 0; column < count; ++column) {
        if (stop.stop_requested())
            return false;
        columns.show(column, reader);
        reader.applyHead();
        for (int layer = 0; layer < staircase.layers(); ++layer)
            statistics[static_cast<std::size_t>(layer)] =
                reader.statistics(layer, Needs::Everything, temperature);
        onPosition(column, statistics, reader.logits(staircase.layers() - 1));
    }
    return true;
}

} // namespace exitscope
