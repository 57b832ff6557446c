#include "desktop/filemenu.h"

#include "common/bundledmodel.h"
#include "desktop/comparing.h"
#include "desktop/exporter.h"
#include "desktop/fileplaces.h"
#include "desktop/getmodelsdialog.h"
#include "desktop/mainwindow.h"
#include "widgets/messagestrip.h"

#include <QActionGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QSettings>

#include <array>

namespace exitscope {

namespace {

const QLatin1String recentKey("model/recent");
constexpr int mostRecent = 8;

} // namespace

FileMenu::FileMenu(MainWindow* window)
    : QMenu(MainWindow::tr("&File"), window)
    , m_window(window)
{
    add(tr("&Open model folder…"), QKeySequence::Open, &FileMenu::openModel);
    add(tr("Open by &name…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M),
        &FileMenu::openByName);
    add(tr("Open &bundled model"), QKeySequence(Qt::CTRL | Qt::Key_B), &FileMenu::openBundled);
    m_recent = addMenu(tr("Open &recent"));
    add(tr("&Get models…"), QKeySequence(Qt::CTRL | Qt::Key_G), &FileMenu::getModels)
        ->setObjectName(QStringLiteral("get_models"));
    addDtypes();
    addDevices();
    addSeparator();
    add(tr("Open r&un…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), &FileMenu::openRun);
    addAction(window->comparing()->compareFileAction());
    m_save = add(tr("&Save run…"), QKeySequence::Save, &FileMenu::saveRun);
    addSeparator();
    m_exporter = new Exporter(window, this);
    addActions(m_exporter->actions());
    m_csv = add(tr("Export to&kens as CSV…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                &FileMenu::exportCsv);
    addSeparator();
    QAction* quit = addAction(tr("&Quit"), window, &QWidget::close);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    connect(m_recent, &QMenu::aboutToShow, this, &FileMenu::fillRecent);
    RunDocument* document = window->controller()->document();
    connect(document, &RunDocument::wasReset, this, &FileMenu::updateActions);
    connect(document, &RunDocument::tokensAppended, this, &FileMenu::updateActions);
    m_recent->menuAction()->setEnabled(!QSettings().value(recentKey).toStringList().isEmpty());
    updateActions();
}

QAction* FileMenu::add(const QString& text, const QKeySequence& shortcut, void (FileMenu::*work)())
{
    QAction* action = addAction(text, this, work);
    action->setShortcut(shortcut);
    return action;
}

void FileMenu::updateActions()
{
    const bool something = !m_window->controller()->document()->isEmpty();
    if (m_save->isEnabled() == something)
        return;
    for (QAction* action : QList<QAction*>{m_save, m_csv} + m_exporter->actions())
        action->setEnabled(something);
}

void FileMenu::remember(const QString& folder)
{
    QSettings settings;
    QStringList recent = settings.value(recentKey).toStringList();
    recent.removeAll(folder);
    recent.prepend(folder);
    settings.setValue(recentKey, recent.mid(0, mostRecent));
    m_recent->menuAction()->setEnabled(true);
}

void FileMenu::fillRecent()
{
    m_recent->clear();
    const QStringList recent = QSettings().value(recentKey).toStringList();
    for (int i = 0; i < recent.size(); ++i) {
        const QString& folder = recent[i];
        m_recent->addAction(tr("&%1  %2").arg(i + 1).arg(folder), m_window->controller(),
                            [this, folder] { m_window->controller()->openModel(folder); });
    }
}

void FileMenu::openModel()
{
    const QString folder = QFileDialog::getExistingDirectory(
        m_window, tr("Open the folder of a Llama model"), lastPlace());
    if (folder.isEmpty())
        return;
    rememberPlace(folder);
    m_window->controller()->openModel(folder);
}

void FileMenu::openByName()
{
    bool accepted = false;
    const QString name =
        QInputDialog::getText(m_window, tr("Open by name"),
                              tr("Name of a model in the local hub cache, such as\n"
                                 "facebook/layerskip-llama3.2-1B:"),
                              QLineEdit::Normal, {}, &accepted)
            .trimmed();
    if (accepted && !name.isEmpty())
        m_window->controller()->openModel(name);
}

QAction* FileMenu::addLoadChoice(QMenu* menu, const QString& text, std::string LoadOptions::*field,
                                 const std::string& value)
{
    QAction* action = menu->addAction(text, this, [this, field, value] {
        RunController* controller = m_window->controller();
        LoadOptions options = controller->loadOptions();
        if (options.*field == value)
            return; // opening again would end the run for nothing
        options.*field = value;
        controller->setLoadOptions(options);
        // What is open changes too, so that what is ticked is what runs.
        if (controller->model())
            controller->openModel(controller->model()->folder);
    });
    action->setCheckable(true);
    connect(menu, &QMenu::aboutToShow, action, [this, action, field, value] {
        action->setChecked(m_window->controller()->loadOptions().*field == value);
    });
    return action;
}

void FileMenu::addDtypes()
{
    QMenu* menu = addMenu(tr("&Weights in memory"));
    menu->setToolTipsVisible(true);
    auto* group = new QActionGroup(this);
    const auto add = [this, menu, group](const QString& text, const char* dtype, Qt::Key key,
                                         const QString& explanation = {}) {
        QAction* action = addLoadChoice(menu, text, &LoadOptions::dtype, dtype);
        if (key != Qt::Key_unknown)
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | key));
        action->setToolTip(explanation);
        action->setStatusTip(explanation);
        group->addAction(action);
    };
    add(tr("As &stored"), "", Qt::Key_0);
    add(tr("&32-bit float"), "fp32", Qt::Key_3);
    add(tr("&16-bit float"), "fp16", Qt::Key_1);
    add(tr("&bfloat16"), "bf16", Qt::Key_2);
    const QString kept = tr("Made from the checkpoint when it is first opened so, which may take "
                            "some seconds, and kept in your cache folder.");
    add(tr("&8-bit integer"), "int8", Qt::Key_8,
        tr("A byte per weight and a scale per row: half of bfloat16, nearly the same answers.") +
            QChar(' ') + kept);
    add(tr("&4-bit integer"), "int4", Qt::Key_4,
        tr("Half a byte per weight and a scale for every 32: over a quarter of bfloat16, answers "
           "that differ a little.") +
            QChar(' ') + kept);
    menu->addSeparator();
    const QString bytes = tr("What meets the weights is rounded to bytes, as many programs do: "
                             "prompts are read faster where the processor multiplies bytes (VNNI), "
                             "answers differ a little. On the CPU only.") +
                          QChar(' ') + kept;
    add(tr("bfloat16, &rounded activations"), "bf16-a16", Qt::Key_unknown,
        tr("What meets the weights is rounded to bfloat16 too, as many programs do: prompts are "
           "read faster where the processor multiplies bfloat16, answers differ a little. On the "
           "CPU only."));
    add(tr("8-bi&t integer, rounded activations"), "int8-a8", Qt::Key_unknown, bytes);
    add(tr("4-bit i&nteger, rounded activations"), "int4-a8", Qt::Key_unknown, bytes);
}

/// Only where there is a choice.
void FileMenu::addDevices()
{
    const std::vector<std::string> devices = Session::devices();
    if (devices.size() < 2)
        return;
    QMenu* menu = addMenu(tr("&Device"));
    auto* group = new QActionGroup(this);
    const auto add = [this, menu, group](const QString& text, const std::string& device) {
        QAction* action = addLoadChoice(menu, text, &LoadOptions::device, device);
        // The other digits choose the weights.
        constexpr std::array keys{Qt::Key_5, Qt::Key_6, Qt::Key_7, Qt::Key_9};
        if (const auto index = static_cast<std::size_t>(group->actions().size());
            index < keys.size())
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | keys.at(index)));
        group->addAction(action);
    };
    // The CPU is what opens when nothing is asked for.
    add(tr("&CPU"), {});
    add(tr("&Spread by free memory"), "auto");
    for (const std::string& device : devices) {
        if (device != "cpu")
            add(QString::fromStdString(device).toUpper(), device);
    }
}

void FileMenu::openBundled()
{
    m_window->controller()->openModel(QString::fromStdString(bundledModelFolder().string()));
}

void FileMenu::getModels()
{
    if (!m_getModels) {
        m_getModels = new GetModelsDialog(m_window);
        RunController* controller = m_window->controller();
        connect(m_getModels, &GetModelsDialog::openAsked, controller,
                [controller](const QString& model, std::optional<WeightFormat> dtype) {
                    LoadOptions options = controller->loadOptions();
                    options.dtype = dtype ? std::string(fieldName(*dtype)) : std::string();
                    controller->setLoadOptions(options);
                    controller->openModel(model);
                });
        connect(m_getModels, &GetModelsDialog::told, this,
                [this](const QString& sentence, bool isProblem) {
                    m_window->message()->showMessage(isProblem ? MessageStrip::Kind::Error
                                                               : MessageStrip::Kind::Information,
                                                     sentence);
                });
    }
    m_getModels->bringUp();
}

void FileMenu::openRun()
{
    const QString file =
        QFileDialog::getOpenFileName(m_window, tr("Open a run"), lastPlace(),
                                     tr("Runs (*.exitscope *.cbor *.json);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_window->controller()->openRun(file);
}

QString FileMenu::suggestedName() const
{
    const Run& run = m_window->controller()->document()->run();
    const QString model = QString::fromStdString(run.model.name);
    return model.isEmpty() ? QStringLiteral("run") : model + QStringLiteral("-run");
}

void FileMenu::saveRun()
{
    const QString file =
        askForName(m_window, tr("Save the run"),
                   {tr("Run (*.exitscope)"), tr("Run as JSON (*.json)")}, suggestedName());
    if (!file.isEmpty())
        m_window->controller()->saveRun(file);
}

void FileMenu::exportCsv()
{
    const QString file =
        askForName(m_window, tr("Export the tokens"), {tr("CSV (*.csv)")}, suggestedName());
    if (!file.isEmpty())
        m_window->controller()->exportCsv(file);
}

} // namespace exitscope
