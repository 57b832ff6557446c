#pragma once

#include "serve/completionrequest.h"
#include "tokenizer/tokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace exitscope::test {

/// A token for each byte: its value and 3, after bos (1) and eos (2), which add nothing.
class ByteTokenizer : public Tokenizer
{
public:
    std::vector<int> encode(std::string_view text) const override
    {
        std::vector<int> ids{1};
        for (const char c : text)
            ids.push_back(static_cast<unsigned char>(c) + 3);
        return ids;
    }
    std::string decode(std::span<const int> ids) const override
    {
        std::string text;
        for (const int id : ids)
            text += bytes(id, false);
        return text;
    }
    std::string bytes(int id, bool) const override
    {
        return id < 3 ? std::string() : std::string(1, static_cast<char>(id - 3));
    }
    std::string piece(int id) const override
    {
        return id == 1 ? "<s>" : id == 2 ? "</s>" : bytes(id, false);
    }
    int vocabularySize() const override { return 259; }
    std::string description() const override { return "bytes"; }
};

/// Of 12 layers and 16 positions.
inline ServedModel servedModel()
{
    ServedModel model;
    model.identity.name = "tiny";
    model.identity.path = "/models/tiny";
    model.identity.layers = 12;
    model.identity.vocabulary = 259;
    model.identity.contextLength = 16;
    model.asked = "models/tiny";
    model.tokenizer = std::make_shared<ByteTokenizer>();
    model.eosIds = {2};
    return model;
}

inline RequestDefaults requestDefaults()
{
    RequestDefaults defaults;
    defaults.run.settings.maxSteps = 16;
    defaults.run.settings.sampling.temperature = 1;
    defaults.run.settings.sampling.topP = 1;
    defaults.mostTokens = 100;
    return defaults;
}

} // namespace exitscope::test
