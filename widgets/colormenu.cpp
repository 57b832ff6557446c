#include "widgets/colormenu.h"

#include <QActionGroup>

namespace exitscope {
namespace {

/// One of several, of which one is checked.
QAction* addChoice(QMenu* menu, QActionGroup* group, const QString& text, const QString& tip = {})
{
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setActionGroup(group);
    if (!tip.isEmpty())
        action->setToolTip(tip);
    return action;
}

} // namespace

ColorMenu::ColorMenu(QWidget* parent)
    : QMenu(parent)
{
    setToolTipsVisible(true);
    setAccessibleName(tr("Colours of the heatmap"));
    addMaps();
    addScales();
    addRanges();
    setChoice(m_map, m_scale);
    setOffer(false, true);
}

void ColorMenu::addMaps()
{
    addSection(tr("Colours"));
    auto* group = new QActionGroup(this);
    for (const auto kind : {ColorMapKind::Viridis, ColorMapKind::Cividis}) {
        m_maps[kind] = addChoice(this, group, u'&' + ColorMap::label(kind));
        connect(m_maps[kind], &QAction::triggered, this,
                [this, kind] { Q_EMIT colorMapChosen(kind); });
    }
    m_maps[ColorMapKind::Diverging] =
        addChoice(this, group, u'&' + ColorMap::label(ColorMapKind::Diverging),
                  tr("Signed quantities always run from blue to red, through zero"));
}

void ColorMenu::addScales()
{
    addSection(tr("Scale"));
    auto* group = new QActionGroup(this);
    m_scales[false] = addChoice(this, group, tr("&Linear"));
    m_scales[true] = addChoice(this, group, tr("L&ogarithmic"),
                               tr("Tells small values apart; zero wears the lowest colour"));
    for (const auto& [logarithmic, action] : m_scales) {
        connect(action, &QAction::triggered, this, [this, isLog = logarithmic] {
            Q_EMIT scaleChosen({.logarithmic = isLog, .range = m_scale.range});
        });
    }
}

void ColorMenu::addRanges()
{
    addSection(tr("Range"));
    auto* group = new QActionGroup(this);
    m_ranges[RangeKind::Run] =
        addChoice(this, group, tr("Fit to the &run"), tr("From its least to its greatest value"));
    m_ranges[RangeKind::Screen] = addChoice(this, group, tr("Fit to the tokens &shown"),
                                            tr("Colours change when the heatmap is moved"));
    m_ranges[RangeKind::Full] = addChoice(this, group, tr("&Full range of the quantity"),
                                          tr("The same colours for every run, for comparison"));
    for (const auto& [range, action] : m_ranges) {
        connect(action, &QAction::triggered, this, [this, kind = range] {
            Q_EMIT scaleChosen({.logarithmic = m_scale.logarithmic, .range = kind});
        });
    }
}

void ColorMenu::markMap()
{
    m_maps[m_diverging ? ColorMapKind::Diverging : m_map]->setChecked(true);
}

void ColorMenu::setChoice(ColorMapKind map, const ScaleChoice& scale)
{
    m_map = map;
    m_scale = scale;
    markMap();
    m_scales[scale.logarithmic]->setChecked(true);
    m_ranges[scale.range]->setChecked(true);
}

void ColorMenu::setOffer(bool isDiverging, bool mayBeLogarithmic)
{
    m_diverging = isDiverging;
    for (const auto& [kind, action] : m_maps) {
        const bool isSigned = kind == ColorMapKind::Diverging;
        action->setEnabled(isSigned == isDiverging);
        action->setVisible(!isSigned || isDiverging);
    }
    m_scales[true]->setEnabled(mayBeLogarithmic);
    markMap();
}

} // namespace exitscope
