#include "desktop/exportdialog.h"

#include "widgets/formlayout.h"
#include "widgets/taborder.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <algorithm>
#include <vector>

namespace exitscope {

namespace {

const QLatin1String formatKey("export/format");
const QLatin1String allFormatKey("export/allFormat");
const QLatin1String scaleKey("export/scale");
const QLatin1String printKey("export/forPrint");
const QLatin1String ownSizeKey("export/ownSize");
const QLatin1String sizeKey("export/size");

constexpr int mostScale = 4;
constexpr int usualScale = 2;
constexpr int leastPixels = 200;
constexpr int mostPixels = 10'000;
constexpr QSize firstSize{1200, 600};

struct Format
{
    QString ending;
    QString label;
};

std::vector<Format> formats()
{
    return {{QStringLiteral("png"), ExportDialog::tr("PNG picture")},
            {QStringLiteral("svg"), ExportDialog::tr("SVG drawing")},
            {QStringLiteral("pdf"), ExportDialog::tr("PDF page")},
            {QStringLiteral("csv"), ExportDialog::tr("CSV table of the numbers")},
            {QStringLiteral("json"), ExportDialog::tr("JSON document of the numbers")}};
}

void select(QComboBox* box, const QVariant& data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

} // namespace

ExportDialog::ExportDialog(Scope scope, const QStringList& plots, int current, bool shownDark,
                           QWidget* parent)
    : QDialog(parent)
    , m_scope(scope)
    , m_shownDark(shownDark)
    , m_plots(new QComboBox)
    , m_formats(new QComboBox)
    , m_scale(new QComboBox)
    , m_theme(new QComboBox)
    , m_ownSize(new QCheckBox(tr("&Own size")))
    , m_width(new QSpinBox)
    , m_height(new QSpinBox)
{
    const bool all = scope == Scope::All;
    setWindowTitle(all ? tr("Export all") : tr("Export"));
    m_plots->addItems(plots);
    m_plots->setCurrentIndex(current);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gapLarge, theme::gapLarge, theme::gapLarge, theme::gapLarge);
    column->setSpacing(theme::gapLarge);
    if (all) {
        auto* what =
            new QLabel(tr("Writes these, each as a picture and as a table, with the run, its "
                          "tokens and a report, into a folder:\n%1.")
                           .arg(plots.join(tr(", "))));
        what->setWordWrap(true);
        column->addWidget(what);
    }
    m_form = addFields();
    column->addLayout(m_form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* go = buttons->addButton(all ? tr("Choose a &folder…") : tr("Choose a &file…"),
                                  QDialogButtonBox::AcceptRole);
    go->setDefault(true);
    auto* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setAutoDefault(false);
    column->addStretch();
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(m_formats, &QComboBox::currentIndexChanged, this, &ExportDialog::adapt);
    connect(m_ownSize, &QCheckBox::toggled, this, &ExportDialog::adapt);
    restore();
    adapt();
    QWidget* last = m_plots;
    for (QWidget* next : std::initializer_list<QWidget*>{m_formats, m_scale, m_theme, m_ownSize,
                                                         m_width, m_height}) {
        setTabOrder(last, next);
        last = next;
    }
    followLayout(buttons);
    (all ? m_formats : m_plots)->setFocus();
}

QFormLayout* ExportDialog::addFields()
{
    for (const Format& format : formats()) {
        if (m_scope == Scope::One || pictureEndings().contains(format.ending))
            m_formats->addItem(format.label, format.ending);
    }
    for (int scale = 1; scale <= mostScale; ++scale)
        m_scale->addItem(tr("%1 ×").arg(scale), scale);
    m_scale->setToolTip(tr("Pixels of the file for each one on an ordinary screen"));
    m_theme->addItem(m_shownDark ? tr("As shown (dark)") : tr("As shown (light)"), false);
    m_theme->addItem(tr("Light, for print"), true);
    for (QSpinBox* pixels : {m_width, m_height}) {
        pixels->setRange(leastPixels, mostPixels);
        pixels->setSingleStep(20);
        pixels->setSuffix(tr(" px"));
    }
    m_size = new QWidget;
    auto* row = new QHBoxLayout(m_size);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_width, 1);
    row->addWidget(new QLabel(QStringLiteral("×")));
    row->addWidget(m_height, 1);

    QFormLayout* form = makeForm(nullptr);
    const auto add = [form](const QString& label, QWidget* field, const QString& name) {
        field->setAccessibleName(name);
        form->addRow(label, field);
    };
    add(tr("&What"), m_plots, tr("What to export"));
    add(m_scope == Scope::All ? tr("P&ictures") : tr("Fo&rm"), m_formats, tr("Form of the file"));
    add(tr("&Scale"), m_scale, tr("Scale of the picture"));
    add(tr("&Theme"), m_theme, tr("Theme of the picture"));
    form->addRow(QString(), m_ownSize);
    form->addRow(tr("Si&ze"), m_size);
    m_width->setAccessibleName(tr("Width in pixels"));
    m_height->setAccessibleName(tr("Height in pixels"));
    form->setRowVisible(m_plots, m_scope == Scope::One);
    form->setRowVisible(m_ownSize, m_scope == Scope::One);
    if (auto* label = qobject_cast<QLabel*>(form->labelForField(m_size)))
        label->setBuddy(m_width);
    return form;
}

void ExportDialog::restore()
{
    const QSettings settings;
    select(m_formats, settings.value(m_scope == Scope::All ? allFormatKey : formatKey).toString());
    select(m_scale, settings.value(scaleKey, usualScale).toInt());
    select(m_theme, settings.value(printKey, false).toBool());
    m_ownSize->setChecked(settings.value(ownSizeKey, false).toBool());
    const QSize size = settings.value(sizeKey, firstSize).toSize();
    m_width->setValue(size.width());
    m_height->setValue(size.height());
}

void ExportDialog::adapt()
{
    const bool drawn = pictureEndings().contains(ending());
    m_form->setRowVisible(m_scale, ending() == u"png");
    m_form->setRowVisible(m_theme, drawn);
    m_form->setRowVisible(m_ownSize, drawn && m_scope == Scope::One);
    m_form->setRowVisible(m_size, drawn && m_scope == Scope::One && m_ownSize->isChecked());
    adjustSize();
}

int ExportDialog::plot() const
{
    return m_plots->currentIndex();
}

QString ExportDialog::ending() const
{
    return m_formats->currentData().toString();
}

PictureOptions ExportDialog::options() const
{
    PictureOptions options;
    options.scale = m_scale->currentData().toInt();
    options.dark = m_shownDark && !m_theme->currentData().toBool();
    if (m_scope == Scope::One && m_ownSize->isChecked())
        options.size = {m_width->value(), m_height->value()};
    return options;
}

void ExportDialog::accept()
{
    QSettings settings;
    settings.setValue(m_scope == Scope::All ? allFormatKey : formatKey, ending());
    settings.setValue(scaleKey, m_scale->currentData());
    settings.setValue(printKey, m_theme->currentData());
    if (m_scope == Scope::One) {
        settings.setValue(ownSizeKey, m_ownSize->isChecked());
        settings.setValue(sizeKey, QSize(m_width->value(), m_height->value()));
    }
    QDialog::accept();
}

PictureOptions rememberedOptions(bool shownDark)
{
    const QSettings settings;
    PictureOptions options;
    options.scale = std::clamp(settings.value(scaleKey, usualScale).toInt(), 1, mostScale);
    options.dark = shownDark && !settings.value(printKey, false).toBool();
    return options;
}

} // namespace exitscope
