# Word forms of Russian and English (Snowball): natively the distribution's library, for WebAssembly the same version from its
# source package, two languages in UTF-8 only (`./dev` writes them as C; core/search/forms.cpp says what they are asked).
if(EMSCRIPTEN)
    if(NOT EXISTS ${HISTORY_SNOWBALL_SOURCE}/libstemmer/modules_utf8.h)
        message(FATAL_ERROR "HISTORY_SNOWBALL_SOURCE='${HISTORY_SNOWBALL_SOURCE}' holds no Snowball source with its Russian and English as C; `./dev machine` fetches it")
    endif()
    add_library(snowball STATIC ${HISTORY_SNOWBALL_SOURCE}/libstemmer/libstemmer_utf8.c
        ${HISTORY_SNOWBALL_SOURCE}/runtime/api.c ${HISTORY_SNOWBALL_SOURCE}/runtime/utilities.c
        ${HISTORY_SNOWBALL_SOURCE}/src_c/stem_UTF_8_russian.c ${HISTORY_SNOWBALL_SOURCE}/src_c/stem_UTF_8_english.c)
    target_compile_options(snowball PRIVATE -w -O2)
    target_include_directories(snowball SYSTEM INTERFACE ${HISTORY_SNOWBALL_SOURCE}/include)
    add_library(history_snowball ALIAS snowball)
else()
    find_path(HISTORY_STEMMER_INCLUDE libstemmer.h)
    find_library(HISTORY_STEMMER_LIBRARY stemmer)
    if(NOT HISTORY_STEMMER_INCLUDE OR NOT HISTORY_STEMMER_LIBRARY)
        message(FATAL_ERROR "libstemmer is not installed (Debian: libstemmer-dev; `./dev machine` installs it)")
    endif()
    add_library(snowball INTERFACE)
    target_include_directories(snowball SYSTEM INTERFACE ${HISTORY_STEMMER_INCLUDE})
    target_link_libraries(snowball INTERFACE ${HISTORY_STEMMER_LIBRARY})
    add_library(history_snowball ALIAS snowball)
endif()
