#pragma once

#include "widgets/heatmapscene.h"

#include <cmath>

namespace exitscope {

/// Upper ends of the bands that fill a cell shared by several tokens, as shares of its height from
/// the bottom; see heatmapcells.h.
struct CellBands
{
    double lateFrom = 0; ///< from here to `late` run the slanted lines
    double known = 0;    ///< the colour's
    double late = 0;
    double copied = 0;
    double unscored = 0;

    CellBands(const CellTally& tally, int tokens)
        : lateFrom(double(tally.known - tally.lateKnown) / tokens)
        , known(double(tally.known) / tokens)
        , late(double(tally.known + tally.late) / tokens)
        , copied(double(tally.known + tally.late + tally.copied) / tokens)
        , unscored(double(tally.known + tally.late + tally.copied + tally.unscored) / tokens)
    {}
};

/// What a cell of one token wears besides its colour.
enum class CellLook
{
    Plain,
    Unscored,
    Late,
    Copied
};

inline CellLook lookOf(const HeatmapScene& scene, int token, int layer)
{
    const auto& cells = scene.run.tokens[static_cast<std::size_t>(token)].cells;
    const auto index = static_cast<std::size_t>(layer);
    const CellState state = index < cells.size() ? cells[index] : CellState::Never;
    if (state == CellState::CaughtUp)
        return CellLook::Late;
    if (state == CellState::Copied)
        return CellLook::Copied;
    const bool isBare = std::isnan(scene.values.at(token, layer));
    return state == CellState::Computed && isBare ? CellLook::Unscored : CellLook::Plain;
}

} // namespace exitscope
