#include "desktop/guidetext.h"

#include "widgets/theme.h"

#include <QFile>
#include <QFontInfo>
#include <QImage>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QUrl>

namespace exitscope {

namespace {

/// Whether both are lines of one piece of code; two pieces in a row differ in their language.
bool isOneCode(const QTextBlock& a, const QTextBlock& b)
{
    const auto language = [](const QTextBlock& block) {
        return block.blockFormat().stringProperty(QTextFormat::BlockCodeLanguage);
    };
    const auto isCode = [](const QTextBlock& block) {
        return block.isValid() && block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
    };
    return isCode(a) && isCode(b) && language(a) == language(b);
}

void styleBlocks(QTextDocument& document, const QPalette& palette)
{
    constexpr qreal lineHeight = 135; // percent
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (format.headingLevel() > 0) {
            format.setTopMargin(format.headingLevel() == 1 ? 0 : theme::gapLarge);
            format.setBottomMargin(theme::gapSmall);
        } else if (format.hasProperty(QTextFormat::BlockCodeFence)) {
            format.setBackground(palette.alternateBase());
            format.setNonBreakableLines(false); // long lines go on below instead of out of sight
            format.setTopMargin(isOneCode(block.previous(), block) ? 0 : theme::gapSmall);
            format.setBottomMargin(isOneCode(block, block.next()) ? 0 : theme::gap);
        } else if (!block.text().contains(QChar::ObjectReplacementCharacter)) { // not a picture
            format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
            if (block.textList())
                format.setBottomMargin(theme::gapTiny);
        }
        cursor.setBlockFormat(format);
    }
}

void styleTables(const QTextFrame& frame, const QColor& line)
{
    for (QTextFrame* child : frame.childFrames()) {
        auto* table = qobject_cast<QTextTable*>(child);
        if (!table) {
            styleTables(*child, line);
            continue;
        }
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(line);
        format.setBorderCollapse(true);
        format.setCellSpacing(0);
        format.setCellPadding(theme::gapTiny + 2);
        format.setTopMargin(theme::gapSmall);
        format.setBottomMargin(theme::gapLarge);
        table->setFormat(format);
    }
}

} // namespace

std::optional<QString> guideText(const QString& page)
{
    QFile file(QStringLiteral(":/help/") + page);
    if (page.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readAll());
}

std::vector<GuideEntry> guideContents()
{
    static const QRegularExpression item(QStringLiteral(R"(^- \[([^\]]+)\]\(([^)#]+\.md)\))"));
    std::vector<GuideEntry> found;
    QString section;
    const QString text = guideText(guideStart).value_or(QString());
    for (const QString& line : text.split(u'\n')) {
        if (line.startsWith(QLatin1String("## ")))
            section = line.mid(3).trimmed();
        else if (const auto match = item.match(line); match.hasMatch())
            found.push_back({section, match.captured(1), match.captured(2)});
    }
    return found;
}

QString headingAnchor(QStringView heading)
{
    QString anchor;
    for (const QChar letter : heading) {
        if (letter.isLetterOrNumber() || letter == u'-' || letter == u'_')
            anchor += letter.toLower();
        else if (letter == u' ')
            anchor += u'-';
    }
    return anchor;
}

QTextBlock findHeading(const QTextDocument& document, const QString& anchor)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0 && headingAnchor(block.text()) == anchor)
            return block;
    }
    return {};
}

void setGuideText(QTextDocument& document, const QString& markdown, const QPalette& palette)
{
    document.setMarkdown(markdown);
    styleBlocks(document, palette);
    styleTables(*document.rootFrame(), theme::colors(palette).grid);
    document.setUndoRedoEnabled(false);
}

void fitPictures(QTextDocument& document, int width, double devicePixelRatio)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            QTextImageFormat format = part.fragment().charFormat().toImageFormat();
            if (!format.isValid())
                continue;
            const QUrl url = document.baseUrl().resolved(QUrl(format.name()));
            const QImage image(u':' + url.path());
            if (image.isNull())
                continue;
            const int shown = std::min(width, image.width());
            if (qRound(format.width()) == shown)
                continue;
            format.setWidth(shown);
            format.setHeight(double(image.height()) * shown / image.width());
            // The document draws without smoothing, so it gets just the pixels that it shows.
            document.addResource(
                QTextDocument::ImageResource, url,
                image.scaledToWidth(qRound(shown * devicePixelRatio), Qt::SmoothTransformation));
            QTextCursor cursor(block);
            cursor.setPosition(part.fragment().position());
            cursor.setPosition(part.fragment().position() + part.fragment().length(),
                               QTextCursor::KeepAnchor);
            cursor.setCharFormat(format);
            break; // the fragments may be others now; a picture stands in a paragraph of its own
        }
    }
}

} // namespace exitscope
