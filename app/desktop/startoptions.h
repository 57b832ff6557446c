#pragma once

#include "desktop/language.h"
#include "widgets/theme.h"
#include "widgets/tour.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

class QCommandLineParser;

namespace exitscope {

/// The command line of the window, understood.
struct StartOptions
{
    QString model;    ///< a folder, the name of a model in the hub's cache, or empty
    QStringList runs; ///< saved ones, to be shown in this order
    QString result;   ///< of a measurement, or empty
    QString screenshot;
    std::optional<Tour> tour; ///< what the picture shows
    int step = 0;
    bool run = false;
    std::optional<int> maxSteps;
    QSize size;
    std::optional<theme::Scheme> scheme;
    std::optional<Language> language; ///< for this session only

    bool opensNothing() const { return model.isEmpty() && runs.isEmpty() && result.isEmpty(); }
};

/// Defines the options on `parser`.
void describeStart(QCommandLineParser& parser);
/// What it parsed. Nothing for a value that cannot be used; `error` then says which.
std::optional<StartOptions> readStart(const QCommandLineParser& parser, QString& error);

} // namespace exitscope
