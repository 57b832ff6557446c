#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace exitscope {

class HubAccount;
class MessageStrip;
struct HubSettings;

/// Asks for a token of the hub, checks whose it is and keeps it. GUI thread.
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    SignInDialog(HubAccount* account, const HubSettings& settings, QWidget* parent);

private:
    void signIn();
    void setBusy(bool isBusy);

    HubAccount* m_account;
    QLineEdit* m_token;
    MessageStrip* m_message;
    QPushButton* m_signIn = nullptr;
};

} // namespace exitscope
