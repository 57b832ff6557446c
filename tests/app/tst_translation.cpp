#include "visitwindow.h"

#include "desktop/language.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QShortcut>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace exitscope;
using namespace exitscope::test;

namespace {

using Pair = std::pair<QString, QString>; ///< context and source

/// Those of Qt and of QCustomPlot.
bool isOfLibrary(const QString& context)
{
    static const QRegularExpression name(QStringLiteral("^(Q[A-Z]|Format|CloseButton|MAC_)"));
    return name.match(context).hasMatch();
}

/// Answers with the text itself in brackets and notes what was asked for.
class Recorder : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        const QString place = QString::fromUtf8(context);
        if (isOfLibrary(place))
            return {};
        const QString text = QString::fromUtf8(source);
        m_asked.insert({place, text});
        return u'⟦' + text + u'⟧';
    }
    QSet<Pair> asked() const { return m_asked; }

private:
    mutable QSet<Pair> m_asked;
};

/// What is left without what stands in brackets, which may lie in one another or be cut at the end.
QString outside(const QString& text)
{
    QString rest;
    int depth = 0;
    for (const QChar each : text) {
        if (each == u'⟦')
            ++depth;
        else if (each == u'⟧')
            --depth;
        else if (depth <= 0)
            rest += each;
    }
    return rest;
}

/// Words outside the brackets that are no data: names, what the platform calls its keys, the
/// languages in themselves, and what Qt's own dialogs say.
QStringList wordsOutside(const QString& text, const QSet<QString>& data)
{
    static const QRegularExpression markup(QStringLiteral("<[^>]*>|&(amp|lt|gt|quot|nbsp);"));
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,}"));
    QString rest = outside(text);
    rest.replace(markup, QStringLiteral(" ")).remove(u'&');
    QStringList found;
    for (auto match = word.globalMatch(rest); match.hasNext();) {
        const QString each = match.next().captured();
        if (!data.contains(each))
            found << each;
    }
    return found;
}

/// Every text of `widget` that is no content of a user's.
QStringList textsOf(const QWidget* widget)
{
    QStringList texts{widget->toolTip(), widget->statusTip(), widget->whatsThis(),
                      widget->accessibleName(), widget->accessibleDescription()};
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        texts << button->text();
    if (const auto* group = qobject_cast<const QGroupBox*>(widget))
        texts << group->title();
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
        texts << edit->placeholderText();
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget))
        texts << edit->placeholderText();
    if (const auto* field = qobject_cast<const QSpinBox*>(widget))
        texts << field->prefix() << field->suffix() << field->specialValueText();
    if (const auto* field = qobject_cast<const QDoubleSpinBox*>(widget))
        texts << field->prefix() << field->suffix() << field->specialValueText();
    if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
        for (int i = 0; i < box->count(); ++i)
            texts << box->itemText(i) << box->itemData(i, Qt::ToolTipRole).toString();
    }
    if (const auto* bar = qobject_cast<const QTabBar*>(widget)) {
        for (int i = 0; i < bar->count(); ++i)
            texts << bar->tabText(i) << bar->tabToolTip(i);
    }
    if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model()) {
        for (int i = 0; i < view->model()->columnCount(); ++i)
            texts << view->model()->headerData(i, Qt::Horizontal).toString()
                  << view->model()->headerData(i, Qt::Horizontal, Qt::ToolTipRole).toString();
    }
    return texts;
}

/// Texts of the catalogue, and how many are unfinished.
struct Catalogue
{
    QSet<Pair> pairs;
    QStringList unfinished;
};

Catalogue readCatalogue()
{
    Catalogue result;
    QFile file(QStringLiteral(EXITSCOPE_SOURCE_DIR "/resources/translations/exitscope_de.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return result;
    QXmlStreamReader xml(&file);
    QString context;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"source") {
            source = xml.readElementText();
            result.pairs.insert({context, source});
        } else if (xml.name() == u"translation") {
            const bool isDone = xml.attributes().value(QLatin1String("type")).isEmpty();
            if (xml.readElementText().isEmpty() || !isDone)
                result.unfinished << context + QLatin1String(": ") + source;
        }
    }
    return result;
}

