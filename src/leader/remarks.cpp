// SPDX-License-Identifier: Apache-2.0
#include "leader/remarks.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "followup/page_path.hpp"
#include "leader/own_copy.hpp"
#include "leader/rows.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::leader {
namespace {

constexpr std::array<std::string_view, 3> kStates{"written", "withdrawn", "handed"};

[[noreturn]] void no_remark() {
    throw failure(ErrorCode::not_found, "leader.no-remark", "there is no such remark");
}

void record_event(store::Transaction& transaction, const duty::Who& who, const Remark& remark,
                  std::string_view action) {
    transaction.record({.actor = who.actor,
                        .action = fmt::format("leader.{}", action),
                        .object_kind = "leader-remark",
                        .object_id = remark.id.value,
                        .plan_id = remark.plan.value});
}

// The rule of who sees what, for one remark and for lists.
RemarkFilter seen_by(store::Reader& reader, const access::Principal& who) {
    RemarkFilter filter;
    if (is_of_leader(who.role)) {
        filter.leader = seat_of(reader, who).leader;
    } else if (who.role != access::Role::office) {
        ensure(is_of_unit(who.role) && who.unit, "who asks for remarks has a unit or an office");
        filter.unit = who.unit;
    }
    return filter;
}

const Handing* handing_to(const Remark& remark, org::UnitId unit) {
    const auto it = std::ranges::find(remark.handed, unit, &Handing::unit);
    return it == remark.handed.end() ? nullptr : &*it;
}

bool sees(const RemarkFilter& filter, const Remark& remark) {
    if (remark.state == RemarkState::withdrawn) {
        return false;
    }
    if (filter.unit) {
        return handing_to(remark, filter.unit) != nullptr;
    }
    return !filter.leader || filter.leader == remark.leader;
}

// A unit is told what was handed on to it, not what else the leader thought of and to whom.
void narrow(const RemarkFilter& filter, Remark& remark) {
    if (filter.unit) {
        const auto own = *handing_to(remark, filter.unit);
        remark.named.clear();
        remark.handed = {own};
        remark.handed_on = own.on;
        remark.handed_words = own.words;
        remark.to_office = false;
        remark.link = remark.task ? "/tasks/" + to_string(remark.task) : "";
        remark.paper = {};
    }
}

Remark must_see(store::Reader& reader, const access::Principal& who, RemarkId id) {
    auto remark = find_remark(reader, id);
    const auto filter = seen_by(reader, who);
    if (!remark || !sees(filter, *remark)) {
        no_remark();
    }
    narrow(filter, *remark);
    return std::move(*remark);
}

std::vector<org::UnitId> each_once(const org::Directory& directory,
                                   const std::vector<org::UnitId>& units) {
    std::vector<org::UnitId> out;
    for (const auto id : units) {
        const auto* const unit = directory.find(id);
        if (unit == nullptr || unit->kind != org::UnitKind::unit) {
            throw failure(ErrorCode::not_found, "org.no-unit", "there is no such unit");
        }
        if (std::find(out.begin(), out.end(), id) == out.end()) {
            out.push_back(id);
        }
    }
    return out;
}

std::string who_said(const Remark& remark) {
    return remark.title.empty() ? remark.name : remark.name + "（" + remark.title + "）";
}

notify::Message message_of(const Remark& remark) {
    notify::Message message;
    message.kind = notify::Kind::remark;
    message.object_kind = "leader-remark";
    message.object_id = remark.id.value;
    message.title = fmt::format("{}批示：{}", who_said(remark), remark.about);
    message.title_en = fmt::format("Remark by {}: {}", who_said(remark), remark.about);
    message.words = remark.words;
    message.words_en = remark.words;
    return message;
}

void tell_sender(store::Transaction& transaction, const Remark& remark, access::PersonId sender) {
    auto message = message_of(remark);
    message.key = fmt::format("leader-remark/{}/written", to_string(remark.id));
    message.link = fmt::format("/plans/{}/remarks", to_string(remark.plan));
    message.person = sender;
    notify::Notices::post(transaction, std::array{message});
}

void tell_units(store::Transaction& transaction, const Remark& remark) {
    std::vector<notify::Message> messages;
    for (const auto& [unit, on, words] : remark.handed) {
        auto message = message_of(remark);
        message.key =
            fmt::format("leader-remark/{}/handed/{}", to_string(remark.id), to_string(unit));
        message.link = "/leader-remarks/" + to_string(remark.id);
        message.unit = unit;
        messages.push_back(std::move(message));
    }
    notify::Notices::post(transaction, messages);
}

Remark recorded_remark(store::Transaction& transaction, const duty::Who& office,
                       const Recorded& recorded) {
    must_have("words", recorded.words);
    must_have("about", recorded.about);
    Remark remark;
    remark.id = transaction.make_id<RemarkId>();
    remark.task = recorded.task;
    remark.leader = recorded.leader;
    remark.name = recorded.name;
    remark.title = recorded.title;
    if (recorded.leader) {
        const auto person = access::find_person(transaction, recorded.leader);
        if (!person || person->who.role != access::Role::leader) {
            throw failure(ErrorCode::invalid_argument, "leader.not-leader",
                          "the person is no leader");
        }
        remark.name = person->who.name;
        remark.title = person->who.title;
    }
    must_have("name", remark.name);
    at_most("name", remark.name, 40);
    at_most("title", remark.title, 60);
    if (!recorded.link.empty() && !followup::is_page_path(recorded.link, kLongestLink)) {
        incomplete("link", "a path within the pages, from '/'");
    }
    if (recorded.said_on > transaction.today()) {
        incomplete("said_on", "a day that has come");
    }
    remark.words = recorded.words;
    remark.about = recorded.about;
    remark.link = recorded.link;
    remark.said_on = recorded.said_on;
    remark.to_office = true;
    remark.entered_by = office.actor.name;
    remark.on_paper = true;
    return remark;
}

} // namespace

