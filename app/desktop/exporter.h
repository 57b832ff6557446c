#pragma once

#include "widgets/pictureexport.h"

#include <QAction>
#include <QObject>

#include <vector>

class QMenu;

namespace exitscope {

class MainWindow;

/// Exports what the window's views show: asks what and where, has it made beside the GUI thread and
/// says what was written. Finds every view that is Exportable by itself. GUI thread.
class Exporter : public QObject
{
    Q_OBJECT

public:
    Exporter(MainWindow* window, QObject* parent);

    /// The commands, for the File menu.
    const QList<QAction*>& actions() const { return m_actions; }

    /// Writes `view` to `file`, by its ending.
    void write(const Exportable& view, const QString& file, const PictureOptions& options);

private:
    QAction* add(const QString& text, const QKeySequence& shortcut, void (Exporter::*work)());
    /// The views that have something to show, in the order of the window.
    std::vector<Exportable*> views() const;
    /// The one of `views` that has the focus, else the first that can be seen.
    int current(const std::vector<Exportable*>& views) const;
    std::shared_ptr<const Run> run() const;
    bool isShownDark() const;

    void exportView();
    void exportAll();
    void copyPicture();
    void exportReport();
    enum class Existing
    {
        Replace,
        Keep,
        Cancel
    };
    /// What to do about `names`, which are in `folder` already.
    Existing askAbout(const QStringList& names, const QString& folder) const;
    void say(const QString& text) const;
    QString knownMachine() const;

    MainWindow* m_window;
    QList<QAction*> m_actions;
};

} // namespace exitscope
