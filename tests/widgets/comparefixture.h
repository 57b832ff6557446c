#pragma once

#include "syntheticrun.h"
#include "widgets/comparemapview.h"
#include "widgets/compareview.h"
#include "widgets/difftext.h"
#include "widgets/rundocument.h"

#include <QLabel>
#include <QtTest>

namespace exitscope::test {

/// Which tokens of `run` are other words from `from` on.
inline void rewrite(Run& run, int from, int count)
{
    for (int token = from; token < from + count; ++token) {
        TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
        trace.id += 1000;
        trace.bytes = " other" + std::to_string(token);
    }
}

/// A document with its history, and a view of both.
struct CompareFixture
{
    CompareFixture()
    {
        view.setHistory(&history, &document);
        view.resize(900, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }

    int add(Run run) { return history.begin({}, std::move(run)); }
    template <class Part>
    Part* part(const QString& name)
    {
        for (Part* found : view.findChildren<Part*>()) {
            if (found->accessibleName() == name)
                return found;
        }
        return nullptr;
    }
    DiffText* otherText()
    {
        for (DiffText* found : view.findChildren<DiffText*>()) {
            if (found != &textB)
                return found;
        }
        return nullptr;
    }
    QStringList texts()
    {
        QStringList shown;
        for (const QLabel* label : view.findChildren<QLabel*>()) {
            if (label->isVisible())
                shown << label->text();
        }
        return shown;
    }

    RunDocument document;
    RunHistory history{&document};
    CompareView view;
    DiffText& textB = *part<DiffText>(QStringLiteral("Text of B"));
    DiffText& text = *otherText();
    CompareMapView& map = *view.findChild<CompareMapView*>();
};

} // namespace exitscope::test
