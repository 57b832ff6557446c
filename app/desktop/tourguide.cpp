#include "desktop/tourguide.h"

#include "common/bundledmodel.h"
#include "desktop/mainwindow.h"
#include "widgets/rulepanel.h"
#include "widgets/tourcard.h"

#include <QAction>
#include <QLocale>
#include <QTabWidget>

#include <algorithm>
#include <utility>

namespace exitscope {

namespace {

QString bundledModel()
{
    return QString::fromStdString(bundledModelFolder().string());
}

/// Brings the page of that name to the front of the tabs that hold it.
void showPage(QWidget* window, const QString& name)
{
    auto* page = window->findChild<QWidget*>(name);
    for (QWidget* inner = page; inner; inner = inner->parentWidget()) {
        auto* tabs = inner->parentWidget()
                         ? qobject_cast<QTabWidget*>(inner->parentWidget()->parentWidget())
                         : nullptr;
        if (tabs && tabs->indexOf(inner) >= 0) {
            tabs->show(); // put away in presentation mode
            tabs->setCurrentWidget(inner);
        }
    }
}

} // namespace

TourGuide::TourGuide(MainWindow* window)
    : QObject(window)
    , m_window(window)
    , m_card(new TourCard(window))
{
    connect(m_card, &TourCard::next, this, &TourGuide::next);
    connect(m_card, &TourCard::back, this, &TourGuide::back);
    connect(m_card, &TourCard::left, this, &TourGuide::leave);
    connect(window->controller(), &RunController::stateChanged, this, &TourGuide::takeState);
    connect(window->controller()->document(), &RunDocument::partialChanged, this, [this] {
        m_isLayerDue = false;
        QMetaObject::invokeMethod(this, &TourGuide::goOn, Qt::QueuedConnection);
    });
}

void TourGuide::start(const Tour& tour)
{
    RunController* controller = m_window->controller();
    // From one tour into the next: what the user had is still to be given back.
    if (!m_tour && !m_before)
        m_before = Before{m_window->prompt(), m_window->rulePanel()->settings(),
                          controller->modelFolder(), m_window->rulePanel()->modelShape()};
    m_tour = tour;
    m_due.clear();
    m_mustStop = true;
    if (controller->modelFolder() != bundledModel())
        controller->openModel(bundledModel());
    showStep(0);
}

void TourGuide::showStep(int step)
{
    m_step = step;
    const TourStep& shown = m_tour->steps[static_cast<std::size_t>(step)];
    m_due.assign(shown.actions.begin(), shown.actions.end());
    goOn();
    const QString language = QLocale().name();
    m_card->showStep(m_tour->title.in(language), shown.title.in(language), shown.text.in(language),
                     step + 1, static_cast<int>(m_tour->steps.size()),
                     shown.target.isEmpty() ? nullptr
                                            : m_window->findChild<QWidget*>(shown.target));
    m_card->setBusy(isWaiting(), waitingFor());
    Q_EMIT stepShown(step);
}

void TourGuide::next()
{
    if (!m_tour || isWaiting())
        return;
    if (m_step + 1 < static_cast<int>(m_tour->steps.size()))
        showStep(m_step + 1);
    else
        leave();
}

void TourGuide::back()
{
    if (m_tour && m_step > 0)
        showStep(m_step - 1);
}

void TourGuide::leave()
{
    if (!m_tour)
        return;
    const QString id = m_tour->id;
    m_tour.reset();
    m_due.clear();
    m_mustStop = false;
    m_isLayerDue = false;
    m_card->hide();
    stopRun();
    giveBack();
    Q_EMIT ended(id);
}

void TourGuide::giveBack()
{
    RunController* controller = m_window->controller();
    const bool isOpening = controller->state() == RunState::Opening;
    const Before before = *m_before;
    if (!isOpening)
        m_before.reset();
    m_window->setPrompt(before.prompt);
    // Before the model: its layers decide on how large values may be.
    m_window->rulePanel()->setModelShape(before.shape);
    m_window->rulePanel()->setSettings(before.settings);
    if (before.model.isEmpty() || (!isOpening && before.model == controller->modelFolder()))
        return;
    m_window->rememberModel(before.model);
    controller->openModel(before.model);
}

void TourGuide::giveBackAgain()
{
    const Before before = *std::exchange(m_before, std::nullopt);
    m_window->rulePanel()->setSettings(before.settings);
    if (!before.model.isEmpty())
        m_window->rememberModel(before.model);
}

bool TourGuide::isWaiting() const
{
    const RunState state = m_window->controller()->state();
    return state == RunState::Opening || state == RunState::Running ||
           state == RunState::Lent || m_isStopping || m_isLayerDue ||
           (state == RunState::NoModel && !m_due.empty());
}

QString TourGuide::waitingFor() const
{
    const RunState state = m_window->controller()->state();
    if (state == RunState::Lent)
        return tr("calibrating …");
    return state == RunState::Opening || state == RunState::NoModel ? tr("opening the model …")
                                                                    : tr("writing …");
}

void TourGuide::stopRun()
{
    RunController* controller = m_window->controller();
    const RunState state = controller->state();
    if (state != RunState::Running && state != RunState::Paused && state != RunState::InsideToken)
        return;
    m_isStopping = true;
    controller->stop();
}

void TourGuide::takeState(RunState state)
{
    if (state == RunState::Ready || state == RunState::NoModel)
        m_isStopping = false;
    if (!m_tour && m_before && (state == RunState::Ready || state == RunState::NoModel))
        giveBackAgain();
    if (state != RunState::InsideToken)
        m_isLayerDue = false;
    // Through the event loop: others hear of the state too, and the document must be up to date.
    QMetaObject::invokeMethod(this, &TourGuide::goOn, Qt::QueuedConnection);
}

void TourGuide::goOn()
{
    if (!m_tour || m_isPerforming)
        return;
    if (m_mustStop && m_window->controller()->state() != RunState::Lent) {
        m_mustStop = false;
        stopRun();
    }
    m_isPerforming = true;
    while (!m_due.empty() && !isWaiting()) {
        const TourAction action = std::move(m_due.front());
        m_due.pop_front();
        perform(action);
    }
    m_isPerforming = false;
    m_card->setBusy(isWaiting(), waitingFor());
}

void TourGuide::perform(const TourAction& action)
{
    RunController* controller = m_window->controller();
    if (const auto* settings = std::get_if<Settings>(&action)) {
        m_window->rulePanel()->setSettings(*settings);
    } else if (const auto* prompt = std::get_if<TourPrompt>(&action)) {
        m_window->setPrompt(prompt->text);
    } else if (const auto* page = std::get_if<TourPage>(&action)) {
        showPage(m_window, page->name);
    } else if (const auto* selection = std::get_if<TourSelection>(&action)) {
        RunDocument* document = controller->document();
        const int token =
            selection->token < 0 ? document->tokenCount() + selection->token : selection->token;
        document->select(token, selection->layer);
    } else {
        switch (std::get<TourCommand>(action)) {
        case TourCommand::Run:
            controller->run(m_window->prompt());
            break;
        case TourCommand::OneToken:
            controller->oneToken(m_window->prompt());
            break;
        case TourCommand::OneLayer:
            controller->oneLayer(m_window->prompt());
            m_isLayerDue = controller->state() == RunState::InsideToken;
            break;
        case TourCommand::Stop:
            stopRun();
            break;
        case TourCommand::GetModels:
            m_window->findChild<QAction*>(QStringLiteral("get_models"))->trigger();
            break;
        }
    }
}

} // namespace exitscope
