#include "widgets/exitsview.h"

#include "widgets/exithistogramplot.h"
#include "widgets/exitmodels.h"
#include "widgets/settingstext.h"
#include "widgets/tableview.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace exitscope {

namespace {

/// The check runs over all tokens, so not at every one.
constexpr int intervalMs = 200;

} // namespace

QString verdictOnExits(const ExitCheck& check)
{
    if (check.tokens == 0)
        return {};
    if (check.early == 0)
        return ExitsView::tr("No token left before the last layer.");
    if (check.compared == 0 && check.confirmed == check.early)
        return ExitsView::tr("The whole model confirmed each of the %1 tokens that left early, as "
                             "drafts: none is wrong.")
            .arg(check.early);
    if (check.compared == 0)
        return ExitsView::tr("Of the tokens that left early (%1) it is not known whether full "
                             "depth would have chosen the same.")
            .arg(QLocale().toString(check.unknown()));
    return ExitsView::tr("Of the exits that can be compared with full depth (%1), %2 chose another "
                         "token.")
        .arg(QLocale().toString(check.compared), QLocale().toString(check.wrong.size()));
}

QString limitsOfExits(const Run& run, const ExitCheck& check)
{
    QStringList sentences;
    if (check.unknown() > 0)
        sentences << ExitsView::tr("Where layers were not watched, the last layer's prediction is "
                                   "not recorded (tokens: %1); switch on watching and run again.")
                         .arg(QLocale().toString(check.unknown()));
    if (check.drawn > 0)
        sentences << ExitsView::tr("Some tokens were drawn, or chosen from processed logits (%1): "
                                   "of these the most likely token at the exit is compared.")
                         .arg(QLocale().toString(check.drawn));
    if (check.confirmed > 0 && check.compared > 0)
        sentences << ExitsView::tr("Accepted drafts (%1) were confirmed by the whole model.")
                         .arg(QLocale().toString(check.confirmed));
    const auto loose = std::ranges::find_if(run.settings, [](const SettingsChange& change) {
        return change.settings.kvPolicy != KvPolicy::Exact && change.settings.ruleApplies();
    });
    if (loose != run.settings.end() && check.compared > 0)
        sentences << ExitsView::tr("Under the K/V policy “%1” the last layer is what it was in "
                                   "this run, not what it would be at full depth.")
                         .arg(policyTitle(loose->settings.kvPolicy));
    return sentences.join(u' ');
}

ExitsView::ExitsView(QWidget* parent)
    : QWidget(parent)
    , m_plot(new ExitHistogramPlot)
    , m_layers(new ExitLayerModel(this))
    , m_wrong(new WrongExitModel(this))
{
    setAccessibleName(tr("Exits"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeHistogram());
    splitter->addWidget(makeWrong());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({420, 440});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, theme::gapSmall);
    whole->addWidget(splitter);
    new FocusForward(this, m_plot);
    m_timer.setSingleShot(true);
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &ExitsView::update);
    update();
}

QWidget* ExitsView::makeHistogram()
{
    m_cumulative = new QCheckBox(tr("Cumulative"));
    m_cumulative->setToolTip(tr("Draw the share of tokens that left at a layer or below it"));
    m_asTable = new QCheckBox(tr("As a table"));
    m_asTable->setToolTip(tr("Show the figures as a table, to read or to copy"));
    m_layerTable = new TableView(nullptr, theme::gapTiny);
    m_layerTable->setAccessibleName(tr("Tokens by exit layer, as a table"));
    m_layerTable->setModel(m_layers);
    m_layerTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_layerTable->setColumnWidths({8, 9, 10, 13, 10, 13});
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_plot);
    m_stack->addWidget(m_layerTable);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::gap);
    head->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Exit layers")));
    head->addStretch(1);
    head->addWidget(m_cumulative);
    head->addWidget(m_asTable);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, theme::gapSmall, 0);
    column->setSpacing(theme::gapTiny);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    connect(m_cumulative, &QCheckBox::toggled, this, &ExitsView::showHistogram);
    connect(m_asTable, &QCheckBox::toggled, this, [this](bool asTable) {
        m_stack->setCurrentIndex(asTable ? 1 : 0);
        m_cumulative->setEnabled(!asTable);
    });
    return part;
}

