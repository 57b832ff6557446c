#include "model/enginefailure.h"

#include <QtTest>

#include <ATen/ATen.h>

#include <new>

using namespace exitscope;

namespace {

template <typename Work>
Error failureOf(const Work& work)
{
    try {
        work();
    } catch (...) {
        return describeFailure("The work could not be done");
    }
    return {ErrorCode::Internal, "it was done"};
}

} // namespace

/// What the engine's internals throw, as sentences.
class EngineFailureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryThatLibTorchCannotGet()
    {
        // More than any computer has: refused at once.
        const Error error = failureOf([] { at::empty({std::int64_t{1} << 48}); });
        QCOMPARE(error.code(), ErrorCode::OutOfMemory);
        const QString sentence = error.what();
        QVERIFY2(sentence.startsWith("The work could not be done: there is not enough memory; "
                                     "1125899.9 GB more were needed, free are "),
                 error.what());
        QVERIFY2(sentence.contains("cpu "), error.what());
    }

    void memoryThatCudaCannotGet()
    {
        const Error error = failureOf([] {
            TORCH_CHECK(false, "CUDA out of memory. Tried to allocate 1.50 GiB (GPU 0; 23.69 GiB "
                               "total capacity)");
        });
        QCOMPARE(error.code(), ErrorCode::OutOfMemory);
        QVERIFY2(QString(error.what()).contains("1.6 GB more were needed"), error.what());
    }

    void memoryThatTheLibraryCannotGet()
    {
        const Error error = failureOf([] { throw std::bad_alloc(); });
        QCOMPARE(error.code(), ErrorCode::OutOfMemory);
        QVERIFY2(QString(error.what()).contains("there is not enough memory, free are"),
                 error.what());
    }

    void otherFailures()
    {
        QCOMPARE(failureOf([] {
                     at::mm(at::empty({2, 3}), at::empty({2, 3}));
                 }).code(),
                 ErrorCode::Internal);
        QCOMPARE(failureOf([] { throw std::length_error("long"); }).code(), ErrorCode::Internal);
        QCOMPARE(failureOf([] { throw Error(ErrorCode::PromptEmpty, "empty"); }).code(),
                 ErrorCode::PromptEmpty);
    }
};

QTEST_GUILESS_MAIN(EngineFailureTest)
#include "tst_enginefailure.moc"
