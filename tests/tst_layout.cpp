#include "support/layoutrules.h"
#include "support/testdata.h"

#include <QDir>
#include <QtTest>

using namespace exitscope::test;

/// The layout of CONTRIBUTING.md holds: one direction of dependency, LibTorch and Qt in their
/// places. The rules themselves are tested on made-up inclusions, so that they are known to fail.
class LayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowedInclusions_data();
    void allowedInclusions();
    void brokenInclusions_data();
    void brokenInclusions();
    void torchLeaksThroughHeaders();
    void misplacedEntriesAreFound();
    void thisProjectKeepsTheLayout();
    void thisProjectsFoldersAreKnown();
};

void LayoutTest::allowedInclusions_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("included");
    const auto row = [](const char* file, const char* included) {
        QTest::addRow("%s <- %s", file, included) << file << included;
    };
    row("engine/exit/rule.cpp", "exit/criterion.h");
    row("engine/exit/rule.cpp", "criterion.h");
    row("engine/exit/rule.cpp", "base/error.h");
    row("engine/exit/rule.cpp", "queue");
    row("engine/model/safetensors.cpp", "sys/mman.h");
    row("engine/model/safetensors.cpp", "quantize.h");
    row("engine/trace/runjson.cpp", "nlohmann/json.hpp");
    row("engine/model/ops.h", "ATen/ATen.h");
    row("engine/model/kernels/kernels_avx2.cpp", "kernels.inc");
    row("engine/decode/greedy.cpp", "model/llama.h");
    row("engine/eval/sweep.cpp", "decode/session.h");
    row("engine/eval/sweep.cpp", "metrics/rouge.h");
    row("engine/eval/benchmark.cpp", "results/benchmarkresult.h");
    row("widgets/theme.cpp", "results/benchmarkresult.h");
    row("widgets/theme.cpp", "widgets/theme.h");
    row("widgets/heatmapview.cpp", "qcustomplot.h");
    row("widgets/rundocument.cpp", "trace/run.h");
    row("app/desktop/engineworker.cpp", "decode/session.h");
    row("app/desktop/mainwindow.cpp", "../../widgets/heatmapview.h");
    row("app/cli/main.cpp", "common/bundledmodel.h");
    row("app/hub/catalog.cpp", "common/resourcefile.h");
    row("app/hub/catalog.cpp", "model/placement.h");
    row("app/cli/models.cpp", "hub/catalog.h");
    row("app/cli/serve.cpp", "serve/httpserver.h");
    row("app/serve/textscorer.cpp", "decode/session.h");
    row("app/desktop/mainwindow.cpp", "QMainWindow");
    row("app/desktop/mainwindow.cpp", "mainwindow.moc");
    row("tests/engine/model/tst_llama.cpp", "torch/torch.h");
    row("tests/widgets/tst_theme.cpp", "decode/session.h");
}

void LayoutTest::allowedInclusions()
{
    QFETCH(QString, file);
    QFETCH(QString, included);
    QCOMPARE(exitscope::test::brokenInclusions({{file, included}}), QStringList());
}

void LayoutTest::brokenInclusions_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("included");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* file, const char* included, const char* reason) {
        QTest::addRow("%s <- %s", file, included) << file << included << reason;
    };
    row("engine/base/error.cpp", "exit/rule.h", "base may use only itself");
    row("engine/exit/rule.cpp", "trace/run.h", "exit may use only base");
    row("engine/trace/run.cpp", "decode/session.h", "trace may use only base, exit");
    row("engine/tokenizer/tokenizer.cpp", "exit/rule.h", "tokenizer may use only base");
    row("engine/results/benchmarkfile.cpp", "eval/benchmark.h", "results may use only base, exit");
    row("engine/metrics/rouge.cpp", "trace/run.h", "metrics may use only base");
    row("engine/model/llama.cpp", "trace/run.h", "model may use only base, exit");
    row("engine/model/llama.cpp", "../decode/session.h", "model may use only base, exit");
    row("engine/decode/greedy.cpp", "eval/sweep.h", "decode may use only");
    row("engine/eval/sweep.cpp", "widgets/theme.h", "eval may use only");
    row("engine/other/thing.cpp", "base/error.h", "other may use only itself");
    row("widgets/heatmapview.cpp", "decode/session.h", "widgets may use only");
    row("widgets/heatmapview.cpp", "tokenizer/tokenizer.h", "widgets may use only");
    row("widgets/heatmapview.cpp", "app/desktop/mainwindow.h", "widgets may use only");
    row("widgets/heatmapview.cpp", "common/bundledmodel.h", "widgets may use only");
    row("engine/decode/session.cpp", "serve/apierror.h", "decode may use only");
    row("app/desktop/mainwindow.cpp", "support/testdata.h", "app may use only");
    row("app/hub/catalog.cpp", "decode/session.h", "hub may use only");
    row("app/hub/catalog.cpp", "cli/interrupt.h", "hub may use only");
    row("app/common/bundledmodel.cpp", "hub/catalog.h", "common may use only");
    row("widgets/heatmapview.cpp", "hub/catalog.h", "widgets may use only");
    row("engine/trace/run.cpp", "QString", "no Qt inside engine/");
    row("engine/trace/run.cpp", "QtCore/QString", "no Qt inside engine/");
    row("engine/trace/run.cpp", "qcustomplot.h", "no Qt inside engine/");
    row("engine/exit/rule.cpp", "ATen/ATen.h", "LibTorch stays inside");
    row("engine/eval/sweep.cpp", "torch/torch.h", "LibTorch stays inside");
    row("widgets/theme.cpp", "c10/util/Half.h", "LibTorch stays inside");
    row("app/cli/main.cpp", "torch/torch.h", "LibTorch stays inside");
    row("tests/app/tst_window.cpp", "ATen/ATen.h", "LibTorch stays inside");
}

