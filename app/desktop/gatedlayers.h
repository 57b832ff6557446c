#pragma once

#include "decode/session.h"
#include "desktop/layergate.h"

#include <functional>
#include <stop_token>
#include <utility>

namespace exitscope {

/// Tells of each layer and then waits at the gate, while that is shut. Lives on the engine thread.
class GatedLayers : public LayerObserver
{
public:
    using Tell = std::function<void(const PartialToken&)>;

    /// `gate` must outlive it.
    GatedLayers(LayerGate& gate, Tell tell)
        : m_gate(gate)
        , m_tell(std::move(tell))
    {}

    /// What ends the waiting of the run at hand.
    void setStop(std::stop_token stop) { m_stop = std::move(stop); }
    /// Whether what was told to write one token is now to run on; true once.
    bool takeRunOn() { return m_gate.takeForGood(); }

    bool isActive() const override { return m_gate.isShut(); }
    void layerRan(const PartialToken& token) override
    {
        m_tell(token);
        m_gate.wait(m_stop);
    }

private:
    LayerGate& m_gate;
    const Tell m_tell;
    std::stop_token m_stop;
};

} // namespace exitscope
