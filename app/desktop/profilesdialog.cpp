#include "desktop/profilesdialog.h"

#include "base/readfile.h"
#include "desktop/fileplaces.h"
#include "trace/writefile.h"
#include "widgets/messagestrip.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace exitscope {

namespace {

constexpr int nameRole = Qt::UserRole;

std::filesystem::path pathOf(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

} // namespace

ProfilesDialog::ProfilesDialog(RuleProfiles profiles, const Settings& now, QWidget* parent)
    : QDialog(parent)
    , m_profiles(std::move(profiles))
    , m_list(new QListWidget)
    , m_about(new TextLabel(TextLabel::Style::Note))
    , m_message(new MessageStrip)
{
    setWindowTitle(tr("Rule profiles"));
    m_list->setAccessibleName(tr("Rule profiles"));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(theme::gap);
    middle->addWidget(m_list, 1);
    middle->addWidget(makeButtons());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    // Return belongs to the list.
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    column->setSpacing(theme::gap);
    column->addWidget(m_message);
    column->addLayout(middle, 1);
    column->addWidget(m_about);
    column->addWidget(buttons);
    connect(m_list, &QListWidget::currentItemChanged, this, &ProfilesDialog::updateState);
    connect(m_list, &QListWidget::itemChanged, this, &ProfilesDialog::takeName);
    connect(m_list, &QListWidget::itemActivated, m_use, &QPushButton::click);
    const RuleProfile* current = m_profiles.find(now);
    fill(current ? current->name : QString());
    m_list->setFocus();
}

QWidget* ProfilesDialog::makeButtons()
{
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    const auto add = [this, column](const QString& text, auto work) {
        auto* button = new QPushButton(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, work);
        column->addWidget(button);
        return button;
    };
    m_use = add(tr("&Use"), [this] {
        Q_EMIT chosen(selected());
        accept();
    });
    m_rename = add(tr("&Rename"), [this] { m_list->editItem(m_list->currentItem()); });
    m_delete = add(tr("&Delete…"), [this] { remove(); });
    column->addStretch();
    add(tr("&Import…"), [this] { importFile(); });
    m_export = add(tr("&Export all…"), [this] { exportFile(); });
    return side;
}

void ProfilesDialog::fill(const QString& selected)
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const RuleProfile& profile : m_profiles.all()) {
        auto* item = new QListWidgetItem(profile.name, m_list);
        item->setData(nameRole, profile.name);
        if (profile.settings) {
            item->setFlags(item->flags() | Qt::ItemIsEditable);
        } else {
            item->setText(tr("%1 (cannot be used)").arg(profile.name));
            item->setToolTip(profile.problem);
        }
        if (profile.name == selected)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    updateState();
}

QString ProfilesDialog::selected() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(nameRole).toString() : QString();
}

void ProfilesDialog::updateState()
{
    const RuleProfile* profile = m_profiles.find(selected());
    const bool usable = profile && profile->settings;
    m_use->setEnabled(usable);
    m_rename->setEnabled(usable);
    m_delete->setEnabled(profile);
    m_export->setEnabled(!m_profiles.all().empty());
    m_about->setText(!profile ? tr("No rule has been saved yet. Save the panel's rule under a name "
                                   "with Profiles > Save the rule as, or import a file.")
                     : usable ? describeDecision(*profile->settings)
                              : profile->problem);
}

void ProfilesDialog::takeName(QListWidgetItem* item)
{
    const QString before = item->data(nameRole).toString();
    const QString name = item->text().simplified();
    if (name == before)
        return;
    if (name.isEmpty() || m_profiles.find(name)) {
        fail(name.isEmpty()
                 ? tr("A profile needs a name.")
                 : tr("There is a profile “%1” already; choose another name.").arg(name));
        // The editor still holds the item.
        QMetaObject::invokeMethod(
            this, [this, before] { fill(before); }, Qt::QueuedConnection);
        return;
    }
    m_message->hide();
    m_profiles.rename(before, name);
    Q_EMIT changed();
    QMetaObject::invokeMethod(
        this, [this, name] { fill(name); }, Qt::QueuedConnection);
}

void ProfilesDialog::remove()
{
    const QString name = selected();
    if (QMessageBox::question(this, tr("Delete a profile"), tr("Delete “%1”?").arg(name)) !=
        QMessageBox::Yes)
        return;
    m_profiles.remove(name);
    Q_EMIT changed();
    fill({});
}

void ProfilesDialog::importFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import rule profiles"), lastPlace(),
                                                      tr("Rule profiles (*.json);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    RuleProfiles read;
    try {
        read = RuleProfiles::fromJson(
            readFile(pathOf(file), "the rule profiles", "choose another file"));
    } catch (const std::exception& error) {
        return fail(tr("Cannot import %1: %2").arg(file, QString::fromUtf8(error.what())));
    }
    QStringList taken;
    for (const RuleProfile& profile : read.all()) {
        if (m_profiles.find(profile.name))
            taken << profile.name;
    }
    bool replace = false;
    if (!taken.isEmpty()) {
        const auto answer = QMessageBox::question(
            this, tr("Import rule profiles"),
            tr("You have profiles of these names already: %1. Replace them? No imports the others "
               "only.")
                .arg(taken.join(QStringLiteral(", "))),
            QMessageBox::Yes | QMessageBox::No | QMessageBox::Cancel);
        if (answer == QMessageBox::Cancel)
            return;
        replace = answer == QMessageBox::Yes;
    }
    QString last;
    for (const RuleProfile& profile : read.all()) {
        if (!replace && m_profiles.find(profile.name))
            continue;
        last = profile.name;
        m_profiles.set(profile);
    }
    m_message->hide();
    if (const QStringList problems = read.problems(); !problems.isEmpty())
        m_message->showMessage(MessageStrip::Kind::Warning, problems.join(u'\n'));
    Q_EMIT changed();
    fill(last);
}

void ProfilesDialog::exportFile()
{
    const QString file =
        askForName(this, tr("Export rule profiles"), {tr("Rule profiles (*.json)")},
                   QStringLiteral("exitscope-rules"));
    if (file.isEmpty())
        return;
    const Status status = writeFile(pathOf(file), m_profiles.toJson());
    if (!status)
        return fail(QString::fromStdString(status.error().what()));
    m_message->showMessage(MessageStrip::Kind::Information, tr("Saved %1").arg(file));
}

void ProfilesDialog::fail(const QString& sentence)
{
    m_message->showMessage(MessageStrip::Kind::Error, sentence);
}

} // namespace exitscope
