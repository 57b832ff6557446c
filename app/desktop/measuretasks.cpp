#include "desktop/measuretasks.h"

#include "common/resourcefile.h"
#include "desktop/fileplaces.h"
#include "widgets/formlayout.h"

#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

namespace exitscope {

namespace {

constexpr int rowsShown = 6;

QSpinBox* numberField(int least, int most, const QString& special, const QString& name)
{
    auto* field = new QSpinBox;
    field->setRange(least, most);
    field->setSpecialValueText(special);
    field->setAccessibleName(name);
    return field;
}

} // namespace

QStringList bundledTaskNames()
{
    const std::filesystem::path one = resourceFile("tasks/gsm8k.json");
    if (one.empty())
        return {};
    QStringList names;
    for (const QFileInfo& file :
         QDir(QString::fromStdU16String(one.parent_path().u16string()))
             .entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        names << file.completeBaseName();
    return names;
}

MeasureTasks::MeasureTasks(QWidget* parent)
    : QWidget(parent)
    , m_tasks(new QListWidget)
    , m_path(new QLineEdit)
    , m_documents(numberField(0, 1'000'000, tr("All"), tr("Documents of each task")))
    , m_shots(numberField(-1, 100, tr("As the task has it"), tr("Examples before each document")))
{
    m_tasks->setAccessibleName(tr("Tasks"));
    for (const QString& name : bundledTaskNames()) {
        auto* item = new QListWidgetItem(name, m_tasks);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    m_tasks->setSpacing(theme::gapTiny / 2);
    m_tasks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tasks->setFixedHeight(rowsShown * (fontMetrics().height() + theme::gapSmall));
    m_path->setPlaceholderText(tr("The folder of the data"));
    m_path->setAccessibleName(tr("Folder of the tasks' data"));
    m_path->setToolTip(tr("JSON lines as from Hugging Face, for example piqa-validation.jsonl; of "
                          "one task also the file itself"));
    m_documents->setToolTip(tr("The first ones of each task"));
    m_documents->setValue(50);
    m_shots->setValue(-1);
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose the folder of the tasks' data"));
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString folder = askForFolder(window(), tr("Choose the folder of the tasks' data"));
        if (!folder.isEmpty())
            m_path->setText(folder);
    });
    auto* place = new QHBoxLayout;
    place->setSpacing(theme::gapSmall);
    place->addWidget(m_path, 1);
    place->addWidget(choose);
    QFormLayout* form = makeForm(this);
    form->addRow(tr("&Tasks"), m_tasks);
    form->addRow(tr("&Data"), place);
    if (auto* label = qobject_cast<QLabel*>(form->labelForField(place)))
        label->setBuddy(m_path);
    form->addRow(tr("Docu&ments"), m_documents);
    form->addRow(tr("E&xamples"), m_shots);
}

QStringList MeasureTasks::tasks() const
{
    QStringList names;
    for (int i = 0; i < m_tasks->count(); ++i) {
        if (m_tasks->item(i)->checkState() == Qt::Checked)
            names << m_tasks->item(i)->text();
    }
    return names;
}

QString MeasureTasks::dataPath() const
{
    return m_path->text().trimmed();
}

TaskRequest MeasureTasks::request() const
{
    TaskRequest request;
    request.limit = m_documents->value();
    if (m_shots->value() >= 0)
        request.numFewshot = m_shots->value();
    return request;
}

QString MeasureTasks::problem() const
{
    if (tasks().isEmpty())
        return tr("Choose one task at least.");
    if (isFileOfSeveral(std::filesystem::path(dataPath().toStdU16String()),
                        static_cast<std::size_t>(tasks().size())))
        return tr("The data are one file, and several tasks are chosen; choose the folder of their "
                  "data.");
    return dataPath().isEmpty() ? tr("Choose the folder of the tasks' data.") : QString();
}

void MeasureTasks::keep(QSettings& settings) const
{
    settings.setValue(QStringLiteral("tasks"), tasks());
    settings.setValue(QStringLiteral("taskData"), m_path->text());
    settings.setValue(QStringLiteral("documents"), m_documents->value());
    settings.setValue(QStringLiteral("taskShots"), m_shots->value());
}

void MeasureTasks::restore(const QSettings& settings)
{
    const QStringList chosen = settings.value(QStringLiteral("tasks")).toStringList();
    for (int i = 0; i < m_tasks->count(); ++i)
        m_tasks->item(i)->setCheckState(chosen.contains(m_tasks->item(i)->text()) ? Qt::Checked
                                                                                  : Qt::Unchecked);
    m_path->setText(settings.value(QStringLiteral("taskData")).toString());
    m_documents->setValue(settings.value(QStringLiteral("documents"), 50).toInt());
    m_shots->setValue(settings.value(QStringLiteral("taskShots"), -1).toInt());
}

} // namespace exitscope
