#include "trace/runjson.h"

#include <QtTest>

using namespace exitscope;

namespace {

void replace(std::string& text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    QVERIFY2(at != std::string::npos, from.c_str());
    text.replace(at, from.size(), to);
}

} // namespace

/// What a run file says: documents of other versions, and ones that somebody changed.
class TestRunContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongContent_data();
    void wrongContent();
    void theFirstVersionOpens();
    void deepNestingIsAnError();
};

void TestRunContent::wrongContent_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* from, const char* to, const char* says) {
        QTest::newRow(to) << from << to << says;
    };
    row("\"version\":2", "\"version\":3",
        "format version 3, but this program reads up to version 2");
    row("\"version\":2", "\"version\":0", "version is 0");
    row("\"version\":2", "\"version\":\"2\"", "version should be a whole number");
    row("exitscope-run", "something", "not a run saved by this program");
    row("\"prompt_ids\"", "\"prompt\"", "has no \"prompt_ids\"");
    row("\"layers\":3,\"name\"", "\"layers\":5000,\"name\"", "model.layers is 5000");
    row("\"layers\":3,\"name\"", "\"layers\":1e3,\"name\"", "model.layers should be a whole");
    row("\"layers\":3,\"name\"", "\"layers\":18446744073709551615,\"name\"",
        "model.layers is 1844");
    row("\"role\":\"emitted\"", "\"role\":\"boss\"", "tokens[0].role has the unknown value");
    row("\"exit_layer\":2,\"id\"", "\"exit_layer\":3,\"id\"", "tokens[0].exit_layer is 3");
    row("\"cells\":\"CCC\"", "\"cells\":\"CC\"", "tokens[0].cells");
    row("\"cells\":\"CCC\"", "\"cells\":\"CCX\"", "tokens[0].cells");
    row("\"exit_layer\":2,\"id\"", "\"exit_layer\":-1,\"id\"", "tokens[0].exit_layer is -1");
    row("\"cells\":\"CCC\"", "\"cells\":\"CCC\",\"caught_up_at\":[-1,-1]", "caught_up_at has 2");
    row("\"cells\":\"CCC\"", "\"cells\":\"CCC\",\"caught_up_at\":[-1,-1,2]",
        "tokens[0].caught_up_at[2] is 2");
    row("\"settings\":[", "\"settings\":[],\"others\":[", "settings is empty");
    row("\"token\":0", "\"token\":1", "settings[0].token is 1");
    row("\"settings\":[{", "\"settings\":[{\"criteria\":\"none\"},{", "settings[0]");
    row("\"exit_layer\":-1", "\"exit_layer\":4", "exit_layer is 4");
    row("\"exit_layer\":-1", "\"exit_layer\":0", "exit_layer is 0");
    row("\"prompt_exit\":false", "\"prompt_exit\":true", "prompt_exit needs kv holes");
    row("\"temperature\":0.6", "\"temperature\":-1", "temperature is -1");
    row("\"top_p\":0.9", "\"top_p\":7", "settings[0] has a wrong value: top_p is 7");
    row("\"max_steps\":512", "\"max_steps\":0", "max_steps is 0");
    row("\"stop_words\":[", "\"stop_words\":[\"\"", "A stop word is empty");
    row("[0.25,", "[\"a\",", "cosine_to_previous[0] should be a number");
    row("[0.25,", "[1e99,", "cosine_to_previous[0] is too large");
    row("[0.25,", "[0.25,0,", "has 4 entries instead of 3");
    row("\"kv\":\"exact\"", "\"kv\":\"magic\"", "settings[0].kv should be one of \"exact\"");
    row("\"combine\":\"any\"", "\"combine\":\"some\"",
        "settings[0].combine should be one of \"any\"");
    row("\"patience\":1", "\"patience\":0", "settings[0].patience is 0");
    row("\"patience\":1", "\"patience\":4", "patience is 4, but must be from 1 to 3");
    row("\"minimum_layer\":0", "\"minimum_layer\":3", "minimum_layer is 3");
    row("\"num_speculations\":6", "\"num_speculations\":0", "num_speculations is 0");
    row("\"generation_strategy\":\"autoregressive\"", "\"generation_strategy\":\"guess\"",
        "settings[0].generation_strategy should be one of");
    row("\"generation_strategy\":\"autoregressive\"",
        "\"generation_strategy\":\"self_speculative\"", "self_speculative needs exit_layer");
    row("\"thresholds\":{}", "\"thresholds\":{\"token_repeat\":[1,2,3,4]}",
        "thresholds of token_repeat names 4 layers, and the model has 3");
    row("\"thresholds\":{}", "\"thresholds\":{\"token_repeat\":[null]}",
        "settings[0].thresholds.token_repeat[0] should be a number");
    row("\"criteria\":\"token_repeat\"", "\"criteria\":\"token_repeat,token_repeat\"",
        "named twice");
    row("\"min_p\":0.0", "\"min_p\":-1", "min_p is -1");
    row("\"rounds\":[", "\"rounds\":[{\"first_token\":2,\"drafts\":[],\"accepted\":0}",
        "rounds[0].first_token is 2");
    row("\"rounds\":[", "\"rounds\":[{\"first_token\":1,\"drafts\":[[1,\"a\",3]],\"accepted\":0}",
        "rounds[0].drafts[0][2] is 3");
    row("\"rounds\":[", "\"rounds\":[{\"first_token\":1,\"drafts\":[[1,\"a\",0]],\"accepted\":2}",
        "rounds[0].accepted is 2");
    row("\"close_calls\":[", "\"close_calls\":[[0,1,2,0.5]", "close_calls[0] has 4 entries");
    row("\"token_repeat\"", "\"my_rule\"", "criterion \"my_rule\"");
    row("\"repeats\":4.0", "\"repeats\":-4", "repeats is -4");
    row("\"sample\":true", "\"sample\":1", "settings[0].sample should be true or false");
    row("\"finish_reason\":\"eos\"", "\"finish_reason\":7", "finish_reason should be a list");
    row("\"events\":[", "\"events\":[[0,0,0,1]", "events[0][3] is 1");
    row("\"events\":[", "\"events\":[[2,0,0,0]", "events[0][0] is 2");
    row("\"ties\":[", "\"ties\":[[0,0,1.0]", "ties[0] has 3 entries");
    row("\"tokens\":[", "\"tokens\":7,\"x\":[", "tokens should be a list");
    row("\"format\"", "\x01", "JSON document");
}

