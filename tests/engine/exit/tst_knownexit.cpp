#include "exit/rule.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace exitscope;

namespace {

constexpr ModelShape shape{6, 1000};

/// Rules and layers at random; what is unknown can be filled in.
class Lottery
{
public:
    explicit Lottery(unsigned seed)
        : m_random(seed)
    {}

    int integer(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }

    float share() { return std::uniform_real_distribution<float>(0, 1)(m_random); }

    Rule rule(int layers)
    {
        Rule rule;
        while (rule.conditions.empty()) {
            for (const Criterion* criterion : allCriteria()) {
                if (integer(0, 2) == 0)
                    rule.conditions.push_back({criterion, criterion->defaults(), thresholds()});
            }
        }
        rule.combine = integer(0, 1) ? Combine::Any : Combine::All;
        rule.patience = integer(1, 3);
        rule.minimumLayer = integer(0, layers / 2);
        return rule;
    }

    LayerStatistics layer()
    {
        LayerStatistics layer{.cosineToPrevious = share(),
                              .top1 = integer(1, 2),
                              .maxProbability = share(),
                              .secondProbability = share() / 2,
                              .entropyAt1 = share(),
                              .entropyAt3 = share(),
                              .entropyAtChosen = share(),
                              .chosenTemperature = 3,
                              .klToPrevious = share(),
                              .emittedProbability = share()};
        return layer;
    }

    /// `layer` without some of its statistics.
    LayerStatistics withHoles(LayerStatistics layer)
    {
        for (float* value :
             {&layer.cosineToPrevious, &layer.maxProbability, &layer.secondProbability,
              &layer.entropyAt3, &layer.entropyAtChosen, &layer.klToPrevious}) {
            if (integer(0, 5) == 0)
                *value = unknownScore;
        }
        if (integer(0, 5) == 0)
            layer.top1 = -1;
        return layer;
    }

    /// `layer` with something in every hole.
    LayerStatistics filled(const LayerStatistics& layer)
    {
        LayerStatistics whole = this->layer();
        for (const auto member :
             {&LayerStatistics::cosineToPrevious, &LayerStatistics::maxProbability,
              &LayerStatistics::secondProbability, &LayerStatistics::entropyAt3,
              &LayerStatistics::entropyAtChosen, &LayerStatistics::klToPrevious}) {
            if (!std::isnan(layer.*member))
                whole.*member = layer.*member;
        }
        if (layer.top1 >= 0)
            whole.top1 = layer.top1;
        return whole;
    }

private:
    std::vector<double> thresholds()
    {
        std::vector<double> values;
        for (int count = integer(1, 4); count > 0; --count)
            values.push_back(share());
        return values;
    }

    std::mt19937 m_random;
};

} // namespace

/// Exits of random rules on random scores, of which some are unknown.
class TestKnownExit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownExitsSurviveWhateverIsFilledIn();
    void everyKnownRunHasAKnownExit();
};

/// A known exit is the exit in every world that agrees with what is known.
void TestKnownExit::knownExitsSurviveWhateverIsFilledIn()
{
    Lottery lottery(20250611);
    int known = 0;
    int withHoles = 0;
    for (int round = 0; round < 4000; ++round) {
        const int depth = lottery.integer(1, shape.layers);
        const Rule rule = lottery.rule(shape.layers);
        std::vector<LayerStatistics> layers;
        for (int layer = 0; layer < shape.layers; ++layer)
            layers.push_back(lottery.withHoles(lottery.layer()));
        const auto exit = knownExitLayer(rule, layers, depth, shape);
        if (!exit)
            continue;
        ++known;
        for (int world = 0; world < 5; ++world) {
            std::vector<LayerStatistics> whole;
            for (const LayerStatistics& layer : layers)
                whole.push_back(lottery.filled(layer));
            withHoles += whole[0] == layers[0] ? 0 : 1;
            QCOMPARE(exitLayer(rule, whole, depth, shape), *exit);
        }
    }
    QVERIFY2(known > 1000 && known < 3900, qPrintable(QString::number(known)));
    QVERIFY(withHoles > 1000);
}

void TestKnownExit::everyKnownRunHasAKnownExit()
{
    Lottery lottery(7);
    for (int round = 0; round < 1000; ++round) {
        const Rule rule = lottery.rule(shape.layers);
        std::vector<LayerStatistics> layers;
        for (int layer = 0; layer < shape.layers; ++layer)
            layers.push_back(lottery.layer());
        const int exit = exitLayer(rule, layers, shape.layers, shape);
        QCOMPARE(knownExitLayer(rule, layers, shape.layers, shape), std::optional(exit));
        for (int layer = 0; layer < exit; ++layer) {
            const auto passed = std::span(layers).first(static_cast<std::size_t>(layer) + 1);
            QVERIFY(!rule.fires(passed, shape));
        }
    }
}

QTEST_GUILESS_MAIN(TestKnownExit)
#include "tst_knownexit.moc"
