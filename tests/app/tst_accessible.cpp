#include "desktop/dtypechoice.h"
#include "visitwindow.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QButtonGroup>
#include <QComboBox>
#include <QImage>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSet>
#include <QTemporaryDir>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// What a user can press, type into or choose from.
bool isControl(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QTabBar*>(widget) ||
           (widget->focusPolicy() & Qt::TabFocus);
}

/// The controls that are on screen in `part` and not switched off.
QList<QWidget*> controlsIn(QWidget* part)
{
    QList<QWidget*> all = part->findChildren<QWidget*>();
    all.prepend(part);
    QList<QWidget*> found;
    for (QWidget* widget : all) {
        if (widget->isVisible() && widget->isEnabled() && widget->window() == part->window() &&
            isControl(widget) && !isInner(widget) && !widget->focusProxy())
            found << widget;
    }
    return found;
}

QString nameOf(QWidget* widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    if (!interface)
        return {};
    // Qt calls a choice by what is chosen; what it is of only its own name or its label says.
    if (qobject_cast<QComboBox*>(widget) && widget->accessibleName().isEmpty()) {
        const auto labels = interface->relations(QAccessible::Label);
        return labels.isEmpty() ? QString() : labels.first().first->text(QAccessible::Name);
    }
    return qobject_cast<QComboBox*>(widget) ? widget->accessibleName()
                                            : interface->text(QAccessible::Name);
}

/// For a message: class, name and the nearest parent that has a name.
QString describe(QWidget* widget)
{
    QString parents;
    for (QWidget* each = widget->parentWidget(); each; each = each->parentWidget())
        parents += QStringLiteral(" < ") + QString::fromLatin1(each->metaObject()->className());
    return QStringLiteral("%1 “%2”%3")
        .arg(QString::fromLatin1(widget->metaObject()->className()), nameOf(widget),
             parents.left(120));
}

/// By Tab; of choices that exclude each other Tab reaches one, from which the arrow keys go to the
/// others (Qt takes those out of Tab's way once one had the focus).
bool isReached(const QWidget* control)
{
    if (control->focusPolicy() & Qt::TabFocus)
        return true;
    const auto* choice = qobject_cast<const QRadioButton*>(control);
    if (!choice || !choice->group() || !choice->group()->exclusive())
        return false;
    return std::ranges::any_of(choice->group()->buttons(), [](const QAbstractButton* other) {
        return other->isVisible() && other->isEnabled() && (other->focusPolicy() & Qt::TabFocus);
    });
}

QRect placeOf(const QWidget* widget)
{
    return {widget->mapTo(widget->window(), QPoint()), widget->size()};
}

/// The keyboard's stops in `part`, in the order in which Tab comes to them.
QList<QWidget*> stopsIn(QWidget* part)
{
    QList<QWidget*> found;
    QWidget* window = part->window();
    for (QWidget* each = window->nextInFocusChain(); each != window;
         each = each->nextInFocusChain()) {
        if ((part == each || part->isAncestorOf(each)) && (each->focusPolicy() & Qt::TabFocus) &&
            each->isVisible() && each->isEnabled() && !each->focusProxy() && !isInner(each))
            found << each;
    }
    return found;
}

/// Reading order: from one stop to the next never leftwards in a row, and never upwards, except to
/// a column that lies wholly to the right. Rows are what overlaps by half of the lower one's
/// height. A stop and what it holds are not compared.
bool isInReadingOrder(const QWidget* from, const QWidget* to)
{
    if (from->isAncestorOf(to) || to->isAncestorOf(from))
        return true;
    // What is scrolled has the place of what scrolls it, seen from outside.
    const auto seenFrom = [](const QWidget* widget, const QWidget* other) {
        const QWidget* seen = widget;
        for (const QWidget* each = widget->parentWidget(); each; each = each->parentWidget()) {
            if (qobject_cast<const QAbstractScrollArea*>(each) && !each->isAncestorOf(other))
                seen = each;
        }
        return placeOf(seen);
    };
    const QRect a = seenFrom(from, to);
    const QRect b = seenFrom(to, from);
    const int shared = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top());
    if (2 * shared >= std::min(a.height(), b.height()))
        return b.left() >= a.left();
    return b.top() >= a.top() || b.left() > a.right();
}

QImage pictureOf(QWidget* widget)
{
    const QRect around = placeOf(widget).adjusted(-4, -4, 4, 4) & widget->window()->rect();
    return widget->window()->grab(around).toImage();
}

} // namespace

/// The window without a mouse and without eyes.
class TestAccessible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_it.reset(); }
    void everyControlHasAName();
    void everyControlIsReached();
    void arrowsGoThroughDtypes();
    void tabsFollowTheEye();
    void noControlKeepsTheKeyboard();
    void focusIsSeen();
    void everyActionIsWithinReach();

private:
    /// Every page and dialog with a run on it.
    template <class Visit>
    void visitAll(Visit visit)
    {
        visitPages(*m_it, [&](QWidget* page) { visit(page); });
        visitDialogs(*m_it, visit);
        visit(static_cast<QWidget*>(&m_it->window));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowFixture> m_it;
};

