#pragma once

#include <QWidget>

class QListWidget;

namespace exitscope {

class GuideBrowser;

/// The user guide, in a window beside the program's: its contents and a page. GUI thread.
class GuideWindow : public QWidget
{
    Q_OBJECT

public:
    /// Shows the guide that belongs to `window`, where it was left; a new one at its start.
    static GuideWindow* bringUp(QWidget* window);

    GuideBrowser* browser() { return m_browser; }
    QListWidget* contents() { return m_contents; }

private:
    explicit GuideWindow(QWidget* window);

    void fillContents();
    void addKeys();
    /// Marks the page in the contents.
    void follow(const QString& page);

    QListWidget* m_contents;
    GuideBrowser* m_browser;
};

} // namespace exitscope
