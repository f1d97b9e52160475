// One figure of a benchmark: one JSON line {name, value, unit, median_of}; run.py adds platform and machine.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace history::bench {

inline void figure(const std::string& name, double value, const std::string& unit, int median_of) {
    std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"median_of\":%d}\n", name.c_str(), value,
                unit.c_str(), median_of);
    std::fflush(stdout);
}

inline void no_figure(const std::string& name, const std::string& unit, const std::string& reason) {
    std::printf("{\"name\":\"%s\",\"value\":null,\"unit\":\"%s\",\"reason\":\"%s\"}\n", name.c_str(),
                unit.c_str(), reason.c_str());
}

template <class Work>
double seconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace history::bench
