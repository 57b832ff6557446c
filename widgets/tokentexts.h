#pragma once

#include "trace/run.h"

#include <QString>
#include <QStringDecoder>

#include <vector>

namespace exitscope {

/// The texts of a run's tokens, as Unicode: a character that is cut by a token boundary belongs to
/// the token that completes it. One view or picture owns it, on its thread.
class TokenTexts
{
public:
    void reset();
    /// Takes in the tokens that `run` has gained since the last call.
    void append(const Run& run);

    int count() const { return static_cast<int>(m_texts.size()); }
    /// What the token adds to the text; empty where it completes no character.
    const QString& at(int token) const { return m_texts[static_cast<std::size_t>(token)]; }
    /// One line for a chip, an axis or a table: never empty, every blank visible.
    QString label(const Run& run, int token) const;

    /// `text` with control and format characters named and leading and trailing spaces as dots.
    static QString visible(const QString& text);

private:
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    std::vector<QString> m_texts;
};

/// `text` for a tooltip, whose own marks (a token may be "</s>") are not taken for mark-up.
QString plainToolTip(const QString& text);

} // namespace exitscope
