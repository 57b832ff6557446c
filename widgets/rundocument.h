#pragma once

#include "trace/partialtoken.h"

#include <QObject>

#include <memory>
#include <vector>

namespace exitscope {

/// The run on screen and what is selected in it: the one source that every view reads and follows.
/// Lives on the GUI thread.
class RunDocument : public QObject
{
    Q_OBJECT

public:
    explicit RunDocument(QObject* parent = nullptr);

    const Run& run() const { return m_run; }
    int tokenCount() const { return static_cast<int>(m_run.tokens.size()); }
    bool isEmpty() const { return m_run.tokens.empty(); }
    /// Replaces everything (a new run, or one read from a file); nothing is selected then.
    void reset(Run run);
    /// Appends tokens in order; cell events change earlier columns too.
    void append(const std::vector<Step>& steps);
    /// From the next token on, `settings` hold.
    void recordSettings(const Settings& settings);
    /// Drafts of the round in progress, which no token stands for yet.
    void showDrafts(const std::vector<Draft>& drafts);
    const std::vector<Draft>& drafts() const { return m_drafts; }
    /// The token whose layers run one by one, after the last; null: none. Appending ends it.
    void showPartial(std::shared_ptr<const PartialToken> token);
    const PartialToken* partial() const { return m_partial.get(); }
    void finish(FinishReason reason, double prefillSeconds, double decodeSeconds);
    /// What full depth was measured to cost.
    void setFullDepth(const FullDepthCost& cost);

    /// Selected token index, -1 for none; selected layer, -1 for none.
    int selectedToken() const { return m_selectedToken; }
    int selectedLayer() const { return m_selectedLayer; }
    void select(int token, int layer = -1);

Q_SIGNALS:
    void wasReset();
    void tokensAppended(int first, int last);
    /// Columns before the appended ones whose cells were caught up.
    void cellsChanged(int firstToken, int lastToken);
    /// Drafts of the round in progress came or went, or a round ended without a token.
    void draftsChanged();
    /// A layer of the token in the making has run, or there is no such token any more.
    void partialChanged();
    void settingsRecorded(int token);
    void finished();
    void fullDepthMeasured();
    void selectionChanged(int token, int layer);

private:
    Run m_run;
    std::vector<Draft> m_drafts;
    std::shared_ptr<const PartialToken> m_partial;
    int m_selectedToken = -1;
    int m_selectedLayer = -1;
};

} // namespace exitscope
