#pragma once

#include "widgets/exportable.h"
#include "widgets/rundocument.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace exitscope {

class RoundStrip;
class SpeculationPane;
class StaircasePlot;
class TextLabel;

/// When each layer came to hold each token's K/V, step by step: a plot with a slider over the
/// steps, what the shown step did in words, and under speculation its drafts and how all rounds
/// went. Follows a RunDocument; GUI thread.
class StaircaseView : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit StaircaseView(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);

    StaircasePlot* plot() { return m_plot; }

    // The plot with all tokens and layers, after the shown step.
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

    /// Plays from the shown step to the last, from the first where the last is shown.
    bool isPlaying() const { return m_player.isActive(); }
    void setPlaying(bool playing);
    /// Shows all tokens and layers.
    void fit();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeControls();
    void connectControls();
    void showHistory();
    void showStep();
    void playOn();

    RunDocument* m_document = nullptr;
    StaircasePlot* m_plot = nullptr;
    QToolButton* m_play = nullptr;
    QSlider* m_slider = nullptr;
    TextLabel* m_title = nullptr;
    QToolButton* m_fit = nullptr;
    RoundStrip* m_round = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_limits = nullptr;
    SpeculationPane* m_speculation = nullptr;
    QTimer m_player;
};

} // namespace exitscope
