#include "desktop/getmodelsdialog.h"

#include "desktop/modeldetails.h"
#include "desktop/modellistdelegate.h"
#include "desktop/modellistmodel.h"
#include "desktop/modeltext.h"
#include "desktop/signindialog.h"
#include "widgets/messagestrip.h"
#include "widgets/tableview.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace exitscope {

namespace {

constexpr QSize firstSize(1180, 680);
constexpr int detailsWidth = 340;

} // namespace

GetModelsDialog::GetModelsDialog(QWidget* parent, const HubSettings& settings,
                                 std::unique_ptr<Keyring> keyring)
    : QDialog(parent)
    , m_shelf(new ModelShelf(settings, std::move(keyring), this))
    , m_model(new ModelListModel(m_shelf, this))
    , m_message(new MessageStrip)
    , m_details(new ModelDetails(m_shelf))
{
    setWindowTitle(tr("Get models"));
    resize(firstSize);
    auto* splitter = new QSplitter;
    splitter->addWidget(makeList());
    auto* side = new QWidget;
    auto* inset = new QVBoxLayout(side);
    inset->setContentsMargins(theme::gapLarge, 0, 0, 0);
    inset->addWidget(m_details);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->setSizes({firstSize.width() - detailsWidth, detailsWidth});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    column->setSpacing(theme::gap);
    column->addWidget(makeSearch());
    column->addWidget(m_message);
    column->addWidget(splitter, 1);
    column->addWidget(makeFoot());
    connectShelf();
    updateAccount();
    updateNote();
}

GetModelsDialog::~GetModelsDialog() = default;

QWidget* GetModelsDialog::makeSearch()
{
    auto* search = new QWidget;
    auto* row = new QHBoxLayout(search);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setPlaceholderText(tr("org/name, or org/name@revision"));
    m_name->setClearButtonEnabled(true);
    m_name->setAccessibleName(tr("Name of another model of the hub"));
    auto* label = new QLabel(tr("Another &model"));
    label->setBuddy(m_name);
    m_find = new QPushButton(tr("&Find"));
    m_find->setAutoDefault(false);
    row->addWidget(label);
    row->addWidget(m_name, 1);
    row->addWidget(m_find);
    connect(m_find, &QPushButton::clicked, this, &GetModelsDialog::lookUp);
    connect(m_name, &QLineEdit::returnPressed, this, &GetModelsDialog::lookUp);
    connect(m_name, &QLineEdit::textChanged, this, &GetModelsDialog::endLook);
    endLook();
    return search;
}

QWidget* GetModelsDialog::makeList()
{
    m_list = new TableView(nullptr, theme::gapSmall);
    m_list->setObjectName(QStringLiteral("models"));
    m_list->setAccessibleName(tr("Models"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ModelListDelegate(m_list));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setLines(2);
    constexpr int name = 40;
    constexpr int state = 23;
    constexpr int memory = 25;
    constexpr int size = 12;
    constexpr int access = 23;
    m_list->setColumnWidths({name, state, memory, size, access});
    m_list->horizontalHeader()->setSectionResizeMode(ModelListModel::NameColumn,
                                                     QHeaderView::Stretch);
    m_list->viewport()->installEventFilter(this);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &GetModelsDialog::takeSelection);
    connect(m_list, &QTableView::activated, m_details, &ModelDetails::open);
    return m_list;
}

QWidget* GetModelsDialog::makeFoot()
{
    m_account = new QLabel;
    m_account->setWordWrap(true);
    m_account->setTextFormat(Qt::PlainText);
    m_note = new TextLabel(TextLabel::Style::Note);
    m_note->setWordWrap(true);
    m_sign = new QPushButton;
    m_sign->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_sign, &QPushButton::clicked, this, &GetModelsDialog::signInOrOut);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_account);
    texts->addWidget(m_note);
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addLayout(texts, 1);
    row->addWidget(m_sign);
    row->addWidget(buttons);
    return foot;
}

bool GetModelsDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == m_list->viewport()) {
        // The details say these too, so they go where a name would have no room.
        constexpr int leastName = 32;
        int room = m_list->viewport()->width() - leastName * fontMetrics().averageCharWidth();
        for (int column = ModelListModel::StateColumn; column < ModelListModel::ColumnCount;
             ++column) {
            m_list->setColumnHidden(column, false);
            room -= m_list->columnWidth(column);
            const bool isExtra = column >= ModelListModel::SizeColumn;
            m_list->setColumnHidden(column, isExtra && room < 0);
        }
    }
    return QDialog::eventFilter(watched, event);
}