std::string_view to_string(RemarkState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

std::string reference_of(RemarkId remark) {
    return "remark/" + to_string(remark);
}

RemarkId Remarks::write(const duty::Who& who, PaperId id, const NewRemark& fresh) {
    return sources_.database.write([&](store::Transaction& transaction) {
        auto copy = open_own(transaction, who.principal, id);
        const auto& [paper, own, seat] = copy;
        must_have("words", fresh.words);
        Remark remark;
        remark.id = transaction.make_id<RemarkId>();
        remark.plan = paper.plan;
        remark.paper = id;
        remark.task = paper.task;
        remark.leader = seat.leader;
        remark.name = seat.name;
        remark.title = seat.title;
        remark.words = fresh.words;
        remark.about = paper.title;
        remark.link = paper.link;
        remark.said_on = transaction.today();
        remark.to_office = fresh.to_office;
        remark.named = each_once(*sources_.directories.get(transaction), fresh.units);
        remark.entered_by = seat.entered_by;
        record_event(transaction, who, remark, "remark");
        insert_remark(transaction, remark);
        if (mark_read(transaction, copy)) {
            update_reading(transaction, copy.own);
        }
        tell_sender(transaction, remark, paper.sender);
        return remark.id;
    });
}

void Remarks::withdraw(const duty::Who& who, RemarkId id) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto remark = must_see(transaction, who.principal, id);
        if (remark.state == RemarkState::handed) {
            throw failure(ErrorCode::conflict, "leader.handed-on", "it has been handed on");
        }
        if (remark.on_paper && is_of_leader(who.principal.role)) {
            throw failure(ErrorCode::conflict, "leader.not-now",
                          "the office recorded it from paper")
                .with("act", "withdraw")
                .with("state", "on-paper");
        }
        record_event(transaction, who, remark, "withdraw");
        remark.state = RemarkState::withdrawn;
        ++remark.version;
        update_remark(transaction, remark);
    });
}

RemarkId Remarks::record(const duty::Who& office, followup::PlanId plan, const Recorded& recorded) {
    sources_.plans.plan(org::Scope::all(), plan);
    if (recorded.task && sources_.plans.task(org::Scope::all(), recorded.task).plan.id != plan) {
        incomplete("task", "a task of this plan");
    }
    return sources_.database.write([&](store::Transaction& transaction) {
        auto remark = recorded_remark(transaction, office, recorded);
        remark.plan = plan;
        remark.named = each_once(*sources_.directories.get(transaction), recorded.units);
        record_event(transaction, office, remark, "record");
        insert_remark(transaction, remark);
        return remark.id;
    });
}

