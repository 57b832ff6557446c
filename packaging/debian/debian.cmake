# The Debian package. `packaging/deb` makes it; `cpack -G DEB` in a build folder of the preset "package" is its core.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME exitscope)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "inspector for early exit in Llama-family language models")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Exitscope runs language models of the Llama family with early exit: a token
may leave the network at the first layer that is sure enough of it. The window
shows it as it happens, with a column of scores per token and the layer at
which it left; criteria and thresholds change while the model writes.
.
The package holds the desktop program exitscope, the command-line program
exitscope-cli for scripts, measurements and serving, and a small model, so
that both work offline.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
# As for dch, who builds for others says who they are; there is no public mailbox of the project yet.
set(name "Exitscope maintainers")
set(address maintainers@exitscope.invalid)
if(DEFINED ENV{DEBFULLNAME})
    set(name $ENV{DEBFULLNAME})
endif()
if(DEFINED ENV{DEBEMAIL})
    set(address $ENV{DEBEMAIL})
endif()
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${name} <${address}>")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no program links: a font, icons, and a BLAS that is not the plain one.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "fonts-dejavu-core, libopenblas0-pthread | libopenblas0, libqt6svg6, hicolor-icon-theme")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libsecret-1-0, qt6-translations-l10n, qt6-wayland")

file(STRINGS packaging/debian/changelog entry LIMIT_COUNT 1)
set(version "${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
if(NOT entry MATCHES "^exitscope \\(${version}\\) ")
    message(FATAL_ERROR "packaging/debian/changelog begins with \"${entry}\", but this is ${version}; "
        "add an entry for it.")
endif()

# Policy wants documents packed, and without a time in them.
set(documents ${CMAKE_CURRENT_BINARY_DIR}/debian)
file(MAKE_DIRECTORY ${documents})
foreach(pair packaging/debian/changelog=changelog.Debian.gz CHANGELOG.md=changelog.gz)
    string(REGEX REPLACE "=.*" "" from ${pair})
    string(REGEX REPLACE ".*=" "" to ${pair})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
    execute_process(COMMAND gzip -9nc ${CMAKE_CURRENT_SOURCE_DIR}/${from}
        OUTPUT_FILE ${documents}/${to} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
install(FILES packaging/debian/copyright ${documents}/changelog.Debian.gz ${documents}/changelog.gz
    DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES packaging/debian/lintian-overrides RENAME exitscope
    DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides)
include(CPack)
