#pragma once

#include "widgets/comparemap.h"
#include "widgets/exportable.h"

namespace exitscope {

/// The maps of two runs in a form in which they can be shown.
struct ComparedMaps
{
    CompareValues values;
    CompareForm form = CompareForm::Difference;
    QString why; ///< there is no difference although it was asked for; else empty
    int divergentColumn = -1;
};

/// Any thread.
ComparedMaps comparedMaps(const Run& a, const Run& b, const RunComparison& comparison,
                          const CompareQuantity& quantity, CompareForm asked);

/// Two runs as what a picture of their comparison is made of.
struct ComparedRuns
{
    std::shared_ptr<const Run> a;
    std::shared_ptr<const Run> b;
    QString nameA;
    QString nameB;
    CompareQuantity quantity;
    CompareForm form = CompareForm::Difference;
};

/// Maps with what they are of and where the runs part; the table holds the figures, the exits of
/// each token and the values of the map.
PlotPicture comparisonPicture(const ComparedRuns& runs);

} // namespace exitscope
