#pragma once

#include "widgets/colormap.h"
#include "widgets/colorrange.h"
#include "widgets/exportable.h"
#include "widgets/heatmapquantity.h"

#include <QRect>
#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QPushButton;
class QToolButton;

namespace exitscope {

class ColorMenu;
class HeatmapPlot;
class RunDocument;
struct PlotOptions;

/// Layers by tokens of a run, with a header row to choose what is shown. Where columns would be
/// narrower than a pixel, several tokens share one, as heatmapcells.h says; the view states how
/// many. Reads and selects in a RunDocument; GUI thread.
class HeatmapView : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit HeatmapView(QWidget* parent = nullptr);
    ~HeatmapView() override;

    /// Shows `document`, which must outlive this view or be replaced; may be null.
    void setDocument(RunDocument* document);

    HeatmapQuantity quantity() const;
    void setQuantity(const HeatmapQuantity& quantity);
    /// The map of one-sided quantities, Viridis or Cividis; Diverging is not for the user to set.
    ColorMapKind colorMap() const;
    void setColorMap(ColorMapKind kind);
    /// How values are spread over the colours.
    ScaleChoice scale() const;
    void setScale(const ScaleChoice& scale);
    /// Border of the cells at which the rule fires.
    bool isContourShown() const;
    void setContourShown(bool shown);
    /// How predicted tokens are called; without it they are numbers.
    void setTokenNames(std::function<QString(int id)> names);

    /// By token the layer at which another rule would let it out, -1 where that is not known: drawn
    /// as a second line while there are any, with a mark at the first token that would be another.
    void setOtherExits(const std::vector<int>& exits, int firstOther = -1);

    /// The newest token stays in view until the user moves away from it.
    bool isFollowing() const;
    void setFollowing(bool following);
    /// Shows all tokens and layers.
    void fit();

    /// What the tooltip and the screen reader say of a cell, or of a token for layer -1.
    QString cellText(int token, int layer) const;
    /// Where a visible cell lies in this widget.
    QRect cellRect(int token, int layer) const;
    /// The number that the visible cell's colour stands for; NaN for a blank one. Where several
    /// tokens share a pixel, their mean.
    double displayedValue(int token, int layer) const;
    /// What is chosen here, for a picture in a file.
    PlotOptions plotOptions() const;
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

    /// Draws now what is due; else it happens within a frame.
    void refreshNow();

Q_SIGNALS:
    void followingChanged(bool following);
    void quantityChanged();
    void colorMapChanged();
    void scaleChanged();
    void contourShownChanged(bool shown);

private:
    void makeHeader();
    QPushButton* makeColorButton();
    void showColorChoice();

    HeatmapPlot* m_plot = nullptr;
    QComboBox* m_quantities = nullptr;
    ColorMenu* m_colors = nullptr;
    QCheckBox* m_contour = nullptr;
    QCheckBox* m_follow = nullptr;
    QToolButton* m_fit = nullptr;
    std::vector<HeatmapQuantity> m_offered;
};

} // namespace exitscope
