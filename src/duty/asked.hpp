// SPDX-License-Identifier: Apache-2.0
// What units were asked for in a stretch of time, each report with its duty. For statements of what
// reporting costs; Duties::asked() makes them.
#pragma once

#include "duty/due.hpp"
#include "duty/duties.hpp"

namespace luoshi::duty {

struct Asked {
    Due due;                 // neither spared nor cancelled
    std::string code, basis; // of the duty; basis: one line, "" none
    form::Text title;
    std::string issued_by, approver; // approver: with the position, "" none
    std::int64_t answers = 0;        // fields and cells of the rows known
    bool late = false;               // handed in after its date, or not yet
};

std::string basis_line(const Definition& definition); // document, where, the passage

} // namespace luoshi::duty
