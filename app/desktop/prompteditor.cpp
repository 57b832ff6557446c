#include "desktop/prompteditor.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>

#include <algorithm>
#include <cmath>

namespace exitscope {

PromptEditor::PromptEditor(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setPlaceholderText(tr("What the model shall continue"));
    setAccessibleName(tr("Prompt"));
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this] { updateGeometry(); });
}

QSize PromptEditor::sizeHint() const
{
    // A plain text document measures its height in lines.
    const double lines = std::clamp(std::ceil(document()->size().height()), 2.0, 5.0);
    const double margins = 2 * (document()->documentMargin() + frameWidth());
    return {QPlainTextEdit::sizeHint().width(),
            static_cast<int>(std::ceil(lines * fontMetrics().lineSpacing() + margins))};
}

QSize PromptEditor::minimumSizeHint() const
{
    return {QPlainTextEdit::minimumSizeHint().width(), sizeHint().height()};
}

void PromptEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace exitscope
