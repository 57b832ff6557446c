#include "desktop/guidewindow.h"

#include "desktop/guidebrowser.h"
#include "desktop/guidetext.h"
#include "widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace exitscope {

namespace {

constexpr QSize firstSize(1000, 720);
constexpr int contentsWidth = 38; // average characters
constexpr int pageRole = Qt::UserRole;

} // namespace

GuideWindow* GuideWindow::bringUp(QWidget* window)
{
    auto* guide = window->findChild<GuideWindow*>({}, Qt::FindDirectChildrenOnly);
    if (!guide) {
        guide = new GuideWindow(window);
        guide->browser()->home();
    }
    guide->show();
    guide->raise();
    guide->activateWindow();
    guide->browser()->setFocus();
    return guide;
}

GuideWindow::GuideWindow(QWidget* window)
    : QWidget(window, Qt::Window)
    , m_contents(new QListWidget)
    , m_browser(new GuideBrowser)
{
    setWindowTitle(tr("User guide"));
    resize(firstSize);
    m_contents->setAccessibleName(tr("Contents of the guide"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_contents->setSpacing(theme::gapTiny / 2);
    m_contents->setTextElideMode(Qt::ElideRight);
    fillContents();

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::gapSmall, theme::gapTiny, theme::gapSmall, theme::gapTiny);
    buttons->setSpacing(theme::gapTiny);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(buttons);
    column->addWidget(m_browser, 1);
    auto* splitter = new QSplitter;
    splitter->addWidget(m_contents);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    const int list = contentsWidth * fontMetrics().averageCharWidth();
    splitter->setSizes({list, firstSize.width() - list});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(splitter);

    addKeys();
    for (QAction* action : actions()) {
        if (action->toolTip().isEmpty() || action->data().isNull())
            continue;
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    connect(m_browser, &GuideBrowser::pageShown, this, &GuideWindow::follow);
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            m_browser->open(item->data(pageRole).toString());
    });
}

void GuideWindow::fillContents()
{
    const auto add = [this](const QString& title, const QString& page) {
        auto* item = new QListWidgetItem(title, m_contents);
        item->setData(pageRole, page);
        item->setToolTip(title);
        return item;
    };
    add(tr("Contents"), guideStart);
    QString section;
    for (const GuideEntry& entry : guideContents()) {
        if (entry.section != section) {
            section = entry.section;
            QListWidgetItem* heading = add(section, {});
            heading->setFlags(Qt::NoItemFlags);
            heading->setFont(theme::small(font()));
            heading->setForeground(theme::colors(palette()).mutedText);
            heading->setTextAlignment(Qt::AlignLeft | Qt::AlignBottom);
            heading->setSizeHint({0, 2 * fontMetrics().height()});
        }
        add(entry.title, entry.page);
    }
}

void GuideWindow::addKeys()
{
    const auto add = [this](const QString& text, const QKeySequence& key, bool hasButton,
                            const auto& work) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(QString(text).remove(u'&'),
                                                         key.toString(QKeySequence::NativeText)));
        if (hasButton)
            action->setData(true);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
        return action;
    };
    QAction* back = add(tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), true,
                        [this] { m_browser->backward(); });
    QAction* forward = add(tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right), true,
                           [this] { m_browser->forward(); });
    add(tr("&Contents"), QKeySequence(Qt::ALT | Qt::Key_Home), true, [this] { m_browser->home(); });
    add(tr("Close"), QKeySequence(Qt::Key_Escape), false, [this] { close(); });
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QAction::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, forward, &QAction::setEnabled);
}

void GuideWindow::follow(const QString& page)
{
    const QSignalBlocker quiet(m_contents);
    m_contents->setCurrentItem(nullptr);
    for (int i = 0; i < m_contents->count(); ++i) {
        if (m_contents->item(i)->data(pageRole).toString() == page)
            m_contents->setCurrentRow(i);
    }
}

} // namespace exitscope
