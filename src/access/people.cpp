// SPDX-License-Identifier: Apache-2.0
// Accounts, and who may change them.
#include "access/access.hpp"
#include "access/accounts.hpp"
#include "access/inside.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <array>

namespace luoshi::access {
namespace {

// A secretary serves one leader, nobody else serves anybody.
void check_serves(store::Reader& reader, const Principal& who) {
    const auto served = who.serves ? find_person(reader, who.serves) : std::nullopt;
    const bool of_leader = served && served->active && served->who.role == Role::leader;
    if (who.role == Role::secretary ? !of_leader : static_cast<bool>(who.serves)) {
        throw failure(ErrorCode::invalid_argument, "access.leader-required",
                      "a secretary, and nobody else, serves a leader with an open account");
    }
    if (character_count(who.title) > 60) {
        throw failure(ErrorCode::invalid_argument, "access.name", "a title has 60 characters");
    }
}

Person found(store::Reader& reader, PersonId id) {
    auto person = find_person(reader, id);
    if (!person) {
        throw failure(ErrorCode::not_found, "access.no-person", "person '{}' does not exist",
                      id.value);
    }
    return std::move(*person);
}

Person found(store::Reader& reader, PersonId id, std::int64_t version) {
    auto person = found(reader, id);
    if (person.version != version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "somebody changed this person meanwhile");
    }
    return person;
}

Error apart() {
    return failure(ErrorCode::forbidden, "access.separated",
                   "the powers are separated: this is for another administrator");
}

// As it is when what is asked for has taken effect.
Person granted(Person person) {
    const auto& asked = *person.asked;
    person.who.role = asked.role;
    person.who.unit = asked.unit;
    person.who.title = asked.title;
    person.who.serves = asked.serves;
    person.active = person.active || asked.opens;
    person.asked.reset();
    return person;
}

Person changed(Person person, const PersonEdit& edit) {
    person.who.name = edit.name.value_or(person.who.name);
    person.who.role = edit.role.value_or(person.who.role);
    person.who.unit = edit.unit.value_or(person.who.unit);
    person.who.title = edit.title.value_or(person.who.title);
    person.who.serves = edit.serves.value_or(person.who.serves);
    person.active = edit.active.value_or(person.active);
    return person;
}

bool grants_alike(const Person& a, const Person& b) {
    return a.who.role == b.who.role && a.who.unit == b.who.unit && a.who.title == b.who.title &&
           a.who.serves == b.who.serves && (a.active || !b.active);
}

// What of `wanted` must be confirmed, as a request; the rest of it stands in `now` already.
std::optional<Asked> request_for(const Person& wanted, const Person& now, const store::Actor& actor,
                                 Timestamp at) {
    if (grants_alike(now, wanted)) {
        return std::nullopt;
    }
    return Asked{.opens = wanted.active && !now.active,
                 .role = wanted.who.role,
                 .unit = wanted.who.unit,
                 .title = wanted.who.title,
                 .serves = wanted.who.serves,
                 .by = PersonId{actor.person},
                 .by_name = actor.name,
                 .at = at};
}

} // namespace

Separation Access::separation(store::Reader& reader) const {
    if (!rules_.separated) {
        return Separation::off;
    }
    return count_of_role(reader, Role::security) > 0 ? Separation::on : Separation::waiting;
}

Separation Access::separation() {
    return database_.read([&](store::Reader& reader) { return separation(reader); });
}

void Access::expect_apart(const Principal& principal) {
    if (principal.role == Role::administrator && separation() == Separation::on) {
        throw apart();
    }
}

// The system itself, and who works on the server's command line, has all powers.
Access::Powers Access::powers_of(store::Reader& reader, const store::Actor& actor) const {
    if (actor.person == 0 || separation(reader) != Separation::on) {
        return Powers::all;
    }
    const auto person = find_person(reader, PersonId{actor.person});
    return person && person->who.role == Role::security ? Powers::security : Powers::system;
}

