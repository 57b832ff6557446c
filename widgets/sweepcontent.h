#pragma once

#include "results/sweepresult.h"

#include <QString>

#include <limits>
#include <optional>
#include <vector>

namespace exitscope {

/// A measured place as the pictures of a sweep show it.
struct SweepMark
{
    QString label; ///< its values, for example "6 / 3"; of full depth its name
    std::vector<double> at;
    double speed = 0;   ///< tokens a second
    double speedUp = 0; ///< over full depth's; 0 where that is not known
    double quality = std::numeric_limits<double>::quiet_NaN(); ///< NaN: not known
    double low =
        0; ///< ends of the 95 % interval of the difference to full depth, around the quality
    double high = 0;
    bool keepsQuality = true; ///< the interval does not lie below full depth
    bool isOnFront = false;
    bool isBest = false;
};

/// What the pictures of a sweep show. A value.
struct SweepContent
{
    struct Axis
    {
        QString name;               ///< in tables for other programs, for example "exit_layer"
        QString title;              ///< for people, for example "Exit layer"
        std::vector<double> values; ///< rising
    };
    std::vector<Axis> axes;
    QString quality;      ///< name of the metric
    QString qualityTitle; ///< for people
    std::vector<SweepMark> marks;
    std::optional<SweepMark> fullDepth;

    /// Whether there is a grid of two sides to draw.
    bool isPlane() const;
    /// How the labels are to be read, for example "Exit layer / Drafts".
    QString labelTitle() const;
    /// The mark at column and row of the plane (the second and the first axis), or nullptr.
    const SweepMark* at(std::size_t column, std::size_t row) const;
};

SweepContent sweepContent(const SweepResult& sweep);

} // namespace exitscope
