#include "desktop/layerpages.h"

#include "widgets/layerstepview.h"
#include "widgets/rundocument.h"

#include <QTabWidget>

namespace exitscope {

LayerPages::LayerPages(QWidget* inspector, RunDocument* document, QTabWidget* tabs)
    : m_document(document)
    , m_tabs(tabs)
    , m_steps(new LayerStepView)
{
    const int index = tabs->indexOf(inspector);
    const QString title = tabs->tabText(index);
    tabs->removeTab(index);
    addWidget(inspector);
    addWidget(m_steps);
    setFocusProxy(inspector);
    tabs->insertTab(index, this, title);
    m_steps->setDocument(document);
    connect(document, &RunDocument::wasReset, this, [this] { m_wasShown = false; });
    connect(document, &RunDocument::partialChanged, this, &LayerPages::update);
}

void LayerPages::setTokenText(TokenText text)
{
    m_steps->setTokenText(std::move(text));
}

void LayerPages::update()
{
    const bool isStepping = m_document->partial() != nullptr;
    // Between two tokens the inspector shows what the last one's layers predicted.
    setCurrentIndex(isStepping ? 1 : 0);
    setFocusProxy(currentWidget());
    if (isStepping && !m_wasShown)
        m_tabs->setCurrentWidget(this);
    m_wasShown = m_wasShown || isStepping;
}

} // namespace exitscope
