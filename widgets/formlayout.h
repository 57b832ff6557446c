#pragma once

#include "widgets/theme.h"

#include <QFormLayout>

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

} // namespace exitscope
