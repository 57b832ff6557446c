// How the parts of CompareView stand.
#include "widgets/comparemapview.h"
#include "widgets/comparemodel.h"
#include "widgets/compareview.h"
#include "widgets/difftext.h"
#include "widgets/tableview.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace exitscope {

namespace {

QToolButton* button(const QString& text, const QString& tip)
{
    auto* made = new QToolButton;
    made->setText(text);
    made->setToolTip(tip);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

QComboBox* choice(const QString& name)
{
    auto* made = new QComboBox;
    made->setAccessibleName(name);
    // Names of runs are long; what does not fit is in the list and the tooltip.
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(8);
    made->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return made;
}

} // namespace

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Compare two runs"));
    m_pages = new QStackedWidget;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, theme::gapSmall);
    column->setSpacing(theme::gapSmall);
    column->addWidget(makeChoice());
    column->addWidget(m_pages, 1);

    auto* empty = new QWidget;
    m_placeholder = new TextLabel(TextLabel::Style::Note);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setWordWrap(true);
    m_againBig = new QToolButton;
    m_againBig->setFocusPolicy(Qt::StrongFocus);
    auto* middle = new QVBoxLayout(empty);
    middle->addStretch();
    middle->addWidget(m_placeholder);
    middle->addSpacing(theme::gapSmall);
    middle->addWidget(m_againBig, 0, Qt::AlignHCenter);
    middle->addStretch();
    m_pages->addWidget(empty);
    m_pages->addWidget(makeContent());
    new FocusForward(this, m_text);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CompareView::update);
    setForm(CompareForm::Difference);
    giveFiguresRoom();
    update();
}

void CompareView::giveFiguresRoom()
{
    constexpr int characters = 50;
    m_table->setMinimumWidth(characters * m_table->fontMetrics().averageCharWidth());
}

void CompareView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_table)
        giveFiguresRoom();
}

CompareView::~CompareView() = default;

QWidget* CompareView::makeChoice()
{
    auto* bar = new QWidget;
    m_choiceA = choice(tr("Run A"));
    m_choiceB = choice(tr("Run B"));
    auto* exchange = button(tr("⇄"), tr("Swap A and B"));
    exchange->setAccessibleName(tr("Swap A and B"));
    m_again = new QToolButton;
    m_again->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addWidget(new TextLabel(TextLabel::Style::Heading, tr("A")));
    row->addWidget(m_choiceA, 1);
    row->addWidget(exchange);
    row->addWidget(new TextLabel(TextLabel::Style::Heading, tr("B")));
    row->addWidget(m_choiceB, 1);
    row->addWidget(m_again);
    connect(m_choiceA, &QComboBox::activated, this, [this] { choose(m_choiceA, m_a); });
    connect(m_choiceB, &QComboBox::activated, this, [this] { choose(m_choiceB, m_b); });
    connect(exchange, &QToolButton::clicked, this, &CompareView::swap);
    return bar;
}

QWidget* CompareView::makeContent()
{
    m_sentence = new TextLabel(TextLabel::Style::Heading);
    m_reasons = new TextLabel(TextLabel::Style::Note);
    m_differences = new TextLabel(TextLabel::Style::Note);
    for (QLabel* label : {m_sentence, m_reasons, m_differences}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_jump = button(tr("Show it"), tr("Select the first token that differs"));
    connect(m_jump, &QToolButton::clicked, this, &CompareView::showDivergence);
    auto* headline = new QHBoxLayout;
    headline->setSpacing(theme::gapSmall);
    headline->addWidget(m_sentence, 1);
    headline->addWidget(m_jump, 0, Qt::AlignTop);

    m_text = new DiffText;
    m_textB = new DiffText;
    m_textB->setAccessibleName(tr("Text of B"));
    for (DiffText* text : {m_text, m_textB}) {
        text->setFrameShape(QFrame::StyledPanel);
        connect(text, &DiffText::chosen, this, &CompareView::chooseColumn);
    }
    m_figures = new CompareModel(this);
    m_table = new TableView(nullptr, theme::gapTiny);
    m_table->setAccessibleName(tr("Figures of the two runs"));
    m_table->setModel(m_figures);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setColumnWidths({20, 10, 10, 10});
    m_table->horizontalHeader()->setSectionResizeMode(CompareModel::NameColumn,
                                                      QHeaderView::Stretch);
    auto* upper = new QSplitter(Qt::Horizontal);
    upper->setChildrenCollapsible(false);
    upper->addWidget(m_text);
    upper->addWidget(m_textB);

    m_map = new CompareMapView;
    connect(m_map, &CompareMapView::chosen, this, &CompareView::chooseColumn);
    auto* measured = new QSplitter(Qt::Horizontal);
    measured->setChildrenCollapsible(false);
    measured->addWidget(m_map);
    measured->addWidget(m_table);
    measured->setStretchFactor(0, 1);
    auto* lower = new QWidget;
    auto* maps = new QVBoxLayout(lower);
    maps->setContentsMargins(0, theme::gapTiny, 0, 0);
    maps->setSpacing(theme::gapTiny);
    maps->addWidget(makeMapHeader());
    maps->addWidget(measured, 1);

    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(upper);
    parts->addWidget(lower);
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 3);
    parts->setSizes({160, 240});

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addLayout(headline);
    column->addWidget(m_reasons);
    column->addWidget(m_differences);
    column->addWidget(parts, 1);
    return content;
}

QWidget* CompareView::makeMapHeader()
{
    m_forms = new QComboBox;
    m_forms->setAccessibleName(tr("How the two runs are shown"));
    m_forms->addItem(tr("Difference"), int(CompareForm::Difference));
    m_forms->addItem(tr("Side by side"), int(CompareForm::SideBySide));
    connect(m_forms, &QComboBox::activated, this,
            [this] { setForm(static_cast<CompareForm>(m_forms->currentData().toInt())); });
    m_quantities = new QComboBox;
    m_quantities->setAccessibleName(tr("Quantity of the maps"));
    m_offered.emplace_back();
    m_quantities->addItem(tr("Exit layer"), 0);
    for (const HeatmapQuantity& quantity : HeatmapQuantity::all()) {
        m_quantities->addItem(quantity.label(), int(m_offered.size()));
        m_offered.emplace_back(quantity);
    }
    connect(m_quantities, &QComboBox::activated, this, &CompareView::showMap);
    m_why = new TextLabel(TextLabel::Style::Note);
    m_why->setWordWrap(true);
    auto* copying = button(tr("Copy as text"), tr("The sentence, what differs and the figures"));
    connect(copying, &QToolButton::clicked, this, &CompareView::copy);

    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_forms);
    row->addWidget(m_quantities);
    row->addWidget(m_why, 1);
    row->addWidget(copying);
    return header;
}

} // namespace exitscope
