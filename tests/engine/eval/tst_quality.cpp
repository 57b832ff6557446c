#include "eval/quality.h"
#include "support/owncache.h"
#include "support/testdata.h"
#include "support/tinymodel.h"
#include "support/tolerances.h"
#include "tokenizer/tokenizer.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

namespace {

const std::string story =
    "Once upon a time there was a king who had three sons. The youngest was called Dummling, and "
    "nobody thought much of him; but when the king fell ill, he was the one who went to look for "
    "the water of life.";

std::unique_ptr<Session> opened(const std::filesystem::path& folder, const std::string& dtype = {})
{
    auto session = Session::open(folder, {dtype, 1, {}});
    return session ? std::move(*session) : nullptr;
}

/// -ln of what softmax gives `id`.
double lossOf(const std::vector<float>& logits, int id)
{
    double sum = 0;
    for (const float z : logits)
        sum += std::exp(double{z} - logits[static_cast<std::size_t>(id)]);
    return std::log(sum);
}

template <typename Work>
std::string errorOf(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

} // namespace

/// Texts read at every position, and what dtypes make of them.
class QualityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Every position says what a run of its own up to there would say.
    void readsEveryPosition()
    {
        const auto session = opened(bundledModel(), "fp32");
        QVERIFY(session);
        const std::vector<int> ids = session->tokenizer()->encode(story);
        int seen = 0;
        const auto read = session->readText(
            ids, 2,
            [&](int position, std::span<const LayerStatistics> layers,
                std::span<const float> logits) {
                QCOMPARE(position, seen++);
                QCOMPARE(layers.size(), std::size_t{12});
                QVERIFY(layers[5].cosineToPrevious > 0 && layers[5].klToPrevious >= 0);
                QCOMPARE(layers[5].chosenTemperature, 2.0F);
                if (position % 7 != 0)
                    return;
                const auto own = session->fullLogits({ids.begin(), ids.begin() + position + 1});
                QVERIFY(own.ok());
                for (std::size_t i = 0; i < logits.size(); ++i)
                    QVERIFY(close(logits[i], (*own)[i], 1e-3));
                QCOMPARE(layers[11].top1,
                         static_cast<int>(std::ranges::max_element(*own) - own->begin()));
            });
        QVERIFY(read.ok() && *read);
        QCOMPARE(seen, static_cast<int>(ids.size()));
    }

    void stops()
    {
        const auto session = opened(bundledModel());
        std::stop_source source;
        int seen = 0;
        const auto read = session->readText(
            {1, 5, 9, 12}, 1, [&](int, auto, auto) { seen += source.request_stop(); },
            source.get_token());
        QVERIFY(read.ok() && !*read);
        QCOMPARE(seen, 1);
        QVERIFY(!session->readText({}, 1, [](int, auto, auto) {}).ok());
        QVERIFY(!session->readText({99999}, 1, [](int, auto, auto) {}).ok());
    }

    void perplexityByHand()
    {
        std::vector<std::unique_ptr<Session>> sessions;
        sessions.push_back(opened(bundledModel(), "fp32"));
        sessions.push_back(opened(bundledModel(), "fp32"));
        const TextWindows windows(*sessions[0], story, "story", 30, 13);
        QCOMPARE(windows.count(), 3);
        const std::vector<int> all = sessions[0]->tokenizer()->encode(story);
        double loss = 0;
        std::vector<int> joined;
        for (int w = 0; w < 3; ++w) {
            const std::vector<int> ids = windows.ids(w);
            QCOMPARE(ids.front(), all.front()); // bos
            QCOMPARE(ids.size(), std::size_t(w < 2 ? 14 : 5));
            joined.insert(joined.end(), ids.begin() + 1, ids.end());
            for (std::size_t i = 1; i < ids.size(); ++i) {
                const auto logits =
                    sessions[0]->fullLogits({ids.begin(), ids.begin() + static_cast<int>(i)});
                loss += lossOf(*logits, ids[i]);
            }
        }
        QVERIFY(std::equal(joined.begin(), joined.end(), all.begin() + 1));
        int told = 0;
        const QualityReport report =
            measureQuality(sessions, windows, {}, [&](int done, int count) {
                QCOMPARE(done, ++told);
                QCOMPARE(count, 3);
            });
        QCOMPARE(report.tokens, 30);
        QCOMPARE(told, 3);
        QVERIFY(close(report.dtypes[0].perplexity, std::exp(loss / 30), 1e-3));
        // The same model twice says the same.
        QCOMPARE(report.dtypes[1].perplexity, report.dtypes[0].perplexity);
        QCOMPARE(report.dtypes[1].sameTop1, 1.0);
        QVERIFY(std::abs(report.dtypes[1].meanKl) < 1e-9);
        QCOMPARE(report.dtypes[1].exits.size(), allCriteria().size());
        for (const ExitAgreement& exit : report.dtypes[1].exits)
            QCOMPARE(exit.sameExit, 1.0);
    }

    /// Only whole windows count where it is interrupted.
    void interrupted()
    {
        std::vector<std::unique_ptr<Session>> sessions;
        sessions.push_back(opened(bundledModel()));
        const TextWindows windows(*sessions[0], story, "story", 30, 10);
        std::stop_source source;
        const QualityReport report = measureQuality(sessions, windows, source.get_token(),
                                                    [&](int, int) { source.request_stop(); });
        QVERIFY(report.cancelled);
        QCOMPARE(report.tokens, 10);
        QVERIFY(report.dtypes[0].perplexity > 1);
    }

    void textsThatCannotBeRead()
    {
        const auto session = opened(bundledModel());
        QVERIFY(errorOf([&] {
                    TextWindows(*session, "", "a.txt", 0, 64);
                }).starts_with("The text a.txt holds no token"));
        TinyModel files;
        files.write();
        const auto tiny = opened(files.folder());
        QVERIFY(errorOf([&] { TextWindows(*tiny, story, "a.txt", 0, 64); }) != "no error");
        // A window never exceeds the context.
        QCOMPARE(TextWindows(*session, story, "a.txt", 0, 5000).length(), 1024);
    }
};

QTEST_GUILESS_MAIN(QualityTest)
#include "tst_quality.moc"
