#pragma once

#include "trace/run.h"
#include "widgets/outputbanner.h"
#include "widgets/runstate.h"

#include <QWidget>

#include <array>

class QAction;
class QHBoxLayout;
class QLabel;

namespace exitscope {

class TextLabel;

/// The commands of a run, its figures, and whether its output can differ from the full model's.
/// Owns the commands' actions, which menus share. GUI thread.
class RunBar : public QWidget
{
    Q_OBJECT

public:
    /// What the readouts show.
    struct Figures
    {
        RunSummary summary;
        bool wouldSave = false;      ///< layers past the exit ran all the same
        std::size_t memoryBytes = 0; ///< K/V cache and waiting rows; 0: unknown
    };

    explicit RunBar(QWidget* parent = nullptr);

    QAction* runAction() const { return m_run; }
    QAction* pauseAction() const { return m_pause; }
    QAction* oneTokenAction() const { return m_oneToken; }
    QAction* oneLayerAction() const { return m_oneLayer; }
    QAction* stopAction() const { return m_stop; }

    void setState(RunState state);
    /// Whether a step is a round of drafts rather than one token.
    void setSpeculates(bool speculates);
    void setFigures(const Figures& figures);
    /// Empties the readouts.
    void clearFigures();
    void setBanner(const OutputBanner& banner);

    /// The width at which everything has given way that can.
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addCommands(QHBoxLayout* row);
    void addReadouts(QHBoxLayout* row);
    QAction* makeAction(const QString& text, const QString& help);
    TextLabel* addReadout(QHBoxLayout* row, const QString& caption, const QString& help,
                          const QString& widest);
    /// What a screen reader says of a readout: its caption with its figure.
    void nameReadouts();
    void paintBanner();

    /// How much gives way where there is little room, each with all before it.
    enum class Fit
    {
        Whole,
        Icons,      ///< the commands but the first have no text
        FewFigures, ///< no memory, no debt
        FewestFigures
    };
    /// Measures what the forms need, then takes the richest that has room.
    void measure();
    void fit();
    void apply(Fit form);

    QAction* m_run = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_oneToken = nullptr;
    QAction* m_oneLayer = nullptr;
    QAction* m_stop = nullptr;
    TextLabel* m_speed = nullptr;
    TextLabel* m_meanExit = nullptr;
    TextLabel* m_saved = nullptr;
    QLabel* m_savedCaption = nullptr;
    TextLabel* m_debt = nullptr;
    TextLabel* m_tokens = nullptr;
    TextLabel* m_memory = nullptr;
    QLabel* m_banner = nullptr;
    OutputBanner m_shownBanner;
    Fit m_fit = Fit::Whole;
    std::array<int, 4> m_needs{}; ///< widths by form, pixels
};

/// `bytes` in the unit that suits them, for example "1.2 MiB".
QString memoryText(std::size_t bytes);

} // namespace exitscope
