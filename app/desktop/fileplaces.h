#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace exitscope {

/// Where the user's files lie, and dialogs that ask for them. GUI thread.

/// The folder of the last file, so that a dialog opens where the user was.
QString lastPlace();
void rememberPlace(const QString& file);

/// `file` with the first ending of `filter`, unless it has one that `filters` name.
QString withEnding(const QString& file, const QString& filter, const QStringList& filters);

/// The name of a file to write, with one of the endings of `filters`; `stem` is the one on offer.
/// Empty when the user changed their mind, also on replacing a file.
QString askForName(QWidget* window, const QString& title, const QStringList& filters,
                   const QString& stem);
/// A folder to write into, likewise.
QString askForFolder(QWidget* window, const QString& title);

} // namespace exitscope
