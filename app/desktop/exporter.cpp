#include "desktop/exporter.h"

#include "desktop/exportdialog.h"
#include "desktop/exportset.h"
#include "desktop/fileplaces.h"
#include "desktop/mainwindow.h"
#include "widgets/heatmapview.h"
#include "widgets/messagestrip.h"
#include "widgets/report.h"
#include "widgets/runtitle.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace exitscope {

namespace {

/// By which views are put in the order in which they are read: from the left, then tab by tab.
std::pair<int, int> placeIn(const QWidget* window, const QWidget* view)
{
    int tab = 0;
    for (const QWidget* part = view; part && part != window; part = part->parentWidget()) {
        if (const auto* pages = qobject_cast<const QStackedWidget*>(part->parentWidget()))
            tab = pages->indexOf(part);
    }
    return {view->mapTo(window, QPoint()).x(), tab};
}

} // namespace

Exporter::Exporter(MainWindow* window, QObject* parent)
    : QObject(parent)
    , m_window(window)
{
    add(tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E), &Exporter::exportView);
    add(tr("Export a&ll…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E), &Exporter::exportAll);
    add(tr("Cop&y picture"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        &Exporter::copyPicture);
    add(tr("Repor&t…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R), &Exporter::exportReport);
}

QAction* Exporter::add(const QString& text, const QKeySequence& shortcut, void (Exporter::*work)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, work);
    m_actions << action;
    return action;
}

std::vector<Exportable*> Exporter::views() const
{
    std::vector<Exportable*> found;
    for (QWidget* widget : m_window->findChildren<QWidget*>()) {
        auto* view = dynamic_cast<Exportable*>(widget);
        if (view && view->hasData())
            found.push_back(view);
    }
    std::ranges::stable_sort(found, {}, [this](Exportable* view) {
        return placeIn(m_window, dynamic_cast<QWidget*>(view));
    });
    return found;
}

int Exporter::current(const std::vector<Exportable*>& views) const
{
    int visible = -1;
    int focused = -1;
    const QWidget* innermost = nullptr; // of those around the focus: views may hold others
    const QWidget* focus = m_window->focusWidget();
    for (std::size_t i = 0; i < views.size(); ++i) {
        const auto* widget = dynamic_cast<QWidget*>(views[i]);
        if (!widget->isVisible())
            continue;
        if (visible < 0)
            visible = static_cast<int>(i);
        if (focus && (widget == focus || widget->isAncestorOf(focus)) &&
            (!innermost || innermost->isAncestorOf(widget))) {
            focused = static_cast<int>(i);
            innermost = widget;
        }
    }
    return std::max(0, focused >= 0 ? focused : visible);
}

std::shared_ptr<const Run> Exporter::run() const
{
    return std::make_shared<const Run>(m_window->controller()->document()->run());
}

bool Exporter::isShownDark() const
{
    return theme::isDark(m_window->palette());
}

void Exporter::say(const QString& text) const
{
    m_window->message()->showMessage(MessageStrip::Kind::Information, text);
}

void Exporter::write(const Exportable& view, const QString& file, const PictureOptions& options)
{
    RunController* controller = m_window->controller();
    controller->inBackground([picture = view.picture(run()), file,
                              options] { return writePicture(picture, file, options); },
                             [controller, file] { Q_EMIT controller->fileWritten(file); });
}

void Exporter::exportView()
{
    const std::vector<Exportable*> choice = views();
    if (choice.empty())
        return say(tr("There is nothing to export yet: run a prompt or open a run."));
    QStringList titles;
    for (const Exportable* view : choice)
        titles << view->exportTitle();
    ExportDialog dialog(ExportDialog::Scope::One, titles, current(choice), isShownDark(), m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const Exportable& view = *choice[static_cast<std::size_t>(dialog.plot())];
    const QString ending = dialog.ending();
    const QString name = QStringLiteral("%1-%2").arg(
        runFileName(m_window->controller()->document()->run()), view.picture(run()).name);
    const QString file =
        askForName(m_window, tr("Export %1").arg(view.exportTitle()),
                   {QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending)}, name);
    if (!file.isEmpty())
        write(view, file, dialog.options());
}

void Exporter::copyPicture()
{
    const std::vector<Exportable*> choice = views();
    if (choice.empty())
        return say(tr("There is nothing to copy yet: run a prompt or open a run."));
    const Exportable& view = *choice[static_cast<std::size_t>(current(choice))];
    const auto image = std::make_shared<QImage>();
    m_window->controller()->inBackground(
        [picture = view.picture(run()), options = rememberedOptions(isShownDark()),
         image]() -> Status {
            *image = pictureImage(picture, options);
            if (image->isNull())
                return Error(ErrorCode::OutOfMemory,
                             tr("there is no memory for a picture of this size; export it at a "
                                "smaller scale")
                                 .toStdString());
            return Done{};
        },
        [this, image, title = view.exportTitle()] {
            QGuiApplication::clipboard()->setImage(*image);
            say(tr("Copied a picture: %1").arg(title));
        });
}

QString Exporter::knownMachine() const
{
    // A run that goes on from one of a file was partly made elsewhere.
    const RunHistory* history = m_window->controller()->history();
    const HistoryEntry* entry = history->find(history->current());
    while (entry && entry->origin == RunOrigin::Branch)
        entry = history->find(entry->parent);
    return entry && entry->origin == RunOrigin::Written ? machineText() : QString();
}

void Exporter::exportReport()
{
    const QString file = askForName(m_window, tr("Write a report"), {tr("HTML page (*.html)")},
                                    runFileName(m_window->controller()->document()->run()) +
                                        QStringLiteral("-report"));
    if (file.isEmpty())
        return;
    RunController* controller = m_window->controller();
    const ReportOptions options{.plot = m_window->heatmap()->plotOptions(),
                                .machine = knownMachine()};
    say(tr("Writing %1…").arg(file));
    controller->inBackground(
        [run = run(), file, options] { return writeReport(*run, file, options); },
        [controller, file] { Q_EMIT controller->fileWritten(file); });
}

void Exporter::exportAll()
{
    const std::vector<Exportable*> choice = views();
    QStringList titles;
    for (const Exportable* view : choice)
        titles << view->exportTitle();
    ExportDialog dialog(ExportDialog::Scope::All, titles, 0, isShownDark(), m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString folder = askForFolder(m_window, tr("Export into a folder"));
    if (folder.isEmpty())
        return;
    auto set = std::make_shared<ExportSet>();
    set->run = run();
    for (const Exportable* view : choice)
        set->pictures.push_back(view->picture(set->run));
    set->ending = dialog.ending();
    set->options = dialog.options();
    set->report = {.plot = m_window->heatmap()->plotOptions(), .machine = knownMachine()};
    QSet<QString> existing;
    for (const QString& name : set->names()) {
        if (QFileInfo::exists(QDir(folder).filePath(name)))
            existing.insert(name);
    }
    if (!existing.isEmpty()) {
        const Existing answer = askAbout(existing.values(), folder);
        if (answer == Existing::Cancel)
            return;
        if (answer == Existing::Keep)
            set->leaveOut(existing);
    }
    if (set->names().isEmpty())
        return say(tr("Nothing was written: %1 holds all of the files already.").arg(folder));
    say(tr("Writing into %1…").arg(folder));
    m_window->controller()->inBackground(
        [set, folder, existing] { return set->write(folder, existing); },
        [this, set, folder] {
            say(tr("Saved in %1: %2").arg(folder, set->names().join(tr(", "))));
        });
}

Exporter::Existing Exporter::askAbout(const QStringList& names, const QString& folder) const
{
    constexpr int mostNamed = 5;
    const int count = static_cast<int>(names.size());
    QStringList sorted = names;
    sorted.sort();
    QString list = sorted.mid(0, mostNamed).join(tr(", "));
    if (count > mostNamed)
        list = tr("%1 and %2 more").arg(list).arg(count - mostNamed);
    QMessageBox box(QMessageBox::Question, tr("Export all"),
                    tr("Already in %1: %2.").arg(folder, list), QMessageBox::Cancel, m_window);
    box.setInformativeText(
        tr("Replace them, or keep them as they are and write only what is missing?"));
    const QPushButton* replace = box.addButton(tr("&Replace all"), QMessageBox::DestructiveRole);
    QPushButton* keep = box.addButton(tr("&Keep them"), QMessageBox::AcceptRole);
    box.setDefaultButton(keep);
    box.exec();
    if (box.clickedButton() == replace)
        return Existing::Replace;
    return box.clickedButton() == keep ? Existing::Keep : Existing::Cancel;
}

} // namespace exitscope
