// One figure of a benchmark: one JSON line {name, value, unit, median_of, machine}; value null with a reason when not measured.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace history::bench {

inline std::string machine() {
    std::string model = "unknown processor";
#ifdef __EMSCRIPTEN__
    model = "WebAssembly under node";
#else
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.rfind("model name", 0) == 0) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    model += ", " + std::to_string(std::thread::hardware_concurrency()) + " cores";
#endif
    return model;
}

inline void figure(const std::string& name, double value, const std::string& unit, int median_of) {
    std::printf("{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\",\"median_of\":%d,\"machine\":\"%s\"}\n", name.c_str(), value, unit.c_str(),
                median_of, machine().c_str());
    std::fflush(stdout);
}

inline void no_figure(const std::string& name, const std::string& unit, const std::string& reason) {
    std::printf("{\"name\":\"%s\",\"value\":null,\"unit\":\"%s\",\"reason\":\"%s\",\"machine\":\"%s\"}\n", name.c_str(), unit.c_str(), reason.c_str(),
                machine().c_str());
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