void GetModelsDialog::connectShelf()
{
    connect(m_details, &ModelDetails::openAsked, this, &GetModelsDialog::openAsked);
    connect(m_details, &ModelDetails::removeAsked, this, &GetModelsDialog::remove);
    connect(m_shelf, &ModelShelf::wasReset, this, [this] {
        if (m_selected)
            select(*m_selected);
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model->index(0, 0));
    });
    connect(m_shelf, &ModelShelf::changed, this, [this](int index) {
        if (m_selected == m_model->nameAt(index))
            m_details->update();
        updateNote();
    });
    connect(m_shelf, &ModelShelf::found, this, [this](const ModelName& name) {
        m_name->clear();
        endLook();
        select(name);
        m_list->setFocus();
    });
    connect(m_shelf, &ModelShelf::notFound, this,
            [this](const ModelName& name, const HubError& error) {
                endLook();
                tell(errorText(error, name), true);
            });
    connect(m_shelf, &ModelShelf::downloaded, this, [this](const ModelName& name) {
        updateNote();
        tell(tr("%1 is here and can be opened.").arg(name.text()), false);
    });
    connect(m_shelf, &ModelShelf::downloadFailed, this,
            [this](const ModelName& name, const HubError& error) {
                updateNote();
                // The details say it where they show that model.
                if (isVisible() && m_selected == name)
                    return;
                tell(errorText(error, name), true);
                m_failed = name;
            });
    connect(m_shelf, &ModelShelf::removed, this, [this](const ModelName& name, qint64 bytes) {
        tell(tr("Removed %1; %2 are free again.").arg(name.text(), sizeText(bytes)), false);
    });
    connect(m_shelf, &ModelShelf::failed, this,
            [this](const QString& sentence) { tell(sentence, true); });
    connect(m_shelf->account(), &HubAccount::changed, this, &GetModelsDialog::updateAccount);
}

void GetModelsDialog::bringUp()
{
    if (!isVisible()) {
        m_shelf->refresh();
        m_shelf->account()->look();
        m_list->setFocus();
    }
    show();
    raise();
    activateWindow();
}

void GetModelsDialog::tell(const QString& sentence, bool isProblem)
{
    if (!isVisible())
        return Q_EMIT told(sentence, isProblem);
    m_failed.reset();
    m_message->showMessage(isProblem ? MessageStrip::Kind::Error : MessageStrip::Kind::Information,
                           sentence);
}

void GetModelsDialog::lookUp()
{
    if (m_name->text().trimmed().isEmpty())
        return;
    const Result<ModelName> name = parseModelName(m_name->text().trimmed());
    if (!name)
        return tell(QString::fromUtf8(name.error().what()), true);
    m_message->hide();
    m_find->setEnabled(false);
    m_find->setText(tr("Asking…"));
    m_shelf->look(*name);
}

void GetModelsDialog::endLook()
{
    m_find->setText(tr("&Find"));
    m_find->setEnabled(!m_name->text().trimmed().isEmpty());
}

void GetModelsDialog::select(const ModelName& name)
{
    if (const int row = m_shelf->indexOf(name); row >= 0) {
        m_list->setCurrentIndex(m_model->index(row, 0));
        m_list->scrollTo(m_list->currentIndex());
    }
}

void GetModelsDialog::takeSelection()
{
    if (const auto name = m_model->nameAt(m_list->currentIndex().row()))
        m_selected = name;
    if (m_selected && m_selected == m_failed) {
        m_message->hide(); // the details say it
        m_failed.reset();
    }
    m_details->setModel(m_selected);
    m_details->update();
}

void GetModelsDialog::remove(const ModelName& name)
{
    const ModelEntry* model = m_shelf->find(name);
    if (!model)
        return;
    QMessageBox box(QMessageBox::Question, tr("Remove a model"),
                    tr("Remove %1 from this machine? That frees %2. It can be downloaded again.")
                        .arg(name.text(), sizeText(model->bytesHere())),
                    QMessageBox::Cancel, this);
    const auto* yes = box.addButton(tr("&Remove"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    if (name.revisionNamed || model->cached->revisions.size() > 1)
        box.setInformativeText(
            name.revisionNamed
                ? tr("Files that another revision uses stay.")
                : tr("All its revisions go: %1.").arg(model->cached->revisions.join(tr(", "))));
    box.exec();
    if (box.clickedButton() != yes)
        return;
    m_list->setFocus();
    m_shelf->remove(name);
}

void GetModelsDialog::signInOrOut()
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
            tell(*failure, true);
    });
}

void GetModelsDialog::updateAccount()
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

void GetModelsDialog::updateNote()
{
    m_note->setText(m_shelf->queue()->isEmpty()
                        ? QString()
                        : tr("Downloads go on when this window is closed. When Exitscope ends "
                             "they stop, and can be resumed."));
    m_note->setVisible(!m_note->text().isEmpty());
}

} // namespace exitscope