QWidget* ExitsView::makeWrong()
{
    m_verdict = new TextLabel(TextLabel::Style::Note);
    m_limits = new TextLabel(TextLabel::Style::Note);
    for (QLabel* label : {m_verdict, m_limits})
        label->setWordWrap(true);
    m_wrongTable = new TableView(nullptr, theme::gapTiny);
    m_wrongTable->setAccessibleName(tr("Wrong exits"));
    m_wrongTable->setModel(m_wrong);
    m_wrongTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_wrongTable->setColumnWidths({6, 6, 12, 12, 13, 13});
    for (const int column : {WrongExitModel::ChosenColumn, WrongExitModel::FullDepthColumn})
        m_wrongTable->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(theme::gapSmall, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Wrong exits")));
    column->addWidget(m_verdict);
    column->addWidget(m_wrongTable, 1);
    column->addWidget(m_limits);
    column->addStretch();
    connect(m_wrongTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { choose(current.row()); });
    return part;
}

void ExitsView::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &ExitsView::update);
    connect(document, &RunDocument::finished, this, &ExitsView::update);
    connect(document, &RunDocument::tokensAppended, this, &ExitsView::schedule);
    connect(document, &RunDocument::selectionChanged, this, &ExitsView::showSelection);
    update();
}

void ExitsView::setTokenText(TokenText text)
{
    m_wrong->setTokenText(std::move(text));
}

void ExitsView::setOtherExits(const std::vector<int>& exits)
{
    m_otherExits = exits;
    if (isVisible())
        showHistogram();
}

void ExitsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    update();
}

void ExitsView::schedule()
{
    if (isVisible() && !m_timer.isActive())
        m_timer.start();
}

void ExitsView::update()
{
    m_timer.stop();
    if (!isVisible())
        return;
    static const Run none;
    const Run& run = m_document ? m_document->run() : none;
    showHistogram();
    const ExitCheck check = exitCheckOf(run);
    m_verdict->setText(run.tokens.empty()
                           ? tr("Run a prompt while watching all layers to see where an early "
                                "exit chose otherwise than full depth.")
                           : verdictOnExits(check));
    const QString limits = limitsOfExits(run, check);
    m_limits->setText(limits);
    m_limits->setVisible(!limits.isEmpty());
    m_wrong->setExits(check.wrong);
    m_wrongTable->setVisible(!check.wrong.empty());
    showSelection();
}

ExitHistogramPicture ExitsView::histogramOf(const Run& run) const
{
    return {exitHistogramOf(run),
            m_otherExits.empty() ? ExitHistogram()
                                 : exitHistogramOf(m_otherExits, run.model.layers),
            m_cumulative->isChecked()};
}

void ExitsView::showHistogram()
{
    static const Run none;
    const ExitHistogramPicture picture = histogramOf(m_document ? m_document->run() : none);
    m_plot->setPicture(picture);
    m_layers->setHistograms(picture.exits, picture.other);
    for (const int column : {ExitLayerModel::OtherColumn, ExitLayerModel::OtherCumulativeColumn})
        m_layerTable->setColumnHidden(column, !picture.hasOther());
}

void ExitsView::showSelection()
{
    const int row = m_wrong->rowOfToken(m_document ? m_document->selectedToken() : -1);
    if (m_wrongTable->currentIndex().row() == row)
        return;
    m_following = true;
    if (row < 0) {
        m_wrongTable->clearSelection();
        m_wrongTable->setCurrentIndex({});
    } else {
        m_wrongTable->selectRow(row);
    }
    m_following = false;
}

void ExitsView::choose(int row)
{
    if (m_following || row < 0 || row >= m_wrong->rowCount())
        return;
    const WrongExit& wrong = m_wrong->exits()[static_cast<std::size_t>(row)].exit;
    m_document->select(wrong.token, wrong.layer);
}

} // namespace exitscope
