#include "widgets/heatmapview.h"

#include "widgets/colormenu.h"
#include "widgets/heatmapplot.h"
#include "widgets/taborder.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

HeatmapView::HeatmapView(QWidget* parent)
    : QWidget(parent)
    , m_plot(new HeatmapPlot(nullptr)) // joins the header, which Tab comes to first
    , m_offered(HeatmapQuantity::all())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::gapSmall);
    makeHeader();
    layout->addWidget(m_plot, 1);
    m_plot->setObjectName(QStringLiteral("heatmapPlot"));
    new FocusForward(this, m_plot);
    setAccessibleName(tr("Heatmap"));
    showColorChoice();

    connect(m_plot, &HeatmapPlot::followingChanged, this, [this](bool following) {
        const QSignalBlocker quiet(m_follow);
        m_follow->setChecked(following);
        Q_EMIT followingChanged(following);
    });
}

HeatmapView::~HeatmapView() = default;

void HeatmapView::makeHeader()
{
    m_quantities = new QComboBox(this);
    m_quantities->setAccessibleName(tr("Quantity shown in the heatmap"));
    m_quantities->setToolTip(tr("What a cell shows"));
    for (const HeatmapQuantity& quantity : m_offered) {
        if (quantity.criterion() && !m_offered[std::size_t(m_quantities->count() - 1)].criterion())
            m_quantities->insertSeparator(m_quantities->count());
        m_quantities->addItem(quantity.label(), int(&quantity - m_offered.data()));
    }
    const auto named = [](auto* control, const QString& tip) {
        control->setToolTip(tip);
        return control;
    };
    m_contour = named(new QCheckBox(tr("Firing border"), this),
                      tr("Outline the cells at which the rule fires"));
    m_follow = named(new QCheckBox(tr("Follow"), this), tr("Keep the newest token in view"));
    m_follow->setChecked(true);
    m_fit = named(new QToolButton(this), tr("Show all tokens and layers (double click)"));
    m_fit->setText(tr("Fit"));

    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gap);
    row->addWidget(m_quantities);
    QPushButton* colors = makeColorButton();
    row->addWidget(colors);
    row->addStretch(1);
    row->addWidget(m_contour);
    row->addWidget(m_follow);
    row->addWidget(m_fit);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);

    setTabOrder(m_quantities, colors);

    connect(m_quantities, &QComboBox::activated, this,
            [this] { setQuantity(m_offered[m_quantities->currentData().toUInt()]); });
    connect(m_contour, &QCheckBox::toggled, m_plot, &HeatmapPlot::setContourShown);
    connect(m_contour, &QCheckBox::toggled, this, &HeatmapView::contourShownChanged);
    connect(m_follow, &QCheckBox::toggled, m_plot, &HeatmapPlot::setFollowing);
    connect(m_fit, &QToolButton::clicked, m_plot, &HeatmapPlot::fit);
}

QPushButton* HeatmapView::makeColorButton()
{
    m_colors = new ColorMenu(this);
    connect(m_colors, &ColorMenu::colorMapChosen, this, &HeatmapView::setColorMap);
    connect(m_colors, &ColorMenu::scaleChosen, this, &HeatmapView::setScale);
    // What a logarithm would do depends on the values that have come.
    connect(m_colors, &QMenu::aboutToShow, this, &HeatmapView::showColorChoice);
    auto* button = new QPushButton(tr("Colours"), this);
    button->setToolTip(tr("Colours, scale and range of the values"));
    button->setMenu(m_colors);
    // As high as its neighbours.
    button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Ignored);
    return button;
}

void HeatmapView::showColorChoice()
{
    const HeatmapValues& values = m_plot->values();
    m_colors->setChoice(colorMap(), scale());
    m_colors->setOffer(values.quantity().isDiverging(), values.mayBeLogarithmic());
}

void HeatmapView::setDocument(RunDocument* document)
{
    m_plot->setDocument(document);
}

HeatmapQuantity HeatmapView::quantity() const
{
    return m_plot->values().quantity();
}

void HeatmapView::setQuantity(const HeatmapQuantity& quantity)
{
    if (quantity == this->quantity())
        return;
    m_plot->setQuantity(quantity);
    const auto found = std::ranges::find(m_offered, quantity);
    m_quantities->setCurrentIndex(m_quantities->findData(int(found - m_offered.begin())));
    showColorChoice();
    Q_EMIT quantityChanged();
}

ColorMapKind HeatmapView::colorMap() const
{
    return m_plot->colorMap();
}

void HeatmapView::setColorMap(ColorMapKind kind)
{
    if (kind == colorMap() || kind == ColorMapKind::Diverging)
        return;
    m_plot->setColorMap(kind);
    showColorChoice();
    Q_EMIT colorMapChanged();
}

ScaleChoice HeatmapView::scale() const
{
    return m_plot->values().scale();
}

void HeatmapView::setScale(const ScaleChoice& scale)
{
    if (scale == this->scale())
        return;
    m_plot->setScale(scale);
    showColorChoice();
    Q_EMIT scaleChanged();
}

bool HeatmapView::isContourShown() const
{
    return m_contour->isChecked();
}

void HeatmapView::setContourShown(bool shown)
{
    m_contour->setChecked(shown);
}

void HeatmapView::setTokenNames(std::function<QString(int)> names)
{
    m_plot->setTokenNames(std::move(names));
}

void HeatmapView::setOtherExits(const std::vector<int>& exits, int firstOther)
{
    m_plot->setOtherExits(exits, firstOther);
}

bool HeatmapView::isFollowing() const
{
    return m_plot->isFollowing();
}

void HeatmapView::setFollowing(bool following)
{
    m_plot->setFollowing(following);
}

void HeatmapView::fit()
{
    m_plot->fit();
}

QString HeatmapView::cellText(int token, int layer) const
{
    return m_plot->cellText(token, layer);
}

QRect HeatmapView::cellRect(int token, int layer) const
{
    const QRect inPlot = m_plot->cellGeometry().box(token, token, layer, layer).toAlignedRect();
    return inPlot.translated(m_plot->pos());
}

double HeatmapView::displayedValue(int token, int layer) const
{
    return m_plot->displayedValue(token, layer);
}

void HeatmapView::refreshNow()
{
    m_plot->refreshNow();
}

} // namespace exitscope