void TestRunContent::wrongContent()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, says);
    Run run;
    run.model.layers = 3;
    run.settings = {{0, {}}};
    run.settings[0].settings.rule = makeRule("token_repeat");
    run.finishReason = FinishReason::Eos;
    TokenTrace token;
    token.exitLayer = 2;
    token.cells.assign(3, CellState::Computed);
    token.layers.resize(3);
    token.layers[0].cosineToPrevious = 0.25F;
    run.tokens = {token};
    std::string content = encodeRun(run, RunForm::Json);
    decodeRun(content);
    replace(content, from.toStdString(), to.toStdString());
    try {
        decodeRun(content);
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(says), error.what());
    }
}

/// As the first release wrote it.
void TestRunContent::theFirstVersionOpens()
{
    const Run run = decodeRun(R"json({
        "format":"exitscope-run","version":1,
        "model":{"name":"tiny","path":"/m/tiny","hash":"ff","dtype":"bf16","layers":3,
                 "vocabulary":100,"width":8,"context_length":64},
        "prompt":"Once","prompt_ids":[1,7],
        "settings":[{"token":0,"criteria":"entropy_based","entropy_initial_threshold":3.0,
            "entropy_final_threshold":2.0,"entropy_temp":1.0,"exit_layer":-1,"kv":"holes",
            "prompt_exit":true,"max_waiting":32,"watch":false,"sample":true,"temperature":0.6,
            "top_k":0,"top_p":0.9,"seed":42,"max_steps":512,"ignore_eos":false,"stop_words":[]}],
        "tokens":[{"id":9,"bytes":" a","position":1,"exit_layer":1,"role":"emitted","layers":3,
            "statistics":{"entropy_at_1":[4.5,1.5,null],"top1":[3,9,-1]},"cells":"CC-",
            "times_ms":[1.0,0.5,0.0,0.25],"layers_run":0,"catch_up_rows":0,"debt_rows":0}],
        "events":[],"ties":[[0,1,2.0,2.0]],"finish_reason":"length",
        "prefill_seconds":0.5,"decode_seconds":0.0})json");
    const Settings& settings = run.settingsAt(0);
    QCOMPARE(settings.rule, makeRule("entropy_based", {{"entropy_initial_threshold", 3},
                                                       {"entropy_final_threshold", 2},
                                                       {"entropy_temp", 1}}));
    QCOMPARE(settings.kvPolicy, KvPolicy::Holes);
    QVERIFY(settings.promptExit);
    QCOMPARE(settings.strategy, Strategy::Autoregressive);
    QCOMPARE(settings.sampling, Sampling{});
    QCOMPARE(run.tokens[0].layers[1].entropyAt1, 1.5F);
    QCOMPARE(run.tokens[0].cells[2], CellState::Never);
    QCOMPARE(run.ties.size(), std::size_t{1});
    QVERIFY(run.rounds.empty() && run.closeCalls.empty());
    // And is saved in the newest.
    QVERIFY(encodeRun(run, RunForm::Json).find("\"version\":2") != std::string::npos);
    QCOMPARE(decodeRun(encodeRun(run, RunForm::Json)).settings, run.settings);
}

void TestRunContent::deepNestingIsAnError()
{
    const std::size_t depth = 2'000'000;
    QVERIFY_EXCEPTION_THROWN(decodeRun(std::string(depth, '\x81')), Error);
    QVERIFY_EXCEPTION_THROWN(decodeRun("{\"a\":" + std::string(depth, '[')), Error);
}

QTEST_GUILESS_MAIN(TestRunContent)
#include "tst_runcontent.moc"
