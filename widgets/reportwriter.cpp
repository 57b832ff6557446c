#include "widgets/reportwriter.h"

namespace exitscope {

namespace {

char32_t printableOf(char32_t c)
{
    const bool isSpace = c == U'\n' || c == U'\t';
    if (c < 0x20 && !isSpace)
        return 0x2400 + c;
    if (c == 0x7f)
        return 0x2421;
    const bool isControl = c >= 0x80 && c < 0xa0;
    const bool isSurrogate = c >= 0xd800 && c < 0xe000;
    const bool isNoCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return isControl || isSurrogate || isNoCharacter ? 0xfffd : c;
}

} // namespace

QString printable(const QString& text)
{
    QList<uint> characters = text.toUcs4();
    for (uint& c : characters)
        c = printableOf(c);
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()),
                             characters.size());
}

ReportWriter::ReportWriter(const QString& title, const QString& css)
    : m_buffer(&m_bytes)
    , m_xml(&m_buffer)
{
    m_buffer.open(QIODevice::WriteOnly);
    m_xml.writeDTD(QStringLiteral("<!DOCTYPE html>\n"));
    open("html", {{"lang", QStringLiteral("en")}});
    open("head");
    const auto meta = [this](Attributes attributes) {
        m_xml.writeEmptyElement(QStringLiteral("meta"));
        for (const auto& [name, value] : attributes)
            m_xml.writeAttribute(QString::fromLatin1(name), value);
    };
    meta({{"charset", QStringLiteral("utf-8")}});
    meta({{"name", QStringLiteral("viewport")},
          {"content", QStringLiteral("width=device-width, initial-scale=1")}});
    meta({{"name", QStringLiteral("generator")},
          {"content", QStringLiteral("Exitscope " EXITSCOPE_VERSION)}});
    element("title", title);
    element("style", css);
    close();
    open("body");
}

void ReportWriter::open(const char* tag, Attributes attributes)
{
    m_xml.writeStartElement(QString::fromLatin1(tag));
    for (const auto& [name, value] : attributes)
        m_xml.writeAttribute(QString::fromLatin1(name), printable(value));
    // Else one without content would come out as <td/>, which HTML takes for an opening tag.
    m_xml.writeCharacters(QString());
}

void ReportWriter::close()
{
    m_xml.writeEndElement();
}

void ReportWriter::text(const QString& text)
{
    m_xml.writeCharacters(printable(text));
}

void ReportWriter::element(const char* tag, const QString& text, Attributes attributes)
{
    open(tag, attributes);
    this->text(text);
    close();
}

void ReportWriter::openSection(const QString& heading)
{
    open("section");
    element("h2", heading);
}

void ReportWriter::row(const QStringList& cells, Attributes attributes)
{
    open("tr", attributes);
    element("th", cells.value(0), {{"scope", QStringLiteral("row")}});
    for (const QString& cell : cells.mid(1))
        element("td", cell);
    close();
}

void ReportWriter::headRow(const QStringList& cells)
{
    open("thead");
    open("tr");
    for (const QString& cell : cells)
        element("th", cell, {{"scope", QStringLiteral("col")}});
    close();
    close();
}

void ReportWriter::raw(const QByteArray& markup)
{
    m_xml.writeCharacters(QString());
    m_buffer.write(markup);
}

QByteArray ReportWriter::finish()
{
    m_xml.writeEndDocument();
    m_buffer.close();
    return m_bytes;
}

} // namespace exitscope