// Nobody gives himself a new password or takes his own factor away, past what a person can do; the
// system administrator helps a security administrator who has nobody else, and only that one.
void Access::expect_may_reset(store::Reader& reader, const store::Actor& actor,
                              const Person& person) const {
    const auto powers = powers_of(reader, actor);
    const bool is_last =
        person.who.role == Role::security && count_of_role(reader, Role::security) == 1;
    const bool may = powers == Powers::all ||
                     (powers == Powers::security ? person.who.id.value != actor.person : is_last);
    if (!may) {
        throw apart();
    }
}

void Access::check(store::Transaction& transaction, const Person& person) const {
    const auto count = character_count(person.who.name);
    if (count < 1 || count > 40) {
        throw failure(ErrorCode::invalid_argument, "access.name", "a name has 1 to 40 characters");
    }
    if (person.who.unit) {
        const auto* unit = org::read_directory(transaction)->find(person.who.unit);
        if (unit == nullptr || unit->kind != org::UnitKind::unit) {
            throw failure(ErrorCode::not_found, "access.no-unit", "unit '{}' does not exist",
                          person.who.unit.value);
        }
    } else if (is_of_unit(person.who.role)) {
        throw failure(ErrorCode::invalid_argument, "access.unit-required", "a {} belongs to a unit",
                      to_string(person.who.role));
    }
    if (person.active) {
        check_serves(transaction, person.who);
        if (rules_.separated && is_power(person.who.role) &&
            has_other_power(transaction, person.who)) {
            throw failure(ErrorCode::conflict, "access.one-power",
                          "'{}' has another of the three powers already", person.who.name);
        }
    }
}

void Access::check_powers(store::Reader& reader, const Person& before, const Person& after) const {
    constexpr std::array kLast{std::pair{Role::administrator, "access.last-administrator"},
                               std::pair{Role::security, "access.last-security"},
                               std::pair{Role::auditor, "access.last-auditor"}};
    for (const auto& [role, reason] : kLast) {
        const bool had = before.active && before.who.role == role;
        const bool has = after.active && after.who.role == role;
        if (had && !has && (rules_.separated || role == Role::administrator) &&
            count_of_role(reader, role) == 1) {
            throw failure(ErrorCode::conflict, reason, "the last {} stays one", to_string(role));
        }
    }
}

Person Access::open_account(store::Transaction& transaction, const store::Actor& actor,
                            const NewPerson& person, const std::string& hash) {
    check_username(person.username);
    check(transaction, person_of(person));
    const auto powers = powers_of(transaction, actor);
    if (powers == Powers::security) {
        throw apart();
    }
    const bool waits = powers == Powers::system;
    const auto id = insert_person(transaction, person, hash, !waits);
    if (waits) {
        auto wanted = *find_person(transaction, id);
        const auto now = wanted;
        wanted.active = true;
        set_asked(transaction, id, request_for(wanted, now, actor, transaction.now()));
    }
    return *find_person(transaction, id);
}

Person Access::add_person(const store::Actor& actor, const NewPerson& person) {
    check_username(person.username);
    check_password(person.password, {person.username, person.name});
    const auto hashed = hash(person.password);
    return database_.write([&](store::Transaction& transaction) {
        const bool waits = powers_of(transaction, actor) == Powers::system;
        transaction.record(event(actor, waits ? "access.person-asked" : "access.person-added", {}));
        return open_account(transaction, actor, person, hashed);
    });
}

struct Access::Change {
    Person now;                 // what takes effect
    std::optional<Asked> asked; // what waits
    bool grants = false;        // more than a name or a password is to change
    bool asks = false;          // something is asked for that did not wait yet
};

Access::Change Access::change_of(store::Transaction& transaction, const store::Actor& actor,
                                 PersonId id, std::int64_t version, const PersonEdit& edit) {
    const auto before = found(transaction, id, version);
    const auto powers = powers_of(transaction, actor);
    if (edit.password) {
        expect_may_reset(transaction, actor, before);
    }
    Change change;
    change.grants = edit.role || edit.unit || edit.active || edit.title || edit.serves;
    if (powers == Powers::security && (edit.name || change.grants)) {
        throw apart();
    }
    // What waits already waits on, with what is asked for now.
    const bool waits = powers == Powers::system && before.asked;
    const auto wanted = changed(waits ? granted(before) : before, edit);
    change.now = wanted;
    if (powers == Powers::system) {
        change.now = before;
        change.now.who.name = wanted.who.name;
        change.now.active = before.active && wanted.active;
    }
    change.now.asked.reset();
    ++change.now.version;
    check(transaction, wanted);
    check_powers(transaction, before, wanted);
    if (powers == Powers::system) {
        change.asked = request_for(wanted, change.now, actor, transaction.now());
    }
    change.asks = change.asked && (!waits || !grants_alike(granted(before), wanted));
    return change;
}

