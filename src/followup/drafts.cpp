// SPDX-License-Identifier: Apache-2.0
#include "followup/drafts.hpp"

#include "base/text.hpp"
#include "followup/rows_imports.hpp"
#include "notice/json.hpp"
#include "org/org.hpp"

#include <algorithm>
#include <map>

namespace luoshi::followup {

std::shared_ptr<const PlanSpec> spec_for(const PlanSpecs& specs, const notice::Reading& reading) {
    if (!reading.header.number) {
        return nullptr;
    }
    const auto number = fold(reading.header.number->value);
    const auto it = std::find_if(specs->begin(), specs->end(), [&](const PlanSpec& spec) {
        return fold(spec.notice_number) == number;
    });
    return it == specs->end() ? nullptr : std::shared_ptr<const PlanSpec>{specs, &*it};
}

Draft make_stored_draft(const PlanSpecs& specs, const StoredReading& stored,
                        const org::Directory& directory, Date at) {
    const auto reading = notice::from_json(stored.reading);
    return make_draft({reading, stored.body, directory, at, spec_for(specs, reading).get()},
                      history_of(stored.steps).edits);
}

void settle_units(store::Transaction& transaction, const org::Directory& directory, Draft& draft) {
    std::map<std::string, org::UnitId> made;
    for (const auto& unit : draft.units) {
        if (unit.made) {
            const auto id =
                org::add_unit(transaction, directory,
                              {unit.made->name, unit.made->kind, draft.header_value("number")});
            made.emplace(fold(unit.text), id);
            if (fold(unit.made->name) != fold(unit.text)) {
                org::add_alias(transaction, directory, id, unit.text);
            }
        } else if (unit.mapped_to && unit.remember) {
            org::add_alias(transaction, directory, unit.mapped_to, unit.text);
        }
    }
    const auto point = [&](DraftItem& item) {
        for (auto& party : item.parties) {
            if (const auto it = made.find(fold(party.unit)); it != made.end()) {
                party.mapped_to = it->second;
            }
        }
    };
    std::for_each(draft.items.begin(), draft.items.end(), point);
    point(draft.general);
}

} // namespace luoshi::followup
