// SPDX-License-Identifier: Apache-2.0
// Private: the body of one request in a file without a name, so that a large one costs no memory.
// It is gone with the object, and with the process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace luoshi::http {

class Spool {
public:
    // A file in `folder`; room for `expected` bytes (0: unknown) is taken at once.
    // Errors: storage_full (http.no-room), unavailable (http.no-spool: no file can be made there).
    Spool(const std::string& folder, std::uint64_t expected);
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    void write(std::string_view bytes); // behind what was written. Error storage_full
    void finish();                      // to be called once, behind the last write()
    // All of it, in pages the kernel reads in and drops as it likes. After finish().
    std::string_view bytes() const noexcept { return {data_, static_cast<std::size_t>(size_)}; }

private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    char* data_ = nullptr;
};

} // namespace luoshi::http
