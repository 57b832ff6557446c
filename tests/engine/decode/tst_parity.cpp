#include "support/decoding.h"
#include "support/golden.h"
#include "support/testdata.h"
#include "support/tolerances.h"

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// fable's weights are rounded to bf16, so its logits have near ties between tokens.
constexpr float nearTieOfLogits = 1e-3f;

struct Tally
{
    int equal = 0;
    int tied = 0;
    int total = 0;
};

QString list(const std::vector<int>& values)
{
    QStringList texts;
    for (const int value : values)
        texts << QString::number(value);
    return texts.join(' ');
}

std::filesystem::path modelFolder(const QString& name)
{
    return sharedData() / "models" / name.toStdString();
}

/// Whether a tie that the run reported explains that it leaves the golden at its first difference.
bool explainedByTie(const Run& run, const std::vector<int>& exits, const std::vector<int>& golden)
{
    std::size_t first = 0;
    while (first < exits.size() && first < golden.size() && exits[first] == golden[first])
        ++first;
    return std::any_of(run.ties.begin(), run.ties.end(),
                       [&](const Tie& tie) { return tie.token == static_cast<int>(first); });
}

} // namespace

/// Tokens, exits and scores against results that other implementations wrote down.
class ParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { EXITSCOPE_NEED_SHARED(); }

    void earlyExit_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("watch");
        for (const char* model : {"random8", "stories260K", "fable"}) {
            for (const bool watch : {false, true}) {
                const QByteArray mode = watch ? " watch" : " decide";
                QTest::newRow(model + QByteArray(" exact") + mode)
                    << model << "early_exit_exact.json" << watch;
                if (qstrcmp(model, "fable") != 0)
                    QTest::newRow(model + QByteArray(" holes") + mode)
                        << model << "early_exit.json" << watch;
            }
        }
    }

    void earlyExit()
    {
        QFETCH(QString, model);
        QFETCH(QString, file);
        QFETCH(bool, watch);
        const auto session = openSession(modelFolder(model));
        const QJsonArray cases =
            readGolden(modelFolder(model) / file.toStdString())["cases"].toArray();
        Tally tally;
        for (const auto& entry : cases) {
            const QJsonObject golden = entry.toObject();
            if (!golden.contains("tokens"))
                continue;
            Settings settings = goldenSettings(golden);
            settings.watch = watch;
            if (file == "early_exit.json") {
                settings.kvPolicy = KvPolicy::Holes;
                settings.promptExit = true;
            }
            compare(*session, golden, settings, tally);
        }
        qInfo("%s: %d of %d equal, %d ties", QTest::currentDataTag(), tally.equal, tally.total,
              tally.tied);
        QVERIFY(tally.total > 0);
        QCOMPARE(tally.equal + tally.tied, tally.total);
    }

    void fixedExit_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("random8") << "random8";
        QTest::newRow("stories260K") << "stories260K";
    }

    void fixedExit()
    {
        QFETCH(QString, model);
        const auto session = openSession(modelFolder(model));
        const QJsonArray cases =
            readGolden(modelFolder(model) / "self_speculative.json")["cases"].toArray();
        Tally tally;
        for (const auto& entry : cases) {
            const QJsonObject golden = entry.toObject();
            if (golden["strategy"].toString() != "fixed_early_exit")
                continue;
            Settings settings = goldenSettings(golden);
            settings.exitLayerLimit = golden["exit_layer"].toInt();
            compare(*session, golden, settings, tally);
        }
        qInfo("%s: %d of %d equal", QTest::currentDataTag(), tally.equal, tally.total);
        QVERIFY(tally.total > 0);
        QCOMPARE(tally.equal, tally.total);
    }

    void scoresAfterPrompt_data()
    {
        QTest::addColumn<QString>("model");
        for (const char* model : {"random8", "stories260K", "fable"})
            QTest::newRow(model) << model;
    }

    void scoresAfterPrompt()
    {
        QFETCH(QString, model);
        const auto session = openSession(modelFolder(model));
        const QJsonArray cases =
            readGolden(modelFolder(model) / "early_exit_exact.json")["cases"].toArray();
        Settings settings;
        settings.sampling.sample = false;
        settings.ignoreEos = true;
        settings.watch = true;
        settings.maxSteps = 1;
        int compared = 0;
        for (const auto& entry : cases) {
            const QJsonArray golden = entry.toObject()["scores_after_prompt"].toArray();
            if (golden.isEmpty())
                continue;
            const Run run = runToEnd(*session, intsOf(entry.toObject()["prompt"]), settings);
            for (int layer = 0; layer < golden.size(); ++layer) {
                const LayerStatistics& found = run.tokens.front().layers[layer];
                compareScores(found, layer > 0 ? &run.tokens.front().layers[layer - 1] : nullptr,
                              golden[layer].toObject(), layer, compared);
                if (QTest::currentTestFailed())
                    return;
            }
        }
        qInfo("%s: %d scores within %g", QTest::currentDataTag(), compared, fp32Tolerance);
        QVERIFY(compared > 0);
    }

    void firstLogitsChooseTheSameToken()
    {
        // first_logits are rounded to 6 digits; the probabilities that they imply are compared.
        const auto session = openSession(modelFolder("random8"));
        const QJsonArray cases =
            readGolden(modelFolder("random8") / "early_exit.json")["cases"].toArray();
        Settings settings;
        settings.sampling.sample = false;
        settings.ignoreEos = true;
        settings.watch = true;
        settings.maxSteps = 1;
        int compared = 0;
        for (const auto& entry : cases) {
            const QJsonArray logits = entry.toObject()["first_logits"].toArray();
            if (logits.isEmpty())
                continue;
            const Run run = runToEnd(*session, intsOf(entry.toObject()["prompt"]), settings);
            double total = 0;
            for (const auto& z : logits)
                total += std::exp(z.toDouble());
            const int last = run.model.layers - 1;
            for (const TopEntry& top : run.tokens.front().topAt(last)) {
                const double golden = std::exp(logits[top.id].toDouble()) / total;
                QVERIFY2(close(top.probability, golden),
                         qPrintable(QString("token %1: %2, golden %3")
                                        .arg(top.id)
                                        .arg(top.probability)
                                        .arg(golden)));
                ++compared;
            }
        }
        QVERIFY(compared > 0);
    }

