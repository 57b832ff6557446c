#include "widgets/heatmapview.h"
#include "widgets/instrumentstyle.h"
#include "widgets/rundocument.h"
#include "widgets/syntheticrun.h"
#include "widgets/theme.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <functional>
#include <string>

using namespace exitscope;

namespace {

constexpr int tokens = 10'000;
constexpr int layers = 80;
constexpr int appended = 400; ///< tokens that come one by one

/// A long run whose last tokens are held back, so that they can be appended.
struct LongRun
{
    Run start;
    std::vector<Step> steps;

    explicit LongRun(bool watch)
    {
        const test::SyntheticShape shape{.layers = layers,
                                         .tokens = tokens,
                                         .watch = watch,
                                         .settingsChangeAt = tokens / 2,
                                         .maxWaiting = Settings().maxWaiting};
        start = test::syntheticStart(shape);
        steps = test::syntheticSteps(shape, start.settings);
    }
    Run before(int held) const
    {
        Run run = start;
        for (std::size_t i = 0; i + std::size_t(held) < steps.size(); ++i)
            run.append(steps[i]);
        return run;
    }
};

const LongRun& longRun(bool watch)
{
    static const LongRun watched(true);
    static const LongRun deciding(false);
    return watch ? watched : deciding;
}

/// A shown heatmap, moved by the events that a user would cause.
class Bench
{
public:
    Bench(bool watch, const QSize& size, int held = 0)
    {
        m_document.reset(longRun(watch).before(held));
        m_view.setDocument(&m_document);
        m_view.resize(size);
        m_view.show();
        QApplication::processEvents();
    }

    RunDocument& document() { return m_document; }
    HeatmapView& view() { return m_view; }
    /// All that stands between an event and the picture.
    void frame()
    {
        m_view.refreshNow();
        plot()->repaint();
    }
    void wheel(int turn, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        const QPoint at = plot()->rect().center();
        QWheelEvent event(at, plot()->mapToGlobal(at), {}, {0, turn}, Qt::NoButton, with,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot(), &event);
    }
    void pointAt(const QPoint& at)
    {
        QMouseEvent move(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QApplication::sendEvent(plot(), &move);
    }
    QWidget* plot() const { return m_view.findChild<QWidget*>(QStringLiteral("heatmapPlot")); }
    /// Zooms from the newest token until about `count` tokens are visible.
    void showAbout(int count)
    {
        m_view.fit();
        for (int i = 0; i < 200; ++i) {
            m_view.refreshNow();
            if (m_view.cellRect(tokens / 2, 3).width() * count >= plot()->width())
                return;
            wheel(120);
        }
    }

private:
    RunDocument m_document;
    HeatmapView m_view;
};

/// Times each frame by itself: the median and the slowest are what a user feels.
void frames(benchmark::State& state, const std::function<void(int)>& act)
{
    std::vector<double> times;
    int frame = 0;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        act(frame++);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        state.SetIterationTime(times.back() / 1e3);
    }
    std::ranges::sort(times);
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
}

void fitted(benchmark::State& state, bool watch, QSize size)
{
    Bench bench(watch, size);
    bench.view().fit();
    frames(state, [&](int) { bench.frame(); });
}

void withBorder(benchmark::State& state, bool watch, QSize size)
{
    Bench bench(watch, size);
    bench.view().setContourShown(true);
    bench.showAbout(300);
    frames(state, [&](int) { bench.frame(); });
}

void scrolled(benchmark::State& state, bool watch, QSize size)
{
    Bench bench(watch, size);
    bench.showAbout(100);
    frames(state, [&](int i) {
        bench.wheel(i / 100 % 2 ? -120 : 120, Qt::ShiftModifier);
        bench.frame();
    });
}

void zoomed(benchmark::State& state, bool watch, QSize size)
{
    Bench bench(watch, size);
    bench.view().fit();
    frames(state, [&](int i) {
        bench.wheel(i / 40 % 2 ? -120 : 120);
        bench.frame();
    });
}

void hovered(benchmark::State& state, bool watch, QSize size)
{
    Bench bench(watch, size);
    bench.view().fit();
    bench.frame();
    frames(state, [&](int i) {
        bench.pointAt({100 + i * 7 % (size.width() - 250), 60 + i * 3 % (size.height() - 200)});
        bench.plot()->repaint();
    });
}

void grown(benchmark::State& state, bool watch, QSize size, bool whole)
{
    Bench bench(watch, size, appended);
    if (whole)
        bench.view().fit();
    bench.frame();
    const std::vector<Step>& steps = longRun(watch).steps;
    frames(state, [&](int i) {
        bench.document().append({steps[steps.size() - appended + std::size_t(i)]});
        bench.frame();
    });
}

void chosen(benchmark::State& state, bool watch, QSize size)
{
    Bench bench(watch, size);
    frames(state, [&](int i) {
        bench.view().setQuantity(i % 2 ? HeatmapQuantity::Kind::Entropy
                                       : HeatmapQuantity::Kind::Distance);
        bench.frame();
    });
}

void registerAll()
{
    for (const bool watch : {true, false}) {
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)}) {
            const std::string of = std::string(watch ? "watched/" : "deciding/") +
                                   std::to_string(size.width()) + "x" +
                                   std::to_string(size.height());
            const auto add = [&](const char* name, int count, auto function) {
                benchmark::RegisterBenchmark(
                    (name + ('/' + of)).c_str(),
                    [=](benchmark::State& state) { function(state, watch, size); })
                    ->UseManualTime()
                    ->Unit(benchmark::kMillisecond)
                    ->Iterations(count);
            };
            add("fitted", 100, fitted);
            add("border", 40, withBorder);
            add("scroll", 200, scrolled);
            add("zoom", 200, zoomed);
            add("hover", 200, hovered);
            add("append", appended, [](benchmark::State& state, bool watched, QSize shown) {
                grown(state, watched, shown, false);
            });
            add("append_fitted", appended, [](benchmark::State& state, bool watched, QSize shown) {
                grown(state, watched, shown, true);
            });
            add("quantity", 10, chosen);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QApplication::setStyle(new InstrumentStyle);
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    registerAll();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
