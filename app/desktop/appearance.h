#pragma once

#include "widgets/theme.h"

#include <QFont>
#include <QObject>

namespace exitscope {

/// The application's theme and text size, remembered between sessions. GUI thread.
class Appearance : public QObject
{
    Q_OBJECT

public:
    /// Applies what was remembered.
    explicit Appearance(QObject* parent = nullptr);

    theme::Scheme scheme() const { return m_scheme; }
    void setScheme(theme::Scheme scheme);
    /// The same, but not beyond this session.
    void setSchemeForNow(theme::Scheme scheme);
    /// Larger (+1) or smaller (-1) text; 0 goes back to the platform's size.
    void changeTextSize(int direction);
    /// So many tenths larger than chosen, but not beyond this session.
    void setTextLargerForNow(int steps);

Q_SIGNALS:
    void schemeChanged(exitscope::theme::Scheme scheme);

private:
    void applyTextSize();

    QFont m_platformFont;
    theme::Scheme m_scheme = theme::Scheme::System;
    int m_textSteps = 0; ///< each a tenth of the platform's size
    int m_largerForNow = 0;
};

} // namespace exitscope
