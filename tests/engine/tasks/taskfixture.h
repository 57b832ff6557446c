#pragma once

#include "base/error.h"
#include "support/testdata.h"
#include "tasks/taskdata.h"
#include "tasks/taskitem.h"

#include <QTemporaryDir>

#include <fstream>
#include <string>

namespace exitscope::test {

inline EvalTask bundledTask(const std::string& name)
{
    return readTask(sourceDir() / "resources/tasks" / (name + ".json"));
}

inline TaskItem itemOf(const EvalTask& task, const char* document)
{
    return makeItem(task, OrderedJson::parse(document), {});
}

/// A file of `content` in `folder`.
inline std::filesystem::path written(const QTemporaryDir& folder, const std::string& name,
                                     const std::string& content)
{
    const std::filesystem::path file = folder.filePath(QString::fromStdString(name)).toStdString();
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
}

/// What `work` throws, an Error or a text; "nothing" where it does not.
template <typename Work>
std::string thrownBy(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    } catch (const std::string& what) {
        return what;
    }
    return "nothing";
}

} // namespace exitscope::test
