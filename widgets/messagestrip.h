#pragma once

#include <QFrame>

class QLabel;

namespace exitscope {

/// One line of news in the window, in place of a dialog: stays until it is closed or replaced.
/// GUI thread.
class MessageStrip : public QFrame
{
    Q_OBJECT

public:
    enum class Kind
    {
        Information,
        Warning,
        Error
    };

    explicit MessageStrip(QWidget* parent = nullptr);

    void showMessage(Kind kind, const QString& text);
    QString text() const;
    Kind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    Kind m_kind = Kind::Information;
    QLabel* m_mark = nullptr;
    QLabel* m_text = nullptr;
};

} // namespace exitscope
