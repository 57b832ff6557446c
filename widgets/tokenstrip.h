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
/// layer, with a bar as long as it went deep. Under speculation drafts stand after the text while
/// they wait, and those that were rejected struck before the token that took their place. Reads and
/// selects in a RunDocument; GUI thread.
class TokenStrip : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TokenStrip(QWidget* parent = nullptr);

    /// Shows `document`, which must outlive this view or be replaced; may be null.
    void setDocument(RunDocument* document);

    /// Tokens, drafts not counted.
    int chipCount() const { return static_cast<int>(m_chipOfToken.size()); }
    /// A token's place in the viewport; outside of it while scrolled away.
    QRect chipRect(int token) const;
    /// What the tooltip and the screen reader say of a token.
    QString tokenText(int token) const;

    /// Whether drafts that were rejected stand in the text.
    bool areRejectedShown() const { return m_rejectedShown; }
    void setRejectedShown(bool shown);
    /// Places of the drafts on show in the viewport, rejected and waiting, in order.
    std::vector<QRect> draftRects() const;
    /// What the tooltip says at a point of the viewport; empty where it says nothing.
    QString textAt(const QPoint& point) const;

    /// The newest token stays in view until the user scrolls up.
    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

    QSize sizeHint() const override;

Q_SIGNALS:
    void followingChanged(bool following);
    void rejectedShownChanged(bool shown);

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
    /// What one chip stands for.
    struct Chip
    {
        int token = -1; ///< index; of a draft, that of the token it was to be
        int round = -1; ///< whose draft it is; -1: a token, or a draft of the round in progress
        int draft = -1; ///< index within the round; -1: a token
        bool isToken() const { return draft < 0; }
        bool isRejected() const { return round >= 0; }
    };

    void rebuild();
    void layOutAll();
    void takeNews();
    void appendChips();
    void addToken(int token);
    void addRejectedBefore(int token);
    void addDraft(const Chip& chip);
    void updateScrollBar();
    void showSelection();
    void selectInLine(int line, int step, int token);
    int tokenNearest(int line, qreal x) const;
    Parts parts(int token) const;
    const Draft& draftOf(const Chip& chip) const;
    bool isFirstRejected(const Chip& chip) const;
    QString draftText(const Chip& chip) const;
    QString replacementText(const Chip& chip) const;
    QString roleSentence(int token) const;
    QString changeAt(int token) const;
    qreal promptHeight() const;
    QString promptText() const;
    QPointF offset() const;
    void paintPrompt(QPainter& painter) const;
    void paintToken(QPainter& painter, int token) const;
    void paintVerified(QPainter& painter, const QRectF& box, qreal from, const QColor& ink) const;
    void paintCorrected(QPainter& painter, const QRectF& box, const QColor& ink) const;
    void paintChosen(QPainter& painter, const QRectF& box, const QColor& ink) const;
    void paintDraft(QPainter& painter, const Chip& chip, const QRectF& box) const;
    void paintChange(QPainter& painter, const QRectF& box) const;
    void paintSelection(QPainter& painter, const QRectF& box) const;
    void paintEmpty(QPainter& painter) const;

    QPointer<RunDocument> m_document;
    TokenTexts m_texts;
    StripLayout m_layout;
    std::vector<Chip> m_chips;      ///< as in m_layout
    std::vector<int> m_chipOfToken; ///< index into m_chips
    std::size_t m_nextRound = 0;    ///< the first whose rejected drafts are not laid out yet
    int m_settled = 0;              ///< chips before the drafts of the round in progress
    QTextLayout m_prompt;
    bool m_rejectedShown = true;
    bool m_following = true;
    bool m_scrolling = false; ///< this view, not the user, moves the scroll bar
};

} // namespace exitscope
