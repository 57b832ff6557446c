#pragma once

#include "trace/run.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace exitscope {

class RunDocument;

/// How a run of the history came about.
enum class RunOrigin
{
    Written, ///< from its prompt
    Branch,  ///< on from another run, from a token on
    File     ///< read from a file
};

/// One run of the history. A value type.
struct HistoryEntry
{
    int id = 0; ///< never used again in this history
    RunOrigin origin = RunOrigin::Written;
    QString file = {};         ///< of RunOrigin::File
    int parent = 0;            ///< id of the run it was branched from; 0: none
    int branchToken = -1;      ///< first token that is the branch's own
    std::string replaced = {}; ///< bytes of the parent's token there; empty past its end
    /// What it held when it last left the screen; null while it has not.
    std::shared_ptr<const Run> run = nullptr;
    std::size_t bytes = 0; ///< of it in memory, estimated
};

/// The runs of this window, in the order in which they began, one of them on screen. It takes what
/// the document holds before the document is reset. Where those off screen take more memory than
/// the limit, the oldest are forgotten. Lives on the GUI thread.
class RunHistory : public QObject
{
    Q_OBJECT

public:
    /// Nothing is in it yet; `document` must outlive it or be gone for good.
    explicit RunHistory(RunDocument* document, QObject* parent = nullptr);

    const std::vector<HistoryEntry>& entries() const { return m_entries; }
    /// Null for an id that is not (or no longer) there.
    const HistoryEntry* find(int id) const;
    /// Id of the run on screen; 0 while there is none.
    int current() const { return m_current; }
    /// The run as it is now; for the one on screen a copy of what the document holds. Null for an
    /// unknown id.
    std::shared_ptr<const Run> run(int id) const;

    /// Memory of the runs that are not on screen, as estimated from what they hold, bytes.
    std::size_t bytes() const;
    std::size_t limit() const { return m_limit; }
    void setLimit(std::size_t bytes);

    /// Puts `run` on screen as a new entry, whose id and run are ignored, and returns its id.
    int begin(HistoryEntry entry, Run run);
    /// Puts an earlier run back on screen.
    void show(int id);
    /// Forgets a run; the one on screen stays, and so do branches of what is forgotten.
    void remove(int id);

Q_SIGNALS:
    /// Entries came or went.
    void changed();
    void currentChanged(int id);

private:
    HistoryEntry* entry(int id);
    /// Puts the run on screen away; true where it was dropped, as nothing was written.
    bool keepCurrent();
    /// Whether any had to go.
    bool forgetOldest();

    QPointer<RunDocument> m_document;
    std::vector<HistoryEntry> m_entries;
    int m_current = 0;
    int m_lastId = 0;
    std::size_t m_limit = 256'000'000;
};

} // namespace exitscope
