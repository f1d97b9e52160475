# libsodium for WebAssembly, from the source package of the distribution that the native build links (same version, same
# answers). Randomness: the web shell hands libsodium a generator that fills whole buffers (randombytes_set_implementation);
# core itself draws from its Random port only.
if(NOT EXISTS ${HISTORY_SODIUM_SOURCE}/src/libsodium/include/sodium.h)
    message(FATAL_ERROR "HISTORY_SODIUM_SOURCE='${HISTORY_SODIUM_SOURCE}' holds no libsodium source; `./dev build` fetches it")
endif()
set(sodium_folder ${HISTORY_SODIUM_SOURCE}/src/libsodium)
file(STRINGS ${HISTORY_SODIUM_SOURCE}/configure.ac sodium_lines REGEX "^(AC_INIT|SODIUM_LIBRARY_VERSION_(MAJOR|MINOR)=)")
string(REGEX MATCH "AC_INIT\\(\\[libsodium\\],\\[([0-9.]+)\\]" matched "${sodium_lines}")
set(VERSION ${CMAKE_MATCH_1})
string(REGEX MATCH "VERSION_MAJOR=([0-9]+)" matched "${sodium_lines}")
set(SODIUM_LIBRARY_VERSION_MAJOR ${CMAKE_MATCH_1})
string(REGEX MATCH "VERSION_MINOR=([0-9]+)" matched "${sodium_lines}")
set(SODIUM_LIBRARY_VERSION_MINOR ${CMAKE_MATCH_1})
configure_file(${sodium_folder}/include/sodium/version.h.in ${CMAKE_BINARY_DIR}/sodium/sodium/version.h @ONLY)

file(GLOB_RECURSE sodium_files ${sodium_folder}/*.c)
add_library(sodium STATIC ${sodium_files})
target_compile_definitions(sodium PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 PUBLIC SODIUM_STATIC)
target_compile_options(sodium PRIVATE -w -O3 -finline-functions)
target_include_directories(sodium SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/sodium ${sodium_folder}/include
    ${CMAKE_BINARY_DIR}/sodium/sodium ${sodium_folder}/include/sodium)
add_library(history_sodium ALIAS sodium)
