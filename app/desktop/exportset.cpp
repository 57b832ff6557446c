#include "desktop/exportset.h"

#include "trace/runcsv.h"
#include "trace/runjson.h"
#include "widgets/runtitle.h"

namespace exitscope {

std::vector<ExportSet::File> ExportSet::files() const
{
    const QString stem = runFileName(*run);
    std::vector<File> all;
    const auto add = [&](const QString& name, std::function<Result<QByteArray>()> content) {
        const QString file = QStringLiteral("%1-%2").arg(stem, name);
        if (!m_leftOut.contains(file))
            all.push_back({file, std::move(content)});
    };
    for (const PlotPicture& picture : pictures) {
        for (const QString& form : {ending, QStringLiteral("csv")})
            add(picture.name + u'.' + form,
                [this, &picture, form] { return encodePicture(picture, form, options); });
    }
    add(QStringLiteral("tokens.csv"),
        [this]() -> Result<QByteArray> { return QByteArray::fromStdString(runToCsv(*run)); });
    add(QStringLiteral("run.exitscope"), [this]() -> Result<QByteArray> {
        return QByteArray::fromStdString(encodeRun(*run, RunForm::Cbor));
    });
    add(QStringLiteral("report.html"), [this] { return reportOf(*run, report); });
    return all;
}

QStringList ExportSet::names() const
{
    QStringList names;
    for (const File& file : files())
        names << file.name;
    return names;
}

Status ExportSet::write(const QString& folder, const QSet<QString>& replaceable) const
{
    std::vector<NamedContent> contents;
    for (const File& file : files()) {
        Result<QByteArray> content = file.content();
        if (!content)
            return content.error();
        contents.push_back({file.name, std::move(*content)});
    }
    return writeTogether(contents, folder, replaceable);
}

} // namespace exitscope
