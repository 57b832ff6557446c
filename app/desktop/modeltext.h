#pragma once

#include "desktop/downloadqueue.h"
#include "desktop/modelentry.h"

#include <QString>

namespace exitscope {

/// Two lines of a cell, in the window's language: what matters, and what explains it.
struct CellText
{
    QString first;
    QString second;
};

/// For example "13.5 GB".
QString sizeText(std::int64_t bytes);
/// What it is: "Llama 2 7B", "6.7 billion parameters in 32 layers".
QString summaryText(const ModelEntry& model);
CellText memoryText(const ModelEntry& model);
CellText accessText(const ModelEntry& model);
CellText stateText(const ModelEntry& model, DownloadQueue::State state,
                   const DownloadProgress& progress);
/// Share of its bytes that are on disk, 0 to 1; negative where that says nothing.
double shareHere(const ModelEntry& model, DownloadQueue::State state,
                 const DownloadProgress& progress);
QString licenceText(const ModelEntry& model);
/// What a dtype takes and whether that fits: "15.7 GB", "✓ fits".
CellText needText(const DtypeNeed& need);
/// "2.1 of 13.5 GB, 45 MB/s, 4 min left".
QString progressText(DownloadQueue::State state, const DownloadProgress& progress);
QString fileText(const FileProgress& file);
/// In the dialog's terms: where the hub's sentence names the command line, what to press here.
QString errorText(const HubError& error, const ModelName& name);

} // namespace exitscope
