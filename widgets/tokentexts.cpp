#include "widgets/tokentexts.h"

#include "widgets/tokenlabel.h"

namespace exitscope {

void TokenTexts::reset()
{
    m_texts.clear();
    m_decoder.resetState();
}

void TokenTexts::append(const Run& run)
{
    for (std::size_t token = m_texts.size(); token < run.tokens.size(); ++token) {
        const std::string& bytes = run.tokens[token].bytes;
        m_texts.emplace_back(
            m_decoder.decode(QByteArrayView(bytes.data(), qsizetype(bytes.size()))));
    }
}

QString TokenTexts::label(const Run& run, int token) const
{
    const QString& text = at(token);
    if (!text.isEmpty())
        return visible(text);
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    return trace.bytes.empty() ? QStringLiteral("#%1").arg(trace.id) : QStringLiteral("…");
}

QString TokenTexts::visible(const QString& text)
{
    QString shown = text;
    qsizetype leading = 0;
    while (leading < shown.size() && shown[leading] == u' ')
        shown[leading++] = u'·';
    for (qsizetype i = shown.size() - 1; i > leading && shown[i] == u' '; --i)
        shown[i] = u'·';
    return withNamedCharacters(shown);
}

QString plainToolTip(const QString& text)
{
    return QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text.toHtmlEscaped());
}

} // namespace exitscope
