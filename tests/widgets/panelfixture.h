#pragma once

#include "widgets/rulepanel.h"

#include <QComboBox>
#include <QString>

namespace exitscope::test {

inline constexpr ModelShape shape{12, 4096};

/// A panel that knows its model, with the parts that a test presses.
struct Panel : RulePanel
{
    Panel() { setModelShape(shape); }

    template <class Widget>
    Widget* named(const QString& name) const
    {
        for (Widget* widget : findChildren<Widget*>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    /// The one that is there to be pressed.
    template <class Button>
    Button* labelled(const QString& text) const
    {
        for (Button* button : findChildren<Button*>()) {
            if (button->text() == text && button->isVisibleTo(this))
                return button;
        }
        return nullptr;
    }
    bool shows(const QWidget* widget) const { return widget && widget->isVisibleTo(this); }
    void choose(Strategy strategy)
    {
        auto* choice = named<QComboBox>(QStringLiteral("Strategy"));
        choice->setCurrentIndex(choice->findData(static_cast<int>(strategy)));
    }
    QComboBox* criterion(int number)
    {
        return named<QComboBox>(number == 1 ? QStringLiteral("Exit criterion")
                                            : QStringLiteral("Exit criterion %1").arg(number));
    }
    void choose(int number, const char* name)
    {
        QComboBox* choice = criterion(number);
        choice->setCurrentIndex(choice->findData(QString::fromLatin1(name)));
    }
    void set(KvPolicy policy)
    {
        auto* choice = named<QComboBox>(QStringLiteral("K/V policy"));
        choice->setCurrentIndex(choice->findData(static_cast<int>(policy)));
    }
    bool isValid() const
    {
        try {
            validate(settings(), shape.layers);
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }
};

inline Rule threeCriteria(Combine combine)
{
    Rule rule;
    rule.conditions = {
        makeCondition("top2_margin", {{"margin_threshold", 0.8}}),
        makeCondition("entropy_based", {{"entropy_relative", 1}}),
        makeCondition("kl_to_previous", {}, {0.5, 0.25, 0.125}),
    };
    rule.combine = combine;
    rule.patience = 3;
    rule.minimumLayer = 2;
    return rule;
}

} // namespace exitscope::test
