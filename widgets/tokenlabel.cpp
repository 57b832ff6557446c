#include "widgets/tokenlabel.h"

#include <QLocale>
#include <QTextBoundaryFinder>

namespace exitscope {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200C;
constexpr char32_t zeroWidthJoiner = 0x200D;

/// Whether the character would be invisible, or move others, where it stands.
bool needsName(char32_t character, bool isInside)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        // Inside a word or an emoji a joiner shapes what is seen.
        return !isInside || (character != zeroWidthJoiner && character != zeroWidthNonJoiner);
    default:
        return false;
    }
}

QString nameOf(char32_t character)
{
    if (character == '\n')
        return QStringLiteral("⏎");
    if (character == '\t')
        return QStringLiteral("⇥");
    if (character < 0x20)
        return QString(QChar(0x2400 + static_cast<int>(character)));
    return QStringLiteral("‹U+%1›").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0'));
}

bool isMark(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

bool runsRightToLeft(char32_t character)
{
    const QChar::Direction direction = QChar::direction(character);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

QString shortened(const QString& text, int longest)
{
    if (longest <= 0 || text.size() <= longest)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    finder.setPosition(longest - 1);
    const qsizetype end = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    return text.left(std::max<qsizetype>(0, end)) + QStringLiteral("…");
}

} // namespace

QString withNamedCharacters(const QString& text)
{
    const QList<uint> characters = text.toUcs4();
    QString shown;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t character = characters[i];
        shown += needsName(character, i > 0 && i + 1 < characters.size())
                     ? nameOf(character)
                     : QString::fromUcs4(&character, 1);
    }
    return shown;
}

QString tokenLabel(const QString& text, int longest)
{
    const QList<uint> characters = text.toUcs4();
    QString shown;
    bool rightToLeft = false;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t character = characters[i];
        if (needsName(character, i > 0 && i + 1 < characters.size())) {
            shown += nameOf(character);
            continue;
        }
        if (i == 0 && isMark(character))
            shown += QStringLiteral("◌");
        rightToLeft = rightToLeft || runsRightToLeft(character);
        shown += QString::fromUcs4(&character, 1);
    }
    shown = shortened(shown, longest);
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    return rightToLeft ? firstStrongIsolate + shown + popIsolate : shown;
}

QString percentText(double probability)
{
    const double percent = 100 * probability;
    const QLocale locale;
    if (percent > 0 && percent < 0.1)
        return QStringLiteral("<") + locale.toString(0.1, 'f', 1);
    return locale.toString(percent, 'f', percent >= 10 || percent == 0 ? 0 : 1);
}

} // namespace exitscope
