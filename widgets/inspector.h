#pragma once

#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"

#include <QWidget>

#include <map>

class QLabel;

namespace exitscope {

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

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void update();
    void updateHeader(int token);
    void selectLayer(int layer);

    RunDocument* m_document = nullptr;
    TokenText m_text;
    LensModel* m_lens = nullptr;
    OutlookModel* m_outlook = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_placeholder = nullptr;
    QWidget* m_content = nullptr;
    TableView* m_lensView = nullptr;
    TableView* m_outlookView = nullptr;
};

} // namespace exitscope
