#include "desktop/downloadview.h"

#include "desktop/modeltext.h"
#include "widgets/fold.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

namespace {

constexpr int steps = 1000; // of the bar; bytes do not fit into its int
constexpr int mostRows = 8;

} // namespace

DownloadView::DownloadView(QWidget* parent)
    : QWidget(parent)
    , m_bar(new QProgressBar)
    , m_figures(new TextLabel(TextLabel::Style::Figure))
    , m_files(new QTreeWidget)
    , m_fold(new Fold(tr("Files"), m_files))
{
    m_bar->setAccessibleName(tr("Progress of the download"));
    m_bar->setFormat(tr("%p %"));
    m_figures->setWordWrap(true);
    m_files->setAccessibleName(tr("Files of the download"));
    m_files->setHeaderLabels({tr("File"), tr("State")});
    m_files->setFrameShape(QFrame::NoFrame);
    m_files->setRootIsDecorated(false);
    m_files->setUniformRowHeights(true);
    m_files->setSelectionMode(QAbstractItemView::NoSelection);
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->header()->setStretchLastSection(false);
    m_files->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    constexpr int state = 12;
    m_files->header()->resizeSection(1, state * fontMetrics().averageCharWidth());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(m_bar);
    column->addWidget(m_figures);
    column->addWidget(m_fold);
}

void DownloadView::show(DownloadQueue::State state, const DownloadProgress& progress)
{
    const bool isCounted = progress.total > 0;
    const bool isRunning = state == DownloadQueue::State::Running;
    // A bar without a range moves, which only what is going on may.
    m_bar->setRange(0, isCounted || !isRunning ? steps : 0);
    if (isCounted)
        m_bar->setValue(static_cast<int>(steps * static_cast<double>(progress.bytes) /
                                         static_cast<double>(progress.total)));
    else
        m_bar->setValue(0);
    m_bar->setVisible(isCounted || isRunning);
    m_figures->setText(progressText(state, progress));
    m_fold->setVisible(!progress.files.empty());
    const auto done =
        std::ranges::count(progress.files, FileProgress::State::Done, &FileProgress::state);
    m_fold->setSummary(tr("%1 of %2 done").arg(done).arg(progress.files.size()));
    if (m_fold->isOpen())
        showFiles(progress);
}

void DownloadView::showFiles(const DownloadProgress& progress)
{
    const int count = static_cast<int>(progress.files.size());
    while (m_files->topLevelItemCount() > count)
        delete m_files->takeTopLevelItem(count);
    for (int row = 0; row < count; ++row) {
        const FileProgress& file = progress.files[static_cast<std::size_t>(row)];
        QTreeWidgetItem* item = m_files->topLevelItem(row);
        if (!item)
            item = new QTreeWidgetItem(m_files);
        item->setText(0, file.name);
        item->setText(1, fileText(file));
        item->setToolTip(0, tr("%1, %2").arg(file.name, sizeText(file.total)));
        item->setToolTip(1, item->text(1));
    }
    const int rows = std::min(count, mostRows);
    m_files->setFixedHeight(m_files->header()->sizeHint().height() +
                            rows * m_files->sizeHintForRow(0) + 2 * m_files->frameWidth());
}

} // namespace exitscope