private:
    static void compareScores(const LayerStatistics& found, const LayerStatistics* previous,
                              const QJsonObject& golden, int layer, int& compared)
    {
        const auto check = [&](const char* name, double value) {
            const QJsonValue expected = golden[QLatin1String(name)];
            if (expected.isNull() || expected.isUndefined())
                return;
            QVERIFY2(close(value, expected.toDouble()),
                     qPrintable(QString("layer %1 %2: %3, golden %4")
                                    .arg(layer)
                                    .arg(name)
                                    .arg(value)
                                    .arg(expected.toDouble())));
            ++compared;
        };
        check("top1", found.top1);
        check("max_probability", found.maxProbability);
        check("entropy", found.entropyAt1);
        check("entropy_T3", found.entropyAt3);
        check("top2_margin", found.maxProbability - found.secondProbability);
        check("cosine_similarity", found.cosineToPrevious);
        check("kl_to_previous", found.klToPrevious);
        if (previous)
            check("convergence", std::abs(found.maxProbability - previous->maxProbability));
    }

    static void compare(Session& session, const QJsonObject& golden, const Settings& settings,
                        Tally& tally)
    {
        const std::vector<int> tokens = intsOf(golden["tokens"]);
        const std::vector<int> exits = intsOf(golden["exit_layers"]);
        const Run run = runToEnd(session, intsOf(golden["prompt"]), settings);
        ++tally.total;
        const bool sameExits = exits.empty() || exits == exitsOf(run);
        if (tokens == tokensOf(run) && sameExits) {
            ++tally.equal;
            return;
        }
        if (explainedByTie(run, exitsOf(run), exits) || nearTie(session, run, tokens, settings)) {
            ++tally.tied;
            return;
        }
        qWarning("%s %s\n tokens %s\n golden %s\n exits  %s\n golden %s",
                 qPrintable(golden["criterion"].toString()),
                 QJsonDocument(golden["params"].toObject()).toJson(QJsonDocument::Compact).data(),
                 qPrintable(list(tokensOf(run))), qPrintable(list(tokens)),
                 qPrintable(list(exitsOf(run))), qPrintable(list(exits)));
    }

    /// Whether the first differing token had a rival within nearTieOfLogits (bf16 weights only).
    static bool nearTie(Session& session, const Run& run, const std::vector<int>& golden,
                        Settings settings)
    {
        if (session.model().name != "fable")
            return false;
        settings.watch = true;
        const Run watched = runToEnd(session, run.promptIds, settings);
        for (std::size_t i = 0; i < golden.size() && i < watched.tokens.size(); ++i) {
            const TokenTrace& token = watched.tokens[i];
            if (token.id == golden[i])
                continue;
            const auto top = token.topAt(token.exitLayer);
            return std::log(top[0].probability / top[1].probability) < nearTieOfLogits;
        }
        return false;
    }
};

QTEST_GUILESS_MAIN(ParityTest)
#include "tst_parity.moc"
