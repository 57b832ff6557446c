#pragma once

#include "syntheticrun.h"
#include "widgets/sweepcontrol.h"
#include "widgets/tradeoffplot.h"
#include "widgets/whatifmodel.h"
#include "widgets/whatifview.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

namespace exitscope::test {

/// A view that is on the screen, with the parts that a test presses.
struct Asked
{
    explicit Asked(const Run& run = syntheticRun({}), bool isGreedy = true)
    {
        view.setDocument(&document);
        view.resize(400, 760);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        Run shown = run;
        for (SettingsChange& change : shown.settings)
            change.settings.sampling.sample = !isGreedy;
        document.reset(shown);
        if (!shown.settings.empty())
            view.setRuleInForce(shown.settings.back().settings.rule);
    }

    RunDocument document;
    WhatIfView view;
    QComboBox& criteria = *view.findChild<QComboBox*>();
    SweepControl& control = *view.findChild<SweepControl*>();
    QSlider& slider = *view.findChild<QSlider*>();
    QDoubleSpinBox& field = *view.findChild<QDoubleSpinBox*>();
    TradeOffPlot& plot = *view.findChild<TradeOffPlot*>();
    WhatIfModel& figures = *view.findChild<WhatIfModel*>();

    QString figure(WhatIfModel::Row row, WhatIfModel::Column column) const
    {
        return figures.data(figures.index(row, column), Qt::DisplayRole).toString();
    }
    QPushButton* button(const char* text) const
    {
        for (QPushButton* each : view.findChildren<QPushButton*>()) {
            if (each->text() == QLatin1String(text))
                return each;
        }
        return nullptr;
    }
    QString shownText() const
    {
        QStringList texts;
        for (const QLabel* label : view.findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }
    bool says(const char* text) const { return shownText().contains(QString::fromUtf8(text)); }
    bool hasAllCurves() const
    {
        return QTest::qWaitFor([this] { return plot.curves().size() == allCriteria().size(); });
    }
    /// The figures that are shown are those of a replay of the rule asked about.
    bool isTrue() const
    {
        const Replay replayed = replay(document.run(), view.rule());
        return replayed.tokens == view.replayed().tokens &&
               replayed.totals == view.replayed().totals && plot.marks().asked &&
               plot.marks().asked->layersSaved == replayed.totals.layersSaved() &&
               figure(WhatIfModel::LayersSavedRow, WhatIfModel::AskedColumn) ==
                   QStringLiteral("%1 %").arg(100 * replayed.totals.layersSaved(), 0, 'f', 1);
    }
};

} // namespace exitscope::test
