#include "metrics/bleu.h"

#include "metrics/ngrams.h"
#include "metrics/words.h"

#include <cmath>

namespace exitscope {

void BleuCounts::add(std::string_view prediction, std::string_view reference)
{
    const std::vector<std::string> predicted = splitAtWhiteSpace(prediction);
    const std::vector<std::string> referred = splitAtWhiteSpace(reference);
    m_predictionWords += predicted.size();
    m_referenceWords += referred.size();
    for (std::size_t n = 1; n <= longest; ++n) {
        m_shared[n - 1] += sharedNgrams(countNgrams(predicted, n), countNgrams(referred, n));
        m_predicted[n - 1] += predicted.size() < n ? 0 : predicted.size() - n + 1;
    }
}

void BleuCounts::add(const BleuCounts& other)
{
    for (std::size_t i = 0; i < longest; ++i) {
        m_shared[i] += other.m_shared[i];
        m_predicted[i] += other.m_predicted[i];
    }
    m_predictionWords += other.m_predictionWords;
    m_referenceWords += other.m_referenceWords;
}

double BleuCounts::score() const
{
    double logarithms = 0.0;
    for (std::size_t i = 0; i < longest; ++i) {
        if (m_shared[i] == 0)
            return 0.0;
        logarithms +=
            std::log(static_cast<double>(m_shared[i]) / static_cast<double>(m_predicted[i]));
    }
    const double ratio =
        static_cast<double>(m_referenceWords) / static_cast<double>(m_predictionWords);
    const double brevity = m_predictionWords > m_referenceWords ? 1.0 : std::exp(1.0 - ratio);
    return brevity * std::exp(logarithms / static_cast<double>(longest));
}

double bleuOf(std::span<const BleuCounts> parts)
{
    BleuCounts whole;
    for (const BleuCounts& part : parts)
        whole.add(part);
    return whole.score();
}

} // namespace exitscope
