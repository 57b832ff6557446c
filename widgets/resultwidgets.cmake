# The results of measurements.
target_sources(exitscope_widgets PRIVATE
    benchmarkview.cpp
    evaluationmodel.cpp
    evaluationview.cpp
    figuremodel.cpp
    metrictext.cpp
    resulttext.cpp
    resultview.h
    samplemodel.cpp
    samplepaint.cpp
    sampleplot.cpp
    samplesview.cpp
    sweepmodel.cpp
    sweepview.cpp
)
