#pragma once

#include "trace/run.h"

#include <QByteArray>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace exitscope {

/// The numbers behind a plot, as they go into a file: text, whole numbers, doubles and truth
/// values; an invalid QVariant or NaN is what is not known. A value type.
struct ExportTable
{
    QStringList columns;
    std::vector<QVariantList> rows; ///< each as long as columns
};

/// `value` with no more digits than a float has; nothing for NaN.
QVariant exportNumber(float value);

/// RFC 4180 in UTF-8, with a row of names first; what is not known is empty.
QByteArray tableAsCsv(const ExportTable& table);

/// One JSON object, valid UTF-8: format_version, title, columns, rows (an object each; null for
/// what is not known) and, where `run` is one, its model and settings as in the documents of the
/// command line.
QByteArray tableAsJson(const ExportTable& table, const QString& title, const Run* run);

} // namespace exitscope
