#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace exitscope {

/// One line of news in the window, in place of a dialog: stays until it is closed or replaced.
/// GUI thread.
class MessageStrip : public QFrame
{
    Q_OBJECT

public:
    enum class Kind
    {
        Hint, ///< without a mark: something to try, nothing that happened
        Information,
        Warning,
        Error
    };

    explicit MessageStrip(QWidget* parent = nullptr);

    /// With a button `action` where it is not empty.
    void showMessage(Kind kind, const QString& text, const QString& action = {});
    QString text() const;
    Kind kind() const { return m_kind; }

Q_SIGNALS:
    /// The button of the message was pressed; the strip is hidden by then.
    void actionTriggered();
    /// The user closed the message.
    void closed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    Kind m_kind = Kind::Information;
    QLabel* m_mark = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
};

} // namespace exitscope
