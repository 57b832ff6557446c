#pragma once

#include "widgets/theme.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace exitscope {

/// The one look of labels with fields: labels at the left, fields as wide as the panel.
inline QFormLayout* makeForm(QWidget* parent)
{
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::gap);
    form->setVerticalSpacing(theme::gapSmall);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

/// Gives the labels of all forms in `part` the width of the widest.
inline void alignLabels(const QWidget& part)
{
    QList<QWidget*> labels;
    int widest = 0;
    for (const QFormLayout* form : part.findChildren<QFormLayout*>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem* label = form->itemAt(row, QFormLayout::LabelRole);
            if (!label || !qobject_cast<QLabel*>(label->widget()))
                continue;
            labels << label->widget();
            widest = std::max(widest, label->widget()->sizeHint().width());
        }
    }
    for (QWidget* label : labels)
        label->setMinimumWidth(widest);
}

} // namespace exitscope
