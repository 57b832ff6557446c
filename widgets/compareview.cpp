#include "widgets/compareview.h"

#include "widgets/comparemodel.h"
#include "widgets/comparetext.h"
#include "widgets/rundocument.h"
#include "widgets/tokentexts.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
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
    return tr("Run %1: %2").arg(id).arg(runInShort(*run));
}

QString CompareView::choiceOf(int id) const
{
    const bool isShown = id > 0 && m_history && id == m_history->current();
    const auto run = isShown ? runOf(id) : nullptr;
    // What tells runs apart stands first: the end may have no room.
    return run ? tr("Run %1, on screen: %2").arg(id).arg(runInShort(*run)) : nameOf(id);
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
            choice->addItem(choiceOf(entry.id), entry.id);
    }
    for (std::size_t i = 0; i < m_files.size(); ++i)
        choice->addItem(nameOf(-static_cast<int>(i) - 1), -static_cast<int>(i) - 1);
    choice->insertSeparator(choice->count());
    choice->addItem(tr("From file…"), fromFile);
    if (runOf(chosen))
        choice->setCurrentIndex(choice->findData(chosen));
    choice->setToolTip(plainToolTip(choiceOf(chosen)));
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
    // The run in progress learns its rule and its length only now.
    for (QComboBox* choice : {m_choiceA, m_choiceB}) {
        if (const int index = choice->findData(m_current); m_current != 0 && index >= 0)
            choice->setItemText(index, nameOf(m_current));
    }
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
