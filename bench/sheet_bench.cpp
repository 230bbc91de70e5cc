// SPDX-License-Identifier: Apache-2.0
// Reads one spreadsheet and prints what it took: rows, cells, seconds, peak memory in MiB above
// what the program and the file itself take. bench/sheets makes the file and compares.
#include "base/error.hpp"
#include "office/read_document.hpp"

#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

namespace {

// VmHWM and not getrusage(): that would count what the process that started us took.
double peak_mib() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stod(line.substr(6)) / 1024; // KiB
        }
    }
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        fmt::print(stderr, "usage: sheet_bench FILE\n");
        return 2;
    }
    std::ifstream stream{arguments[1], std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    const auto before = peak_mib();
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    try {
        const auto document = luoshi::office::read_document(bytes, "bench.xlsx");
        const auto taken = seconds();
        std::size_t rows = 0, cells = 0;
        for (const auto& block : document.blocks) {
            rows += block.table ? block.table->rows : 0;
            cells += block.table ? block.table->cells.size() : 0;
        }
        fmt::print("ok {} {} {:.3f} {:.1f}\n", rows, cells, taken, peak_mib() - before);
    } catch (const luoshi::Error& error) {
        fmt::print("{} 0 0 {:.3f} {:.1f}\n", error.reason(), seconds(), peak_mib() - before);
    }
    return 0;
}
