#pragma once

#include "widgets/striplayout.h"
#include "widgets/tokentexts.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <QTextLayout>

#include <vector>

namespace exitscope {

class RunDocument;

/// The text of a run: the prompt as one block, then a chip per token in the colour of its exit
/// layer, with a bar as long as it went deep. Reads and selects in a RunDocument; GUI thread.
class TokenStrip : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TokenStrip(QWidget* parent = nullptr);

    /// Shows `document`, which must outlive this view or be replaced; may be null.
    void setDocument(RunDocument* document);

    int chipCount() const { return m_layout.count(); }
    /// A chip's place in the viewport; outside of it while scrolled away.
    QRect chipRect(int token) const;
    /// What the tooltip and the screen reader say of a token.
    QString tokenText(int token) const;

    /// The newest token stays in view until the user scrolls up.
    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

    QSize sizeHint() const override;

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// Blanks before and after a token's text, drawn faintly, and what lies between.
    struct Parts
    {
        QString before, core, after;
    };

    void rebuild();
    void layOutAll();
    void appendChips();
    void updateScrollBar();
    void showSelection();
    void selectInLine(int line, int token);
    Parts parts(int token) const;
    QString changeAt(int token) const;
    qreal promptHeight() const;
    QString promptText() const;
    QPointF offset() const;
    void paintPrompt(QPainter& painter) const;
    void paintChip(QPainter& painter, int token) const;
    void paintEmpty(QPainter& painter) const;

    QPointer<RunDocument> m_document;
    TokenTexts m_texts;
    StripLayout m_layout;
    QTextLayout m_prompt;
    bool m_following = true;
    bool m_scrolling = false; ///< this view, not the user, moves the scroll bar
};

} // namespace exitscope
