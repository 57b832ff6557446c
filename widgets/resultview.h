#pragma once

#include "widgets/exportable.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace exitscope {

/// The numbers of a result's part as they go into a file.
struct ResultTable
{
    QString name;  ///< of its file, plain ASCII, for example "figures"
    QString title; ///< for people
    ExportTable table;
};

/// What shows a result and can hand out its numbers and its plot. GUI thread.
class ResultView : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual std::vector<ResultTable> tables() const = 0;
    /// Of the plot on screen; nothing where there is none.
    virtual std::optional<PlotPicture> picture() const = 0;
};

} // namespace exitscope
