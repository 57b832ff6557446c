#pragma once

#include "decode/session.h"
#include "tasks/encodedpair.h"
#include "tasks/fewshot.h"
#include "tasks/taskdata.h"
#include "tasks/taskitem.h"
#include "tasks/taskmetrics.h"

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// How tasks are run.
struct TaskRequest
{
    Settings settings; ///< the model and its exits; sampling is not asked, answers are greedy
    double limit = 0;  ///< the first N documents; below 1 that share of them; 0: all
    std::optional<int> numFewshot; ///< in the place of the tasks' own
    ShotSampler sampler = ShotSampler::Random;
    std::uint32_t fewshotSeed = 1234;
    bool addBos = true;
    std::string device; ///< for the record, as the session was asked for
};

/// What the model said of one request.
struct TaskResponse
{
    double logLikelihood = 0;
    bool isGreedy = false;
    std::string text; ///< of GenerateUntil, up to the stop string
};

/// A metric of one document under one filter.
struct DocumentMetric
{
    std::string filter;
    std::string metric;
    double value = 0;
    double weight = 0; ///< 0: the metric is not weighted
};

/// What counts of a document.
struct DocumentFigures
{
    std::vector<DocumentMetric> metrics;
    int tokens = 0;          ///< scored or written
    double exitLayerSum = 0; ///< over these, 0-based
    int truncatedTokens = 0; ///< left out at a context's start, the most of all its requests
    double seconds = 0;
};

/// One document, done.
struct TaskOutcome
{
    int index = 0; ///< among the documents, from 0
    TaskItem item;
    std::vector<TaskResponse> responses;         ///< one for each request
    std::map<std::string, std::string> filtered; ///< of GenerateUntil, by filter
    DocumentFigures figures;
};

/// A task, done as far as it went.
struct TaskResult
{
    EvalTask task;
    std::string file;
    std::string fileHash;  ///< as DataContent's
    std::string shotsFile; ///< empty: no shots
    std::string shotsHash; ///< likewise
    int numFewshot = 0;
    int documents = 0; ///< in the file
    int wanted = 0;    ///< of these, under the limit
    int done = 0;
    int truncated = 0;      ///< documents of which a context was too long and lost its beginning
    bool cancelled = false; ///< before all that were wanted
    std::optional<Error> failure; ///< why it ended before that
    std::vector<MeasuredMetric> metrics;
    long long tokens = 0; ///< scored or written
    double exitLayerSum = 0;
    double seconds = 0; ///< over the documents, of all sittings together
    std::string hash;   ///< over the documents, see sampleLines; empty: unknown

    bool isComplete() const { return done == wanted; }
    void add(const DocumentFigures& figures);
};

/// Told of each document when it is done, with what the task comes to so far. What it throws ends
/// the task, as a failure where it is an Error.
using TaskObserver = std::function<void(const TaskOutcome& outcome, const TaskResult& soFar)>;

/// What a task is run on.
struct TaskInput
{
    const EvalTask& task;
    const TaskDocuments& documents;
    const TaskDocuments* shots = nullptr; ///< null: picked among the documents themselves
    std::vector<DocumentFigures> before;  ///< of the first documents, where an earlier run did them
};

/// Runs a task: each of its documents after its shots. Log likelihoods come from one scorer, so
/// that a context's prefill is shared by its choices, and by contexts that begin alike. When
/// cancelled, or when it fails on a document, what was done before stays. Before anything runs it
/// throws Error: as plannedTask, Unsupported for a model without a tokenizer.
TaskResult runTask(Session& session, const TaskInput& input, const TaskRequest& request,
                   const std::stop_token& stop = {}, const TaskObserver& onDocument = {});

} // namespace exitscope
