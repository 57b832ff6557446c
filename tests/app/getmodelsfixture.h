#pragma once

#include "windowfixture.h"

#include "desktop/getmodelsdialog.h"
#include "desktop/modellistmodel.h"
#include "support/hubserver.h"
#include "support/tinymodel.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

namespace exitscope::test {

/// A keyring that keeps the secret in `secret`.
class OwnKeyring : public Keyring
{
public:
    explicit OwnKeyring(std::optional<QString>& secret)
        : m_secret(secret)
    {}

    void read(std::function<void(std::optional<QString>)> then) override { then(m_secret); }
    void write(const QString& secret, std::function<void(bool)> then) override
    {
        m_secret = secret;
        then(true);
    }
    void remove(std::function<void(bool)> then) override
    {
        const bool wasThere = m_secret.has_value();
        m_secret.reset();
        then(wasThere);
    }

private:
    std::optional<QString>& m_secret;
};

inline const QString tinyName = QStringLiteral("org/tiny");
inline const QString tinyCommit = QStringLiteral("0123456789abcdef0123456789abcdef01234567");

/// A model of random weights, as the server gives it out. Its vocabulary makes it some hundred
/// kilobytes, so that a slow line takes a while.
inline ServedModel servedTiny(bool isGated = false)
{
    TinyModel::Shape shape;
    shape.vocabulary = 4000;
    TinyModel tiny(shape);
    tiny.write();
    ServedModel served{tinyCommit, {QStringLiteral("main")}, isGated, {}};
    const QDir folder(QString::fromStdString(tiny.folder().string()));
    for (const QFileInfo& info : folder.entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        served.files.push_back(info.suffix() == QLatin1String("safetensors")
                                   ? largeFile(info.fileName(), file.readAll())
                                   : smallFile(info.fileName(), file.readAll()));
    }
    return served;
}

/// The dialog over a hub of this machine and a cache of its own, with the parts that a test
/// presses.
struct GetModelsFixture
{
    explicit GetModelsFixture(const std::function<void(HubSettings&)>& change = {})
        : cache(folder.filePath(QStringLiteral("hub")))
    {
        qputenv("HF_HUB_CACHE", QFile::encodeName(cache));
        qputenv("HF_TOKEN_PATH", QFile::encodeName(folder.filePath(QStringLiteral("token"))));
        HubSettings settings;
        settings.endpoint = QUrl(server.endpoint());
        settings.cache = cache;
        settings.firstDelayMs = 1;
        if (change)
            change(settings);
        dialog = std::make_unique<GetModelsDialog>(nullptr, settings,
                                                   std::make_unique<OwnKeyring>(secret));
    }

    HubServer server;
    QTemporaryDir folder;
    QString cache;
    std::optional<QString> secret;
    std::unique_ptr<GetModelsDialog> dialog;

    ModelShelf& shelf() { return *dialog->shelf(); }
    QTableView& list() { return *dialog->findChild<QTableView*>(QStringLiteral("models")); }
    bool shown()
    {
        dialog->bringUp();
        return QTest::qWaitForWindowExposed(dialog.get()) &&
               QTest::qWaitFor([this] { return !shelf().models().empty(); });
    }
    /// The button that is on screen with that text.
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* each : dialog->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().remove(u'&') == text)
                return each;
        }
        return nullptr;
    }
    bool press(const QString& text) const
    {
        QPushButton* found = button(text);
        if (found)
            QTest::mouseClick(found, Qt::LeftButton);
        return found && found->isEnabled();
    }
    /// Types the name where another model is asked for; it is selected then.
    bool found(const QString& name)
    {
        auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("name"));
        line->setText(name);
        QTest::keyClick(line, Qt::Key_Return);
        return QTest::qWaitFor([this, &name] { return text(ModelListModel::NameColumn) == name; });
    }
    bool select(const QString& name)
    {
        const QModelIndexList rows =
            list().model()->match(list().model()->index(0, 0), Qt::DisplayRole, name, 1);
        if (!rows.isEmpty())
            list().setCurrentIndex(rows.first());
        return !rows.isEmpty();
    }
    /// Of the selected row.
    QString text(int column, int role = Qt::DisplayRole)
    {
        return list().currentIndex().siblingAtColumn(column).data(role).toString();
    }
    /// What the strips say that are on screen.
    QString said() const
    {
        QStringList texts;
        for (const MessageStrip* each : dialog->findChildren<MessageStrip*>()) {
            if (each->isVisible())
                texts << each->text();
        }
        return texts.join(u'\n');
    }
    /// Bytes of the model's weights that are on the disk while they still come. Small files do not
    /// count: they come and are whole between two looks.
    qint64 arrived() const
    {
        const QDir blobs(cache + QStringLiteral("/models--org--tiny/blobs"));
        const QString sha256 = QString(64, u'?') + QStringLiteral(".incomplete");
        const QFileInfoList files = blobs.entryInfoList({sha256}, QDir::Files);
        return files.isEmpty() ? 0 : files.first().size();
    }
};

/// Presses `text` in the next message box.
inline void answerBox(const QString& text)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, text] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box || !box->isVisible())
            return;
        timer->deleteLater();
        for (QAbstractButton* each : box->buttons()) {
            if (each->text().remove(u'&') == text)
                return each->click();
        }
        box->reject();
    });
    timer->start(5);
}

} // namespace exitscope::test
