#include "desktop/accountbar.h"

#include "desktop/modelshelf.h"
#include "desktop/signindialog.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace exitscope {

AccountBar::AccountBar(ModelShelf* shelf, QWidget* parent)
    : QWidget(parent)
    , m_shelf(shelf)
    , m_account(new QLabel)
    , m_note(new TextLabel(TextLabel::Style::Note))
    , m_sign(new QPushButton)
{
    m_account->setWordWrap(true);
    m_account->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->hide();
    m_sign->setAutoDefault(false);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_account);
    texts->addWidget(m_note);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addLayout(texts, 1);
    row->addWidget(m_sign);
    connect(m_sign, &QPushButton::clicked, this, &AccountBar::signInOrOut);
    connect(shelf->account(), &HubAccount::changed, this, &AccountBar::update);
    update();
}

void AccountBar::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void AccountBar::signInOrOut()
{
    HubAccount* account = m_shelf->account();
    if (account->token().isEmpty()) {
        auto* dialog = new SignInDialog(account, m_shelf->settings(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        return;
    }
    if (account->source() == HubToken::Source::File &&
        QMessageBox::question(this, tr("Sign out"),
                              tr("Sign out? That removes the token from %1, where other programs "
                                 "may look for it.")
                                  .arg(TokenStore::file())) != QMessageBox::Yes)
        return;
    account->signOut([this, self = QPointer(this)](const std::optional<QString>& failure) {
        if (self && failure)
            Q_EMIT failed(*failure);
    });
}

void AccountBar::update()
{
    const HubAccount* account = m_shelf->account();
    const QString host = m_shelf->settings().endpoint.host();
    const std::optional<HubError>& problem = account->problem();
    const bool isRefused = problem && problem->kind == HubError::Kind::TokenRefused;
    const QString place = account->source() == HubToken::Source::Environment
                              ? QStringLiteral("HF_TOKEN")
                          : account->source() == HubToken::Source::File ? TokenStore::file()
                                                                        : tr("the keyring");
    QString text;
    if (m_shelf->settings().offline)
        text = tr("HF_HUB_OFFLINE is set: nothing is downloaded, and what is here opens.");
    else if (account->source() == HubToken::Source::None)
        text = tr("Not signed in at %1; only gated models need it.").arg(host);
    else if (isRefused)
        text = tr("%1 does not accept the token from %2.").arg(host, place);
    else if (problem)
        text = tr("%1 cannot be asked now. What is here opens.").arg(host);
    else if (account->user().isEmpty())
        text = tr("A token is known from %1.").arg(place);
    else
        text = tr("Signed in at %1 as %2 (token from %3).").arg(host, account->user(), place);
    m_account->setText(text);
    m_sign->setText(account->token().isEmpty() ? tr("&Sign in…") : tr("&Sign out"));
    // What the environment says only the environment takes back.
    m_sign->setVisible(account->source() != HubToken::Source::Environment &&
                       !m_shelf->settings().offline);
}

} // namespace exitscope
