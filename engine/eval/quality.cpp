#include "eval/quality.h"

#include "exit/rule.h"
#include "tokenizer/tokenizer.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

/// One distribution over the vocabulary, as logits and what turns them into probabilities.
struct Distribution
{
    std::span<const float> logits;
    int top1 = 0;
    double logSum = 0; ///< ln of sum exp(z)

    explicit Distribution(std::span<const float> values)
        : logits(values)
        , top1(static_cast<int>(std::ranges::max_element(values) - values.begin()))
    {
        const double largest = values[static_cast<std::size_t>(top1)];
        double sum = 0;
        for (const float z : values)
            sum += std::exp(z - largest);
        logSum = largest + std::log(sum);
    }
    double logProbability(int id) const
    {
        return double{logits[static_cast<std::size_t>(id)]} - logSum;
    }
};

/// sum p ln(p / q)
double divergence(const Distribution& p, const Distribution& q)
{
    double sum = 0;
    for (int id = 0; id < static_cast<int>(p.logits.size()); ++id) {
        const double own = p.logProbability(id);
        sum += std::exp(own) * (own - q.logProbability(id));
    }
    return sum;
}

/// What the reference says of one window.
struct WindowReading
{
    std::vector<float> logits; ///< [positions, V]
    std::vector<int> exits;    ///< [positions, criteria]
};

/// Sums over tokens.
struct Sums
{
    double loss = 0;
    double divergence = 0;
    long long sameTop1 = 0;
    std::vector<long long> sameExit; ///< per criterion
    std::vector<long long> exitLayers;

    void add(const Sums& other)
    {
        loss += other.loss;
        divergence += other.divergence;
        sameTop1 += other.sameTop1;
        for (std::size_t c = 0; c < sameExit.size(); ++c) {
            sameExit[c] += other.sameExit[c];
            exitLayers[c] += other.exitLayers[c];
        }
    }
};

/// The rules that are looked at: each criterion alone.
struct Rules
{
    explicit Rules(const Session& session)
        : shape{session.model().layers, session.model().vocabulary}
    {
        const auto& known = session.criterionDefaults();
        for (const Criterion* criterion : allCriteria()) {
            const auto found = known.find(std::string(criterion->name));
            rules.push_back(makeRule(criterion->name,
                                     found == known.end() ? ParameterValues() : found->second));
            if (includes(criterion->needs, Needs::Entropy))
                temperature = rules.back().entropyTemperature();
        }
    }

    Sums noSums() const
    {
        Sums sums;
        sums.sameExit.resize(rules.size());
        sums.exitLayers.resize(rules.size());
        return sums;
    }

    ModelShape shape;
    std::vector<Rule> rules;
    double temperature = 1;
};

/// Reads a window; the reference's reading is filled where it is empty, else compared with. False
/// when cancelled.
bool readWindow(const Session& session, const Rules& rules, const std::vector<int>& ids,
                WindowReading& reference, Sums& sums, const std::stop_token& stop)
{
    const bool isReference = reference.logits.empty();
    const std::size_t criteria = rules.rules.size();
    const auto take = [&](int position, std::span<const LayerStatistics> layers,
                          std::span<const float> logits) {
        const auto row = static_cast<std::size_t>(position);
        if (isReference)
            reference.logits.insert(reference.logits.end(), logits.begin(), logits.end());
        const Distribution own(logits);
        const Distribution first(
            std::span(reference.logits).subspan(row * logits.size(), logits.size()));
        sums.loss -= own.logProbability(ids[row + 1]);
        sums.sameTop1 += own.top1 == first.top1;
        sums.divergence += isReference ? 0 : divergence(first, own);
        for (std::size_t c = 0; c < criteria; ++c) {
            const int exit = exitLayer(rules.rules[c], layers, rules.shape.layers, rules.shape);
            if (isReference)
                reference.exits.push_back(exit);
            sums.exitLayers[c] += exit;
            sums.sameExit[c] += exit == reference.exits[row * criteria + c];
        }
    };
    // The last token is only predicted.
    Result<bool> read =
        session.readText({ids.begin(), ids.end() - 1}, rules.temperature, take, stop);
    if (!read)
        throw read.error();
    return *read;
}

