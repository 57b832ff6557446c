#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

class QPalette;
class QTextBlock;
class QTextDocument;

namespace exitscope {

/// The page that opens first and lists all others.
inline constexpr QLatin1String guideStart("index.md");

/// A line of the guide's contents. A value type.
struct GuideEntry
{
    QString section; ///< the heading that it stands below; empty: none
    QString title;
    QString page; ///< file name
    bool operator==(const GuideEntry&) const = default;
};

/// The Markdown of a page that is built into the program; nothing where there is none.
std::optional<QString> guideText(const QString& page);

/// The contents as the start page lists them: a section for each heading, an entry for each item
/// of a list that begins with a link.
std::vector<GuideEntry> guideContents();

/// How links name a heading: lower case, blanks as hyphens, without punctuation, as on GitHub.
QString headingAnchor(QStringView heading);

/// The heading that `anchor` names; invalid where there is none.
QTextBlock findHeading(const QTextDocument& document, const QString& anchor);

/// Puts Markdown into `document`, with the spacing and colours of the window around it.
void setGuideText(QTextDocument& document, const QString& markdown, const QPalette& palette);

/// Makes the pictures, which are built into the program, as wide as `width` logical pixels where
/// they are wider.
void fitPictures(QTextDocument& document, int width, double devicePixelRatio);

} // namespace exitscope
