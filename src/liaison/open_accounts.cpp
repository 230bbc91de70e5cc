// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"
#include "access/accounts.hpp"
#include "liaison/liaison.hpp"
#include "liaison/rows.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <set>

namespace luoshi::liaison {
namespace {

struct Candidate {
    Opened opened;
    access::PersonId known; // an account opened by hand since; none: a new one
    std::string hash;       // "" where its password stays
};

// The only open account of that name in the unit.
std::optional<access::Person> account_of(store::Reader& reader, const Liaison& liaison) {
    std::vector<access::PersonId> found;
    for (const auto& one : access::people_of_unit(reader, liaison.unit)) {
        if (one.name == liaison.name) {
            found.push_back(one.id);
        }
    }
    return found.size() == 1 ? access::find_person(reader, found.front()) : std::nullopt;
}

// The last part of the unit's code and the next free number: gd.czt gives czt-1, czt-2, …
std::string username_for(store::Reader& reader, const std::string& code,
                         const std::set<std::string>& taken) {
    constexpr std::size_t kLongest = 30;
    std::string base;
    for (const char c : code.substr(code.rfind('.') + 1)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool capital = c >= 'A' && c <= 'Z';
        base += letter ? c : capital ? static_cast<char>(c - 'A' + 'a') : '-';
    }
    base = base.empty() ? "unit" : base.substr(0, kLongest);
    for (int n = 1;; ++n) {
        auto name = base + "-" + std::to_string(n);
        if (!taken.contains(name) && !access::find_by_username(reader, name)) {
            return name;
        }
    }
}

void must_be_new(const access::Person& person) {
    if (person.last_log_in || !person.active) {
        throw failure(ErrorCode::conflict, "liaison.has-account", "'{}' has an account in use",
                      person.who.name)
            .with("name", person.who.name);
    }
}

// Who they are and which user names they get. Several times the same entry counts once.
std::vector<Candidate> candidates(store::Reader& reader, const org::Directory& directory,
                                  const std::vector<LiaisonId>& ids, Date today) {
    std::set<std::string> taken;
    for (const auto& one : list_liaisons(reader, {}, std::nullopt)) {
        taken.insert(one.username);
    }
    std::vector<Candidate> out;
    for (const auto id : std::set<LiaisonId>{ids.begin(), ids.end()}) {
        Opened opened;
        opened.liaison = must_find_liaison(reader, id);
        const auto& liaison = opened.liaison;
        const auto* const unit = directory.find(liaison.unit);
        ensure(unit != nullptr, "a liaison is of a unit");
        opened.unit_name = directory.name(*unit, org::NameKind::short_name, today);
        opened.username = liaison.username;
        bool in_use = false;
        access::PersonId known = liaison.person;
        if (const auto account = liaison.person ? std::nullopt : account_of(reader, liaison)) {
            known = account->who.id;
            in_use = account->last_log_in.has_value();
            opened.username = account->who.username;
        } else if (liaison.person) {
            const auto person = access::find_person(reader, liaison.person);
            ensure(person.has_value(), "an account stays");
            must_be_new(*person);
            opened.username = person->who.username;
        } else if (opened.username.empty()) {
            opened.username = username_for(reader, unit->code, taken);
            taken.insert(opened.username);
        }
        opened.password_stays = in_use;
        out.push_back({std::move(opened), known, {}});
    }
    return out;
}

void open_one(store::Transaction& transaction, const Candidate& candidate, const std::string& by) {
    const auto& opened = candidate.opened;
    const auto now = must_find_liaison(transaction, opened.liaison.id);
    if (now.version != opened.liaison.version) {
        throw failure(ErrorCode::conflict, "liaison.changed-meanwhile",
                      "an entry changed since the list was looked at");
    }
    auto next = now;
    next.username = opened.username;
    if (candidate.known) {
        const auto person = access::find_person(transaction, candidate.known);
        if (!opened.password_stays) {
            must_be_new(*person);
            access::set_first_password(transaction, *person, candidate.hash);
        }
        if (!now.person) {
            next.person = candidate.known;
            update_liaison(transaction, next, by);
        }
        return;
    }
    access::NewPerson person;
    person.username = opened.username;
    person.name = now.name;
    person.role = access::Role::drafter;
    person.unit = now.unit;
    next.person = access::open_account(transaction, person, candidate.hash).who.id;
    update_liaison(transaction, next, by);
}

} // namespace

std::vector<Opened> Liaisons::open_accounts(const store::Actor& actor,
                                            const std::vector<LiaisonId>& ids) {
    if (ids.empty() || ids.size() > kMostAccounts) {
        throw failure(ErrorCode::invalid_argument, "liaison.bad-entry",
                      "accounts are opened for 1 to {} people at once", kMostAccounts)
            .with("why", "too-many")
            .with("most", std::to_string(kMostAccounts));
    }
    auto found = database_.read([&](store::Reader& reader) {
        return candidates(reader, *directories_.get(reader), ids, clock_.today());
    });
    for (auto& one : found) {
        if (one.opened.password_stays) {
            continue;
        }
        one.opened.password =
            access::make_first_password(one.opened.username, one.opened.liaison.name);
        one.hash = access_.hash(one.opened.password);
    }
    database_.write([&](store::Transaction& transaction) {
        transaction.record({.actor = actor,
                            .action = "liaison.accounts-opened",
                            .object_kind = "liaison",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = {}});
        for (const auto& one : found) {
            open_one(transaction, one, actor.name);
        }
    });
    std::vector<Opened> opened;
    for (auto& one : found) {
        opened.push_back(std::move(one.opened));
    }
    return opened;
}

} // namespace luoshi::liaison
