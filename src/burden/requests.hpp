// SPDX-License-Identifier: Apache-2.0
// Requests a unit got past the duties, or once more: it notes them, the office answers by name.
#pragma once

#include "access/person.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "burden/burden.hpp"
#include "duty/chains.hpp"

namespace luoshi::burden {

struct RequestTag;
using RequestId = Id<RequestTag>;

enum class Channel : std::uint8_t { phone, group, mail, paper, meeting, system, other };
enum class Ground : std::uint8_t { repeats, groundless, both };
enum class Verdict : std::uint8_t {
    withdrawn, // 撤回
    merged,    // 并入 a duty
    founded    // 有依据: the words say which
};
std::string_view to_string(Channel channel) noexcept; // "phone"
std::string_view to_string(Ground ground) noexcept;
std::string_view to_string(Verdict verdict) noexcept;
std::string_view to_words(Channel channel) noexcept; // 电话
std::string_view to_words(Ground ground) noexcept;
std::string_view to_words(Verdict verdict) noexcept;
std::optional<Channel> parse_channel(std::string_view text) noexcept;
std::optional<Ground> parse_ground(std::string_view text) noexcept;
std::optional<Verdict> parse_verdict(std::string_view text) noexcept;

struct NewRequest {
    std::string asker, what; // neither ""
    Channel channel = Channel::phone;
    Date asked_on; // not after today
    Ground ground = Ground::groundless;
    duty::DutyId duty; // that asks for it already; none unless it repeats
    std::string field; // of its form, in words; "" none
    std::optional<Date> since;
};

struct Answer {
    Verdict verdict = Verdict::withdrawn;
    duty::DutyId merged; // with merged
    std::string words;   // with founded: the basis; else may be ""
};

struct Request {
    RequestId id;
    org::UnitId unit;
    NewRequest said;
    std::optional<Answer> answer;
    std::string answered_by;
    std::optional<Date> answered_on;
    std::int64_t version = 1;
    access::PersonId person; // who noted it
    std::string created_by;
    Timestamp created_at{};
};

struct Sheet {
    std::vector<Request> requests;              // newest first
    std::map<duty::DutyId, std::string> titles; // of the duties they name
    std::shared_ptr<const org::Directory> directory;
};

// What a request most likely repeats.
struct Proposal {
    duty::DutyId duty;
    std::string title, title_en; // of the duty
    std::string field;
    double likeness = 0; // to 1: the same
};

class Requests {
public:
    // All borrowed.
    Requests(store::Database& database, org::Directories& directories, duty::Duties& duties)
        : database_(database), directories_(directories), duties_(duties) {}

    // Of the month, or all.
    Sheet list(const org::Scope& scope, std::optional<Month> month);
    Request detail(const org::Scope& scope, RequestId id); // Error not_found (burden.no-request)
    // By somebody of a unit. Errors: invalid_argument (burden.incomplete, detail field), not_found
    // (duty.no-duty).
    RequestId note(const duty::Who& who, const NewRequest& request);
    // By the unit, until it is answered. Errors: conflict (burden.answered).
    void take_back(const duty::Who& who, RequestId id, std::int64_t version);
    // By the office; whoever noted it is told. Errors: those of note(), conflict (burden.answered),
    // precondition_failed (http.precondition-failed).
    void answer(const duty::Who& office, RequestId id, std::int64_t version, const Answer& answer);
    // At most eight, best first: fields of issued duties named like the words.
    std::vector<Proposal> likely(const org::Scope& scope, std::string_view words);

private:
    store::Database& database_;
    org::Directories& directories_;
    duty::Duties& duties_;
};

} // namespace luoshi::burden
