# Where the files go on a system, by the File Hierarchy Standard and freedesktop.org's specifications. The
# programs find share/exitscope from where they lie (app/common/resourcefile.h), so that a tree can be moved.
include(GNUInstallDirs)
set(EXITSCOPE_ID org.exitscope.Exitscope)

install(TARGETS exitscope exitscope-cli exitscope-models RUNTIME)
# All that is read at run time; the rest is built into the programs.
install(DIRECTORY resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/exitscope
    PATTERN help EXCLUDE PATTERN icons EXCLUDE PATTERN screenshots EXCLUDE PATTERN tours EXCLUDE
    PATTERN translations EXCLUDE)
# The guide once more, for those who have no window.
install(DIRECTORY resources/help resources/screenshots DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(share ${CMAKE_CURRENT_SOURCE_DIR}/packaging/share)
install(FILES ${share}/${EXITSCOPE_ID}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${share}/${EXITSCOPE_ID}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${share}/${EXITSCOPE_ID}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES resources/icons/exitscope.svg RENAME ${EXITSCOPE_ID}.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)

option(EXITSCOPE_MAN "Make and install man pages from --help, which needs help2man" OFF)
if(EXITSCOPE_MAN)
    find_program(HELP2MAN help2man REQUIRED)
    set(man ${CMAKE_CURRENT_BINARY_DIR}/man)
    add_custom_command(OUTPUT ${man}/exitscope.1.gz
        COMMAND packaging/manpages ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} ${man}
        WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
        DEPENDS exitscope exitscope-cli exitscope-models packaging/manpages VERBATIM)
    add_custom_target(exitscope_man ALL DEPENDS ${man}/exitscope.1.gz)
    install(DIRECTORY ${man}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()

include(packaging/debian/debian.cmake)
