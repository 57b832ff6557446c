#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace exitscope {

class ModelShelf;

/// Says who is signed in at the hub, and signs in and out. GUI thread.
class AccountBar : public QWidget
{
    Q_OBJECT

public:
    explicit AccountBar(ModelShelf* shelf, QWidget* parent = nullptr);

    /// A line below, for what else is to be known; empty for none.
    void setNote(const QString& note);

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void signInOrOut();
    void update();

    ModelShelf* m_shelf;
    QLabel* m_account;
    QLabel* m_note;
    QPushButton* m_sign;
};

} // namespace exitscope
