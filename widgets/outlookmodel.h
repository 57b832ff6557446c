#pragma once

#include "trace/run.h"
#include "widgets/lensmodel.h"

#include <QAbstractTableModel>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// What each criterion by itself would have done with one token: where it would have let it out,
/// the most likely token there, and its score there against its threshold. Criteria of the rule
/// that ran count with their parameters, the others with the recommended ones; a rule that is more
/// than one criterion has a row of its own. Lives on the GUI thread.
class OutlookModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row
    {
        const Criterion* criterion = nullptr; ///< null: the whole rule, or full depth
        bool isRule = false;                  ///< the rule that ran, as a whole
        bool active = false;                  ///< it ran for this token
        std::optional<int> exitLayer = {};
        int topToken = -1;
        Rule rule = {};     ///< with the parameters that were asked; none at full depth
        bool fired = false; ///< it let the token out; false where nothing did before the end
        Condition shown{};  ///< on which it hung there; its criterion is null at full depth
        float score = unknownScore; ///< of that condition at exitLayer
        double threshold = 0;       ///< there

        /// What the user chose, whatever the token: a row of the same kind.
        bool isSameRule(const Row& other) const
        {
            return criterion == other.criterion && isRule == other.isRule;
        }
    };
    enum Column
    {
        CriterionColumn,
        ExitColumn,
        TokenColumn,
        ScoreColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTokenText(TokenText text);
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    /// Token index -1 shows nothing.
    void setToken(const Run& run, int token);
    const std::vector<Row>& rows() const { return m_rows; }
    /// A row in full sentences: what it did, how sure that is, and why.
    QString sentence(int rowIndex) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Row makeRow(const Run& run, int token, const Criterion* criterion) const;
    Row makeRow(const Run& run, int token, const Rule& rule, Row row) const;
    QString display(const Row& row, int column) const;
    QString title(const Row& row) const;
    QString certainty(const Row& row) const;

    TokenText m_text;
    std::map<std::string, ParameterValues> m_recommended;
    std::vector<Row> m_rows;
    QString m_ruleText;
    int m_emitted = -1;
    /// Of the token, for what a row says of itself.
    int m_depth = 0;
    bool m_keepsExact = true; ///< its K/V are the full model's, whatever the rule
};

} // namespace exitscope
