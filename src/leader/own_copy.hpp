// SPDX-License-Identifier: Apache-2.0
// A paper as it lies before one leader. Private to the module.
#pragma once

#include "leader/papers.hpp"
#include "store/transaction.hpp"

namespace luoshi::leader {

[[noreturn]] void no_paper(); // not_found (leader.no-paper)

struct OwnCopy {
    Paper paper;
    Reading own; // the only one left in paper.readings
    Seat seat;
};
// Errors: not_found (leader.no-paper), also of one that was not sent to that leader; forbidden
// (leader.no-leader).
OwnCopy open_own(store::Reader& reader, const access::Principal& who, PaperId id);

// False: it was read before. The row is not written.
bool mark_read(store::Transaction& transaction, OwnCopy& copy);

} // namespace luoshi::leader
