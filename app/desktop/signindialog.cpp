#include "desktop/signindialog.h"

#include "desktop/hubaccount.h"
#include "widgets/formlayout.h"
#include "widgets/messagestrip.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace exitscope {

SignInDialog::SignInDialog(HubAccount* account, const HubSettings& settings, QWidget* parent)
    : QDialog(parent)
    , m_account(account)
    , m_token(new QLineEdit)
    , m_message(new MessageStrip)
{
    setWindowTitle(tr("Sign in to the hub"));
    const QString page = settings.endpoint.toString() + QStringLiteral("/settings/tokens");
    auto* intro = new QLabel(
        tr("Gated models go to people whom their owners have given access. A token tells the hub "
           "who you are. Make one at <a href=\"%1\">%1</a>; it only needs the right to read: kind "
           "“Read”, or “Fine-grained” with reading of the gated models that you have access to.")
            .arg(page.toHtmlEscaped()));
    intro->setWordWrap(true);
    intro->setOpenExternalLinks(true);
    intro->setTextInteractionFlags(Qt::TextBrowserInteraction);
    intro->setAccessibleName(tr("About tokens; Return opens the page where they are made"));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(QStringLiteral("hf_…"));
    m_token->setAccessibleName(tr("Token"));
    auto* kept = new TextLabel(
        TextLabel::Style::Note,
        tr("It is kept in the system's keyring or, where there is none, in %1, which only you can "
           "read and where other tools find it. It is sent to %2 and nowhere else.")
            .arg(TokenStore::file(), settings.endpoint.host()));
    kept->setWordWrap(true);
    QFormLayout* form = makeForm(nullptr);
    form->addRow(tr("&Token"), m_token);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_signIn = buttons->addButton(tr("&Sign in"), QDialogButtonBox::AcceptRole);
    m_signIn->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    column->setSpacing(theme::gap);
    column->addWidget(intro);
    column->addLayout(form);
    column->addWidget(kept);
    column->addWidget(m_message);
    column->addStretch();
    column->addWidget(buttons);
    constexpr int lettersAcross = 72;
    setMinimumWidth(lettersAcross * fontMetrics().averageCharWidth());
    setTabOrder(intro, m_token);
    followLayout(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &SignInDialog::signIn);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::rejected, account, &HubAccount::cancelSignIn);
    connect(m_token, &QLineEdit::textChanged, this, [this] { setBusy(false); });
    setBusy(false);
    m_token->setFocus();
}

void SignInDialog::setBusy(bool isBusy)
{
    m_signIn->setText(isBusy ? tr("Asking the hub…") : tr("&Sign in"));
    m_signIn->setEnabled(!isBusy && !m_token->text().trimmed().isEmpty());
    m_token->setReadOnly(isBusy);
}

void SignInDialog::signIn()
{
    m_message->hide();
    setBusy(true);
    m_account->signIn(m_token->text().trimmed(), [this, self = QPointer(this)](
                                                     const std::optional<QString>& failure) {
        if (!self)
            return;
        setBusy(false);
        if (!failure)
            return accept();
        m_message->showMessage(MessageStrip::Kind::Error, *failure);
        layout()->activate();
        resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
        m_token->selectAll();
        m_token->setFocus();
    });
}

} // namespace exitscope
