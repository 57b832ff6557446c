#include "desktop/settingsbox.h"

#include <QtTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace exitscope;

class TestSettingsBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithDefaults();
    void snapshotsDoNotChange();
    void readersSeeWholeSettings();
};

void TestSettingsBox::startsWithDefaults()
{
    const SettingsBox box;
    QVERIFY(*box.get() == Settings{});
}

void TestSettingsBox::snapshotsDoNotChange()
{
    SettingsBox box;
    Settings settings;
    settings.maxSteps = 7;
    box.set(settings);
    const SettingsBox::Snapshot before = box.get();
    QCOMPARE(box.get().get(), before.get());
    settings.maxSteps = 8;
    box.set(settings);
    QCOMPARE(before->maxSteps, 7);
    QCOMPARE(box.get()->maxSteps, 8);
}

void TestSettingsBox::readersSeeWholeSettings()
{
    // Both fields are always written together, so a torn read shows as a difference.
    constexpr int changes = 20'000;
    SettingsBox box;
    Settings first;
    first.maxSteps = 0;
    first.stopWords = {"0"};
    box.set(first);
    std::atomic<bool> torn = false;
    std::atomic<bool> backwards = false;
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 2; ++reader) {
        readers.emplace_back([&] {
            for (int last = 0; last < changes;) {
                const SettingsBox::Snapshot seen = box.get();
                torn = torn || seen->stopWords.at(0) != std::to_string(seen->maxSteps);
                backwards = backwards || seen->maxSteps < last;
                last = seen->maxSteps;
            }
        });
    }
    for (int i = 1; i <= changes; ++i) {
        Settings settings;
        settings.maxSteps = i;
        settings.stopWords = {std::to_string(i)};
        box.set(std::move(settings));
    }
    for (std::thread& reader : readers)
        reader.join();
    QVERIFY(!torn);
    QVERIFY(!backwards);
}

QTEST_GUILESS_MAIN(TestSettingsBox)
#include "tst_settingsbox.moc"
