#include "desktop/dtypechoice.h"

#include "desktop/modeltext.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QRadioButton>

namespace exitscope {

DtypeChoice::DtypeChoice(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::gapLarge);
    grid->setVerticalSpacing(theme::gapTiny);
    grid->setColumnStretch(2, 1);
    for (const WeightFormat format : allWeightFormats) {
        Row row{format, new QRadioButton, new TextLabel(TextLabel::Style::Figure), new QLabel};
        row.button->setProperty("isData", true);
        row.takes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        const int at = static_cast<int>(m_rows.size());
        grid->addWidget(row.button, at, 0);
        grid->addWidget(row.takes, at, 1);
        grid->addWidget(row.verdict, at, 2);
        m_group->addButton(row.button, at);
        m_rows.push_back(row);
    }
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool isOn) {
        if (isOn)
            Q_EMIT chosenChanged();
    });
}

std::optional<WeightFormat> DtypeChoice::chosen() const
{
    const int id = m_group->checkedId();
    return m_isKnown && id >= 0 ? std::optional(m_rows[static_cast<std::size_t>(id)].format)
                                : std::nullopt;
}

void DtypeChoice::setModel(const ModelEntry& model)
{
    const bool isAnother = m_name != model.name || !m_isKnown;
    m_name = model.name;
    m_isKnown = !model.needs.empty();
    if (!m_isKnown)
        return;
    const DtypeNeed* best = model.bestFit();
    const WeightFormat first = best ? best->format : model.stored;
    for (const Row& row : m_rows) {
        const DtypeNeed* need = model.need(row.format);
        const CellText text = need ? needText(*need) : CellText();
        const std::string_view field = fieldName(row.format);
        const QString name = QString::fromLatin1(field.data(), static_cast<int>(field.size()));
        row.button->setText(row.format == model.stored ? tr("%1 (as stored)").arg(name) : name);
        row.takes->setText(text.first);
        row.verdict->setText(text.second);
        row.button->setAccessibleName(
            tr("%1 takes %2 %3").arg(row.button->text(), text.first, text.second).trimmed());
        if (isAnother && row.format == first)
            row.button->setChecked(true);
    }
}

} // namespace exitscope
