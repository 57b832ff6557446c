#pragma once

#include "tasks/tasktemplate.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace exitscope {

/// How a task asks the model.
enum class OutputType
{
    MultipleChoice,      ///< which of several continuations is the likeliest
    GenerateUntil,       ///< what is written up to a stop string
    Loglikelihood,       ///< how likely one continuation is
    LoglikelihoodRolling ///< how likely a whole text is
};

const char* fieldName(OutputType type);

/// How an answer is taken out of what was written.
struct AnswerFilter
{
    std::string name = "none";
    std::shared_ptr<const Regex> regex; ///< null: the text as it is
    int groupSelect = 0;                ///< which match counts; -1: the last
    std::string fallback = "[invalid]";
};

/// What exact_match leaves out of account.
struct MatchOptions
{
    bool ignoreCase = false;
    bool ignorePunctuation = false;
    std::vector<std::shared_ptr<const Regex>>
        regexesToIgnore; ///< taken out of both sides, one after the other
};

/// Where a task's data lie.
struct TaskFiles
{
    std::vector<std::string> names; ///< of the data set: "piqa"
    std::string split;              ///< that is evaluated: "validation"
    std::vector<std::string> files; ///< other names of its file: "valid.jsonl"
    std::string fewshotSplit;       ///< that shots are drawn from
    std::vector<std::string> fewshotFiles;
    std::string source;  ///< where to get them
    bool isText = false; ///< the whole file is one document with the field "text"
};

/// A task as its file defines it; see resources/help/evaluate.md for the fields.
struct EvalTask
{
    std::string name;
    double version = 0;
    OutputType type = OutputType::MultipleChoice;
    TaskFiles data;
    std::string description; ///< stands before the shots
    /// Fields that are made of others, in this order: the first template that can be filled in.
    std::vector<std::pair<std::string, std::vector<std::string>>> fields;
    Cleanups cleanups;
    std::string docToText;
    std::string docToTarget;              ///< a text, or the index of the right choice
    std::vector<std::string> docToChoice; ///< a template each; or one that makes the list
    bool choicesAreContexts = false;      ///< the choices precede one continuation, docToText
    std::string targetDelimiter = " ";
    std::string fewshotDelimiter = "\n\n";
    int numFewshot = 0;
    bool drawsExtraShot = false; ///< one shot more is drawn than used, as where splits coincide
    std::vector<std::string> until;
    int maxNewTokens = 256;
    std::vector<AnswerFilter> filters; ///< of GenerateUntil
    MatchOptions match;
    std::vector<std::string> metrics;
    std::string countsField; ///< LoglikelihoodRolling: whose words and bytes are counted
    OrderedJson definition;  ///< the file as it is, for the results
};

/// Reads the definition in `file`. Throws Error: FileMissing, FileDamaged with the file and what is
/// wrong in it.
EvalTask readTask(const std::filesystem::path& file);

/// Whether more of `metric` is better.
bool higherIsBetter(const std::string& metric);

} // namespace exitscope
