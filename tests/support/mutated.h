#pragma once

#include <QByteArray>

#include <random>

namespace exitscope::test {

/// `text` with a few bytes replaced, added or left out, mostly such as mean something in JSON.
inline QByteArray mutated(QByteArray text, std::mt19937& random)
{
    const QByteArray signs = "{}[]\",:.-0123456789eE\\ntuf \xff";
    for (unsigned changes = 1 + random() % 4; changes > 0 && !text.isEmpty(); --changes) {
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(text.size()));
        const char sign = signs[static_cast<qsizetype>(random() % signs.size())];
        switch (random() % 3) {
        case 0:
            text[at] = sign;
            break;
        case 1:
            text.insert(at, sign);
            break;
        default:
            text.remove(at, 1 + random() % 8);
        }
    }
    return text;
}

} // namespace exitscope::test
