#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace exitscope::test {

/// One #include line: the file it stands in, relative to the project's root, and what it names,
/// without its quotes or brackets.
struct Inclusion
{
    QString file;
    QString included;
};

/// Every #include of the C++ files under engine, widgets, app and tests of the project at `root`.
std::vector<Inclusion> inclusionsOf(const QString& root);

/// One sentence for each inclusion that breaks the layout: a module that is not below the including
/// one, LibTorch outside engine/model and engine/decode (also by way of another header), Qt inside
/// engine/. Files of tests/ may use every module.
QStringList brokenInclusions(const std::vector<Inclusion>& inclusions);

/// One sentence for each folder or file of `entries`, names as seen in `folder` of the project (""
/// is its root), that the layout has no place for. Hidden ones are not looked at.
QStringList misplacedEntries(const QString& folder, const QStringList& entries);

} // namespace exitscope::test