void LayoutTest::brokenInclusions()
{
    QFETCH(QString, file);
    QFETCH(QString, included);
    QFETCH(QString, reason);
    const QStringList broken = exitscope::test::brokenInclusions({{file, included}});
    QCOMPARE(broken.size(), 1);
    QVERIFY2(broken.first().contains(reason), qPrintable(broken.first()));
    QVERIFY2(broken.first().startsWith(file + " includes " + included), qPrintable(broken.first()));
}

void LayoutTest::torchLeaksThroughHeaders()
{
    const std::vector<Inclusion> clean = {
        {"app/cli/main.cpp", "decode/session.h"},
        {"engine/decode/session.cpp", "decode/session.h"},
        {"engine/decode/session.cpp", "model/llama.h"},
        {"engine/model/llama.h", "ops.h"},
        {"engine/model/ops.h", "ATen/ATen.h"},
    };
    QCOMPARE(exitscope::test::brokenInclusions(clean), QStringList());

    std::vector<Inclusion> leaking = clean;
    leaking.push_back({"engine/decode/session.h", "model/llama.h"});
    const QStringList broken = exitscope::test::brokenInclusions(leaking);
    QCOMPARE(broken.size(), 1);
    QVERIFY2(broken.first().startsWith("app/cli/main.cpp includes decode/session.h: LibTorch"),
             qPrintable(broken.first()));
}

void LayoutTest::misplacedEntriesAreFound()
{
    QCOMPARE(misplacedEntries("", {"app", "engine", "LICENSE", "build", ".git", "x.user"}),
             QStringList());
    QCOMPARE(misplacedEntries("", {"app", "src"}).size(), 1);
    QCOMPARE(misplacedEntries("engine", {"exit", "utils"}).size(), 1);
    QCOMPARE(misplacedEntries("app", {"server"}).size(), 1);
}

void LayoutTest::thisProjectKeepsTheLayout()
{
    const QString root = QString::fromStdString(sourceDir().string());
    const std::vector<Inclusion> inclusions = inclusionsOf(root);
    const auto seen = [&](const QString& file, const QString& included) {
        return std::any_of(inclusions.begin(), inclusions.end(), [&](const Inclusion& one) {
            return one.file == file && one.included == included;
        });
    };
    QVERIFY(seen("engine/exit/rule.h", "exit/criterion.h"));
    QVERIFY(seen("widgets/rundocument.h", "QObject"));
    QVERIFY(seen("tests/tst_layout.cpp", "support/layoutrules.h"));
    const QStringList broken = exitscope::test::brokenInclusions(inclusions);
    QVERIFY2(broken.isEmpty(), qPrintable("\n" + broken.join('\n')));
}

void LayoutTest::thisProjectsFoldersAreKnown()
{
    const QDir root(QString::fromStdString(sourceDir().string()));
    for (const QString& folder : QStringList{"", "engine", "app"}) {
        const QStringList entries =
            QDir(root.filePath(folder)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QVERIFY2(entries.contains("CMakeLists.txt"), qPrintable(folder));
        const QStringList misplaced = misplacedEntries(folder, entries);
        QVERIFY2(misplaced.isEmpty(), qPrintable("\n" + misplaced.join('\n')));
    }
}

QTEST_GUILESS_MAIN(LayoutTest)
#include "tst_layout.moc"
