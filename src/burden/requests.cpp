// SPDX-License-Identifier: Apache-2.0
#include "burden/requests.hpp"

#include "base/error.hpp"
#include "burden/rows.hpp"
#include "duty/duties.hpp"
#include "duty/overlap.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace luoshi::burden {
namespace {

constexpr std::size_t kProposals = 8;

void must_have(const char* field, bool there, const char* what) {
    if (!there) {
        throw failure(ErrorCode::invalid_argument, "burden.incomplete", "'{}' is needed: {}", field,
                      what)
            .with("field", field);
    }
}

[[noreturn]] void no_request() {
    throw failure(ErrorCode::not_found, "burden.no-request", "there is no such request");
}

void begin(store::Transaction& transaction, const duty::Who& who, const char* action,
           RequestId id) {
    transaction.record({.actor = who.actor,
                        .action = action,
                        .object_kind = "burden_request",
                        .object_id = id.value,
                        .plan_id = 0,
                        .detail = {}});
}

Request must_find(store::Reader& reader, const org::Scope& scope, RequestId id) {
    auto request = find_request(reader, id);
    if (!request || (!scope.sees_all() && request->unit != scope.unit())) {
        no_request();
    }
    return std::move(*request);
}

// Open, and as the caller saw it.
Request must_be_open(store::Reader& reader, const org::Scope& scope, RequestId id,
                     std::int64_t version) {
    auto request = must_find(reader, scope, id);
    if (request.version != version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "the request has changed: version {}", request.version);
    }
    if (request.answer) {
        throw failure(ErrorCode::conflict, "burden.answered", "the request was answered before");
    }
    return request;
}

notify::Message told(const Request& request) {
    notify::Message message;
    const auto id = luoshi::to_string(request.id);
    message.key = "burden/" + id + "/answered";
    message.object_kind = "burden_request";
    message.object_id = request.id.value;
    message.link = "/burden/requests";
    message.person = request.person;
    message.title = "登记的要求已答复：" + std::string{to_words(request.answer->verdict)};
    message.title_en = "A request you noted was answered";
    message.words = request.said.what;
    message.words_en = request.said.what;
    return message;
}

} // namespace

Sheet Requests::list(const org::Scope& scope, std::optional<Month> month) {
    Sheet sheet;
    database_.read([&](store::Reader& reader) {
        sheet.requests = requests_of(reader, scope, month);
        sheet.directory = directories_.get(reader);
    });
    std::set<duty::DutyId> named;
    for (const auto& request : sheet.requests) {
        for (const auto id :
             {request.said.duty, request.answer ? request.answer->merged : duty::DutyId{}}) {
            if (id) {
                named.insert(id);
            }
        }
    }
    const auto titles = duties_.titles(named);
    for (const auto id : named) {
        const auto it = titles.find(id);
        sheet.titles[id] = it == titles.end() ? "" : it->second.zh; // "": it is there no more
    }
    return sheet;
}

Request Requests::detail(const org::Scope& scope, RequestId id) {
    return database_.read([&](store::Reader& reader) { return must_find(reader, scope, id); });
}

RequestId Requests::note(const duty::Who& who, const NewRequest& request) {
    must_have("asker", !request.asker.empty(), "who asked");
    must_have("what", !request.what.empty(), "what was asked");
    const bool repeats = request.ground != Ground::groundless;
    must_have("duty_id", !repeats || request.duty, "the duty that asks for it already");
    if (request.duty) {
        duties_.detail(org::Scope::of(who.principal.unit), request.duty);
    }
    return database_.write([&](store::Transaction& transaction) {
        must_have("asked_on", request.asked_on <= transaction.today(), "a day that has come");
        Request one;
        one.id = transaction.make_id<RequestId>();
        one.unit = who.principal.unit;
        one.said = request;
        if (!repeats) {
            one.said.duty = {};
            one.said.field.clear();
            one.said.since.reset();
        }
        one.person = who.principal.id;
        one.created_by = who.actor.name;
        begin(transaction, who, "burden.noted", one.id);
        insert_request(transaction, one);
        return one.id;
    });
}

void Requests::take_back(const duty::Who& who, RequestId id, std::int64_t version) {
    database_.write([&](store::Transaction& transaction) {
        must_be_open(transaction, org::Scope::of(who.principal.unit), id, version);
        begin(transaction, who, "burden.taken-back", id);
        erase_request(transaction, id);
    });
}

void Requests::answer(const duty::Who& office, RequestId id, std::int64_t version,
                      const Answer& answer) {
    must_have("words", answer.verdict != Verdict::founded || !answer.words.empty(),
              "the basis: document and passage");
    must_have("duty_id", answer.verdict != Verdict::merged || answer.merged,
              "the duty it goes into");
    must_have("duty_id",
              !answer.merged ||
                  duties_.detail(org::Scope::all(), answer.merged).state != duty::DutyState::draft,
              "a duty that was issued");
    database_.write([&](store::Transaction& transaction) {
        auto request = must_be_open(transaction, org::Scope::all(), id, version);
        request.answer = answer;
        if (answer.verdict != Verdict::merged) {
            request.answer->merged = {};
        }
        request.answered_by = office.actor.name;
        request.answered_on = transaction.today();
        ++request.version;
        begin(transaction, office, "burden.answered", id);
        update_request(transaction, request);
        notify::Notices::post(transaction, std::array{told(request)});
    });
}

std::vector<Proposal> Requests::likely(const org::Scope& scope, std::string_view words) {
    std::vector<Proposal> all;
    for (const auto& one : duty::likely_fields(duties_.asked_fields(scope), words, kProposals)) {
        all.push_back({one.field.duty, one.field.duty_title.zh, one.field.duty_title.en,
                       one.field.title, one.likeness});
    }
    return all;
}

} // namespace luoshi::burden
