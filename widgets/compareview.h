#pragma once

#include "widgets/comparemap.h"
#include "widgets/exportable.h"
#include "widgets/runhistory.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace exitscope {

class CompareMapView;
class CompareModel;
class DiffText;
class RunDocument;
class TableView;

/// Two runs beside one another: where they part, their texts, maps and figures. B is the run on
/// screen and A the one before, until others are chosen. Reads the history and the document, and
/// what is given to it from files. GUI thread.
class CompareView : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit CompareView(QWidget* parent = nullptr);
    ~CompareView() override;

    /// Both must outlive the view or be gone for good.
    void setHistory(RunHistory* history, RunDocument* document);
    /// The command of the button that makes a second run.
    void setRunAgain(QAction* action);
    /// Offers a run of a file beside those of the history, and puts it in the place of A or B.
    void addFile(const QString& file, std::shared_ptr<const Run> run, bool asB = false);
    /// Ids of the history.
    void compare(int a, int b);
    void swap();
    /// Selects the first divergence, in the document too; where neither run is on screen, it asks
    /// for one of them first.
    void showDivergence();
    void setForm(CompareForm form);
    /// Sentence, differences and figures as plain text.
    QString asText() const;

    /// Ids in the history, negative for files; 0 for none.
    int a() const { return m_a; }
    int b() const { return m_b; }
    /// Nothing while there is only one run, or the view is not seen.
    const std::optional<RunComparison>& comparison() const { return m_comparison; }
    QString sentence() const;
    const CompareMapView* map() const { return m_map; }

    // The maps.
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

Q_SIGNALS:
    /// The user wants to compare with a run that is in a file, in the place of A or B.
    void fileWanted(bool asB);
    /// The user wants to see a token of that run of the history; it is to be put on screen at once.
    void runWanted(int id);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct FileRun
    {
        QString file;
        std::shared_ptr<const Run> run;
    };

    QWidget* makeChoice();
    QWidget* makeContent();
    QWidget* makeMapHeader();
    /// For the names of the figures, whatever the size of the text.
    void giveFiguresRoom();
    std::shared_ptr<const Run> runOf(int id) const;
    void followCurrent(int id);
    void fillChoices();
    void fillChoice(QComboBox* choice, int chosen);
    /// Without what holds only for now.
    QString nameOf(int id) const;
    /// With whether it is on screen.
    QString choiceOf(int id) const;
    void choose(QComboBox* choice, int& side);
    void schedule();
    void update();
    void showNothing();
    void showText(const Run& a, const Run& b);
    void showMap();
    void chooseColumn(int column);
    /// Shows the column; `ofA` and `ofB` are selected where that run is on screen.
    void select(int column, int ofA, int ofB);
    CompareQuantity quantity() const;
    void showColumn(int column, bool reveal = true);
    void followSelection(int token);
    void copy() const;

    QPointer<RunHistory> m_history;
    QPointer<RunDocument> m_document;
    std::vector<FileRun> m_files;
    int m_a = 0;
    int m_b = 0;
    int m_current = 0;
    std::optional<RunComparison> m_comparison;
    std::vector<CompareColumn> m_columns;
    int m_column = -1;
    bool m_choosing = false;                      ///< the document's news is the view's own
    bool m_hasMissed = false;                     ///< a selection, while it was not seen
    CompareForm m_form = CompareForm::Difference; ///< as asked for
    std::vector<CompareQuantity> m_offered;
    QTimer m_timer;

    QComboBox* m_choiceA = nullptr;
    QComboBox* m_choiceB = nullptr;
    QToolButton* m_again = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_placeholder = nullptr;
    QToolButton* m_againBig = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_reasons = nullptr;
    QLabel* m_differences = nullptr;
    QToolButton* m_jump = nullptr;
    QComboBox* m_forms = nullptr;
    QComboBox* m_quantities = nullptr;
    QLabel* m_why = nullptr;
    DiffText* m_text = nullptr;
    DiffText* m_textB = nullptr; ///< side by side
    CompareMapView* m_map = nullptr;
    CompareModel* m_figures = nullptr;
    TableView* m_table = nullptr;
};

} // namespace exitscope
