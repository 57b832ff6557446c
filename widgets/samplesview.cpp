#include "widgets/samplesview.h"

#include "widgets/metrictext.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

namespace {

QPlainTextEdit* textBox(const QString& name)
{
    auto* box = new QPlainTextEdit;
    box->setReadOnly(true);
    box->setAccessibleName(name);
    box->setTabChangesFocus(true);
    box->setMinimumHeight(3 * box->fontMetrics().lineSpacing());
    return box;
}

/// What is known of a sample in one line.
QString factsOf(const SampleResult& sample)
{
    if (sample.isSkipped())
        return SamplesView::tr("Skipped. %1").arg(QString::fromStdString(sample.skipped));
    const QLocale locale;
    QStringList facts;
    if (sample.promptTokens > 0)
        facts << SamplesView::tr("prompt tokens: %1").arg(locale.toString(sample.promptTokens));
    if (sample.truncatedTokens > 0)
        facts << SamplesView::tr("left out at its start: %1")
                     .arg(locale.toString(sample.truncatedTokens));
    facts << SamplesView::tr("written: %1").arg(locale.toString(sample.tokens.size()));
    if (sample.seconds() > 0)
        facts << metricText("total_time", sample.seconds());
    return facts.join(QStringLiteral(" · "));
}

} // namespace

SamplesView::SamplesView(QWidget* parent)
    : QWidget(parent)
    , m_samples(new SampleModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    m_sorted->setSourceModel(m_samples);
    m_sorted->setSortRole(SampleModel::SortRole);
    m_sorted->setFilterRole(SampleModel::FilterRole);
    m_sorted->setFilterKeyColumn(SampleModel::PromptColumn);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeTable());
    splitter->addWidget(makeDetail());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 380});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_sorted, signal, this, &SamplesView::showCount);
    connect(m_sorted, &QAbstractItemModel::modelReset, this, &SamplesView::showCount);
    showCount();
    showSelected();
}

QWidget* SamplesView::makeTable()
{
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Filter by text"));
    m_filter->setAccessibleName(tr("Filter samples by text"));
    m_filter->setClearButtonEnabled(true);
    m_count = new TextLabel(TextLabel::Style::Note);
    m_table = new TableView(nullptr, theme::gapTiny);
    m_table->setAccessibleName(tr("Samples"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setModel(m_sorted);
    m_table->setColumnWidths({6, 26, 26, 14, 9, 11, 12, 12, 18});
    for (const int column : {SampleModel::PromptColumn, SampleModel::PredictionColumn})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(5 * fontMetrics().averageCharWidth());
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::gap);
    head->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Samples")));
    head->addWidget(m_count);
    head->addStretch(1);
    head->addWidget(m_filter, 1);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, theme::gapSmall, 0);
    column->setSpacing(theme::gapTiny);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_sorted->setFilterFixedString(text);
        showCount();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SamplesView::showSelected);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &SamplesView::askForRun);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(QKeySequence(key), m_table);
        enter->setContext(Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, &SamplesView::askForRun);
    }
    return part;
}

QWidget* SamplesView::makeDetail()
{
    m_facts = new TextLabel(TextLabel::Style::Note);
    m_facts->setWordWrap(true);
    m_open = new QPushButton(tr("Open the ru&n"));
    m_open->setAutoDefault(false);
    m_open->setToolTip(tr("Show how this text was written, in the heatmap"));
    m_prompt = textBox(tr("Prompt of the sample"));
    m_reference = textBox(tr("Reference of the sample"));
    m_prediction = textBox(tr("Prediction of the sample"));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::gap);
    head->addWidget(m_facts, 1);
    head->addWidget(m_open);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(theme::gapSmall, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addLayout(head);
    const auto add = [column](const QString& title, QPlainTextEdit* box, int stretch) {
        column->addWidget(new TextLabel(TextLabel::Style::Note, title));
        column->addWidget(box, stretch);
    };
    add(tr("Prompt"), m_prompt, 3);
    add(tr("Reference"), m_reference, 2);
    add(tr("Prediction"), m_prediction, 2);
    connect(m_open, &QPushButton::clicked, this, &SamplesView::askForRun);
    return part;
}

void SamplesView::setSamples(std::vector<SamplePointer> samples)
{
    m_filter->clear();
    fill(std::move(samples));
    showSelected();
}

