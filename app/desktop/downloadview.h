#pragma once

#include "desktop/downloadqueue.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QTreeWidget;

namespace exitscope {

class Fold;

/// How far a download is: bytes, speed and time left, and each file once unfolded. GUI thread.
class DownloadView : public QWidget
{
    Q_OBJECT

public:
    explicit DownloadView(QWidget* parent = nullptr);

    void show(DownloadQueue::State state, const DownloadProgress& progress);

private:
    void showFiles(const DownloadProgress& progress);

    QProgressBar* m_bar;
    QLabel* m_figures;
    QTreeWidget* m_files;
    Fold* m_fold;
};

} // namespace exitscope
