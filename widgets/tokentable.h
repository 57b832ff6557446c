#pragma once

#include "widgets/rundocument.h"
#include "widgets/tableview.h"

namespace exitscope {

class TokenTableModel;

/// The heatmap's twin as a table: shares the document's selection, and keeps the newest token in
/// view while nothing is selected. GUI thread.
class TokenTable : public TableView
{
    Q_OBJECT

public:
    explicit TokenTable(QWidget* parent = nullptr);

    /// Call once; `document` must outlive the table.
    void setDocument(RunDocument* document);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void showEvent(QShowEvent* event) override;

private:
    void showSelection();
    void follow();
    /// Without drafts every token has the same role.
    void showColumns();
    /// Settings alone do not tell: previews are compared only where the rule and the device let
    /// them. Looks at the tokens from `first` on.
    void showPreviews(int first);

    RunDocument* m_document = nullptr;
    TokenTableModel* m_tokens = nullptr;
    bool m_following = false; ///< this view follows the document, not the user
};

} // namespace exitscope