void SamplesView::updateSamples(std::vector<SamplePointer> samples)
{
    const SamplePointer before = selected();
    fill(std::move(samples));
    const auto& now = m_samples->samples();
    const auto same = before ? std::ranges::find_if(now,
                                                    [&](const SamplePointer& sample) {
                                                        return sample->index == before->index;
                                                    })
                             : now.end();
    if (same != now.end())
        select(*same);
    showSelected();
}

void SamplesView::fill(std::vector<SamplePointer> samples)
{
    m_hasDrafts = m_hasNotes = m_hasExits = m_hasSpeeds = false;
    for (const SamplePointer& sample : samples)
        note(*sample);
    m_samples->setSamples(std::move(samples));
    showColumns();
    showCount();
}

void SamplesView::append(const SamplePointer& sample)
{
    note(*sample);
    m_samples->append(sample);
    showColumns();
}

void SamplesView::setQuality(const std::string& metric)
{
    m_samples->setQuality(metric);
    showColumns();
}

void SamplesView::setRunsOffered(bool areOffered)
{
    m_areRunsOffered = areOffered;
    showSelected();
}

void SamplesView::note(const SampleResult& sample)
{
    m_hasDrafts = m_hasDrafts || sample.drafted > 0;
    m_hasNotes = m_hasNotes || !sampleNote(sample).isEmpty();
    m_hasExits = m_hasExits || sample.metrics.contains("mean_exit_layer");
    m_hasSpeeds = m_hasSpeeds || sample.metrics.contains("tokens_per_second");
}

void SamplesView::showColumns()
{
    m_table->setColumnHidden(SampleModel::AcceptedColumn, !m_hasDrafts);
    m_table->setColumnHidden(SampleModel::NoteColumn, !m_hasNotes);
    m_table->setColumnHidden(SampleModel::QualityColumn, m_samples->quality().empty());
    m_table->setColumnHidden(SampleModel::ExitColumn, !m_hasExits);
    m_table->setColumnHidden(SampleModel::SpeedColumn, !m_hasSpeeds);
}

void SamplesView::showCount()
{
    const int all = m_samples->rowCount();
    const int shown = m_sorted->rowCount();
    const QLocale locale;
    m_count->setText(shown == all
                         ? locale.toString(all)
                         : tr("%1 of %2").arg(locale.toString(shown), locale.toString(all)));
}

SamplePointer SamplesView::selected() const
{
    const QModelIndex row = m_sorted->mapToSource(m_table->currentIndex());
    return row.isValid() ? m_samples->samples()[static_cast<std::size_t>(row.row())] : nullptr;
}

void SamplesView::select(const SamplePointer& sample)
{
    const auto& all = m_samples->samples();
    const auto found = std::ranges::find(all, sample);
    const QModelIndex row =
        found == all.end()
            ? QModelIndex()
            : m_sorted->mapFromSource(m_samples->index(static_cast<int>(found - all.begin()), 0));
    if (row.isValid() && row.row() != m_table->currentIndex().row()) {
        m_table->selectRow(row.row());
        m_table->scrollTo(row);
    }
}

void SamplesView::selectFirst()
{
    if (m_sorted->rowCount() > 0)
        m_table->selectRow(0);
}

void SamplesView::showSelected()
{
    const SamplePointer sample = selected();
    m_facts->setText(sample ? factsOf(*sample) : tr("Select a sample to read its texts."));
    m_open->setVisible(m_areRunsOffered);
    m_open->setEnabled(sample && !sample->isSkipped());
    const auto show = [](QPlainTextEdit* box, const std::string& text) {
        const QString now = QString::fromStdString(text);
        if (box->toPlainText() == now)
            return false; // the reader stays where he is
        box->setPlainText(now);
        return true;
    };
    static const SampleResult none;
    const SampleResult& shown = sample ? *sample : none;
    // The end of a prompt is what is written on from.
    if (show(m_prompt, shown.prompt))
        m_prompt->moveCursor(QTextCursor::End);
    show(m_reference, shown.reference);
    show(m_prediction, shown.prediction);
    Q_EMIT selectionChanged(sample);
}

void SamplesView::askForRun()
{
    const SamplePointer sample = selected();
    if (m_areRunsOffered && sample && !sample->isSkipped())
        Q_EMIT runWanted(sample);
}

} // namespace exitscope
