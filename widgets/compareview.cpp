#include "widgets/compareview.h"

#include "widgets/comparemapview.h"
#include "widgets/comparemodel.h"
#include "widgets/comparetext.h"
#include "widgets/difftext.h"
#include "widgets/rundocument.h"
#include "widgets/tokentexts.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QThread>
#include <QToolButton>

#include <algorithm>
#include <limits>
#include <utility>

namespace exitscope {

namespace {

/// Of the choice that asks for a file; no id of a run.
constexpr int fromFile = std::numeric_limits<int>::min();
/// While a run goes on; of a long one, laying the two side by side is this much of the time.
constexpr int leastIntervalMs = 200;
constexpr int intervalPerUpdate = 10;

enum Page
{
    EmptyPage,
    ContentPage
};

} // namespace

void CompareView::setHistory(RunHistory* history, RunDocument* document)
{
    m_history = history;
    m_document = document;
    connect(history, &RunHistory::currentChanged, this, &CompareView::followCurrent);
    connect(history, &RunHistory::changed, this, &CompareView::fillChoices);
    connect(document, &RunDocument::tokensAppended, this, &CompareView::schedule);
    connect(document, &RunDocument::cellsChanged, this, &CompareView::schedule);
    connect(document, &RunDocument::settingsRecorded, this, &CompareView::schedule);
    connect(document, &RunDocument::finished, this, &CompareView::fillChoices);
    connect(document, &RunDocument::fullDepthMeasured, this, &CompareView::update);
    connect(document, &RunDocument::selectionChanged, this,
            [this](int token) { followSelection(token); });
    followCurrent(history->current());
}

void CompareView::setRunAgain(QAction* action)
{
    m_again->setDefaultAction(action);
    m_againBig->setDefaultAction(action);
}

std::shared_ptr<const Run> CompareView::runOf(int id) const
{
    if (id < 0) {
        const auto index = static_cast<std::size_t>(-id - 1);
        return index < m_files.size() ? m_files[index].run : nullptr;
    }
    if (!m_history || id == 0)
        return nullptr;
    // The run on screen belongs to the document, which outlives a look at it.
    if (id == m_history->current() && m_document)
        return {std::shared_ptr<const void>(), &m_document->run()};
    return m_history->run(id);
}

void CompareView::followCurrent(int id)
{
    if (id != m_a && id != m_b && id != 0) {
        if (m_current != 0 || m_a == 0)
            m_a = m_current != 0 ? m_current : m_b;
        m_b = id;
    }
    m_current = id;
    m_column = -1;
    fillChoices();
}

void CompareView::addFile(const QString& file, std::shared_ptr<const Run> run, bool asB)
{
    m_files.push_back({file, std::move(run)});
    const int id = -static_cast<int>(m_files.size());
    if (m_b == 0 || !runOf(m_b))
        m_b = m_current;
    if (asB && m_a == 0 && m_b != 0)
        m_a = m_b;
    // The first of two files waits for the second.
    if (asB || m_b == 0)
        m_b = id;
    else
        m_a = id;
    fillChoices();
}

void CompareView::compare(int a, int b)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_a = a;
    m_b = b;
    fillChoices();
}

void CompareView::swap()
{
    std::swap(m_a, m_b);
    fillChoices();
}

QString CompareView::nameOf(int id) const
{
    const std::shared_ptr<const Run> run = runOf(id);
    if (!run)
        return {};
    if (id < 0)
        return tr("%1: %2").arg(
            QFileInfo(m_files[static_cast<std::size_t>(-id - 1)].file).fileName(),
            runInShort(*run));
    // What tells runs apart stands first: the end may have no room.
    const QString name =
        id == m_history->current() ? tr("Run %1, on screen: %2") : tr("Run %1: %2");
    return name.arg(id).arg(runInShort(*run));
}

