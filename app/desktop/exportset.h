#pragma once

#include "widgets/pictureexport.h"
#include "widgets/report.h"

namespace exitscope {

/// All that there is to export of a run: each plot as a picture and as a table, the tokens, the run
/// and a report. A value; any thread.
struct ExportSet
{
    std::shared_ptr<const Run> run;
    std::vector<PlotPicture> pictures;
    QString ending; ///< of the pictures
    PictureOptions options;
    ReportOptions report;

    /// The names of the files, without those that are left out.
    QStringList names() const;
    void leaveOut(const QSet<QString>& names) { m_leftOut = names; }
    /// Writes them into `folder`, all or none; see writeTogether.
    Status write(const QString& folder, const QSet<QString>& replaceable) const;

private:
    struct File
    {
        QString name;
        std::function<Result<QByteArray>()> content;
    };
    std::vector<File> files() const;

    QSet<QString> m_leftOut;
};

} // namespace exitscope
