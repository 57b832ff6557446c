#include "tasks/taskplan.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

int wantedOf(int documents, double limit)
{
    if (limit <= 0)
        return documents;
    const double wanted = limit < 1 ? std::ceil(limit * documents) : std::floor(limit);
    return static_cast<int>(std::min<double>(documents, wanted));
}

/// Whether the first `count` of `documents` have all that the task asks. Throws Error(FileDamaged).
void checkDocuments(const EvalTask& task, const TaskDocuments& documents, std::size_t count)
{
    for (std::size_t index = 0; index < count; ++index) {
        try {
            makeItem(task, documents.documents[index], {});
        } catch (const std::string& what) {
            throw Error(ErrorCode::FileDamaged, placeOf(documents, index, what));
        }
    }
}

/// Throws Error(WrongUse).
void checkShots(const TaskInput& input, int wanted)
{
    const TaskDocuments& population = input.shots ? *input.shots : input.documents;
    const int available = static_cast<int>(population.documents.size()) - (input.shots ? 0 : 1);
    if (wanted < 0 || wanted > available)
        throw Error(ErrorCode::WrongUse,
                    "num_fewshot is " + std::to_string(wanted) + ", and " +
                        population.file.string() + " holds " + std::to_string(available) +
                        (input.shots ? " documents" : " other documents") +
                        " to pick shots from; ask for no more, or name a larger file with "
                        "--fewshot_path.");
}

} // namespace

TaskResult plannedTask(const TaskInput& input, const TaskRequest& request)
{
    TaskResult result;
    result.task = input.task;
    result.file = input.documents.file.string();
    result.fileHash = input.documents.hash;
    result.numFewshot = request.numFewshot.value_or(input.task.numFewshot);
    checkShots(input, result.numFewshot);
    const TaskDocuments& population = input.shots ? *input.shots : input.documents;
    if (result.numFewshot > 0) {
        result.shotsFile = population.file.string();
        result.shotsHash = population.hash;
    }
    result.documents = static_cast<int>(input.documents.documents.size());
    result.wanted = wantedOf(result.documents, request.limit);
    checkDocuments(input.task, input.documents, static_cast<std::size_t>(result.wanted));
    checkDocuments(input.task, population, result.numFewshot > 0 ? population.documents.size() : 0);
    return result;
}

} // namespace exitscope
