#pragma once

#include "hub/tokenstore.h"

#include "desktop/modelshelf.h"

#include <QDialog>

#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace exitscope {

class MessageStrip;
class ModelDetails;
class ModelListModel;
class TableView;

/// Gets models: what there is and whether it fits, downloads, removal, who is signed in. Stays when
/// it is closed, and downloads go on. GUI thread.
class GetModelsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit GetModelsDialog(QWidget* parent,
                             const HubSettings& settings = hubSettingsFromEnvironment(),
                             std::unique_ptr<Keyring> keyring = systemKeyring());
    ~GetModelsDialog() override;

    void bringUp();
    ModelShelf* shelf() { return m_shelf; }

Q_SIGNALS:
    /// `dtype` is nothing for "as stored".
    void openAsked(const QString& model, std::optional<exitscope::WeightFormat> dtype);
    /// What happened while the dialog was closed.
    void told(const QString& sentence, bool isProblem);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeSearch();
    QWidget* makeList();
    QWidget* makeFoot();
    void connectShelf();
    void lookUp();
    void endLook();
    void select(const ModelName& name);
    void takeSelection();
    void remove(const ModelName& name);
    void signInOrOut();
    void updateAccount();
    void updateNote();
    void tell(const QString& sentence, bool isProblem);

    ModelShelf* m_shelf;
    ModelListModel* m_model;
    QLineEdit* m_name = nullptr;
    QPushButton* m_find = nullptr;
    MessageStrip* m_message;
    TableView* m_list = nullptr;
    ModelDetails* m_details;
    QLabel* m_account = nullptr;
    QPushButton* m_sign = nullptr;
    QLabel* m_note = nullptr;
    std::optional<ModelName> m_selected;
    std::optional<ModelName> m_failed; ///< whose error the strip shows
};

} // namespace exitscope
