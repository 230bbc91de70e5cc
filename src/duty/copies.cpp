// SPDX-License-Identifier: Apache-2.0
#include "duty/copies.hpp"

#include "form/offline.hpp"

namespace luoshi::duty {

std::string printed_copy(const DueDetail& detail, office::Format format,
                         const std::string& printed) {
    const auto& opened = detail.opened;
    form::CopyInfo info;
    info.pack = opened.form->pack;
    info.form = opened.form->code;
    info.digest = opened.form->digest;
    info.filled = to_string(opened.filled.id);
    info.check_code = detail.check_code;
    info.unit = opened.context.subject;
    info.period = opened.filled.period;
    info.printed = printed;
    info.day = opened.filled.day;
    return form::write_copy(*opened.form, opened.outcome.filling, opened.outcome, info, format,
                            *opened.directory);
}

} // namespace luoshi::duty
