#pragma once

#include "trace/run.h"
#include "widgets/lensmodel.h"

#include <QAbstractTableModel>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// What each criterion would have done with one token: where it would have let it out, and the
/// most likely token there. The criterion that ran counts with its parameters, the others with
/// the recommended ones. Lives on the GUI thread.
class OutlookModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row
    {
        const Criterion* criterion = nullptr; ///< null: full depth
        bool active = false;                  ///< it ran for this token
        std::optional<int> exitLayer;
        int topToken = -1;
    };
    enum Column
    {
        CriterionColumn,
        ExitColumn,
        TokenColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTokenText(TokenText text);
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    /// Token index -1 shows nothing.
    void setToken(const Run& run, int token);
    const std::vector<Row>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Row makeRow(const Run& run, int token, const Criterion* criterion) const;
    QString display(const Row& row, int column) const;

    TokenText m_text;
    std::map<std::string, ParameterValues> m_recommended;
    std::vector<Row> m_rows;
    int m_emitted = -1;
};

} // namespace exitscope
