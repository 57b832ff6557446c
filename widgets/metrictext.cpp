#include "widgets/metrictext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace exitscope {

namespace {

enum class Form
{
    Score,   ///< 0 to 1, as papers print it
    Percent, ///< a share
    Count,   ///< one digit behind the point
    Seconds,
    Milliseconds ///< held in seconds
};

struct Known
{
    std::string_view name;
    const char* title;
    const char* help;
    Form form;
};

struct MetricText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::MetricText)
};

const char* const rougeHelp =
    QT_TRANSLATE_NOOP("exitscope::MetricText", "Word sequences shared with the reference, F1");
const char* const rougePrecisionHelp = QT_TRANSLATE_NOOP(
    "exitscope::MetricText", "Share of the prediction's word sequences that the reference has");
const char* const rougeRecallHelp = QT_TRANSLATE_NOOP(
    "exitscope::MetricText", "Share of the reference's word sequences that the prediction has");

const std::array known{
    Known{"rouge-1", "ROUGE-1", rougeHelp, Form::Score},
    Known{"rouge-2", "ROUGE-2", rougeHelp, Form::Score},
    Known{"rouge-3", "ROUGE-3", rougeHelp, Form::Score},
    Known{"rouge-l", "ROUGE-L", rougeHelp, Form::Score},
    Known{"bleu_score", "BLEU-4",
          QT_TRANSLATE_NOOP("exitscope::MetricText",
                            "Of the whole corpus, so single samples have none"),
          Form::Score},
    Known{"edit_distance", QT_TRANSLATE_NOOP("exitscope::MetricText", "Edit distance"),
          QT_TRANSLATE_NOOP("exitscope::MetricText",
                            "Characters to change, add or take away; less is better"),
          Form::Count},
    Known{"exact_match", QT_TRANSLATE_NOOP("exitscope::MetricText", "Exact match"),
          QT_TRANSLATE_NOOP("exitscope::MetricText", "Share of the samples that are the reference"),
          Form::Percent},
    Known{"agreement", QT_TRANSLATE_NOOP("exitscope::MetricText", "Agreement with full depth"),
          QT_TRANSLATE_NOOP("exitscope::MetricText",
                            "Share of a text up to the first token that differs from full depth's"),
          Form::Percent},
    Known{"same_text", QT_TRANSLATE_NOOP("exitscope::MetricText", "Same text as full depth"),
          QT_TRANSLATE_NOOP("exitscope::MetricText",
                            "Share of the samples that full depth writes the same way"),
          Form::Percent},
    Known{"acceptance_rate", QT_TRANSLATE_NOOP("exitscope::MetricText", "Drafts accepted"),
          QT_TRANSLATE_NOOP("exitscope::MetricText",
                            "Share of the drafts that the whole model confirmed"),
          Form::Percent},
    Known{"total_time", QT_TRANSLATE_NOOP("exitscope::MetricText", "Time per sample"),
          QT_TRANSLATE_NOOP("exitscope::MetricText", "Reading the prompt and writing"),
          Form::Seconds},
    Known{"time_per_token", QT_TRANSLATE_NOOP("exitscope::MetricText", "Time per token"),
          QT_TRANSLATE_NOOP("exitscope::MetricText", "With the share of reading the prompt"),
          Form::Milliseconds},
    Known{
        "tokens_per_second", QT_TRANSLATE_NOOP("exitscope::MetricText", "Tokens per second"),
        QT_TRANSLATE_NOOP("exitscope::MetricText", "Mean over samples; reading the prompt counts"),
        Form::Count},
    Known{"tokens_written", QT_TRANSLATE_NOOP("exitscope::MetricText", "Tokens per sample"), "",
          Form::Count},
    Known{"mean_exit_layer", QT_TRANSLATE_NOOP("exitscope::MetricText", "Mean exit layer"),
          QT_TRANSLATE_NOOP("exitscope::MetricText", "Counted from 0, the first layer"),
          Form::Count},
    Known{"layers_saved", QT_TRANSLATE_NOOP("exitscope::MetricText", "Layers saved"),
          QT_TRANSLATE_NOOP("exitscope::MetricText",
                            "Share of the layers' work that full depth would have done"),
          Form::Percent},
};

constexpr std::string_view precisionEnding = "_precision";
constexpr std::string_view recallEnding = "_recall";

/// The metric that `name` is the precision or the recall of, else itself.
std::string_view stemOf(std::string_view name)
{
    for (const std::string_view ending : {precisionEnding, recallEnding}) {
        if (name.starts_with("rouge") && name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    }
    return name;
}

const Known* find(std::string_view name)
{
    const auto found = std::ranges::find(known, stemOf(name), &Known::name);
    return found == known.end() ? nullptr : &*found;
}

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

} // namespace

QString metricTitle(std::string_view name)
{
    const Known* metric = find(name);
    if (!metric)
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const QString title = MetricText::tr(metric->title);
    if (name.ends_with(precisionEnding))
        return MetricText::tr("%1 precision").arg(title);
    if (name.ends_with(recallEnding))
        return MetricText::tr("%1 recall").arg(title);
    return title;
}

QString metricHelp(std::string_view name)
{
    const Known* metric = find(name);
    if (!metric)
        return {};
    return MetricText::tr(name.ends_with(precisionEnding) ? rougePrecisionHelp
                          : name.ends_with(recallEnding)  ? rougeRecallHelp
                                                          : metric->help);
}

QString metricText(std::string_view name, double value)
{
    constexpr double percents = 100;
    constexpr double perSecond = 1000;
    const Known* metric = find(name);
    switch (metric ? metric->form : Form::Score) {
    case Form::Percent:
        return MetricText::tr("%1 %").arg(number(percents * value, 1));
    case Form::Count:
        return number(value, 1);
    case Form::Seconds:
        return MetricText::tr("%1 s").arg(number(value, 2));
    case Form::Milliseconds:
        return MetricText::tr("%1 ms").arg(number(perSecond * value, 2));
    case Form::Score:
        break;
    }
    return number(value, 4);
}

QString intervalText(const MetricValue& metric)
{
    if (!metric.low || !metric.high)
        return QStringLiteral("–");
    return QStringLiteral("%1 – %2").arg(metricText(metric.name, *metric.low),
                                         metricText(metric.name, *metric.high));
}

std::size_t metricRank(std::string_view name)
{
    const Known* metric = find(name);
    return metric ? static_cast<std::size_t>(metric - known.data()) : known.size();
}

bool isDetail(std::string_view name)
{
    return stemOf(name) != name;
}

} // namespace exitscope