DtypeQuality qualityOf(const Session& session, const Rules& rules, const Sums& sums, int tokens)
{
    const WeightTraffic traffic = session.traffic();
    DtypeQuality quality;
    quality.dtype = session.model().dtype;
    quality.weightBytes =
        static_cast<std::size_t>(session.model().layers) * traffic.layer + traffic.head;
    const auto share = [tokens](double sum) { return tokens > 0 ? sum / tokens : 0; };
    quality.perplexity = std::exp(share(sums.loss));
    quality.sameTop1 = share(static_cast<double>(sums.sameTop1));
    quality.meanKl = share(sums.divergence);
    for (std::size_t c = 0; c < rules.rules.size(); ++c)
        quality.exits.push_back({rules.rules[c].name(),
                                 share(static_cast<double>(sums.sameExit[c])),
                                 share(static_cast<double>(sums.exitLayers[c]))});
    return quality;
}

} // namespace

TextWindows::TextWindows(const Session& session, const std::string& text, const std::string& file,
                         int limit, int length)
{
    if (!session.tokenizer())
        throw Error(ErrorCode::Unsupported, session.tokenizerError());
    m_start = session.tokenizer()->encode("");
    const std::vector<int> all = session.tokenizer()->encode(text);
    m_ids.assign(all.begin() + static_cast<std::ptrdiff_t>(std::min(m_start.size(), all.size())),
                 all.end());
    if (limit > 0 && m_ids.size() > static_cast<std::size_t>(limit))
        m_ids.resize(static_cast<std::size_t>(limit));
    if (m_ids.empty() || m_start.size() + m_ids.size() < 2)
        throw Error(ErrorCode::PromptEmpty, "The text " + file +
                                                " holds no token that could be predicted; name a "
                                                "file with some text.");
    const int start = static_cast<int>(m_start.size());
    m_length = std::min(length, session.model().contextLength + 1 - start);
    if (m_length + start < 2)
        throw Error(ErrorCode::WrongUse, "Windows of " + std::to_string(length) +
                                             " tokens leave nothing to predict in a context of " +
                                             std::to_string(session.model().contextLength) +
                                             "; choose longer ones.");
}

int TextWindows::count() const
{
    const int ids = static_cast<int>(m_ids.size());
    // A last id that nothing stands before cannot be predicted.
    const int whole = ids / m_length;
    const int rest = ids % m_length + static_cast<int>(m_start.size());
    return whole + (ids % m_length > 0 && rest >= 2 ? 1 : 0);
}

std::vector<int> TextWindows::ids(int index) const
{
    const auto first = static_cast<std::size_t>(index) * static_cast<std::size_t>(m_length);
    const std::size_t end = std::min(m_ids.size(), first + static_cast<std::size_t>(m_length));
    std::vector<int> result = m_start;
    result.insert(result.end(), m_ids.begin() + static_cast<std::ptrdiff_t>(first),
                  m_ids.begin() + static_cast<std::ptrdiff_t>(end));
    return result;
}

QualityReport measureQuality(std::span<const std::unique_ptr<Session>> sessions,
                             const TextWindows& text, const std::stop_token& stop,
                             const WindowObserver& onWindow)
{
    const Rules rules(*sessions.front());
    QualityReport report;
    report.model = sessions.front()->model();
    report.window = text.length();
    std::vector<Sums> totals(sessions.size(), rules.noSums());
    for (int w = 0; w < text.count() && !report.cancelled; ++w) {
        const std::vector<int> ids = text.ids(w);
        WindowReading reference;
        std::vector<Sums> sums(sessions.size(), rules.noSums());
        for (std::size_t s = 0; s < sessions.size() && !report.cancelled; ++s)
            report.cancelled = !readWindow(*sessions[s], rules, ids, reference, sums[s], stop);
        if (report.cancelled)
            break;
        for (std::size_t s = 0; s < sessions.size(); ++s)
            totals[s].add(sums[s]);
        report.tokens += static_cast<int>(ids.size()) - 1;
        if (onWindow)
            onWindow(w + 1, text.count());
    }
    for (std::size_t s = 0; s < sessions.size(); ++s)
        report.dtypes.push_back(qualityOf(*sessions[s], rules, totals[s], report.tokens));
    return report;
}

} // namespace exitscope
