#pragma once

#include <QWidget>

class QToolButton;

namespace exitscope {

/// A row that opens and closes what lies below it; while closed it says what is set in there.
/// GUI thread.
class Fold : public QWidget
{
    Q_OBJECT

public:
    explicit Fold(const QString& title, QWidget* content, QWidget* parent = nullptr);

    bool isOpen() const { return m_open; }
    void setOpen(bool open);
    /// What differs from the usual inside, in a few words; empty where nothing does.
    void setSummary(const QString& summary);

private:
    void updateTitle();

    QString m_title;
    QString m_summary;
    bool m_open = false;
    QToolButton* m_row = nullptr;
    QWidget* m_content = nullptr;
};

} // namespace exitscope
