#include "tasks/fewshot.h"

#include <QtTest>

using namespace exitscope;

namespace {

using Indices = std::vector<std::size_t>;

} // namespace

/// Shots, drawn as Python draws them. The numbers were printed by CPython 3.11.
class FewshotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsAsPython()
    {
        PythonRandom random(1234);
        QCOMPARE(random.sample(200, 5), (Indices{199, 112, 29, 1, 23}));
        QCOMPARE(random.sample(200, 5), (Indices{149, 8, 171, 177, 21}));
        QCOMPARE(random.sample(200, 5), (Indices{25, 196, 90, 60, 4}));
        QCOMPARE(random.sample(20, 3), (Indices{0, 19, 11}));
        QCOMPARE(random.sample(1000, 8), (Indices{663, 638, 495, 630, 474, 152, 93, 187}));
        // Where CPython changes from a pool to a set: 21 + 4^3 for six.
        QCOMPARE(random.sample(86, 6), (Indices{14, 1, 64, 62, 31, 8}));
        QCOMPARE(random.sample(85, 6), (Indices{69, 59, 8, 76, 11, 65}));
        QCOMPARE(PythonRandom(0).sample(7473, 5), (Indices{6917, 3155, 6209, 7292, 3445}));
        QCOMPARE(PythonRandom(4294967295U).sample(10, 10), (Indices{9, 3, 8, 4, 6, 2, 5, 1, 7, 0}));
    }

    void randomShots()
    {
        ShotPicker picker(ShotSampler::Random, 1234, 200, 5, false);
        QCOMPARE(picker.next(200), (Indices{199, 112, 29, 1, 23}));
        QCOMPARE(picker.next(200), (Indices{149, 8, 171, 177, 21}));
        // One more is drawn, and the document itself is left out.
        ShotPicker extra(ShotSampler::Random, 1234, 200, 4, true);
        QCOMPARE(extra.next(200), (Indices{199, 112, 29, 1}));
        ShotPicker self(ShotSampler::Random, 1234, 200, 4, true);
        QCOMPARE(self.next(112), (Indices{199, 29, 1, 23}));
        ShotPicker none(ShotSampler::Random, 1234, 3, 0, true);
        QCOMPARE(none.next(1), Indices());
    }

    void firstShots()
    {
        ShotPicker picker(ShotSampler::FirstN, 1234, 3, 2, true);
        QCOMPARE(picker.next(3), (Indices{0, 1}));
        QCOMPARE(picker.next(0), (Indices{1, 2}));
    }
};

QTEST_GUILESS_MAIN(FewshotTest)
#include "tst_fewshot.moc"
