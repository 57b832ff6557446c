#pragma once

#include "decode/tokenpass.h"
#include "trace/run.h"

#include <vector>

namespace exitscope {

/// Catch-up of older positions since the last step. It outlives a cancelled pass: what was done
/// stays done, and the next step tells of it. Owned by one thread.
class LateWork
{
public:
    void add(const std::vector<CarriedRows>& carried, double milliseconds = 0);
    /// Forgets positions from `end` on: they were cut, or belong to the step itself.
    void cut(int end);
    /// Hands everything to `step`, which begins with token `index`; `origin` is the position of
    /// column 0. Rows and time go to the first token, or without one to the step itself.
    void tell(Step& step, int index, int origin);
    /// Time that the next step will be told of.
    double milliseconds() const { return m_milliseconds; }

private:
    std::vector<CarriedRows> m_carried; // in the order in which they ran
    double m_milliseconds = 0;
};

} // namespace exitscope
