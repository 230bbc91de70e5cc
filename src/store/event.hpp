// SPDX-License-Identifier: Apache-2.0
// An entry of the audit log (办理记录): who did what to which object, with the rows before and
// after.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {

// Who acts. The system itself has person 0 and a name such as "system:sealer".
struct Actor {
    std::int64_t person = 0;
    std::string name{};       // as shown then; not looked up again
    std::string request_id{}; // "" outside a request
};

// What the caller says; the store adds id, both clocks and the images of the rows written under it.
struct EventDraft {
    Actor actor{};
    std::string action{};      // "<module>.<what-was-done>", e.g. "followup.plan-created"
    std::string object_kind{}; // "plan", "task", "person", …; "" when there is none
    std::int64_t object_id = 0;
    std::int64_t plan_id = 0; // 0: concerns the installation
    std::string detail{};     // canonical JSON object or ""; no personal data in the clear
};

// Row image: canonical JSON of the non-NULL columns in order of name, bytes as hex. NULL columns
// are left out, so a migration may add a nullable column without touching images. "" = no row.
struct RowImage {
    std::string table{};
    std::int64_t row_id = 0;
    std::string before{};
    std::string after{};
};

struct Event {
    std::int64_t id = 0;
    std::int64_t seq = 0; // place in the chain from 1; 0: committed but not sealed yet
    Timestamp at{};
    Date business_date{};
    EventDraft what{};
    std::vector<RowImage> images{};
    std::string hash{}; // SM3 of (previous hash, canonical bytes), 64 hex digits; "" until sealed
};

} // namespace luoshi::store
