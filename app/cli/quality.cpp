#include "cli/quality.h"

#include "base/readfile.h"
#include "base/utf8.h"
#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "common/words.h"
#include "eval/qualitydocument.h"
#include "model/precision.h"

#include <algorithm>
#include <iostream>

namespace exitscope {

namespace {

std::vector<std::string> dtypesOf(const std::string& text)
{
    const std::vector<std::string> dtypes = wordsOf(text);
    for (std::size_t i = 0; i < dtypes.size(); ++i) {
        require(precisionNamed(dtypes[i]).has_value(), "--dtypes names \"" + dtypes[i] +
                                                           "\", which is not known; choose from " +
                                                           precisionNames() + ".");
        const auto here = dtypes.begin() + static_cast<std::ptrdiff_t>(i);
        require(std::find(dtypes.begin(), here, dtypes[i]) == here,
                "--dtypes names " + dtypes[i] + " twice; name each dtype once.");
    }
    return dtypes;
}

void checkOptions(const QualityOptions& options)
{
    require(!options.text.empty(), "Name the text to read: --text FILE.");
    require(options.tokens >= 0,
            "--tokens is " + std::to_string(options.tokens) + ", but must be 0 (all) or more.");
    require(options.window >= 1,
            "--window is " + std::to_string(options.window) + ", but must be 1 or more.");
    require(options.load.threads >= 0, "--threads is " + std::to_string(options.load.threads) +
                                           ", but must be 0 (as many as cores) or more.");
}

} // namespace

void addQualityOptions(CLI::App& command, QualityOptions& options)
{
    OptionGroup model(command, "Model");
    model.add("model", options.model,
              "checkpoint folder as on Hugging Face, or org/name from the local hub cache "
              "(default: the bundled model)");
    model
        .add("dtypes", options.dtypes,
             "dtypes to compare, joined by commas: " + precisionNames() +
                 "; the first is the reference")
        ->capture_default_str();
    model.add("device", options.load.device, "as of generate (default: cpu)");
    model.addWhole("threads", options.load.threads, "CPU threads (0: as many as cores)");
    OptionGroup text(command, "Text");
    text.add("text", options.text, "UTF-8 text file to read");
    text.addWhole("tokens", options.tokens, "the first N tokens (0: all)");
    text.addWhole("window", options.window,
                  "tokens that are read at a time, each time from an empty cache; the context at "
                  "most");
    OptionGroup(command, "Output")
        .addBoolean("json", options.json,
                    "standard output holds one JSON document instead of tables");
}

int runQuality(const QualityOptions& options)
{
    checkOptions(options);
    const std::vector<std::string> dtypes = dtypesOf(options.dtypes);
    const std::string text = readFile(options.text, "the text", "name a text file with --text");
    require(isValidUtf8(text), options.text + " is not UTF-8 text; unpack it if it is compressed, "
                                              "or convert it with iconv.");
    Interrupt interrupt;
    std::vector<std::unique_ptr<Session>> sessions;
    for (const std::string& dtype : dtypes) {
        LoadOptions load = options.load;
        load.dtype = dtype;
        sessions.push_back(openModel(options.model, load));
    }
    const TextWindows windows(*sessions.front(), text, options.text, options.tokens,
                              options.window);
    QualityReport report =
        measureQuality(sessions, windows, interrupt.arm(), [](int done, int count) {
            std::cerr << "window " << done << " of " << count << std::endl;
        });
    interrupt.disarm();
    report.text = options.text;
    std::cout << (options.json ? qualityDocument(report) : qualityText(report)) << std::flush;
    return std::cout && !report.cancelled ? 0 : 1;
}

} // namespace exitscope
