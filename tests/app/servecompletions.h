#pragma once

#include "serve/completionanswer.h"
#include "serve/completionrun.h"
#include "servefixture.h"
#include "support/decoding.h"
#include "support/testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

#include <cmath>

namespace exitscope::test {

inline const QString opening = "Once upon a time there was a king";

inline RequestDefaults generousDefaults()
{
    RequestDefaults made = requestDefaults();
    made.mostTokens = 1000;
    return made;
}

inline QJsonArray jsonOf(const std::vector<int>& ids)
{
    QJsonArray list;
    for (const int id : ids)
        list.append(id);
    return list;
}

inline double logProbability(const std::vector<float>& logits, int id)
{
    double sum = 0;
    for (const float z : logits)
        sum += std::exp(static_cast<double>(z));
    return logits[static_cast<std::size_t>(id)] - std::log(sum);
}

/// What a body gives, all deltas put together.
struct CompletionAnswer
{
    std::vector<ChoiceDelta> choices;
    int deltas = 0;
    CompletionFigures figures;
};

/// A model, by default the bundled one, that carries out requests.
struct CompletionModel
{
    explicit CompletionModel(const std::filesystem::path& folder = sourceDir() /
                                                                   "resources/models/fable")
        : session(openSession(folder, ""))
        , served(servedModelOf(*session, {}))
        , runner(*session, served)
    {}

    CompletionRequest parsed(const QJsonObject& body) const
    {
        return parseCompletion(QJsonDocument(body).toJson().toStdString(), served,
                               generousDefaults());
    }

    /// Throws the engine's error.
    CompletionAnswer answerTo(const QJsonObject& body)
    {
        CompletionAnswer answer;
        const auto done = runner.run(parsed(body),
                                     [&answer](ChoiceDelta delta) {
                                         ++answer.deltas;
                                         collect(answer.choices, std::move(delta));
                                     },
                                     {});
        if (!done)
            throw done.error();
        answer.figures = done->value();
        return answer;
    }

    std::unique_ptr<Session> session;
    ServedModel served;
    CompletionRunner runner;
};

} // namespace exitscope::test
