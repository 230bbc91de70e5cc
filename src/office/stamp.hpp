// SPDX-License-Identifier: Apache-2.0
// Who had a document or sheet written: one line on each of its pages, so that a copy that went
// astray tells whose it was. While a Stamp lives, what its thread writes by write_docx and
// write_xlsx carries it.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace luoshi::office {

class Stamp {
public:
    explicit Stamp(std::string line); // "": none
    ~Stamp();                         // the one before holds again
    Stamp(const Stamp&) = delete;
    Stamp& operator=(const Stamp&) = delete;

    static const std::string& now(); // of this thread; "" for none

private:
    std::string line_;
    const std::string* before_;
};

// "2011-11-10 15:42" at +08:00.
std::string minute_of(Timestamp at);

} // namespace luoshi::office
