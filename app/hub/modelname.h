#pragma once

#include "base/error.h"

#include <QMetaType>
#include <QString>

namespace exitscope {

/// A model of the hub and the version that is meant.
struct ModelName
{
    QString repository;         ///< "org/name"
    QString revision = "main";  ///< a branch, a tag or a commit
    bool revisionNamed = false; ///< whether the user wrote one

    /// "models--org--name"
    QString folder() const;
    /// "org/name", and "@revision" where one was written.
    QString text() const;

    bool operator==(const ModelName&) const = default;
};

/// Reads "org/name" or "org/name@revision"; only names that are safe in a path and an address.
/// Errors: WrongUse.
Result<ModelName> parseModelName(const QString& text);

} // namespace exitscope

Q_DECLARE_METATYPE(exitscope::ModelName)
