#pragma once

#include "widgets/partialtext.h"

#include <QWidget>

class QLabel;

namespace exitscope {

class LayerStepModel;
class RunDocument;
class TableView;

/// The predictions of a token that goes layer by layer, as they come: the newest in a sentence,
/// which a screen reader says, and all so far in a table that fills from the bottom. GUI thread.
class LayerStepView : public QWidget
{
    Q_OBJECT

public:
    explicit LayerStepView(QWidget* parent = nullptr);

    /// `document` must outlive this view.
    void setDocument(RunDocument* document);
    void setTokenText(TokenNames names);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void reserveLines();
    void update();

    RunDocument* m_document = nullptr;
    TokenNames m_names;
    LayerStepModel* m_model = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_newest = nullptr; ///< the sentence
    QLabel* m_next = nullptr;
    TableView* m_table = nullptr;
};

} // namespace exitscope
