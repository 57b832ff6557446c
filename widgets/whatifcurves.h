#pragma once

#include "widgets/rundocument.h"
#include "widgets/whatif.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <string>

namespace exitscope {

/// The curves of all criteria over the run on screen, and what they are held against. They follow
/// the document in turns of one criterion, so that the window never waits for all of them; the
/// chosen one is made at once. GUI thread.
class WhatIfCurves : public QObject
{
    Q_OBJECT

public:
    explicit WhatIfCurves(QObject* parent = nullptr);

    void setDocument(RunDocument* document);
    /// Starting points of criteria that the rule does not ask.
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    /// For `rule` and `shifts` see askAbout. The other curves follow.
    void ask(const Rule& rule, bool shifts, const Criterion& chosen);
    /// While it is not, nothing is made.
    void setActive(bool active);

    WhatIf question(const Criterion& criterion) const;
    /// By criterion in the registry's order, without those that have not been made yet.
    const std::vector<WhatIfCurve>& curves() const { return m_curves; }
    /// The chosen criterion's; null where there is no run.
    const WhatIfCurve* chosen() const;
    const ReplayTotals& recorded() const { return m_recorded; }
    /// Of an oracle; see Oracle::reached.
    const ReplayTotals& ceiling() const { return m_ceiling; }

Q_SIGNALS:
    void changed();

private:
    bool hasRun() const { return m_document && !m_document->isEmpty(); }
    /// Makes the chosen curve and has the others follow.
    void begin();
    void make(const Criterion& criterion);
    void takeTurn();
    void follow();
    void startOver();

    RunDocument* m_document = nullptr;
    std::map<std::string, ParameterValues> m_recommended;
    Rule m_rule;
    bool m_shifts = true;
    const Criterion* m_chosen = nullptr;
    std::vector<WhatIfCurve> m_curves;
    ReplayTotals m_recorded;
    ReplayTotals m_ceiling;
    std::vector<const Criterion*> m_due;
    bool m_isActive = false;
    bool m_isStale = true; ///< the document has changed since the last pass began
    QTimer m_turn;
    QTimer m_pause;
    QElapsedTimer m_pass;
    qint64 m_passMs = 0;
};

} // namespace exitscope