Person Access::apply(store::Transaction& transaction, const Change& change) {
    const auto id = change.now.who.id;
    update_person(transaction, change.now);
    if (change.grants && (change.asks || !change.asked)) {
        set_asked(transaction, id, change.asked);
    }
    if (!change.now.active) {
        delete_sessions(transaction, id, SessionId{});
    }
    return *find_person(transaction, id);
}

Person Access::change_account(store::Transaction& transaction, const store::Actor& actor,
                              PersonId id, std::int64_t version, const PersonEdit& edit) {
    return apply(transaction, change_of(transaction, actor, id, version, edit));
}

void Access::set_first_password(store::Transaction& transaction, const store::Actor& actor,
                                const Person& person, const std::string& hash) {
    expect_may_reset(transaction, actor, person);
    update_password(transaction, person.who.id, hash, true);
    set_attempts(transaction, person.who.username, {});
    delete_sessions(transaction, person.who.id, SessionId{});
}

Person Access::edit_person(const store::Actor& actor, PersonId id, std::int64_t version,
                           const PersonEdit& edit) {
    std::optional<std::string> hashed;
    if (edit.password) {
        const auto who = person(id).who;
        check_password(*edit.password, {who.username, edit.name.value_or(who.name)});
        hashed = hash(*edit.password);
    }
    return database_.write([&](store::Transaction& transaction) {
        const auto change = change_of(transaction, actor, id, version, edit);
        transaction.record(
            event(actor, change.asks ? "access.change-asked" : "access.person-edited", id));
        apply(transaction, change);
        if (hashed) {
            set_first_password(transaction, actor, change.now, *hashed);
        }
        return *find_person(transaction, id);
    });
}

Person Access::confirm(const store::Actor& actor, PersonId id, std::int64_t version) {
    return database_.write([&](store::Transaction& transaction) {
        const auto before = found(transaction, id, version);
        if (!before.asked) {
            throw failure(ErrorCode::conflict, "access.nothing-asked", "nothing waits here");
        }
        if (before.asked->by.value == actor.person &&
            powers_of(transaction, actor) != Powers::all) {
            throw failure(ErrorCode::forbidden, "access.own-request",
                          "somebody else confirms what one asked for");
        }
        auto person = granted(before);
        ++person.version;
        check(transaction, person);
        check_powers(transaction, before, person);
        transaction.record(event(actor, "access.confirmed", id));
        set_asked(transaction, id, std::nullopt);
        update_person(transaction, person);
        delete_sessions(transaction, id, SessionId{}); // its pages were another role's
        return *find_person(transaction, id);
    });
}

Person Access::refuse(const store::Actor& actor, PersonId id, std::int64_t version) {
    return database_.write([&](store::Transaction& transaction) {
        auto person = found(transaction, id, version);
        if (!person.asked) {
            throw failure(ErrorCode::conflict, "access.nothing-asked", "nothing waits here");
        }
        ++person.version;
        transaction.record(event(actor, "access.refused", id));
        set_asked(transaction, id, std::nullopt);
        update_person(transaction, person);
        return *find_person(transaction, id);
    });
}

void Access::unlock(const store::Actor& actor, PersonId id) {
    database_.write([&](store::Transaction& transaction) {
        const auto person = found(transaction, id);
        transaction.record(event(actor, "access.unlocked", id));
        set_attempts(transaction, person.who.username, {});
    });
}

Person Access::person(PersonId id) {
    return database_.read([&](store::Reader& reader) { return found(reader, id); });
}

std::vector<Person> Access::people(const std::string& after, int limit) {
    return database_.read([&](store::Reader& reader) { return list_people(reader, after, limit); });
}

} // namespace luoshi::access
