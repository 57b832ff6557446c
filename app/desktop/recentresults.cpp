#include "desktop/recentresults.h"

#include "widgets/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace exitscope {

namespace {

const QLatin1String recentKey("files/recentResults");
constexpr int mostRecent = 12;
constexpr int fileRole = Qt::UserRole;

/// A file and what it is called; kept as two lines.
struct Entry
{
    QString file;
    QString title;
};

QList<Entry> entries()
{
    QList<Entry> found;
    for (const QString& kept : QSettings().value(recentKey).toStringList()) {
        const Entry entry{kept.section(u'\n', 0, 0), kept.section(u'\n', 1)};
        if (QFileInfo::exists(entry.file))
            found << entry;
    }
    return found;
}

} // namespace

RecentResults::RecentResults(QWidget* parent)
    : QListWidget(parent)
{
    setAccessibleName(tr("Earlier results"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setUniformItemSizes(true);
    setSpacing(theme::gapTiny / 2);
    connect(this, &QListWidget::itemActivated, this, &RecentResults::choose);
    connect(this, &QListWidget::itemClicked, this, &RecentResults::choose);
    fill();
}

void RecentResults::remember(const QString& file, const QString& title)
{
    const QString whole = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    QList<Entry> kept = entries();
    kept.removeIf([&](const Entry& entry) { return entry.file == whole; });
    kept.prepend({whole, title});
    QStringList lines;
    for (const Entry& entry : kept.mid(0, mostRecent))
        lines << entry.file + u'\n' + entry.title;
    QSettings().setValue(recentKey, lines);
    fill();
}

void RecentResults::fill()
{
    clear();
    for (const Entry& entry : entries()) {
        auto* item = new QListWidgetItem(entry.title, this);
        item->setData(fileRole, entry.file);
        item->setToolTip(QDir::toNativeSeparators(entry.file));
    }
}

void RecentResults::choose(const QListWidgetItem* item)
{
    Q_EMIT chosen(item->data(fileRole).toString());
}

} // namespace exitscope
