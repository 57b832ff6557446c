#include "tokenizer/pipelinetokenizer.h"

#include "base/utf8.h"

#include <algorithm>

namespace exitscope {

namespace {

/// Immutable after construction; any thread may use it.
class PipelineTokenizer : public Tokenizer
{
public:
    explicit PipelineTokenizer(Pipeline pipeline)
        : m_parts(std::move(pipeline))
        , m_added(std::move(m_parts.addedTokens), m_parts.normalizer)
    {}

    std::vector<int> encode(std::string_view text) const override
    {
        std::string repaired;
        if (!isValidUtf8(text))
            text = repaired = toValidUtf8(text);
        std::vector<int> ids = m_parts.prefix;
        bool startsText = true;
        for (const AddedTokens::Part& part : m_added.splitRaw(text)) {
            if (part.token)
                ids.push_back(part.token->id);
            else
                encodeStretch(part.text, startsText, ids);
            startsText = false;
        }
        ids.insert(ids.end(), m_parts.suffix.begin(), m_parts.suffix.end());
        return ids;
    }

    std::string decode(std::span<const int> ids) const override
    {
        std::string text;
        bool first = true;
        for (const int id : ids) {
            text += bytes(id, first);
            first = first && isSilent(id);
        }
        return text;
    }

    std::string bytes(int id, bool first) const override
    {
        if (isSilent(id))
            return {};
        std::string text = spelling(id);
        for (const auto& step : m_parts.decoder)
            text = step(text, first);
        return text;
    }

    std::string piece(int id) const override
    {
        const std::string& text = spelling(id);
        return text.empty() ? '#' + std::to_string(id) : text;
    }

    int vocabularySize() const override
    {
        return std::max(m_parts.model->size(), m_added.idLimit());
    }

    std::string description() const override { return m_parts.description; }

private:
    /// Appends the ids of `raw`, which holds no added token but normalized ones.
    void encodeStretch(std::string_view raw, bool startsText, std::vector<int>& ids) const
    {
        const std::string text = normalized(m_parts.normalizer, raw);
        for (const AddedTokens::Part& part : m_added.splitNormalized(text)) {
            if (part.token) {
                ids.push_back(part.token->id);
                startsText = false;
                continue;
            }
            Pieces pieces{std::string(part.text), {{0, part.text.size()}}, startsText};
            startsText = false;
            for (const auto& step : m_parts.preTokenizer)
                step(pieces);
            for (const Span& span : pieces.spans)
                m_parts.model->encode(span.of(pieces.text), ids);
        }
    }

    /// Empty for an id without a piece.
    const std::string& spelling(int id) const
    {
        static const std::string none;
        if (const AddedToken* token = m_added.find(id))
            return token->content;
        return id >= 0 && id < m_parts.model->size() ? m_parts.model->piece(id) : none;
    }

    /// Whether `id` adds nothing to a text: special tokens, and ids that nothing has.
    bool isSilent(int id) const
    {
        const AddedToken* token = m_added.find(id);
        return token ? token->special : spelling(id).empty();
    }

    Pipeline m_parts;
    AddedTokens m_added;
};

} // namespace

std::shared_ptr<const Tokenizer> makePipelineTokenizer(Pipeline pipeline)
{
    return std::make_shared<PipelineTokenizer>(std::move(pipeline));
}

} // namespace exitscope
