// SPDX-License-Identifier: Apache-2.0
// The way a report takes within its unit, 分办 → 拟稿 → 处室审核 → 会签 → 核稿 → 签发 → 报出, one
// to seven of these steps, and who may act at a step. Pure.
#pragma once

#include "access/person.hpp"
#include "base/date.hpp"
#include "duty/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::duty {

enum class StepKind : std::uint8_t { assign, draft, review, cosign, check, sign, send };
std::string_view to_string(StepKind kind) noexcept; // "draft"
std::string_view to_words(StepKind kind) noexcept;  // 拟稿
std::optional<StepKind> parse_step(std::string_view text) noexcept;

// Whose turn it is: a person, or whoever of the unit has the role.
struct Step {
    StepKind kind = StepKind::draft;
    std::int64_t person = 0; // 0: the role
    std::string name;        // of the person
    access::Role role = access::Role::drafter;
    bool operator==(const Step&) const = default;
};
using Chain = std::vector<Step>;

Chain usual_chain(); // 拟稿 → 签发 → 报出
// Error invalid_argument (duty.bad-chain) unless it has one to seven steps in the order above, each
// at most once, with 签发 among them.
void check_chain(const Chain& chain);
std::string to_json(const Chain& chain);
Chain read_chain(std::string_view json); // Error invalid_argument (duty.bad-chain)

// Someone acts for another from a day until before another day.
struct Deputy {
    DeputyId id;
    std::int64_t person = 0, deputy = 0;
    std::string person_name, deputy_name;
    access::Role role = access::Role::signer; // of the person
    std::string kind;                         // 代签, AB岗
    Date from, until;
    bool active(Date day) const { return from <= day && day < until; }
};

struct Acting {
    bool deputy = false;
    std::string for_name; // whom the deputy acts for
};
// nullopt: it is not this person's turn.
std::optional<Acting> may_act(const Step& step, const access::Principal& who,
                              const std::vector<Deputy>& deputies, Date day);

} // namespace luoshi::duty