void CompareView::fillChoice(QComboBox* choice, int chosen)
{
    const QSignalBlocker quiet(choice);
    choice->clear();
    if (!runOf(chosen)) {
        choice->addItem(tr("No run yet"), 0);
        choice->setCurrentIndex(0);
    }
    if (m_history) {
        for (const HistoryEntry& entry : m_history->entries())
            choice->addItem(nameOf(entry.id), entry.id);
    }
    for (std::size_t i = 0; i < m_files.size(); ++i)
        choice->addItem(nameOf(-static_cast<int>(i) - 1), -static_cast<int>(i) - 1);
    choice->insertSeparator(choice->count());
    choice->addItem(tr("From file…"), fromFile);
    if (runOf(chosen))
        choice->setCurrentIndex(choice->findData(chosen));
    choice->setToolTip(plainToolTip(nameOf(chosen)));
}

void CompareView::fillChoices()
{
    fillChoice(m_choiceA, m_a);
    fillChoice(m_choiceB, m_b);
    update();
}

void CompareView::choose(QComboBox* choice, int& side)
{
    const int id = choice->currentData().toInt();
    if (id == fromFile)
        Q_EMIT fileWanted(choice == m_choiceB);
    else if (runOf(id))
        side = id;
    fillChoices();
}

void CompareView::schedule()
{
    if (isVisible() && !m_timer.isActive())
        m_timer.start();
}

void CompareView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fillChoices();
    if (m_document && (std::exchange(m_hasMissed, false) || m_column < 0))
        followSelection(m_document->selectedToken());
}

void CompareView::update()
{
    m_timer.stop();
    const std::shared_ptr<const Run> a = runOf(m_a);
    const std::shared_ptr<const Run> b = runOf(m_b);
    if (!a || !b || m_a == m_b)
        return showNothing();
    m_pages->setCurrentIndex(ContentPage);
    m_again->setVisible(m_again->defaultAction() != nullptr);
    // Two long texts take a while to lay beside one another; until it is seen, nothing is known.
    if (!isVisible()) {
        m_comparison.reset();
        m_columns.clear();
        return;
    }
    QElapsedTimer clock;
    clock.start();
    m_comparison = compareRuns(*a, *b);
    m_columns = columnsOf(*m_comparison);
    m_column = std::min(m_column, static_cast<int>(m_columns.size()) - 1);
    m_sentence->setText(divergenceSentence(*a, *b, *m_comparison));
    m_reasons->setText(divergenceReasons(*a, *b, *m_comparison));
    m_reasons->setVisible(!m_reasons->text().isEmpty());
    m_differences->setText(differencesSentence(*a, *b));
    m_jump->setVisible(m_comparison->divergence.has_value());
    m_figures->setComparison(*m_comparison);
    showText(*a, *b);
    showMap();
    // Where the reader has scrolled to stays.
    showColumn(m_column, false);
    m_timer.setInterval(
        std::max(leastIntervalMs, static_cast<int>(intervalPerUpdate * clock.elapsed())));
}

void CompareView::showNothing()
{
    m_comparison.reset();
    m_columns.clear();
    m_figures->clear();
    m_pages->setCurrentIndex(EmptyPage);
    const bool one = runOf(m_a) || runOf(m_b);
    m_placeholder->setText(
        m_a == m_b && one
            ? tr("A and B are the same run. Choose another one, or run again with something "
                 "changed.")
        : one ? tr("One run so far. Run again with something changed to get a second run, or "
                   "choose one from a file.")
              : tr("Run a prompt first. Then run it again with something changed, and see here "
                   "where the two part."));
    // There it stands in the middle.
    m_again->hide();
    m_againBig->setVisible(m_againBig->defaultAction() != nullptr);
}

void CompareView::showText(const Run& a, const Run& b)
{
    const bool beside = m_form == CompareForm::SideBySide;
    const auto chips = [&](DiffSide side) {
        return diffChips(a, b, *m_comparison, m_columns, side);
    };
    const auto describe = [this](const DiffChip& chip) {
        const std::shared_ptr<const Run> ofA = runOf(m_a);
        const std::shared_ptr<const Run> ofB = runOf(m_b);
        return ofA && ofB ? diffChipText(chip, *ofA, *ofB) : chip.text;
    };
    m_text->setDescriber(describe);
    m_textB->setDescriber(describe);
    m_text->setAccessibleName(beside ? tr("Text of A")
                                     : tr("Text of both runs, with what differs"));
    m_text->setChips(chips(beside ? DiffSide::A : DiffSide::Both));
    m_textB->setChips(beside ? chips(DiffSide::B) : std::vector<DiffChip>());
    m_textB->setVisible(beside);
}

