// A bug stops the program, also in release builds. The outside world returns Result (result.h) instead.
#pragma once
#include <cstdio>
#include <cstdlib>

namespace history {
[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken assumption: %s\n", file, line, condition);
    std::abort();
}
}  // namespace history

#define HISTORY_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::history::check_failed(#condition, __FILE__, __LINE__))
