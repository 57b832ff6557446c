#pragma once

#include <QPlainTextEdit>

namespace exitscope {

/// The prompt: as high as its text, between two lines and five. GUI thread.
class PromptEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PromptEditor(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
};

} // namespace exitscope
