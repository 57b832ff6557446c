#pragma once

#include "widgets/pictureexport.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace exitscope {

/// Asks what to export and how; remembers the answers between sessions. GUI thread.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Scope
    {
        One, ///< one plot into a file of any form
        All  ///< all plots, as pictures of one form with their tables
    };

    /// `plots`: what there is to choose from, `current` of them at first. `shownDark`: the theme
    /// of the window.
    ExportDialog(Scope scope, const QStringList& plots, int current, bool shownDark,
                 QWidget* parent);

    /// Index in `plots`.
    int plot() const;
    /// Of the file, for example "svg".
    QString ending() const;
    PictureOptions options() const;

    void accept() override;

private:
    QFormLayout* addFields();
    void restore();
    /// Shows what applies to the form that is chosen.
    void adapt();

    Scope m_scope;
    bool m_shownDark;
    QFormLayout* m_form = nullptr;
    QComboBox* m_plots = nullptr;
    QComboBox* m_formats = nullptr;
    QComboBox* m_scale = nullptr;
    QComboBox* m_theme = nullptr;
    QCheckBox* m_ownSize = nullptr;
    QWidget* m_size = nullptr;
    QSpinBox* m_width = nullptr;
    QSpinBox* m_height = nullptr;
};

/// How pictures are made that nobody is asked about: as the last time.
PictureOptions rememberedOptions(bool shownDark);

} // namespace exitscope
