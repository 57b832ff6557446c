#include "desktop/fileplaces.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSettings>

namespace exitscope {

namespace {

struct FilePlaces
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::FilePlaces)
};

const QLatin1String placeKey("files/place");

/// The endings that `filter` names, such as "exitscope" of "Run (*.exitscope)".
QStringList endingsOf(const QString& filter)
{
    QStringList endings;
    auto matches = QRegularExpression(QStringLiteral("\\*\\.(\\w+)")).globalMatch(filter);
    while (matches.hasNext())
        endings << matches.next().captured(1);
    return endings;
}

} // namespace

QString lastPlace()
{
    return QSettings().value(placeKey, QDir::homePath()).toString();
}

void rememberPlace(const QString& file)
{
    QSettings().setValue(placeKey, QFileInfo(file).absolutePath());
}

QString withEnding(const QString& file, const QString& filter, const QStringList& filters)
{
    const QString ending = endingsOf(filter).value(0);
    const QString typed = QFileInfo(file).suffix().toLower();
    if (ending.isEmpty() || endingsOf(filters.join(u' ')).contains(typed))
        return file;
    return file + u'.' + ending;
}

QString askForFolder(QWidget* window, const QString& title)
{
    const QString folder = QFileDialog::getExistingDirectory(window, title, lastPlace());
    if (!folder.isEmpty())
        QSettings().setValue(placeKey, folder);
    return folder;
}

QString askForName(QWidget* window, const QString& title, const QStringList& filters,
                   const QString& stem)
{
    QFileDialog dialog(window, title, lastPlace());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    const auto follow = [&dialog, &filters](const QString& filter) {
        // The name on offer goes with the form that is chosen.
        const QString ending = endingsOf(filter).value(0);
        dialog.setDefaultSuffix(ending);
        const QFileInfo file(dialog.selectedFiles().value(0));
        // Only an ending of ours is replaced; any other belongs to the name.
        const bool ours = file.suffix() == QLatin1String("out") ||
                          endingsOf(filters.join(u' ')).contains(file.suffix());
        if (ours && !file.isDir())
            dialog.selectFile(file.completeBaseName() + u'.' + ending);
    };
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, follow);
    // With an ending, so that a dot in the model's name is not taken for one.
    dialog.selectFile(stem + QStringLiteral(".out"));
    follow(filters.first());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const QString typed = dialog.selectedFiles().value(0);
    const QString file = withEnding(typed, dialog.selectedNameFilter(), filters);
    // The dialog has asked only about the name as it was typed.
    if (file != typed && QFileInfo::exists(file) &&
        QMessageBox::question(window, title, FilePlaces::tr("%1 exists. Replace it?").arg(file)) !=
            QMessageBox::Yes)
        return {};
    rememberPlace(file);
    return file;
}

} // namespace exitscope
