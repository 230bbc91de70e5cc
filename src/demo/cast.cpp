// SPDX-License-Identifier: Apache-2.0
// The invented people: one who writes and one who signs for each unit, and the office's own.
#include "demo/autumn.hpp"

#include "access/access.hpp"
#include "access/accounts.hpp"
#include "base/clock.hpp"
#include "duty/dues.hpp"
#include "followup/plans.hpp"
#include "liaison/liaison.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace luoshi::demo {
namespace {

const store::Actor kDemo{0, "系统示例", ""};

std::string signer_name(const std::string& code) {
    return code + ".s";
}
std::string office_name(int number) {
    return fmt::format("office.{}", number);
}

} // namespace

std::string Autumn::name_for(std::string_view key) const {
    const auto& cast = script_.cast;
    return one_of(cast.surnames, std::string{key} + "/surname") +
           one_of(cast.given, std::string{key} + "/given");
}

void Autumn::hire() {
    services_.database.read(
        [&](store::Reader& reader) { directory_ = services_.directories.get(reader); });
    std::set<org::UnitId> units;
    for (const auto& one : services_.plans.detail(org::Scope::all(), plan_).units) {
        for (const auto member : directory_->expand(one.unit, today())) {
            units.insert(member);
        }
    }
    const auto named = [&](const std::string& code) {
        if (const auto id = unit(code)) {
            units.insert(id);
        }
    };
    for (const auto& split : script_.splits) {
        std::ranges::for_each(split.parts, [&](const PartScript& part) { named(part.unit); });
    }
    for (const auto& document : script_.documents) {
        std::ranges::for_each(document.replies, [&](const ReplyScript& one) { named(one.unit); });
    }
    duty::DueFilter owed;
    owed.plan = plan_;
    for (std::string after;;) {
        const auto page = services_.dues.list(org::Scope::all(), owed, after, 500);
        for (const auto& line : page.lines) {
            units.insert(line.due.unit);
        }
        if (!page.next) {
            break;
        }
        after = *page.next;
    }
    // Nobody is told it: the accounts are there to be seen at work.
    const auto hash = services_.access.hash(access::make_first_password("nobody", "nobody"));
    std::vector<access::Person> hired;
    services_.database.write([&](store::Transaction& transaction) {
        hired.clear();
        bool begun = false;
        const auto open = [&](const std::string& username, access::Role role, org::UnitId unit) {
            if (access::find_by_username(transaction, username)) {
                return;
            }
            if (!begun) {
                transaction.record({.actor = kDemo,
                                    .action = "access.person-added",
                                    .object_kind = "person",
                                    .object_id = 0,
                                    .plan_id = 0,
                                    .detail = {}});
                begun = true;
            }
            access::NewPerson person;
            person.username = username;
            person.name = name_for(username);
            person.role = role;
            person.unit = unit;
            person.must_change_password = true;
            hired.push_back(services_.access.open_account(transaction, kDemo, person, hash));
        };
        for (const auto id : units) {
            const auto* const unit = directory_->find(id);
            open(unit->code, access::Role::drafter, id);
            open(signer_name(unit->code), access::Role::signer, id);
        }
        for (int n = 1; n <= script_.cast.office_people; ++n) {
            open(office_name(n), access::Role::office, unit(script_.cast.office));
        }
    });
    for (const auto& person : hired) {
        if (person.who.role != access::Role::drafter) {
            continue;
        }
        liaison::Liaison entry;
        entry.unit = person.who.unit;
        entry.name = person.who.name;
        entry.post = one_of(script_.cast.posts, person.who.username + "/post");
        // No exchange of the province begins with 0, so nobody is rung up by mistake.
        entry.office_phone =
            fmt::format("020-0{:07}", draw(person.who.username + "/phone", 10000000));
        entry.username = person.who.username;
        entry.person = person.who.id;
        entry.valid.from = script_.from;
        act([&] { services_.liaisons.add(kDemo, entry); });
    }
}

void Autumn::learn_people() {
    drafters_.clear();
    signers_.clear();
    office_.clear();
    leaders_.clear();
    services_.database.read([&](store::Reader& reader) {
        const auto learn = [&](access::Role role, const auto& keep) {
            for (const auto& person : access::people_with_role(reader, role)) {
                keep(person, Who{person, access::actor_of(person, "")});
            }
        };
        learn(access::Role::drafter, [&](const access::Principal& person, const Who& who) {
            const auto* const unit = directory_->find(person.unit);
            if (unit != nullptr && person.username == unit->code) {
                drafters_.emplace(person.unit, who);
            }
        });
        learn(access::Role::signer, [&](const access::Principal& person, const Who& who) {
            const auto* const unit = directory_->find(person.unit);
            if (unit != nullptr && person.username == signer_name(unit->code)) {
                signers_.emplace(person.unit, who);
            }
        });
        learn(access::Role::office, [&](const access::Principal& person, const Who& who) {
            for (int n = 1; n <= script_.cast.office_people; ++n) {
                if (person.username == office_name(n)) {
                    office_.push_back(who);
                }
            }
        });
        learn(access::Role::leader,
              [&](const access::Principal&, const Who& who) { leaders_.push_back(who); });
    });
}

const Autumn::Who* Autumn::drafter(org::UnitId unit) const {
    const auto it = drafters_.find(unit);
    return it == drafters_.end() ? nullptr : &it->second;
}
const Autumn::Who* Autumn::signer(org::UnitId unit) const {
    const auto it = signers_.find(unit);
    return it == signers_.end() ? nullptr : &it->second;
}
const Autumn::Who& Autumn::office(std::string_view key) const {
    return office_[draw(std::string{key} + "/office", office_.size())];
}

} // namespace luoshi::demo
