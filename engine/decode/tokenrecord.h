#pragma once

#include "decode/tokenpass.h"

namespace exitscope {

/// A token that was chosen, and its place in the text.
struct PlacedToken
{
    int index = 0;
    int id = -1;
};

/// What a pass took, part by part.
TokenTimes timesOf(const PassResult& pass);

/// The record of a pass that gave a token, right after it; its bytes are left to the caller.
Step recordPass(PassResult pass, PassKind kind, Sequence& sequence, const Settings& settings,
                const PlacedToken& placed);

/// What a watched token has besides statistics: the best tokens of each layer that `reader`
/// observed, and what each thought of the token that was emitted.
void recordPredictions(LayerReader& reader, TokenTrace& token);

} // namespace exitscope
