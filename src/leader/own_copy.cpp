// SPDX-License-Identifier: Apache-2.0
#include "leader/own_copy.hpp"

#include "base/error.hpp"
#include "leader/rows.hpp"

namespace luoshi::leader {

void no_paper() {
    throw failure(ErrorCode::not_found, "leader.no-paper", "there is no such paper");
}

OwnCopy open_own(store::Reader& reader, const access::Principal& who, PaperId id) {
    OwnCopy copy;
    copy.seat = seat_of(reader, who);
    auto paper = find_paper(reader, id);
    if (!paper) {
        no_paper();
    }
    std::erase_if(paper->readings,
                  [&](const Reading& one) { return one.leader != copy.seat.leader; });
    if (paper->readings.empty()) {
        no_paper();
    }
    copy.own = paper->readings.front();
    copy.paper = std::move(*paper);
    return copy;
}

bool mark_read(store::Transaction& transaction, OwnCopy& copy) {
    if (copy.own.read_at) {
        return false;
    }
    copy.own.read_at = transaction.now();
    copy.own.read_on = transaction.today();
    copy.own.read_by = copy.seat.entered_by;
    return true;
}

} // namespace luoshi::leader
