#include "hub/modelname.h"

#include <QRegularExpression>

namespace exitscope {

namespace {

/// Whether no part between slashes is empty, or made of dots at its start.
bool hasSafeParts(const QString& text)
{
    for (const QString& part : text.split('/')) {
        if (part.isEmpty() || part.startsWith('.') || part.contains(QLatin1String("..")))
            return false;
    }
    return true;
}

} // namespace

QString ModelName::folder() const
{
    return QLatin1String("models--") + QString(repository).replace('/', QLatin1String("--"));
}

QString ModelName::text() const
{
    return revisionNamed ? repository + '@' + revision : repository;
}

Result<ModelName> parseModelName(const QString& text)
{
    static const QRegularExpression form(
        "^([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)(@([A-Za-z0-9._/-]+))?\\z");
    const QRegularExpressionMatch match = form.match(text);
    ModelName name;
    name.repository = match.captured(1);
    name.revisionNamed = match.hasCaptured(3);
    if (name.revisionNamed)
        name.revision = match.captured(3);
    if (!match.hasMatch() || !hasSafeParts(name.repository) || !hasSafeParts(name.revision) ||
        name.repository.contains(QLatin1String("--")))
        return Error(ErrorCode::WrongUse,
                     '"' + text.toStdString() +
                         "\" names no model of the hub; write org/name or org/name@revision, for "
                         "example facebook/layerskip-llama3.2-1B.");
    return name;
}

} // namespace exitscope