void TestAccessible::initTestCase()
{
    prepareApplication(m_folder.path());
    QApplication::setCursorFlashTime(0); // a caret that is always seen
    m_it = std::make_unique<WindowFixture>();
    m_it->window.resize(1280, 800);
    QVERIFY(m_it->opened(bundled()));
    m_it->set(24, "entropy_based", true);
    QVERIFY(m_it->ran());
    QVERIFY(m_it->measured());
}

void TestAccessible::everyControlHasAName()
{
    QStringList nameless;
    visitAll([&](QWidget* part) {
        for (QWidget* control : controlsIn(part)) {
            if (nameOf(control).trimmed().isEmpty())
                nameless << describe(control);
        }
    });
    QVERIFY2(nameless.isEmpty(), told(nameless));
}

void TestAccessible::everyControlIsReached()
{
    QStringList unreached;
    visitAll([&](QWidget* part) {
        for (QWidget* control : controlsIn(part)) {
            if (!isReached(control))
                unreached << describe(control);
        }
    });
    QVERIFY2(unreached.isEmpty(), told(unreached));
}

void TestAccessible::arrowsGoThroughDtypes()
{
    ModelEntry model;
    model.name = {"somebody", "model"};
    for (const WeightFormat format : allWeightFormats)
        model.needs.push_back({format, 1'000'000, true});
    DtypeChoice choice;
    choice.setModel(model);
    choice.show();
    choice.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&choice));
    const auto buttons = choice.findChildren<QRadioButton*>();
    QCOMPARE(buttons.size(), qsizetype(std::size(allWeightFormats)));
    QTest::keyClick(buttons.first(), Qt::Key_Space);
    buttons.first()->setFocus();
    for (const QRadioButton* button : buttons)
        QVERIFY2(isReached(button), qPrintable(button->text()));
    QSet<WeightFormat> chosen;
    for (qsizetype pressed = 0; pressed < buttons.size(); ++pressed) {
        QVERIFY(choice.chosen());
        chosen.insert(*choice.chosen());
        QVERIFY(choice.isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    }
    QCOMPARE(chosen.size(), buttons.size());
}

void TestAccessible::tabsFollowTheEye()
{
    QStringList jumps;
    visitAll([&](QWidget* part) {
        const QList<QWidget*> stops = stopsIn(part);
        for (qsizetype i = 1; i < stops.size(); ++i) {
            if (!isInReadingOrder(stops[i - 1], stops[i]))
                jumps << describe(stops[i - 1]) + QStringLiteral("\n  then ") + describe(stops[i]);
        }
    });
    QVERIFY2(jumps.isEmpty(), told(jumps));
}

void TestAccessible::noControlKeepsTheKeyboard()
{
    WindowFixture& it = *m_it;
    it.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    QStringList missed;
    visitPages(it, [&](QWidget* page) {
        it.prompt.setFocus(Qt::TabFocusReason);
        QSet<QWidget*> reached;
        QWidget* stop = QApplication::focusWidget();
        for (int pressed = 0; stop && !reached.contains(stop) && pressed < 300; ++pressed) {
            reached.insert(stop);
            QTest::keyClick(stop, Qt::Key_Tab);
            stop = QApplication::focusWidget();
        }
        if (stop != &it.prompt)
            missed << QStringLiteral("stuck at ") + (stop ? describe(stop) : QString());
        for (QWidget* each : stopsIn(page)) {
            if (!reached.contains(each))
                missed << describe(each);
        }
    });
    QVERIFY2(missed.isEmpty(), told(missed));
}

void TestAccessible::focusIsSeen()
{
    QStringList unseen;
    const auto look = [&](QWidget* part) {
        QWidget* window = part->window();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window))
            unseen << QStringLiteral("no window");
        window->setAttribute(Qt::WA_KeyboardFocusChange);
        const QList<QWidget*> stops = stopsIn(part);
        for (QWidget* stop : stops) {
            stop->setFocus(Qt::TabFocusReason);
            QCoreApplication::processEvents();
            if (!stop->hasFocus()) {
                unseen << QStringLiteral("refused by ") + describe(stop);
                continue;
            }
            for (QWidget* each = stop->parentWidget(); each; each = each->parentWidget()) {
                if (auto* area = qobject_cast<QScrollArea*>(each))
                    area->ensureWidgetVisible(stop);
            }
            QCoreApplication::processEvents();
            const QImage with = pictureOf(stop);
            stop->clearFocus();
            QCoreApplication::processEvents();
            if (with == pictureOf(stop))
                unseen << describe(stop);
        }
    };
    visitAll(look);
    QVERIFY2(unseen.isEmpty(), told(unseen));
}

void TestAccessible::everyActionIsWithinReach()
{
    QStringList lost;
    for (const QAction* action : m_it->window.findChildren<QAction*>()) {
        const bool ofQt = action->objectName().startsWith(QLatin1String("qt_")) ||
                          action->objectName().startsWith(QLatin1String("_q_"));
        if (action->isSeparator() || action->text().isEmpty() || ofQt)
            continue;
        const auto objects = action->associatedObjects();
        const bool inMenu = std::ranges::any_of(objects, [](const QObject* object) {
            const auto* widget = qobject_cast<const QWidget*>(object);
            return object->inherits("QMenu") || object->inherits("QMenuBar") ||
                   (widget && widget->contextMenuPolicy() == Qt::ActionsContextMenu);
        });
        if (!inMenu && action->shortcut().isEmpty())
            lost << action->text();
    }
    QVERIFY2(lost.isEmpty(), told(lost));
}

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