/// Keys by which two actions would be pressed at once.
QStringList sharedShortcuts(const QWidget& window)
{
    struct Use
    {
        QString name;
        bool inWindow;
    };
    QMap<QString, QList<Use>> uses;
    const auto add = [&uses](const QList<QKeySequence>& keys, const QString& name,
                             Qt::ShortcutContext context) {
        const bool inWindow = context == Qt::WindowShortcut || context == Qt::ApplicationShortcut;
        for (const QKeySequence& key : keys) {
            if (!key.isEmpty())
                uses[key.toString(QKeySequence::PortableText)].append({name, inWindow});
        }
    };
    for (const QAction* action : window.findChildren<QAction*>()) {
        // What Qt puts into its text fields is theirs.
        if (!action->objectName().startsWith(QLatin1String("qt_")))
            add(action->shortcuts(), action->text(), action->shortcutContext());
    }
    for (const QShortcut* shortcut : window.findChildren<QShortcut*>())
        add({shortcut->key()}, QStringLiteral("a QShortcut"), shortcut->context());
    QStringList shared;
    for (auto key = uses.cbegin(); key != uses.cend(); ++key) {
        const bool anywhere = std::ranges::any_of(*key, &Use::inWindow);
        if (anywhere && key->size() > 1) {
            QStringList names;
            for (const Use& use : *key)
                names << use.name;
            shared << key.key() + QLatin1String(": ") + names.join(u", ");
        }
    }
    return shared;
}

/// Letters that stand for more than one of `texts`.
QStringList sharedLetters(const QStringList& texts)
{
    QMap<QString, QStringList> uses;
    for (const QString& text : texts) {
        if (const QKeySequence key = QKeySequence::mnemonic(text); !key.isEmpty())
            uses[key.toString()] << text;
    }
    QStringList shared;
    for (const QStringList& of : uses) {
        if (of.size() > 1)
            shared << of.join(u" / ");
    }
    return shared;
}

QStringList textsOf(const QList<QAction*>& actions)
{
    QStringList texts;
    for (const QAction* action : actions)
        texts << action->text();
    return texts;
}

} // namespace

/// The window's texts: all translatable, all translated, and German whole.
class TestTranslation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void everyTextIsTranslatable();
    void nothingIsUnfinished();
    void germanWindow();
    void languagesOfTheSystem_data();
    void languagesOfTheSystem();
    void theChoiceIsKept();
    void keysAreUnique_data();
    void keysAreUnique();
    void lettersInDialogs_data();
    void lettersInDialogs();

private:
    QTemporaryDir m_folder;
};

void TestTranslation::initTestCase()
{
    prepareApplication(m_folder.path());
}

void TestTranslation::cleanup()
{
    qDeleteAll(qApp->findChildren<QTranslator*>());
    QLocale::setDefault(QLocale::c());
    QSettings().clear();
}

void TestTranslation::everyTextIsTranslatable()
{
    Recorder recorder;
    QCoreApplication::installTranslator(&recorder);
    QStringList plain;
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.set(24, "entropy_based", true);
        QVERIFY(it.ran());
        QVERIFY(it.measured());
        const QString folder = QFileInfo(bundled()).fileName();
        QSet<QString> data{folder, "Exitscope", "English", "Deutsch", "Ctrl", "Shift", "Alt",
                           "Return", "Enter", "Del", "Left", "Right", "Space", "Down", "Esc",
                           "Plus", "KiB", "MiB", "GiB",
                           // Qt's own buttons
                           "Cancel", "Close", "Yes", "Show", "Details", "Next", "Previous"};
        static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,}"));
        for (const TokenTrace& token : it.run().tokens) {
            auto match = word.globalMatch(QString::fromStdString(token.bytes));
            while (match.hasNext())
                data.insert(match.next().captured());
        }
        // A tour is told in each language by itself.
        visitMenus(it, [&](QMenu* menu) {
            for (const QAction* action : menu->actions()) {
                if (!action->objectName().startsWith(QLatin1String("tour/")))
                    continue;
                for (auto match = word.globalMatch(action->text()); match.hasNext();)
                    data.insert(match.next().captured());
            }
        });
        const auto look = [&](const QString& where, const QString& text) {
            for (const QString& found : wordsOutside(text, data))
                plain << QStringLiteral("%1: “%2” in %3").arg(where, found, text.left(200));
        };
        const auto lookAt = [&](QWidget* part) {
            QList<QWidget*> all = part->findChildren<QWidget*>();
            all.prepend(part);
            for (const QWidget* widget : all) {
                if (isInner(widget) || widget->property("isData").toBool())
                    continue;
                for (const QString& text : textsOf(widget))
                    look(QString::fromLatin1(widget->metaObject()->className()), text);
            }
            QCoreApplication::processEvents();
        };
        visitPages(it, lookAt);
        lookAt(&it.window);
        visitMenus(it, [&](QMenu* menu) {
            for (const QAction* action : menu->actions()) {
                if (action->objectName().startsWith(QLatin1String("tour/")))
                    continue;
                look(menu->title(), action->text());
                look(menu->title(), action->statusTip());
            }
        });
        visitDialogs(it, [&](QWidget* dialog) {
            look(QStringLiteral("title"), dialog->windowTitle());
            lookAt(dialog);
        });
    }
    QCoreApplication::removeTranslator(&recorder);
    QVERIFY2(plain.isEmpty(), told(plain));

    const Catalogue catalogue = readCatalogue();
    QStringList missing;
    for (const Pair& pair : recorder.asked()) {
        if (!catalogue.pairs.contains(pair))
            missing << pair.first + QLatin1String(": ") + pair.second;
    }
    QVERIFY(recorder.asked().size() > 300);
    QVERIFY2(missing.isEmpty(), told(missing));
}

