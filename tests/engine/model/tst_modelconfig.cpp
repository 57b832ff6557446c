#include "model/modelconfig.h"
#include "support/mutated.h"
#include "support/tinymodel.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// config.json and generation_config.json of every family; wrong ones give a sentence with the
/// file, the key and the value.
class ModelConfigTest : public QObject
{
    Q_OBJECT

private:
    /// The sentence of the error, with its code checked; empty when it was read.
    static QString refusal(const TinyModel& files, ErrorCode code)
    {
        try {
            readModelConfig(files.folder());
        } catch (const Error& error) {
            if (error.code() != code)
                qWarning("code %d: %s", static_cast<int>(error.code()), error.what());
            return error.code() == code ? QString(error.what()) : QString();
        }
        return {};
    }

    /// What is read from the keys every family must give, and `more`; null removes a key.
    static ModelConfig read(const char* architecture, const QJsonObject& more)
    {
        TinyModel files;
        files.config = {{"architectures", QJsonArray{architecture}},
                        {"num_hidden_layers", 4},
                        {"hidden_size", 64},
                        {"num_attention_heads", 8},
                        {"intermediate_size", 96},
                        {"vocab_size", 40},
                        {"num_key_value_heads", 4}};
        for (auto key = more.begin(); key != more.end(); ++key)
            files.config[key.key()] = key.value();
        files.writeConfig();
        return readModelConfig(files.folder());
    }

private Q_SLOTS:
    void wrongConfig_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* key, const QJsonValue& value, const char* says) {
            QTest::addRow("%s %s", key, says) << key << value << says;
        };
        row("architectures", QJsonArray{"GPT2LMHeadModel"}, "GPT2LMHeadModel");
        row("architectures", "LlamaForCausalLM", "not a list");
        row("num_hidden_layers", "four", "\"four\"");
        row("num_hidden_layers", 0, "is 0");
        row("num_hidden_layers", -3, "is -3");
        row("num_hidden_layers", 2.5, "2.5");
        row("num_hidden_layers", QJsonValue(), "is missing");
        row("vocab_size", 1e15, "vocab_size");
        row("hidden_size", QJsonArray{1}, "[1]");
        row("num_key_value_heads", 3, "3 key-value heads");
        row("head_dim", 5, "5 numbers");
        row("rms_norm_eps", "tiny", "rms_norm_eps");
        row("rope_theta", -1, "rope_theta");
        row("rope_scaling", QJsonObject{{"type", "llama3"}}, "\"rope_scaling.factor\" is missing");
        row("rope_scaling", QJsonObject{{"type", "linear"}, {"factor", "two"}}, "\"two\"");
        row("rope_scaling", QJsonObject{{"type", "linear"}, {"factor", 0}}, "is 0");
        row("rope_scaling", QJsonObject{{"type", "dynamic"}, {"factor", 2}}, "dynamic");
        row("rope_scaling", QJsonObject{{"rope_type", "longrope"}}, "longrope");
        row("rope_scaling",
            QJsonObject{{"rope_type", "llama3"},
                        {"factor", 8},
                        {"low_freq_factor", 4},
                        {"high_freq_factor", 4},
                        {"original_max_position_embeddings", 64}},
            "not above low_freq_factor");
        row("partial_rotary_factor", 0.5, "0.5");
        row("quantization_config", QJsonObject{{"quant_method", "awq"}}, "awq");
        row("rope_scaling", QJsonObject{{"factor", 8}}, "factor");
        row("rope_scaling", "linear", "not an object");
        row("rope_scaling", QJsonObject{{"rope_type", 3}}, "not a text");
        row("rope_parameters", QJsonObject{{"rope_type", "yarn"}}, "yarn");
        row("rope_parameters", QJsonObject{{"full_attention", QJsonObject()}}, "full_attention");
        row("rope_parameters", QJsonObject{{"rope_theta", "large"}}, "large");
        row("attention_bias", 1, "not true or false");
        row("mlp_bias", QJsonArray(), "mlp_bias");
        row("hidden_act", "gelu", "gelu");
        row("tie_word_embeddings", "yes", "not true or false");
        row("eos_token_id", "two", "eos_token_id");
        row("eos_token_id", QJsonArray{1, QJsonArray{2}}, "[1,[2]]");
        row("eos_token_id", -1, "is -1");
    }

    void wrongConfig()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, says);
        TinyModel files;
        if (value.isNull())
            files.config.remove(key);
        else
            files.config[key] = value;
        files.writeConfig();
        QString sentence = refusal(files, ErrorCode::FileDamaged);
        if (sentence.isEmpty())
            sentence = refusal(files, ErrorCode::Unsupported);
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(sentence.contains(QString::fromStdString(files.folder().string())),
                 qPrintable(sentence));
    }

    void rotationsThatAreNotScaled()
    {
        TinyModel files;
        files.config["torch_dtype"] = 7; // the tensors say in what they are stored
        files.config["rope_theta"] = 5000;
        files.writeConfig();
        QCOMPARE(readModelConfig(files.folder()).ropeTheta, 5000.0);
        for (const char* name : {"type", "rope_type"}) {
            files.config["rope_scaling"] = QJsonObject{{name, "default"}};
            files.writeConfig();
            QCOMPARE(readModelConfig(files.folder()).ropeTheta, 5000.0);
        }
        for (const QJsonObject& parameters :
             {QJsonObject{{"rope_type", "default"}, {"rope_theta", 7e4}},
              QJsonObject{{"rope_theta", 7e4}}}) {
            files.config["rope_parameters"] = parameters;
            files.writeConfig();
            QCOMPARE(readModelConfig(files.folder()).ropeTheta, 7e4);
        }
    }

    void configThatIsNotJson()
    {
        TinyModel files;
        files.writeConfig();
        for (const char* content : {"", "{", "[]", "null", "\"text\"", "{\"a\":}", "\xff\xfe",
                                    "{\"vocab_size\":1,\"vocab_size\":2}"}) {
            files.writeFile("config.json", content);
            QVERIFY2(!refusal(files, ErrorCode::FileDamaged).isEmpty(), content);
        }
        files.writeFile("config.json", QByteArray(100000, '[').prepend("{\"a\":"));
        QVERIFY(refusal(files, ErrorCode::FileDamaged).contains("deeper"));
    }

    /// Whatever a broken file says, it is read or refused.
    void mutatedFiles()
    {
        TinyModel::Shape shape;
        shape.headNorm = true;
        shape.window = 8;
        TinyModel files(shape);
        files.config["rope_scaling"] = QJsonObject{{"rope_type", "linear"}, {"factor", 2}};
        files.config["layer_types"] = QJsonArray{"full_attention", "sliding_attention",
                                                 "full_attention", "sliding_attention"};
        files.config["eos_token_id"] = QJsonArray{1, 2};
        const QByteArray text = QJsonDocument(files.config).toJson(QJsonDocument::Compact);
        std::mt19937 random(11);
        int refused = 0;
        const int count = 1000;
        for (int i = 0; i < count; ++i) {
            files.writeFile("config.json", mutated(text, random));
            try {
                readModelConfig(files.folder());
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY2(refused > count / 4 && refused < count, qPrintable(QString::number(refused)));
    }

    void otherArchitectures()
    {
        TinyModel files;
        files.config["architectures"] = QJsonArray{"Gemma2ForCausalLM"};
        files.writeConfig();
        const QString sentence = refusal(files, ErrorCode::Unsupported);
        for (const char* name : {"Gemma2ForCausalLM", "LlamaForCausalLM", "MistralForCausalLM",
                                 "Qwen2ForCausalLM", "Qwen3ForCausalLM"})
            QVERIFY2(sentence.contains(name), qPrintable(sentence));
        files.config["architectures"] = QJsonArray{3};
        files.writeConfig();
        QVERIFY(refusal(files, ErrorCode::FileDamaged).contains("[3]"));
        files.config = {{"text_config", files.config}};
        files.writeConfig();
        QVERIFY(refusal(files, ErrorCode::Unsupported).contains("not named"));
        files.config = {{"model_type", "gpt_neox"}};
        files.writeConfig();
        QVERIFY(refusal(files, ErrorCode::Unsupported).contains("gpt_neox"));
    }

    void familyFromTheModelType()
    {
        TinyModel files;
        files.config.remove("architectures");
        files.config["model_type"] = "qwen3";
        files.writeConfig();
        QCOMPARE(readModelConfig(files.folder()).architecture, std::string("Qwen3ForCausalLM"));
    }

    /// What the families' own configuration classes say where the file is silent.
    void defaults()
    {
        const QJsonObject silent{{"num_key_value_heads", QJsonValue::Null}};
        const ModelConfig llama = read("LlamaForCausalLM", silent);
        QCOMPARE(llama.contextLength, 2048);
        QCOMPARE(llama.kvHeads, 8);
        QCOMPARE(llama.headDim, 8);
        QCOMPARE(llama.normEpsilon, 1e-6);
        QCOMPARE(llama.ropeTheta, 10000.0);
        QCOMPARE(llama.eosIds, std::vector<int>{2});
        QCOMPARE(llama.windows, std::vector<int>(4, 0));
        QVERIFY(!llama.tiedHead && !llama.qkvBias && !llama.outputBias && !llama.mlpBias &&
                !llama.headNorm);
        QCOMPARE(llama.rotaryScaling, RotaryScaling());

        const ModelConfig mistral = read("MistralForCausalLM", {});
        QCOMPARE(mistral.contextLength, 131072);
        QCOMPARE(mistral.windows, std::vector<int>(4, 4096));
        QCOMPARE(mistral.eosIds, std::vector<int>{2});

        const ModelConfig qwen2 = read("Qwen2ForCausalLM", {});
        QCOMPARE(qwen2.contextLength, 32768);
        QCOMPARE(qwen2.headDim, 8);
        QVERIFY(qwen2.qkvBias && !qwen2.outputBias && !qwen2.headNorm);
        QCOMPARE(qwen2.windows, std::vector<int>(4, 0));
        QVERIFY(qwen2.eosIds.empty());

        const ModelConfig qwen3 = read("Qwen3ForCausalLM", {});
        QCOMPARE(qwen3.headDim, 128);
        QVERIFY(qwen3.headNorm && !qwen3.qkvBias && !qwen3.outputBias);
    }

    void biases()
    {
        const QJsonObject both{{"attention_bias", true}, {"mlp_bias", true}};
        const ModelConfig llama = read("LlamaForCausalLM", both);
        QVERIFY(llama.qkvBias && llama.outputBias && llama.mlpBias);
        const ModelConfig qwen3 = read("Qwen3ForCausalLM", both);
        QVERIFY(qwen3.qkvBias && qwen3.outputBias && !qwen3.mlpBias);
        const ModelConfig mistral = read("MistralForCausalLM", both);
        QVERIFY(!mistral.qkvBias && !mistral.outputBias && !mistral.mlpBias);
    }

    void slidingWindows_data()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QJsonObject>("keys");
        QTest::addColumn<QList<int>>("windows");
        const QList<int> none{0, 0, 0, 0};
        const QString mistral = "MistralForCausalLM";
        const QString qwen = "Qwen2ForCausalLM";
        QTest::newRow("Mistral 0.1")
            << mistral << QJsonObject{{"sliding_window", 7}} << QList<int>{7, 7, 7, 7};
        QTest::newRow("Mistral 0.2")
            << mistral << QJsonObject{{"sliding_window", QJsonValue::Null}} << none;
        QTest::newRow("Llama takes none")
            << QString("LlamaForCausalLM") << QJsonObject{{"sliding_window", 7}} << none;
        QTest::newRow("Qwen does not use it")
            << qwen << QJsonObject{{"sliding_window", 7}, {"max_window_layers", 1}} << none;
        const QJsonObject used{
            {"sliding_window", 7}, {"max_window_layers", 1}, {"use_sliding_window", true}};
        QTest::newRow("Qwen after the first layer") << qwen << used << QList<int>{0, 7, 7, 7};
        QTest::newRow("Qwen3 as well")
            << QString("Qwen3ForCausalLM") << used << QList<int>{0, 7, 7, 7};
        QJsonObject typed = used;
        typed["layer_types"] = QJsonArray{"sliding_attention", "full_attention", "full_attention",
                                          "sliding_attention"};
        QTest::newRow("types of layers") << qwen << typed << QList<int>{7, 0, 0, 7};
        typed["use_sliding_window"] = false;
        QTest::newRow("types of layers, unused") << qwen << typed << none;
    }

    void slidingWindows()
    {
        QFETCH(QString, architecture);
        QFETCH(QJsonObject, keys);
        QFETCH(QList<int>, windows);
        const ModelConfig config = read(qPrintable(architecture), keys);
        QCOMPARE(QList<int>(config.windows.begin(), config.windows.end()), windows);
    }

    void wrongWindows()
    {
        TinyModel::Shape shape;
        shape.window = 8;
        const auto refused = [&](const char* key, const QJsonValue& value, ErrorCode code) {
            TinyModel files(shape);
            files.config["architectures"] = QJsonArray{"Qwen2ForCausalLM"};
            files.config[key] = value;
            files.writeConfig();
            return refusal(files, code);
        };
        QVERIFY(refused("sliding_window", 0, ErrorCode::FileDamaged).contains("is 0"));
        QVERIFY(refused("sliding_window", "all", ErrorCode::FileDamaged).contains("\"all\""));
        QVERIFY(refused("max_window_layers", -1, ErrorCode::FileDamaged).contains("is -1"));
        QVERIFY(refused("layer_types", QJsonArray{"full_attention"}, ErrorCode::FileDamaged)
                    .contains("1 entries for 4 layers"));
        QVERIFY(refused("layer_types", QJsonArray{"a", "b", "c", "d"}, ErrorCode::Unsupported)
                    .contains("\"a\""));
    }

    void scaledRotations()
    {
        for (const char* kind : {"type", "rope_type"}) {
            const ModelConfig linear =
                read("LlamaForCausalLM",
                     {{"rope_scaling", QJsonObject{{kind, "linear"}, {"factor", 4}}}});
            QVERIFY(linear.rotaryScaling.kind == RotaryScaling::Kind::Linear);
            QCOMPARE(linear.rotaryScaling.factor, 4.0);
        }
        const QJsonObject llama31{{"rope_type", "llama3"},
                                  {"factor", 32.0},
                                  {"low_freq_factor", 1.0},
                                  {"high_freq_factor", 4.0},
                                  {"original_max_position_embeddings", 8192}};
        const RotaryScaling expected{RotaryScaling::Kind::Llama3, 32, 1, 4, 8192};
        QCOMPARE(read("LlamaForCausalLM", {{"rope_scaling", llama31}}).rotaryScaling, expected);
        QJsonObject newer = llama31;
        newer["rope_theta"] = 5e5;
        const ModelConfig config = read("LlamaForCausalLM", {{"rope_parameters", newer}});
        QCOMPARE(config.rotaryScaling, expected);
        QCOMPARE(config.ropeTheta, 5e5);
    }

    void endsOfText()
    {
        TinyModel files;
        const auto eosIds = [&](const QJsonValue& config) {
            files.config["eos_token_id"] = config;
            files.writeConfig();
            return readModelConfig(files.folder()).eosIds;
        };
        QCOMPARE(eosIds(5), std::vector<int>{5});
        QCOMPARE(eosIds(QJsonArray{5, 7}), (std::vector<int>{5, 7}));
        QCOMPARE(eosIds(QJsonValue::Null), std::vector<int>());
        files.writeFile("generation_config.json", R"({"eos_token_id":[8,9]})");
        QCOMPARE(eosIds(5), (std::vector<int>{8, 9}));
        files.writeFile("generation_config.json", R"({"bos_token_id":1})");
        QCOMPARE(eosIds(5), std::vector<int>{5});
        for (const char* content : {"", "[8]", "{\"eos_token_id\":\"end\"}"}) {
            files.writeFile("generation_config.json", content);
            const QString sentence = refusal(files, ErrorCode::FileDamaged);
            QVERIFY2(sentence.contains("generation_config.json"), content);
        }
    }
};

QTEST_GUILESS_MAIN(ModelConfigTest)
#include "tst_modelconfig.moc"
