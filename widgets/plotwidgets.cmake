# The pictures of a run: heatmap, text strip, table, and their export.
target_sources(exitscope_widgets PRIVATE
    celltext.cpp
    colormap.cpp
    heatmapexits.cpp
    heatmapframe.cpp
    heatmapinput.cpp
    heatmaplegend.cpp
    heatmapmarks.cpp
    heatmappartial.cpp
    heatmapplot.cpp
    heatmapquantity.cpp
    heatmapvalues.cpp
    heatmapview.cpp
    partialtext.cpp
    plotexport.cpp
    plotstyle.cpp
    settingstext.cpp
    striplayout.cpp
    tokenstrip.cpp
    tokenstripinput.cpp
    tokenstrippaint.cpp
    tokentablemodel.cpp
    tokentexts.cpp
)
