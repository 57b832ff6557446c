#pragma once

#include "widgets/lensmodel.h"

#include <QStackedWidget>

class QTabWidget;

namespace exitscope {

class LayerStepView;
class RunDocument;

/// Takes the place of the inspector's tab: shows the inspector, and while a token goes layer by
/// layer, what its layers predict. The first such token of a run brings the tab to the front. GUI
/// thread.
class LayerPages : public QStackedWidget
{
    Q_OBJECT

public:
    /// `inspector` is a page of `tabs`; its index and title are kept.
    LayerPages(QWidget* inspector, RunDocument* document, QTabWidget* tabs);

    void setTokenText(TokenText text);

private:
    void update();

    RunDocument* m_document = nullptr;
    QTabWidget* m_tabs = nullptr;
    LayerStepView* m_steps = nullptr;
    bool m_wasShown = false; ///< in the run at hand
};

} // namespace exitscope
