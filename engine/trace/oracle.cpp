#include "trace/oracle.h"

namespace exitscope {
namespace {

int reachedAt(const TokenTrace& token, int layers)
{
    const int last = top1At(token, layers - 1);
    for (int layer = 0; layer < layers && last >= 0; ++layer) {
        const int own = top1At(token, layer);
        if (own < 0)
            break;
        if (own == last)
            return layer;
    }
    return -1;
}

int settledAt(const TokenTrace& token, int layers)
{
    const int last = top1At(token, layers - 1);
    if (last < 0)
        return -1;
    int layer = layers - 1;
    while (layer > 0 && top1At(token, layer - 1) == last)
        --layer;
    return layer == 0 || top1At(token, layer - 1) >= 0 ? layer : -1;
}

} // namespace

Oracle oracleOf(const Run& run)
{
    const int layers = run.model.layers;
    Oracle oracle;
    oracle.reachedTotals.layers = layers;
    oracle.settledTotals.layers = layers;
    for (const TokenTrace& token : run.tokens) {
        const bool isFirst = oracle.reached.empty();
        oracle.reached.push_back(reachedAt(token, layers));
        oracle.settled.push_back(settledAt(token, layers));
        if (oracle.reached.back() >= 0)
            oracle.reachedTotals.add(token, isFirst, oracle.reached.back());
        if (oracle.settled.back() >= 0)
            oracle.settledTotals.add(token, isFirst, oracle.settled.back());
    }
    return oracle;
}

std::vector<WrongExit> wrongExits(const Run& run)
{
    std::vector<WrongExit> found;
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        const TokenTrace& token = run.tokens[i];
        const int index = static_cast<int>(i);
        const bool isOther = token.role == TokenRole::Chosen || isDrawn(run.settingsAt(index));
        const int chosen = isOther ? top1At(token, token.exitLayer) : token.id;
        const int whole = top1At(token, run.model.layers - 1);
        if (token.exitLayer < run.model.layers - 1 && chosen >= 0 && whole >= 0 && chosen != whole)
            found.push_back({index, token.exitLayer, chosen, whole});
    }
    return found;
}

} // namespace exitscope
