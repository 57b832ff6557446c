#pragma once

#include "widgets/exportable.h"
#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"

#include <QWidget>

#include <map>

class QAction;
class QLabel;
class QScrollArea;

namespace exitscope {

class AlternativeButton;
class LayerScrubber;
class PinnedLayers;
class TableView;
class VerdictView;
struct ScheduleCurve;

/// Looks into one token, the selected one or the newest: how it came about, what each layer
/// predicted, one by one or side by side, what each criterion would have done. GUI thread.
class Inspector : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);
    void setTokenText(TokenText text);
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);

    /// Whether the open model can go on with the run from another token.
    void setResumable(bool resumable);
    QAction* alternativeAction() const;

    // The chosen rule's score over depth.
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

public Q_SLOTS:
    /// Plays through the layers of the token shown, or stops that; nothing while it is not seen.
    void togglePlay();
    /// Pins the layer that the slider stands at, or unpins it; nothing while it is not seen.
    void togglePin();

Q_SIGNALS:
    /// The user wants the text to go on from `token` with `id` in its place.
    void alternativeChosen(int token, int id);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    QWidget* makeLensTable();
    void addPinAction();
    void update();
    void updateHeader(int token);
    void updateMissing(int token);
    void elideTitle();
    /// The user went to `layer` of the token shown.
    void goTo(int layer);
    void selectLayer(int layer);
    void updatePinAction();
    int shownToken() const;
    /// Null where no rule is drawn.
    const ScheduleCurve* drawnCurve() const;

    RunDocument* m_document = nullptr;
    TokenText m_text;
    LensModel* m_lens = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_placeholder = nullptr;
    QLabel* m_missing = nullptr;
    QWidget* m_content = nullptr;
    QScrollArea* m_scroll = nullptr;
    TableView* m_lensView = nullptr;
    AlternativeButton* m_alternative = nullptr;
    LayerScrubber* m_scrubber = nullptr;
    PinnedLayers* m_pinned = nullptr;
    VerdictView* m_verdicts = nullptr;
    QAction* m_pin = nullptr;
    QString m_titleText;
    int m_shown = -1; ///< token that the last update showed
};

} // namespace exitscope
