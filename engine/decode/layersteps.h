#pragma once

#include "decode/session.h"
#include "model/layerreader.h"
#include "trace/partialtoken.h"

#include <memory>

namespace exitscope {

/// Tells an observer of the layers of a token while they run. It reads them by itself, so that the
/// pass computes and records what it does unobserved: in one product for all layers where it would.
/// Without an active observer it does nothing. Owned by one thread.
class LayerSteps
{
public:
    explicit LayerSteps(std::shared_ptr<const LlamaModel> model);
    ~LayerSteps();

    /// May be null; else it must outlive the passes or be replaced.
    void setObserver(LayerObserver* observer) { m_observer = observer; }
    /// Which token the next pass makes, see PartialToken.
    void expect(int index, int draft = -1);

    /// What a pass is about to do.
    struct Pass
    {
        const Settings& settings;
        bool isPrompt = false;
        bool isWatched = false;
        int rows = 1; ///< that the rule looks at
        PromptRead read;
    };
    void begin(const Pass& pass);
    /// Whether the pass at hand is told of.
    bool isActive() const { return m_isActive; }
    /// The next layer has run, all of `staircase`'s newest rows. `leaves`: the pass lets the token
    /// out there; `isLast`: it runs no other layer.
    void tell(const Staircase& staircase, bool leaves, bool isLast);

    /// Spent here since the last call, most of it waiting: no part of what a token takes.
    double takeMilliseconds();

private:
    void read(const Staircase& staircase, int layer);

    std::shared_ptr<const LlamaModel> m_model;
    LayerObserver* m_observer = nullptr;
    std::unique_ptr<LayerReader> m_reader; ///< made when first needed
    PartialToken m_token;
    PromptRead m_read;
    bool m_isActive = false;
    double m_milliseconds = 0;
};

} // namespace exitscope
