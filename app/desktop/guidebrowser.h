#pragma once

#include <QTextBrowser>

#include <vector>

namespace exitscope {

/// Shows a page of the guide and follows its links, with a history of its own. GUI thread.
class GuideBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit GuideBrowser(QWidget* parent = nullptr);

    const QString& page() const { return m_current.page; }
    const QString& anchor() const { return m_current.anchor; }
    /// As a link does: where it was is kept for going back. A page that does not exist says so.
    void open(const QString& page, const QString& anchor = {});

    bool canGoBack() const { return !m_before.empty(); }
    bool canGoForward() const { return !m_after.empty(); }
    void backward() override;
    void forward() override;
    void home() override;

    QVariant loadResource(int type, const QUrl& name) override;

Q_SIGNALS:
    void pageShown(const QString& page);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place
    {
        QString page;
        QString anchor;
        int scroll = -1; ///< -1: at the anchor, else at the top
    };

    void follow(const QUrl& link);
    void go(std::vector<Place>& from, std::vector<Place>& to);
    void show(const Place& place);
    void scrollTo(const Place& place);
    void render();
    /// Lines no longer than can be read, pictures no wider than lines.
    void fit();
    Place here() const;

    Place m_current;
    std::vector<Place> m_before;
    std::vector<Place> m_after;
};

} // namespace exitscope
