#pragma once

#include <QListWidget>

namespace exitscope {

/// The results that were measured or opened last, remembered between sessions. GUI thread.
class RecentResults : public QListWidget
{
    Q_OBJECT

public:
    explicit RecentResults(QWidget* parent = nullptr);

    /// Puts `file` at the top, called `title`.
    void remember(const QString& file, const QString& title);

Q_SIGNALS:
    void chosen(const QString& file);

private:
    void fill();
    void choose(const QListWidgetItem* item);
};

} // namespace exitscope
