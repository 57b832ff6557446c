#include "support/layoutrules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace exitscope::test {

namespace {

/// What each module may include besides itself.
const QMap<QString, QStringList>& modulesBelow()
{
    static const QMap<QString, QStringList> below = {
        {"base", {}},
        {"exit", {"base"}},
        {"tokenizer", {"base"}},
        {"metrics", {"base"}},
        {"trace", {"base", "exit"}},
        {"results", {"base", "exit", "trace"}},
        {"model", {"base", "exit"}},
        {"decode", {"base", "exit", "tokenizer", "trace", "model"}},
        {"eval", {"base", "exit", "tokenizer", "trace", "results", "model", "decode", "metrics"}},
        {"tasks", {"base", "exit", "tokenizer", "trace", "results", "decode", "metrics", "eval"}},
        {"widgets", {"base", "exit", "trace", "results"}},
        {"common", {"base"}},
        {"options", {"base", "exit", "trace", "decode", "common"}},
        {"version", {"base", "model", "tokenizer", "widgets"}},
        {"hub", {"base", "model", "common"}},
        {"serve", {"base", "exit", "tokenizer", "trace", "decode", "common", "options"}},
        {"app",
         {"base", "exit", "tokenizer", "trace", "results", "model", "decode", "metrics", "eval",
          "tasks", "widgets", "common", "options", "version", "hub", "serve"}},
    };
    return below;
}

/// Folders of app/ that are modules of their own.
bool isFolderOfApp(const QString& folder)
{
    return QStringList({"common", "options", "version", "hub", "serve"}).contains(folder);
}

/// The module of a file by its path; empty for one of tests/.
QString moduleOf(const QString& file)
{
    const QStringList parts = file.split('/');
    if (parts.first() == "engine")
        return parts.value(1);
    if (parts.first() == "app" && isFolderOfApp(parts.value(1)))
        return parts.value(1);
    return parts.first() == "tests" ? QString() : parts.first();
}

/// The file that an include names. Headers are written relative to engine/ ("trace/run.h"), to the
/// root ("widgets/theme.h"), to app/ ("common/bundledmodel.h", "hub/catalog.h"), to tests/
/// ("support/testdata.h") or to the including file; another library's header comes out as a file
/// beside the including one, which breaks no rule.
QString fileNamedBy(const Inclusion& inclusion)
{
    const QString& name = inclusion.included;
    const QString first = name.contains('/') ? name.section('/', 0, 0) : QString();
    if (first == "widgets" || first == "app" || first == "engine" || first == "tests")
        return name;
    if (isFolderOfApp(first) || first == "cli" || first == "desktop")
        return "app/" + name;
    if (modulesBelow().contains(first))
        return "engine/" + name;
    if (first == "support")
        return "tests/" + name;
    return QDir::cleanPath(inclusion.file.section('/', 0, -2) + '/' + name);
}

bool isTorch(const QString& included)
{
    static const QRegularExpression torch("^(torch|ATen|c10|caffe2)/");
    return torch.match(included).hasMatch();
}

bool isQt(const QString& included)
{
    static const QRegularExpression qt("^(Q[A-Za-z]+(/.*)?|qcustomplot\\.h)$");
    return qt.match(included).hasMatch();
}

bool mayUseTorch(const QString& file)
{
    static const QRegularExpression home("^(tests/)?engine/(model|decode)/");
    return home.match(file).hasMatch();
}

/// Why `inclusion` goes against the direction; empty where it does not.
QString brokenDirection(const Inclusion& inclusion)
{
    const QString from = moduleOf(inclusion.file);
    const QString to = moduleOf(fileNamedBy(inclusion));
    const QStringList below = modulesBelow().value(from);
    if (from.isEmpty() || to == from || below.contains(to))
        return {};
    return QString("%1 includes %2: %3 may use only %4")
        .arg(inclusion.file, inclusion.included, from,
             below.isEmpty() ? "itself" : below.join(", "));
}

} // namespace

std::vector<Inclusion> inclusionsOf(const QString& root)
{
    static const QRegularExpression line(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re",
                                         QRegularExpression::MultilineOption);
    const QDir rootFolder(root);
    std::vector<Inclusion> inclusions;
    for (const char* folder : {"engine", "widgets", "app", "tests"}) {
        QDirIterator files(rootFolder.filePath(folder), {"*.h", "*.cpp", "*.inc"}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            auto matches = line.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                inclusions.push_back(
                    {rootFolder.relativeFilePath(file.fileName()), matches.next().captured(1)});
        }
    }
    return inclusions;
}

QStringList brokenInclusions(const std::vector<Inclusion>& inclusions)
{
    QStringList broken;
    QSet<QString> withTorch; // files that include LibTorch, directly or by way of others
    for (const Inclusion& inclusion : inclusions) {
        if (const QString reason = brokenDirection(inclusion); !reason.isEmpty())
            broken += reason;
        if (isQt(inclusion.included) && inclusion.file.startsWith("engine/"))
            broken += inclusion.file + " includes " + inclusion.included + ": no Qt inside engine/";
        if (isTorch(inclusion.included))
            withTorch.insert(inclusion.file);
    }
    for (qsizetype before = -1; before != withTorch.size();) {
        before = withTorch.size();
        for (const Inclusion& inclusion : inclusions)
            if (withTorch.contains(fileNamedBy(inclusion)))
                withTorch.insert(inclusion.file);
    }
    for (const Inclusion& inclusion : inclusions) {
        const bool brings =
            isTorch(inclusion.included) || withTorch.contains(fileNamedBy(inclusion));
        if (brings && !mayUseTorch(inclusion.file))
            broken += inclusion.file + " includes " + inclusion.included +
                      ": LibTorch stays inside engine/model and engine/decode";
    }
    return broken;
}

QStringList misplacedEntries(const QString& folder, const QStringList& entries)
{
    static const QMap<QString, QStringList> places = {
        {"",
         {"CMakeLists.txt", "CMakePresets.json", "README.md", "CONTRIBUTING.md", "CHANGELOG.md",
          "LICENSE", "app", "engine", "widgets", "resources", "tests", "packaging", "build",
          "CMakeUserPresets.json", "compile_commands.json"}},
        {"engine",
         {"CMakeLists.txt", "base", "exit", "tokenizer", "trace", "results", "model", "decode",
          "metrics", "eval", "tasks"}},
        {"app",
         {"CMakeLists.txt", "cli", "common", "desktop", "hub", "options", "serve", "version"}},
    };
    QStringList misplaced;
    for (const QString& entry : entries)
        if (!entry.startsWith('.') && !entry.endsWith(".user") &&
            !places.value(folder).contains(entry))
            misplaced += QString("%1 holds '%2', which the layout has no place for")
                             .arg(folder.isEmpty() ? "the root" : folder, entry);
    return misplaced;
}

} // namespace exitscope::test
