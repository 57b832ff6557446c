#include "desktop/recovery.h"

#include "desktop/runcontroller.h"
#include "widgets/messagestrip.h"

#include <QFontMetrics>
#include <QLocale>
#include <QMenu>
#include <QWidget>

namespace exitscope {

namespace {

/// Average letters of a prompt in the menu.
constexpr int promptLetters = 40;

QString inMegabytes(qint64 bytes)
{
    return QLocale().toString(bytes >> 20);
}

QString inTokens(int tokens)
{
    return tokens == 1 ? Recovery::tr("1 token")
                       : Recovery::tr("%1 tokens").arg(QLocale().toString(tokens));
}

} // namespace

Recovery::Recovery(RunController* controller, QString place, const AutosaveLimits& limits,
                   QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_place(std::move(place))
    , m_limits(limits)
    , m_strip(new MessageStrip)
    , m_menu(new QMenu(tr("&Autosaved runs"), qobject_cast<QWidget*>(parent)))
{
    m_menu->setObjectName(QStringLiteral("autosavedRuns"));
    connect(m_menu, &QMenu::aboutToShow, this, &Recovery::fill);
    connect(m_strip, &MessageStrip::closed, this, &Recovery::decline);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this] {
        open(m_offered);
        decline();
    });
    m_crashed = AutosaveSession::crashed(m_place);
    offer();
}

Recovery::~Recovery() = default;

void Recovery::offer()
{
    for (const auto& session : m_crashed) {
        const std::optional<AutosavedRun> last = session->lastRun();
        if (!last)
            continue;
        m_offered = last->file;
        const QString when = QLocale().toString(last->saved, QLocale::ShortFormat);
        m_strip->showMessage(
            MessageStrip::Kind::Warning,
            tr("The program ended unexpectedly; its last run (%1, %2) can be opened.")
                .arg(when, inTokens(last->tokens)),
            tr("Open the run"));
        return;
    }
    decline();
}

void Recovery::decline()
{
    m_strip->hide();
    m_offered.clear();
    for (const auto& session : m_crashed)
        session->end();
    m_crashed.clear();
}

void Recovery::open(const QString& file)
{
    m_controller->openRun(file, loadAutosaved);
}

void Recovery::fill()
{
    m_menu->clear();
    const QFontMetrics metrics(m_menu->font());
    int number = 0;
    for (const AutosavedRun& run : autosavedRuns(m_place, m_limits.runs)) {
        const QString prompt = metrics.elidedText(run.prompt.simplified(), Qt::ElideRight,
                                                  promptLetters * metrics.averageCharWidth());
        const QString text = tr("%1  %2  (%3)")
                                 .arg(QLocale().toString(run.saved, QLocale::ShortFormat), prompt,
                                      inTokens(run.tokens))
                                 .replace(u'&', QLatin1String("&&"));
        ++number;
        QAction* action =
            m_menu->addAction(number < 10 ? QStringLiteral("&%1  %2").arg(number).arg(text) : text,
                              this, [this, file = run.file] { open(file); });
        action->setToolTip(run.file);
    }
    if (number == 0)
        m_menu->addAction(tr("There are none yet"))->setEnabled(false);
    m_menu->addSeparator();
    m_menu
        ->addAction(tr("The last %1 are kept, up to %2 MB together")
                        .arg(m_limits.runs)
                        .arg(inMegabytes(m_limits.bytes)))
        ->setEnabled(false);
}

} // namespace exitscope
