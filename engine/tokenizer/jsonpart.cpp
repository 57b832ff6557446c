#include "tokenizer/jsonpart.h"

#include "tokenizer/unicode.h"

namespace exitscope {

namespace {

/// What stands for an absent value.
const nlohmann::json& null()
{
    static const nlohmann::json value;
    return value;
}

} // namespace

bool JsonPart::has(const std::string& key) const
{
    return !(*this)[key].isNull();
}

JsonPart JsonPart::operator[](const std::string& key) const
{
    const auto found = object().find(key);
    return {found == m_value->end() ? null() : *found, *m_file,
            m_place.empty() ? key : m_place + '.' + key};
}

JsonPart JsonPart::operator[](std::size_t index) const
{
    return {(*m_value)[index], *m_file, m_place + '[' + std::to_string(index) + ']'};
}

const nlohmann::json& JsonPart::object() const
{
    if (!m_value->is_object())
        damaged("is " + shown() + ", not an object");
    return *m_value;
}

std::size_t JsonPart::size() const
{
    if (!m_value->is_array())
        damaged("is " + shown() + ", not a list");
    return m_value->size();
}

const std::string& JsonPart::text() const
{
    if (!m_value->is_string())
        damaged("is " + shown() + ", not a string");
    return m_value->get_ref<const std::string&>();
}

int JsonPart::id() const
{
    if (!m_value->is_number_unsigned() || m_value->get<std::uint64_t>() > largestId)
        damaged("is " + shown() + ", not an id from 0 to " + std::to_string(largestId));
    return m_value->get<int>();
}

bool JsonPart::boolean() const
{
    if (!m_value->is_boolean())
        damaged("is " + shown() + ", not true or false");
    return m_value->get<bool>();
}

bool JsonPart::boolean(const std::string& key, bool absent) const
{
    return has(key) ? (*this)[key].boolean() : absent;
}

std::string JsonPart::type() const
{
    return has("type") ? (*this)["type"].text() : std::string();
}

std::string JsonPart::where() const
{
    return m_file->string() + (m_place.empty() ? "" : ": " + printable(m_place, 120));
}

void JsonPart::damaged(const std::string& what) const
{
    throw Error(ErrorCode::FileDamaged,
                where() + ' ' + what + "; copy or download the file again.");
}

void JsonPart::unsupported(const std::string& what) const
{
    throw Error(ErrorCode::Unsupported, where() + ' ' + what +
                                            ", which this version does not know; the model can "
                                            "still run on token ids.");
}

void JsonPart::unknownType() const
{
    unsupported(type().empty() ? "has no type" : "is of the type \"" + printable(type()) + '"');
}

/// The value for a sentence; of a list or object only its kind, which may nest deeply.
std::string JsonPart::shown() const
{
    if (m_value->is_structured())
        return m_value->is_array() ? "a list" : "an object";
    return printable(m_value->dump());
}

} // namespace exitscope
