#pragma once

#include "desktop/modelentry.h"

#include <QWidget>

#include <optional>
#include <vector>

class QButtonGroup;
class QLabel;
class QRadioButton;

namespace exitscope {

/// What a model takes in each dtype and whether that fits; one is chosen to open it in. GUI thread.
class DtypeChoice : public QWidget
{
    Q_OBJECT

public:
    explicit DtypeChoice(QWidget* parent = nullptr);

    /// Another model's choice starts at what fits best.
    void setModel(const ModelEntry& model);
    /// Nothing where the model's needs are not known.
    std::optional<WeightFormat> chosen() const;

Q_SIGNALS:
    void chosenChanged();

private:
    struct Row
    {
        WeightFormat format;
        QRadioButton* button;
        QLabel* takes;
        QLabel* verdict;
    };
    QButtonGroup* m_group;
    std::vector<Row> m_rows;
    std::optional<ModelName> m_name;
    bool m_isKnown = false;
};

} // namespace exitscope
