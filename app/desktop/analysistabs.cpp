#include "desktop/analysistabs.h"

#include "widgets/exitsview.h"
#include "widgets/staircaseview.h"

#include <QCoreApplication>
#include <QTabWidget>

namespace exitscope {

namespace {

struct AnalysisText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::AnalysisTabs)
};

} // namespace

AnalysisTabs::AnalysisTabs(QTabWidget* tabs, RunDocument* document)
    : m_staircase(new StaircaseView)
    , m_exits(new ExitsView)
{
    m_staircase->setDocument(document);
    m_exits->setDocument(document);
    tabs->addTab(m_staircase, AnalysisText::tr("Staircase"));
    tabs->addTab(m_exits, AnalysisText::tr("Exits"));
}

void AnalysisTabs::setTokenText(const TokenText& text)
{
    m_exits->setTokenText(text);
}

void AnalysisTabs::setOtherExits(const std::vector<int>& exits)
{
    m_exits->setOtherExits(exits);
}

} // namespace exitscope
