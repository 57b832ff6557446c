#include "desktop/modeldetails.h"

#include "desktop/downloadview.h"
#include "desktop/dtypechoice.h"
#include "desktop/modeltext.h"
#include "widgets/formlayout.h"
#include "widgets/messagestrip.h"
#include "widgets/textlabel.h"

#include <QDesktopServices>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace exitscope {

namespace {

using State = DownloadQueue::State;
using Access = ModelEntry::Access;

QLabel* dataLabel()
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("isData", true);
    return label;
}

QString accessSentence(const ModelEntry& model, bool isSignedIn)
{
    switch (model.access) {
    case Access::Bundled:
    case Access::Open:
        return ModelDetails::tr("open to everybody");
    case Access::Gated:
        return isSignedIn ? ModelDetails::tr("gated: your account needs its owner's permission")
                          : ModelDetails::tr("gated: ask for access on its page, then sign in");
    case Access::Granted:
        return ModelDetails::tr("gated: your account has access");
    case Access::Refused:
        return ModelDetails::tr("gated: your account has no access yet; ask for it on its page");
    case Access::Unknown:
        break;
    }
    return model.isHere() ? ModelDetails::tr("not needed: it is here")
                          : ModelDetails::tr("not known until the hub is asked");
}

} // namespace

ModelDetails::ModelDetails(ModelShelf* shelf, QWidget* parent)
    : QWidget(parent)
    , m_shelf(shelf)
    , m_title(new TextLabel(TextLabel::Style::Heading))
    , m_summary(new TextLabel(TextLabel::Style::Note))
    , m_memoryTitle(new TextLabel(TextLabel::Style::Heading))
    , m_dtypes(new DtypeChoice)
    , m_memoryNote(new TextLabel(TextLabel::Style::Note))
    , m_download(new DownloadView)
    , m_message(new MessageStrip)
{
    m_title->setProperty("isData", true);
    m_title->setTextFormat(Qt::PlainText);
    for (QLabel* label : {m_title, m_summary, m_memoryNote})
        label->setWordWrap(true);
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, theme::gapSmall, 0);
    inner->setSpacing(theme::gapSmall);
    inner->addWidget(m_title);
    inner->addWidget(m_summary);
    inner->addSpacing(theme::gapTiny);
    inner->addWidget(makeFacts());
    inner->addSpacing(theme::gapSmall);
    inner->addWidget(m_memoryTitle);
    inner->addWidget(m_dtypes);
    inner->addWidget(m_memoryNote);
    inner->addStretch();
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(area, 1);
    column->addWidget(m_download);
    column->addWidget(m_message);
    column->addWidget(makeButtons());
    connect(m_dtypes, &DtypeChoice::chosenChanged, this, [this] {
        if (const ModelEntry* one = model())
            updateButtons(*one);
    });
    connect(m_message, &MessageStrip::actionTriggered, this, [this] {
        if (const ModelEntry* one = model(); one && one->error)
            QDesktopServices::openUrl(one->error->page);
    });
    connect(m_message, &MessageStrip::closed, this, [this] {
        if (m_name)
            m_shelf->forgetError(*m_name);
        update();
    });
    connect(shelf->account(), &HubAccount::changed, this, &ModelDetails::update);
    update();
}

QWidget* ModelDetails::makeFacts()
{
    auto* facts = new QWidget;
    m_facts = makeForm(facts);
    m_size = dataLabel();
    m_licence = dataLabel();
    m_access = dataLabel();
    m_facts->addRow(tr("Size"), m_size);
    m_facts->addRow(tr("Licence"), m_licence);
    m_facts->addRow(tr("Access"), m_access);
    return facts;
}

QWidget* ModelDetails::makeButtons()
{
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    const auto add = [this, row](const QString& text, auto work) {
        auto* button = new QPushButton(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, work);
        row->addWidget(button);
        return button;
    };
    m_main = add(tr("&Download"), [this] { pressMain(); });
    m_open = add(tr("&Open"), [this] { open(); });
    m_cancel = add(tr("Ca&ncel"), [this] {
        m_main->setFocus();
        m_shelf->cancel(*m_name);
    });
    m_remove = add(tr("R&emove…"), [this] { Q_EMIT removeAsked(*m_name); });
    m_page = add(tr("Open its p&age"), [this] {
        QDesktopServices::openUrl(m_shelf->settings().pageOf(m_name->repository));
    });
    row->addStretch();
    return buttons;
}

State ModelDetails::state() const
{
    return m_name ? m_shelf->queue()->state(*m_name) : State::None;
}

void ModelDetails::setModel(const std::optional<ModelName>& name)
{
    if (m_name == name)
        return;
    m_name = name;
    update();
}

