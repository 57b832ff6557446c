#pragma once

#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"

#include <vector>

class QTabWidget;

namespace exitscope {

class ExitsView;
class StaircaseView;

/// The tabs beside heatmap and table that explain how a run came about: its K/V staircase and its
/// exits. Their widgets belong to the tab widget. GUI thread.
class AnalysisTabs
{
public:
    AnalysisTabs(QTabWidget* tabs, RunDocument* document);

    StaircaseView* staircase() const { return m_staircase; }
    ExitsView* exits() const { return m_exits; }
    void setTokenText(const TokenText& text);
    /// By token the exit layer under the rule that is asked about; see WhatIfView::exitsChanged.
    void setOtherExits(const std::vector<int>& exits);

private:
    StaircaseView* m_staircase = nullptr;
    ExitsView* m_exits = nullptr;
};

} // namespace exitscope
