#pragma once

#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"

#include <QWidget>

#include <map>

class QAction;
class QLabel;

namespace exitscope {

class AlternativeButton;
class OutlookModel;
class TableView;

/// Looks into one token, the selected one or the newest: how it came about, what each layer
/// predicted, what each criterion would have done. GUI thread.
class Inspector : public QWidget
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

Q_SIGNALS:
    /// The user wants the text to go on from `token` with `id` in its place.
    void alternativeChosen(int token, int id);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void update();
    void updateHeader(int token);
    void selectLayer(int layer);
    int shownToken() const;

    RunDocument* m_document = nullptr;
    TokenText m_text;
    LensModel* m_lens = nullptr;
    OutlookModel* m_outlook = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_placeholder = nullptr;
    QWidget* m_content = nullptr;
    TableView* m_lensView = nullptr;
    AlternativeButton* m_alternative = nullptr;
    TableView* m_outlookView = nullptr;
};

} // namespace exitscope