void CompareView::setForm(CompareForm form)
{
    m_form = form;
    m_forms->setCurrentIndex(m_forms->findData(int(form)));
    const std::shared_ptr<const Run> a = runOf(m_a);
    const std::shared_ptr<const Run> b = runOf(m_b);
    if (!m_comparison || !a || !b)
        return;
    showText(*a, *b);
    showMap();
    showColumn(m_column);
}

void CompareView::showMap()
{
    const std::shared_ptr<const Run> a = runOf(m_a);
    const std::shared_ptr<const Run> b = runOf(m_b);
    if (!m_comparison || !a || !b)
        return;
    const CompareQuantity& quantity =
        m_offered[static_cast<std::size_t>(std::max(0, m_quantities->currentData().toInt()))];
    CompareValues values(*a, *b, *m_comparison, quantity);
    QString why = whyNoDifference(*a, *b, *m_comparison);
    if (why.isEmpty() && !values.sameScore())
        why = tr("No difference: the two rules have different scores. Choose one of them.");
    const bool asked = m_form == CompareForm::Difference;
    m_why->setText(asked ? why : QString());
    m_map->setForm(asked && why.isEmpty() ? CompareForm::Difference : CompareForm::SideBySide);
    m_map->setValues(std::move(values), divergentColumn());
}

int CompareView::divergentColumn() const
{
    if (!m_comparison || !m_comparison->divergence)
        return -1;
    const int a = columnOf(m_columns, m_comparison->divergence->tokenA, false);
    const int b = columnOf(m_columns, m_comparison->divergence->tokenB, true);
    // What B says there may stand in A too, only later.
    return a < 0 || b < 0 ? std::max(a, b) : std::min(a, b);
}

void CompareView::showDivergence()
{
    if (!m_comparison || !m_comparison->divergence)
        return;
    const Divergence& at = *m_comparison->divergence;
    select(divergentColumn(), at.tokenA, at.tokenB);
}

void CompareView::chooseColumn(int column)
{
    if (column < 0 || column >= static_cast<int>(m_columns.size()))
        return;
    const CompareColumn& at = m_columns[static_cast<std::size_t>(column)];
    select(column, at.a, at.b);
}

void CompareView::select(int column, int ofA, int ofB)
{
    showColumn(column);
    const int current = m_history ? m_history->current() : 0;
    const int token = current == 0 ? -1 : current == m_b ? ofB : current == m_a ? ofA : -1;
    const QScopedValueRollback own(m_choosing, true);
    if (m_document && token >= 0)
        m_document->select(token);
}

void CompareView::showColumn(int column, bool reveal)
{
    m_column = column;
    m_text->setCurrentColumn(column, reveal);
    m_textB->setCurrentColumn(column, reveal);
    m_map->setCurrentColumn(column);
}

void CompareView::followSelection(int token)
{
    const int current = m_history ? m_history->current() : 0;
    m_hasMissed = m_hasMissed || !isVisible();
    if (m_choosing || !m_comparison || token < 0 || (current != m_a && current != m_b))
        return;
    const int column = columnOf(m_columns, token, current == m_b);
    if (column >= 0)
        showColumn(column);
}

QString CompareView::sentence() const
{
    return m_sentence->text();
}

QString CompareView::asText() const
{
    if (!m_comparison)
        return {};
    QStringList lines{tr("A: %1").arg(nameOf(m_a)), tr("B: %1").arg(nameOf(m_b)),
                      m_sentence->text(),           m_reasons->text(),
                      m_differences->text(),        m_figures->asText()};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

void CompareView::copy() const
{
    QApplication::clipboard()->setText(asText());
}

} // namespace exitscope