void ModelDetails::update()
{
    const ModelEntry* one = model();
    setEnabled(one);
    for (QWidget* part : std::initializer_list<QWidget*>{m_title, m_summary, m_memoryTitle})
        part->setVisible(one);
    if (!one) {
        for (QWidget* part : std::initializer_list<QWidget*>{
                 m_dtypes, m_memoryNote, m_download, m_message, m_main, m_open, m_cancel, m_remove,
                 m_page, m_size->parentWidget()})
            part->hide();
        return;
    }
    m_size->parentWidget()->show();
    showFacts(*one);
    m_download->setVisible(state() != State::None);
    m_download->show(state(), m_shelf->queue()->progress(*m_name));
    showMessage(*one);
    updateButtons(*one);
}

void ModelDetails::showFacts(const ModelEntry& model)
{
    // A long name may break behind its slash.
    m_title->setText(model.name.text().replace(u'/', QStringLiteral("/\u200b")));
    const QString summary = summaryText(model);
    m_summary->setText(model.layers > 0 ? tr("%1 in %2 layers").arg(summary).arg(model.layers)
                                        : summary);
    m_summary->setVisible(!m_summary->text().isEmpty());
    const CellText stored = stateText(model, State::None, {});
    m_facts->setRowVisible(m_size, !model.isBundled());
    m_size->setText(model.bytesInAll() > 0
                        ? tr("%1, %2").arg(sizeText(model.bytesInAll()), stored.first)
                        : stored.first);
    m_licence->setText(model.offer ? model.offer->licence : tr("see its page"));
    m_access->setText(accessSentence(model, !m_shelf->account()->token().isEmpty()));
    m_dtypes->setVisible(!model.needs.empty());
    m_dtypes->setModel(model);
    const std::optional<std::size_t> free = m_shelf->freeMemory();
    m_memoryNote->setText(
        !model.obstacle.isEmpty() ? model.obstacle
        : model.needs.empty()     ? tr("Known once its config.json is here.")
        : free
            ? tr("With keys and values of up to 4096 tokens; %1 are free now. The model opens in "
                 "the dtype that is marked.")
                  .arg(sizeText(static_cast<std::int64_t>(*free)))
            : tr("What is free here is not known. The model opens in the dtype that is "
                 "marked."));
    m_memoryNote->show();
    m_memoryTitle->setText(model.obstacle.isEmpty() ? tr("Memory it takes")
                                                    : tr("Why it does not run"));
}

void ModelDetails::showMessage(const ModelEntry& model)
{
    const QString text =
        model.error ? model.name.text() + errorText(*model.error, model.name) : QString();
    if (text == m_shownError)
        return;
    m_shownError = text;
    if (model.error)
        m_message->showMessage(MessageStrip::Kind::Error, errorText(*model.error, model.name),
                               model.error->page.isEmpty() ? QString() : tr("Open the page"));
    else
        m_message->hide();
}

void ModelDetails::updateButtons(const ModelEntry& model)
{
    const State now = state();
    const bool isBusy = now != State::None;
    const bool isMoving = now == State::Running || now == State::Queued;
    m_main->setVisible(isBusy || !model.isHere());
    m_main->setText(isMoving                          ? tr("&Pause")
                    : isBusy || model.bytesHere() > 0 ? tr("&Resume")
                                                      : tr("&Download"));
    m_cancel->setVisible(isBusy);
    const std::optional<WeightFormat> dtype = m_dtypes->chosen();
    m_open->setVisible(model.isHere() && !isBusy);
    m_open->setEnabled(model.obstacle.isEmpty());
    if (dtype && !model.needs.empty()) {
        const std::string_view name = fieldName(*dtype);
        m_open->setText(
            tr("&Open as %1").arg(QString::fromLatin1(name.data(), static_cast<int>(name.size()))));
    } else {
        m_open->setText(tr("&Open"));
    }
    m_remove->setVisible(!isBusy && model.cached && !model.isBundled());
    m_page->setVisible(!model.isBundled());
    const bool isWanted = model.access == Access::Gated || model.access == Access::Refused;
    m_page->setText(isWanted && !model.isHere() ? tr("&Ask for access…") : tr("Open its p&age"));
}

void ModelDetails::pressMain()
{
    const State now = state();
    if (now == State::Running || now == State::Queued)
        m_shelf->pause(*m_name);
    else
        m_shelf->download(*m_name);
}

void ModelDetails::open()
{
    const ModelEntry* one = model();
    if (!one || !one->isHere() || !one->obstacle.isEmpty() || state() != State::None)
        return;
    std::optional<WeightFormat> dtype = m_dtypes->chosen();
    if (dtype == one->stored)
        dtype.reset(); // as stored
    Q_EMIT openAsked(one->isBundled() ? one->folder : one->name.text(), dtype);
}

} // namespace exitscope
