#pragma once

#include <QLabel>

namespace exitscope {

/// A label in one of the window's text styles, which it keeps when the application's font or
/// palette changes. GUI thread.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Style
    {
        Heading, ///< names a group of controls
        Note,    ///< small and muted: explanations, units
        Figure,  ///< tabular figures: readouts that change
    };

    explicit TextLabel(Style style, const QString& text = {}, QWidget* parent = nullptr);

    /// Keeps room for `text`, so that what stands beside the label does not move.
    void reserve(const QString& text);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyStyle();

    Style m_style;
    QString m_widest;
};

} // namespace exitscope
