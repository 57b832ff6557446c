#include "desktop/guidebrowser.h"

#include "desktop/guidetext.h"
#include "widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QEvent>
#include <QImage>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>

#include <algorithm>

namespace exitscope {

namespace {

/// Longer lines are hard to read.
constexpr int longestLine = 112; // average characters

} // namespace

GuideBrowser::GuideBrowser(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Page of the guide"));
    document()->setDocumentMargin(theme::gapLarge);
    connect(this, &QTextBrowser::anchorClicked, this, &GuideBrowser::follow);
}

void GuideBrowser::open(const QString& page, const QString& anchor)
{
    if (!m_current.page.isEmpty())
        m_before.push_back(here());
    m_after.clear();
    show({page, anchor});
}

void GuideBrowser::backward()
{
    go(m_before, m_after);
}

void GuideBrowser::forward()
{
    go(m_after, m_before);
}

void GuideBrowser::home()
{
    open(guideStart);
}

void GuideBrowser::go(std::vector<Place>& from, std::vector<Place>& to)
{
    if (from.empty())
        return;
    const Place place = from.back();
    from.pop_back();
    to.push_back(here());
    show(place);
}

GuideBrowser::Place GuideBrowser::here() const
{
    return {m_current.page, m_current.anchor, verticalScrollBar()->value()};
}

void GuideBrowser::follow(const QUrl& link)
{
    if (!link.isRelative() && link.scheme() != QLatin1String("file")) {
        QDesktopServices::openUrl(link);
        return;
    }
    open(link.path().isEmpty() ? m_current.page : link.fileName(), link.fragment());
}

void GuideBrowser::show(const Place& place)
{
    const bool isOther = place.page != m_current.page;
    m_current = place;
    if (isOther)
        render();
    scrollTo(place);
    Q_EMIT pageShown(m_current.page);
    Q_EMIT backwardAvailable(canGoBack());
    Q_EMIT forwardAvailable(canGoForward());
}

void GuideBrowser::render()
{
    const QString missing = tr("# No such page\n\nThe guide has no page “%1”. Its [contents](%2) "
                               "list those that there are.")
                                .arg(m_current.page, guideStart);
    document()->setBaseUrl(QUrl(QStringLiteral("qrc:/help/") + m_current.page));
    setGuideText(*document(), guideText(m_current.page).value_or(missing), palette());
    fit();
}

void GuideBrowser::scrollTo(const Place& place)
{
    document()->size(); // the layout, to its end, and with it the range of the scroll bar
    int top = std::max(0, place.scroll);
    QTextBlock block = document()->begin();
    if (place.scroll < 0 && !place.anchor.isEmpty()) {
        if (const QTextBlock heading = findHeading(*document(), place.anchor); heading.isValid()) {
            block = heading;
            top = static_cast<int>(document()->documentLayout()->blockBoundingRect(block).top());
        }
    }
    setTextCursor(QTextCursor(block)); // Tab goes to the next link from here
    verticalScrollBar()->setValue(top);
}

QVariant GuideBrowser::loadResource(int type, const QUrl& name)
{
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    const QString path = document()->baseUrl().resolved(name).path();
    return QImage(u':' + path);
}

void GuideBrowser::fit()
{
    const int wanted = longestLine * fontMetrics().averageCharWidth();
    const int width = std::min(wanted, viewport()->width() - 2 * theme::gapLarge);
    QTextFrame* root = document()->rootFrame();
    QTextFrameFormat format = root->frameFormat();
    format.setRightMargin(viewport()->width() - width - theme::gapLarge);
    root->setFrameFormat(format);
    fitPictures(*document(), width, devicePixelRatioF());
}

void GuideBrowser::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    fit();
}

void GuideBrowser::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    // Colours are part of the document.
    const bool isLook = event->type() == QEvent::PaletteChange ||
                        event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
    if (!isLook || m_current.page.isEmpty())
        return;
    const Place place = here();
    render();
    scrollTo(place);
}

} // namespace exitscope