void TestTranslation::nothingIsUnfinished()
{
    const Catalogue catalogue = readCatalogue();
    QVERIFY(!catalogue.pairs.isEmpty());
    QVERIFY2(catalogue.unfinished.isEmpty(), told(catalogue.unfinished));
}

void TestTranslation::germanWindow()
{
    speak(Language::German);
    QCOMPARE(QLocale().language(), QLocale::German);
    WindowFixture it;
    QCOMPARE(textsOf(it.window.menuBar()->actions()).join(u' ').remove(u'&'),
             QStringLiteral("Datei Lauf Profile Ansicht Hilfe"));
    QCOMPARE(it.side.tabText(0), QStringLiteral("Regel"));
    QVERIFY(it.opened(bundled()));
    it.set(8, "entropy_based", true);
    QVERIFY(it.ran());
    QCOMPARE(outputBanner(it.run()).text.section(u':', 0, 0), QStringLiteral("Early Exit"));
}

void TestTranslation::languagesOfTheSystem_data()
{
    QTest::addColumn<QStringList>("spoken");
    QTest::addColumn<Language>("language");
    QTest::newRow("German") << QStringList{"de-DE", "de"} << Language::German;
    QTest::newRow("Austria") << QStringList{"de-AT"} << Language::German;
    QTest::newRow("English before German") << QStringList{"en-GB", "de"} << Language::English;
    QTest::newRow("French, then German") << QStringList{"fr-FR", "de"} << Language::German;
    QTest::newRow("neither") << QStringList{"fr-FR"} << Language::English;
    QTest::newRow("none") << QStringList{} << Language::English;
}

void TestTranslation::languagesOfTheSystem()
{
    QFETCH(QStringList, spoken);
    QFETCH(Language, language);
    QCOMPARE(languageAmong(spoken), language);
}

void TestTranslation::theChoiceIsKept()
{
    WindowFixture it;
    const auto action = [&](const char* name) {
        return it.window.findChild<QAction*>(QLatin1String(name));
    };
    QVERIFY(action("language/system")->isChecked());
    action("language/de")->trigger();
    QCOMPARE(chosenLanguage(), Language::German);
    QVERIFY(it.message.isVisible());
    QVERIFY(it.message.text().contains(QLatin1String("started again")));
    WindowFixture next;
    QVERIFY(next.window.findChild<QAction*>(QStringLiteral("language/de"))->isChecked());
}

void TestTranslation::keysAreUnique_data()
{
    QTest::addColumn<Language>("language");
    QTest::newRow("English") << Language::English;
    QTest::newRow("German") << Language::German;
}

void TestTranslation::keysAreUnique()
{
    QFETCH(Language, language);
    speak(language);
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    QStringList shared = sharedShortcuts(it.window);
    shared << sharedLetters(textsOf(it.window.menuBar()->actions()));
    visitMenus(it, [&](QMenu* menu) { shared << sharedLetters(textsOf(menu->actions())); });
    QVERIFY2(shared.isEmpty(), told(shared));
}

void TestTranslation::lettersInDialogs_data()
{
    keysAreUnique_data();
}

void TestTranslation::lettersInDialogs()
{
    QFETCH(Language, language);
    speak(language);
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(8, "entropy_based", true);
    QVERIFY(it.ran());
    QStringList shared;
    visitDialogs(it, [&](QWidget* dialog) {
        QStringList texts;
        for (const QWidget* part : dialog->findChildren<QWidget*>()) {
            const auto* label = qobject_cast<const QLabel*>(part);
            const auto* button = qobject_cast<const QAbstractButton*>(part);
            if (label && label->buddy() && label->isVisible())
                texts << label->text();
            else if (button && button->isVisible())
                texts << button->text();
        }
        for (const QString& each : sharedLetters(texts))
            shared << dialog->windowTitle() + QLatin1String(": ") + each;
    });
    QVERIFY2(shared.isEmpty(), told(shared));
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
