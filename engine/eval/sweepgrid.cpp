#include "eval/sweepgrid.h"

#include "base/error.h"
#include "trace/sweptrule.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace exitscope {

namespace {

constexpr std::size_t mostValues = 1000;

[[noreturn]] void refuse(const std::string& sentence)
{
    throw Error(ErrorCode::WrongUse, sentence);
}

std::vector<std::string_view> parts(std::string_view text, char separator)
{
    std::vector<std::string_view> found;
    for (;;) {
        const std::size_t end = text.find(separator);
        found.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return found;
        text.remove_prefix(end + 1);
    }
}

/// One list of values as it is read.
class ValueList
{
public:
    ValueList(std::string text, std::string option, bool whole)
        : m_text(std::move(text))
        , m_option(std::move(option))
        , m_whole(whole)
    {}

    std::vector<double> read()
    {
        if (m_text.empty())
            refuse(m_option + " names no value; give some, for example " + example() + '.');
        for (const std::string_view word : parts(m_text, ','))
            readWord(word);
        std::ranges::sort(m_values);
        if (const auto twice = std::ranges::adjacent_find(m_values); twice != m_values.end())
            refuse(m_option + ' ' + m_text + " has the value " + shown(*twice) +
                   " twice; give it once.");
        return m_values;
    }

private:
    std::string example() const { return m_whole ? "2,4,8 or 2:8:2" : "0.5,0.9 or 0.5:0.9:0.1"; }

    static std::string shown(double value)
    {
        char buffer[64];
        return {buffer, std::to_chars(std::begin(buffer), std::end(buffer), value).ptr};
    }

    double number(std::string_view word) const
    {
        double value = 0;
        const char* end = word.data() + word.size();
        const auto parsed = std::from_chars(word.data(), end, value);
        if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value))
            refuse(m_option + ' ' + m_text + " holds \"" + std::string(word) +
                   "\", which is no number; give numbers or ranges, for example " + example() +
                   '.');
        if (m_whole && (value != std::floor(value) || std::abs(value) > 1e6))
            refuse(m_option + ' ' + m_text + " holds " + std::string(word) +
                   ", but must hold whole numbers.");
        return value;
    }

    void readWord(std::string_view word)
    {
        const auto numbers = parts(word, ':');
        if (numbers.size() == 1) {
            add(number(word));
            return;
        }
        if (numbers.size() > 3 || (numbers.size() == 2 && !m_whole))
            refuse(m_option + ' ' + m_text + " holds the range \"" + std::string(word) +
                   "\"; a range is FIRST:LAST:STEP, for example " + example() + '.');
        const double first = number(numbers[0]);
        const double last = number(numbers[1]);
        const double step = numbers.size() == 3 ? number(numbers[2]) : 1;
        if (step <= 0)
            refuse(m_option + ' ' + m_text + " has the step " + shown(step) +
                   ", but a step must be above 0.");
        if (first > last)
            refuse(m_option + ' ' + m_text + " runs backwards from " + shown(first) + " to " +
                   shown(last) + "; give the smaller end first.");
        addRange(first, last, step);
    }

    void addRange(double first, double last, double step)
    {
        // A last value that rounding lifts a little above the end is meant.
        const double count = std::floor((last - first) / step + 1e-9) + 1;
        if (count > static_cast<double>(mostValues))
            refuse(m_option + ' ' + m_text + " has more than " + std::to_string(mostValues) +
                   " values; take a larger step.");
        for (int i = 0; i < static_cast<int>(count); ++i)
            add(rounded(first + i * step));
    }

    /// 0.1 + 2 * 0.1 is to be 0.3.
    static double rounded(double value)
    {
        char buffer[64];
        const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value,
                                       std::chars_format::general, 12);
        double back = value;
        std::from_chars(buffer, end.ptr, back);
        return back;
    }

    void add(double value)
    {
        m_values.push_back(value);
        if (m_values.size() > mostValues)
            refuse(m_option + ' ' + m_text + " has more than " + std::to_string(mostValues) +
                   " values; give fewer.");
    }

    std::string m_text;
    std::string m_option;
    bool m_whole;
    std::vector<double> m_values;
};

void apply(const SweepAxis& axis, double value, const ModelShape& shape, Settings& settings)
{
    if (axis.option == "exit_layer")
        settings.exitLayerLimit = static_cast<int>(value);
    else if (axis.option == "num_speculations")
        settings.numSpeculations = static_cast<int>(value);
    else
        settings.rule = withThreshold(settings.rule, findCriterion(axis.criterion), Sweep::Constant,
                                      value, shape);
}

} // namespace

std::vector<double> sweepValues(const std::string& text, const std::string& option, bool whole)
{
    return ValueList(text, option, whole).read();
}

Settings settingsAt(const Settings& settings, const std::vector<SweepAxis>& axes,
                    const std::vector<double>& at, const ModelShape& shape)
{
    Settings result = settings;
    for (std::size_t i = 0; i < axes.size(); ++i)
        apply(axes[i], at[i], shape, result);
    validate(result, shape.layers);
    return result;
}

void checkGrid(const Settings& settings, const std::vector<SweepAxis>& axes,
               const ModelShape& shape)
{
    if (gridSize(axes) == 0)
        refuse("The grid has no place; vary exit_layer, num_speculations or a threshold.");
    for (const SweepAxis& axis : axes)
        if (axis.option == "num_speculations" && !settings.speculates())
            refuse("num_speculations is varied, but generation_strategy is autoregressive, which "
                   "drafts nothing; choose self_speculative, or leave it out.");
    for (std::size_t i = 0; i < gridSize(axes); ++i)
        settingsAt(settings, axes, gridPlace(axes, i), shape);
}

} // namespace exitscope
