#include "desktop/welcome.h"

#include "desktop/mainwindow.h"
#include "desktop/tourguide.h"
#include "widgets/messagestrip.h"

#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String answeredKey("welcome/answered");

} // namespace

Welcome::Welcome(MainWindow* window)
    : QObject(window)
    , m_strip(new MessageStrip)
{
    m_strip->setObjectName(QStringLiteral("welcome"));
    connect(m_strip, &MessageStrip::closed, this, &Welcome::decline);
}

void Welcome::follow(TourGuide* guide)
{
    connect(guide, &TourGuide::stepShown, this, &Welcome::decline);
    connect(m_strip, &MessageStrip::actionTriggered, guide, [guide] {
        if (const auto tours = bundledTours(); tours && !tours->empty())
            guide->start(tours->front());
    });
}

void Welcome::offer()
{
    if (QSettings().value(answeredKey).toBool())
        return;
    m_strip->showMessage(MessageStrip::Kind::Hint,
                         tr("Press Run (F5) and the model writes: each column of the heatmap is a "
                            "token, and the stepped line joins the layers at which tokens left."),
                         tr("Take the first tour"));
}

void Welcome::decline()
{
    m_strip->hide();
    QSettings().setValue(answeredKey, true);
}

} // namespace exitscope