void Remarks::attach(const duty::Who& office, RemarkId id, const std::string& name,
                     const std::string& bytes) {
    if (!detail(office.principal, id).remarks.front().on_paper) {
        throw failure(ErrorCode::conflict, "leader.not-now", "it was not written on paper")
            .with("act", "attach")
            .with("state", "written");
    }
    const auto digest = to_hex(sources_.blobs.put(bytes));
    sources_.database.write([&](store::Transaction& transaction) {
        auto remark = must_see(transaction, office.principal, id);
        record_event(transaction, office, remark, "attach");
        remark.scan = {digest, name, static_cast<std::int64_t>(bytes.size())};
        ++remark.version;
        update_remark(transaction, remark);
    });
}

void Remarks::hand_on(const duty::Who& office, RemarkId id, std::int64_t version,
                      const HandOn& given) {
    const auto plan = detail(office.principal, id).remarks.front().plan;
    if (given.task && sources_.plans.task(org::Scope::all(), given.task).plan.id != plan) {
        incomplete("task", "a task of this plan");
    }
    sources_.database.write([&](store::Transaction& transaction) {
        auto remark = must_see(transaction, office.principal, id);
        if (remark.version != version) {
            throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                          "the remark has changed: version {}", remark.version);
        }
        record_event(transaction, office, remark, "hand-on");
        at_most("words", given.words, kLongestWords);
        const auto units = each_once(*sources_.directories.get(transaction), given.units);
        for (const auto unit : units) {
            if (handing_to(remark, unit) == nullptr) {
                remark.handed.push_back({unit, transaction.today(), given.words});
            }
        }
        remark.state = RemarkState::handed;
        remark.handed_on = transaction.today();
        remark.handed_by = office.actor.name;
        remark.handed_words = given.words;
        remark.task = given.task ? given.task : remark.task;
        ++remark.version;
        update_remark(transaction, remark);
        tell_units(transaction, remark);
    });
}

ShownRemarks Remarks::list(const access::Principal& who, followup::PlanId plan,
                           followup::TaskId task) {
    sources_.plans.plan(access::scope_of(who), plan);
    return sources_.database.read([&](store::Reader& reader) {
        auto filter = seen_by(reader, who);
        filter.plan = plan;
        filter.task = task;
        return shown(reader, filter);
    });
}

ShownRemarks Remarks::on(const access::Principal& who, PaperId paper) {
    return sources_.database.read([&](store::Reader& reader) {
        auto filter = seen_by(reader, who);
        filter.paper = paper;
        return shown(reader, filter);
    });
}

ShownRemarks Remarks::shown(store::Reader& reader, const RemarkFilter& filter) {
    ShownRemarks all{remarks_of(reader, filter), sources_.directories.get(reader)};
    for (auto& remark : all.remarks) {
        narrow(filter, remark);
    }
    return all;
}

ShownRemarks Remarks::detail(const access::Principal& who, RemarkId id) {
    return sources_.database.read([&](store::Reader& reader) {
        return ShownRemarks{{must_see(reader, who, id)}, sources_.directories.get(reader)};
    });
}

store::NamedBlob Remarks::scan(const access::Principal& who, RemarkId id) {
    const auto scan = detail(who, id).remarks.front().scan;
    const auto digest = digest_from_hex(scan.digest);
    if (!digest) {
        throw failure(ErrorCode::not_found, "leader.no-scan", "the remark has no scan");
    }
    return {scan.name, *digest};
}

std::vector<std::string> Remarks::phrases(const access::Principal& who) {
    return sources_.database.read(
        [&](store::Reader& reader) { return phrases_of(reader, seat_of(reader, who).leader); });
}

void Remarks::set_phrases(const duty::Who& who, const std::vector<std::string>& phrases) {
    const bool fits = phrases.size() <= kPhrases &&
                      std::all_of(phrases.begin(), phrases.end(), [](const auto& words) {
                          return !words.empty() && character_count(words) <= 100;
                      });
    if (!fits) {
        incomplete("phrases", "at most 30, each of 1 to 100 characters");
    }
    sources_.database.write([&](store::Transaction& transaction) {
        const auto seat = seat_of(transaction, who.principal);
        transaction.record({.actor = who.actor,
                            .action = "leader.phrases",
                            .object_kind = "person",
                            .object_id = seat.leader.value});
        replace_phrases(transaction, seat.leader, phrases);
    });
}

} // namespace luoshi::leader
