#pragma once

#include "desktop/modelshelf.h"

#include <QWidget>

#include <optional>

class QFormLayout;
class QLabel;
class QPushButton;

namespace exitscope {

class DownloadView;
class DtypeChoice;
class MessageStrip;

/// One model of the shelf: what it is, what it takes, how far it is, and what can be done with it.
/// GUI thread.
class ModelDetails : public QWidget
{
    Q_OBJECT

public:
    explicit ModelDetails(ModelShelf* shelf, QWidget* parent = nullptr);

    /// Nothing: none is selected.
    void setModel(const std::optional<ModelName>& name);
    /// The shelf has news of it.
    void update();
    /// In the dtype that is chosen, where it is here.
    void open();

Q_SIGNALS:
    void openAsked(const QString& model, std::optional<exitscope::WeightFormat> dtype);
    void removeAsked(const exitscope::ModelName& name);

private:
    QWidget* makeFacts();
    QWidget* makeButtons();
    const ModelEntry* model() const { return m_name ? m_shelf->find(*m_name) : nullptr; }
    DownloadQueue::State state() const;
    void pressMain();
    void showFacts(const ModelEntry& model);
    void showMessage(const ModelEntry& model);
    void updateButtons(const ModelEntry& model);

    ModelShelf* m_shelf;
    std::optional<ModelName> m_name;
    QLabel* m_title;
    QLabel* m_summary;
    QFormLayout* m_facts = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_licence = nullptr;
    QLabel* m_access = nullptr;
    QLabel* m_memoryTitle;
    DtypeChoice* m_dtypes;
    QLabel* m_memoryNote;
    DownloadView* m_download;
    MessageStrip* m_message;
    QPushButton* m_page = nullptr;
    QPushButton* m_main = nullptr; ///< Download, Pause, Resume
    QPushButton* m_cancel = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_remove = nullptr;
    QString m_shownError;
};

} // namespace exitscope
