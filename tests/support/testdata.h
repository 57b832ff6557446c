#pragma once

#include <QString>
#include <QtTest>

#include <cstdlib>
#include <filesystem>

namespace exitscope::test {

/// The project's own checkout.
inline std::filesystem::path sourceDir()
{
    return EXITSCOPE_SOURCE_DIR;
}

/// The bundled checkpoint; part of the project, so a test that needs it fails without it.
inline std::filesystem::path bundledModel()
{
    return sourceDir() / "resources/models/fable";
}

/// Reference data that stands beside the checkout; EXITSCOPE_SHARED names another place.
inline std::filesystem::path sharedData()
{
    const char* elsewhere = std::getenv("EXITSCOPE_SHARED");
    return (elsewhere ? std::filesystem::path(elsewhere) : sourceDir().parent_path() / "shared") /
           "data";
}

/// Whether a missing reference is a failure: it is where EXITSCOPE_REQUIRE_SHARED is set, as in CI.
inline bool sharedIsRequired()
{
    return std::getenv("EXITSCOPE_REQUIRE_SHARED") != nullptr;
}

} // namespace exitscope::test

/// In a test function or initTestCase: skips (in CI: fails) where the reference data is absent.
#define EXITSCOPE_NEED_SHARED()                                                                    \
    do {                                                                                           \
        if (!std::filesystem::exists(exitscope::test::sharedData())) {                             \
            const QString where = QString::fromStdString(exitscope::test::sharedData().string());  \
            if (exitscope::test::sharedIsRequired())                                               \
                QFAIL(qPrintable("reference data is missing at " + where));                        \
            QSKIP(qPrintable("no reference data at " + where + "; EXITSCOPE_SHARED can name it")); \
        }                                                                                          \
    } while (false)
