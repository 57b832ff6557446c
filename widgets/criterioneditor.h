#pragma once

#include "exit/rule.h"

#include <QWidget>

#include <map>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace exitscope {

class ParameterControl;

/// Chooses the criterion and sets its parameters; the controls are made from what each criterion
/// says of itself. Remembers the values of the criteria not chosen. GUI thread.
class CriterionEditor : public QWidget
{
    Q_OBJECT

public:
    explicit CriterionEditor(QWidget* parent = nullptr);

    Rule rule() const;
    /// No signal; the values of the other criteria stay.
    void setRule(const Rule& rule);
    /// Starting points that suit the model, by criterion name; others keep their own defaults.
    /// Changes no value until they are asked for.
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    /// Every criterion's recommended parameters, or its defaults.
    ParameterValues recommended(const Criterion& criterion) const;
    /// Puts every criterion at its recommended values; no signal.
    void takeRecommended();
    /// Puts the chosen criterion at its recommended values.
    void resetCurrent();
    void setModelShape(const ModelShape& shape);

Q_SIGNALS:
    void ruleChanged();

private:
    struct Page
    {
        const Criterion* criterion = nullptr;
        QWidget* widget = nullptr;
        std::vector<ParameterControl*> controls;
    };

    Page makePage(const Criterion& criterion);
    const Page* currentPage() const;
    void setValues(const Page& page, const ParameterValues& values);
    void showCurrentPage();
    void updateNotes();

    std::map<std::string, ParameterValues> m_recommended;
    ModelShape m_shape;
    std::vector<Page> m_pages;
    QComboBox* m_choice = nullptr;
    QLabel* m_explanation = nullptr;
    QLabel* m_entropyNote = nullptr;
    QPushButton* m_reset = nullptr;
};

} // namespace exitscope
