#pragma once

#include "desktop/measurefile.h"
#include "desktop/measurejob.h"
#include "desktop/measureresults.h"
#include "desktop/measurewindow.h"
#include "desktop/measuring.h"
#include "visitwindow.h"
#include "widgets/benchmarkview.h"
#include "widgets/evaluationview.h"
#include "widgets/samplesview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

#include <memory>

namespace exitscope::test {

/// The measuring window of a window with a model, and what a user sees and presses in it.
struct MeasureFixture
{
    MeasureFixture()
    {
        QVERIFY(it.opened(bundled()));
        it.set(64, "max_probability", false);
        QTest::keyClick(&it.window, Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
        window = it.window.findChild<MeasureWindow*>();
        QVERIFY(window && QTest::qWaitForWindowExposed(window));
    }

    WindowFixture it;
    MeasureWindow* window = nullptr;

    template <typename T>
    T* named(const QString& name) const
    {
        for (T* part : window->findChildren<T*>()) {
            if (part->accessibleName() == name)
                return part;
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* part : window->findChildren<QPushButton*>()) {
            if (part->text().remove(u'&') == text && part->isVisible())
                return part;
        }
        return nullptr;
    }
    void press(const QString& text) const
    {
        QPushButton* pressed = button(text);
        QVERIFY2(pressed && pressed->isEnabled(), qPrintable(text));
        QTest::mouseClick(pressed, Qt::LeftButton);
    }
    void choose(const QString& name, const QString& text) const
    {
        auto* box = named<QComboBox>(name);
        QVERIFY2(box && box->findText(text) >= 0, qPrintable(text));
        box->setCurrentIndex(box->findText(text));
    }
    /// A benchmark on `file`, with results in `folder`.
    void fill(const QString& file, const QString& folder, int tokens) const
    {
        choose(QStringLiteral("Data set"), QStringLiteral("A file of mine"));
        named<QLineEdit>(QStringLiteral("File or folder of the data"))->setText(file);
        named<QSpinBox>(QStringLiteral("Samples"))->setValue(0);
        named<QSpinBox>(QStringLiteral("Most tokens for each sample"))->setValue(tokens);
        named<QLineEdit>(QStringLiteral("Folder of the results; empty: a new one"))
            ->setText(folder);
    }
    /// Presses Start and waits for the end.
    bool measured() const
    {
        press(QStringLiteral("Start"));
        return ended();
    }
    bool ended() const
    {
        return QTest::qWaitFor([this] { return !window->job()->isRunning(); }, 60'000);
    }
    QString message() const { return window->findChild<MessageStrip*>()->text(); }
    /// An evaluation of `names` on `data`, with results in `folder`.
    void fillTasks(const QStringList& names, const QString& data, const QString& folder) const
    {
        choose(QStringLiteral("What to measure"), QStringLiteral("Evaluation"));
        auto* tasks = named<QListWidget>(QStringLiteral("Tasks"));
        for (int i = 0; i < tasks->count(); ++i)
            tasks->item(i)->setCheckState(names.contains(tasks->item(i)->text()) ? Qt::Checked
                                                                                 : Qt::Unchecked);
        named<QLineEdit>(QStringLiteral("Folder of the tasks' data"))->setText(data);
        named<QLineEdit>(QStringLiteral("Folder of the results; empty: a new one"))
            ->setText(folder);
    }
    bool evaluated() const
    {
        return ended() && QTest::qWaitFor([this] {
                   const Evaluation* evaluation = window->results()->evaluation();
                   return evaluation && evaluation->isComplete;
               });
    }
    SamplesView& documents() const
    {
        return *window->results()->findChild<EvaluationView*>()->samples();
    }
    SamplesView& samples() const { return *window->results()->benchmark()->samples(); }
    const BenchmarkResult* result() const { return window->results()->result(); }
};

/// A test with a folder of its own for data and results.
class MeasureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_settings.path()); }
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
    }

protected:
    QString settingsFolder() const { return m_settings.path(); }
    QString folder() const { return m_folder->path(); }
    QString place(const QString& name) const { return m_folder->filePath(name); }
    /// Items by number, each with a prompt and a response; its path.
    QString writeItems(int count) const
    {
        QFile items(place(QStringLiteral("items.jsonl")));
        if (!items.open(QIODevice::WriteOnly))
            qFatal("cannot write the items");
        for (int i = 0; i < count; ++i)
            items.write(QStringLiteral("{\"prompt\": \"Once upon a time there were %1\", "
                                       "\"response\": \" kings.\"}\n")
                            .arg(i + 2)
                            .toUtf8());
        return items.fileName();
    }

private:
    QTemporaryDir m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace exitscope::test
