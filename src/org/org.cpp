// SPDX-License-Identifier: Apache-2.0
#include "org/org.hpp"

#include "org/rows.hpp"

namespace luoshi::org {

std::shared_ptr<const Directory> Directories::get(store::Reader& reader) {
    const auto revision = read_revision(reader);
    {
        const std::lock_guard lock{mutex_};
        if (last_ && last_->revision() == revision) {
            return last_;
        }
    }
    auto fresh = read_directory(reader);
    const std::lock_guard lock{mutex_};
    if (!last_ || last_->revision() < fresh->revision()) {
        last_ = fresh; // an older snapshot never replaces a newer one
    }
    return fresh;
}

} // namespace luoshi::org
