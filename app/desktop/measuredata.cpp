#include "desktop/measuredata.h"

#include "desktop/fileplaces.h"
#include "desktop/measureplan.h"
#include "eval/dataset.h"
#include "widgets/formlayout.h"
#include "widgets/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>

namespace exitscope {

namespace {

const QLatin1String ownFile("own");
constexpr int mostSamples = 1'000'000;

QString titleOf(const QString& dataset)
{
    return dataset == QLatin1String(bundledDataset) ? MeasureData::tr("The bundled fairy tales")
                                                    : dataset;
}

QSpinBox* numberField(int least, int most, int value, const QString& name, const QString& help)
{
    auto* field = new QSpinBox;
    field->setRange(least, most);
    field->setValue(value);
    field->setAccessibleName(name);
    field->setToolTip(help);
    return field;
}

QLineEdit* textField(const QString& usual, const QString& name, const QString& help)
{
    auto* field = new QLineEdit;
    field->setPlaceholderText(usual);
    field->setAccessibleName(name);
    field->setToolTip(help);
    return field;
}

} // namespace

MeasureData::MeasureData(QWidget* parent)
    : QWidget(parent)
    , m_form(makeForm(this))
    , m_dataset(new QComboBox)
{
    for (const QString& name : measureDatasets())
        m_dataset->addItem(titleOf(name), name);
    m_dataset->addItem(tr("A file of mine"), ownFile);
    m_dataset->setAccessibleName(tr("Data set"));
    m_dataset->setProperty("isData", true); // names of data sets are not translated
    m_form->addRow(tr("&Data set"), m_dataset);
    addSource();
    addItems();
    connect(m_dataset, &QComboBox::currentIndexChanged, this, &MeasureData::adapt);
    adapt();
}

void MeasureData::addSource()
{
    m_path = textField({}, tr("File or folder of the data"),
                       tr("A local copy: JSONL or CSV, packed with gzip or not, or the folder that "
                          "holds it"));
    auto* choose = new QToolButton;
    choose->setText(tr("Choose…"));
    choose->setAccessibleName(tr("Choose the data"));
    choose->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(choose);
    menu->addAction(tr("A &file…"), this, &MeasureData::browse);
    menu->addAction(tr("A f&older…"), this, [this] {
        const QString folder = askForFolder(window(), tr("Choose the folder of the data"));
        if (!folder.isEmpty())
            m_path->setText(folder);
    });
    choose->setMenu(menu);
    connect(choose, &QToolButton::clicked, this, &MeasureData::browse);
    m_place = new QWidget;
    auto* row = new QHBoxLayout(m_place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    m_form->addRow(tr("&Place"), m_place);
    if (auto* label = qobject_cast<QLabel*>(m_form->labelForField(m_place)))
        label->setBuddy(m_path);
    m_source = new TextLabel(TextLabel::Style::Note);
    m_source->setWordWrap(true);
    m_form->addRow(m_source);
    m_input = textField(QStringLiteral("prompt"), tr("Field of the prompt"),
                        tr("Name of the field that holds the prompt"));
    m_output = textField(QStringLiteral("response"), tr("Field of the reference"),
                         tr("Name of the field that holds what should be written"));
    m_template = textField(QStringLiteral("{message}"), tr("Template of the prompt"),
                           tr("{message} is the prompt, {FIELD} any field"));
    for (QLineEdit* field : {m_input, m_output, m_template})
        field->setProperty("isData", true);
    m_form->addRow(tr("Pro&mpt field"), m_input);
    m_form->addRow(tr("Re&ference field"), m_output);
    m_form->addRow(tr("Templ&ate"), m_template);
}

void MeasureData::addItems()
{
    m_samples = numberField(0, mostSamples, 20, tr("Samples"), tr("How many items, 0 for all"));
    m_samples->setSpecialValueText(tr("All"));
    m_shots = numberField(0, 100, 0, tr("Examples before each question"),
                          tr("n-shot: solved items before each question, taken from items that are "
                             "not evaluated"));
    m_shuffle = new QCheckBox(tr("Shuffled"));
    m_shuffle->setToolTip(tr("Draw the items and their order; else they are the first ones"));
    m_seed = numberField(0, 1'000'000'000, 42, tr("Seed of the items"),
                         tr("Of the order of the items and of the examples"));
    m_form->addRow(tr("Samp&les"), m_samples);
    m_form->addRow(tr("E&xamples"), m_shots);
    connect(m_shots, &QSpinBox::valueChanged, this, &MeasureData::adapt);
    m_seed->setPrefix(tr("seed "));
    m_order = new QWidget;
    auto* order = new QHBoxLayout(m_order);
    order->setContentsMargins(0, 0, 0, 0);
    order->setSpacing(theme::gapSmall);
    order->addWidget(m_shuffle);
    order->addWidget(m_seed, 1);
    m_form->addRow(tr("Order"), m_order);
    connect(m_shuffle, &QCheckBox::toggled, this, &MeasureData::adapt);
}

bool MeasureData::isBundled() const
{
    return m_dataset->currentData() == QLatin1String(bundledDataset);
}

bool MeasureData::isOwnFile() const
{
    return m_dataset->currentData() == ownFile;
}

void MeasureData::adapt()
{
    const bool own = isOwnFile();
    const bool named = !own && !isBundled();
    const DatasetKind* kind =
        named ? &datasetKind(m_dataset->currentData().toString().toStdString()) : nullptr;
    m_form->setRowVisible(m_place, !isBundled());
    m_path->setPlaceholderText(own ? tr("A .jsonl or .csv file") : tr("A file or its folder"));
    m_source->setText(
        kind ? tr("Get it from %1.")
                   .arg(QString::fromUtf8(kind->source.data(),
                                          static_cast<qsizetype>(kind->source.size())))
        : own ? QString()
              : tr("Openings without references: quality is agreement with full depth."));
    m_form->setRowVisible(m_source, !own);
    for (QWidget* field : {m_input, m_output, m_template})
        m_form->setRowVisible(field, own);
    m_form->setRowVisible(m_shots, own || (kind && kind->takesShots));
    m_form->setRowVisible(m_order, !isBundled());
    // Examples are drawn by it too.
    m_seed->setEnabled(m_shuffle->isChecked() || m_shots->value() > 0);
}

void MeasureData::browse()
{
    const QString file =
        QFileDialog::getOpenFileName(window(), tr("Choose the file of the data"), lastPlace(),
                                     tr("Data (*.jsonl *.json *.csv *.gz);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberPlace(file);
    m_path->setText(file);
}

QString MeasureData::problem() const
{
    if (isBundled() || !m_path->text().trimmed().isEmpty())
        return {};
    return isOwnFile() ? tr("Choose the file of your data.")
                       : tr("Choose where the data set lies. %1").arg(m_source->text());
}

BenchmarkSetOptions MeasureData::options() const
{
    BenchmarkSetOptions options;
    const std::string place = m_path->text().trimmed().toStdString();
    options.dataset = isOwnFile() ? place : m_dataset->currentData().toString().toStdString();
    if (!isOwnFile() && !isBundled())
        options.dataPath = place;
    options.numSamples = m_samples->value();
    if (isOwnFile()) {
        options.inputField = m_input->text().trimmed().toStdString();
        options.outputField = m_output->text().trimmed().toStdString();
        options.promptTemplate = m_template->text().toStdString();
    }
    if (isBundled())
        return options;
    if (m_form->isRowVisible(m_shots))
        options.nShot = m_shots->value();
    options.shuffle = m_shuffle->isChecked();
    options.seed = static_cast<std::uint64_t>(m_seed->value());
    return options;
}

void MeasureData::keep(QSettings& settings) const
{
    settings.setValue(QStringLiteral("dataset"), m_dataset->currentData());
    settings.setValue(QStringLiteral("path"), m_path->text());
    settings.setValue(QStringLiteral("input"), m_input->text());
    settings.setValue(QStringLiteral("output"), m_output->text());
    settings.setValue(QStringLiteral("template"), m_template->text());
    settings.setValue(QStringLiteral("samples"), m_samples->value());
    settings.setValue(QStringLiteral("shots"), m_shots->value());
    settings.setValue(QStringLiteral("shuffle"), m_shuffle->isChecked());
    settings.setValue(QStringLiteral("seed"), m_seed->value());
}

void MeasureData::restore(const QSettings& settings)
{
    const int index = m_dataset->findData(settings.value(QStringLiteral("dataset")));
    m_dataset->setCurrentIndex(index < 0 ? 0 : index);
    m_path->setText(settings.value(QStringLiteral("path")).toString());
    m_input->setText(settings.value(QStringLiteral("input")).toString());
    m_output->setText(settings.value(QStringLiteral("output")).toString());
    m_template->setText(settings.value(QStringLiteral("template")).toString());
    m_samples->setValue(settings.value(QStringLiteral("samples"), m_samples->value()).toInt());
    m_shots->setValue(settings.value(QStringLiteral("shots"), m_shots->value()).toInt());
    m_shuffle->setChecked(settings.value(QStringLiteral("shuffle"), false).toBool());
    m_seed->setValue(settings.value(QStringLiteral("seed"), m_seed->value()).toInt());
    adapt();
}

} // namespace exitscope
