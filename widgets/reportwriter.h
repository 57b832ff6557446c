#pragma once

#include <QBuffer>
#include <QByteArray>
#include <QString>
#include <QXmlStreamWriter>

#include <initializer_list>
#include <utility>

namespace exitscope {

/// `text` without what neither XML nor HTML may hold: control characters show as their symbols,
/// what is no character as U+FFFD. Line ends and tabs stay.
QString printable(const QString& text);

/// Writes an HTML5 document that is well-formed XML too, so that every element is closed and all
/// text escaped. Lives on one thread.
class ReportWriter
{
public:
    using Attributes = std::initializer_list<std::pair<const char*, QString>>;

    /// Head of the document, up to the open body. `css` holds none of <, > and &.
    ReportWriter(const QString& title, const QString& css);

    void open(const char* tag, Attributes attributes = {});
    void close();
    void text(const QString& text);
    void element(const char* tag, const QString& text, Attributes attributes = {});
    /// A section with a heading of the second level; close() ends it.
    void openSection(const QString& heading);
    /// A row of a table: its first cell a heading, the others figures.
    void row(const QStringList& cells, Attributes attributes = {});
    void headRow(const QStringList& cells);
    /// `markup` as it is: well-formed and safe.
    void raw(const QByteArray& markup);

    /// Ends the document and hands it out.
    QByteArray finish();

private:
    QByteArray m_bytes;
    QBuffer m_buffer;
    QXmlStreamWriter m_xml;
};

} // namespace exitscope
