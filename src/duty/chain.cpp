// SPDX-License-Identifier: Apache-2.0
#include "duty/chain.hpp"

#include "base/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace luoshi::duty {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSteps{
    {{"assign", "分办"},
     {"draft", "拟稿"},
     {"review", "处室审核"},
     {"cosign", "会签"},
     {"check", "核稿"},
     {"sign", "签发"},
     {"send", "报出"}}};

[[noreturn]] void bad(std::string_view why) {
    throw failure(ErrorCode::invalid_argument, "duty.bad-chain", "{}", why);
}

Step step_of(const Json& json) {
    if (!json.is_object() || !json.value("kind", Json()).is_string()) {
        bad("a step has a kind, and a person or a role");
    }
    Step step;
    const auto kind = parse_step(json["kind"].get<std::string>());
    if (!kind) {
        bad("a step is one of assign, draft, review, cosign, check, sign, send");
    }
    step.kind = *kind;
    if (const auto person = json.value("person", Json()); person.is_string()) {
        const auto id = parse_id(person.get<std::string>());
        if (!id) {
            bad("'person' is the id of a person");
        }
        step.person = *id;
    }
    if (const auto name = json.value("name", Json()); name.is_string()) {
        step.name = name.get<std::string>();
    }
    if (const auto role = json.value("role", Json()); role.is_string()) {
        const auto parsed = access::parse_role(role.get<std::string>());
        if (parsed != access::Role::drafter && parsed != access::Role::signer) {
            bad("'role' is drafter or signer");
        }
        step.role = *parsed;
    }
    return step;
}

} // namespace

std::string_view to_string(StepKind kind) noexcept {
    return kSteps[static_cast<std::size_t>(kind)].first;
}

std::string_view to_words(StepKind kind) noexcept {
    return kSteps[static_cast<std::size_t>(kind)].second;
}

std::optional<StepKind> parse_step(std::string_view text) noexcept {
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
        if (kSteps[i].first == text) {
            return static_cast<StepKind>(i);
        }
    }
    return std::nullopt;
}

Chain usual_chain() {
    return {{StepKind::draft, 0, "", access::Role::drafter},
            {StepKind::sign, 0, "", access::Role::signer},
            {StepKind::send, 0, "", access::Role::drafter}};
}

void check_chain(const Chain& chain) {
    if (chain.empty() || chain.size() > kSteps.size()) {
        bad("a chain has one to seven steps");
    }
    for (std::size_t i = 1; i < chain.size(); ++i) {
        if (chain[i].kind <= chain[i - 1].kind) {
            bad("steps stand in the order assign, draft, review, cosign, check, sign, send, each "
                "once");
        }
    }
    if (std::ranges::find(chain, StepKind::sign, &Step::kind) == chain.end()) {
        bad("somebody signs: the step 'sign' is missing");
    }
}

std::string to_json(const Chain& chain) {
    auto json = Json::array();
    for (const auto& step : chain) {
        json.push_back({{"kind", to_string(step.kind)},
                        {"person", step.person == 0 ? Json() : Json(std::to_string(step.person))},
                        {"name", step.name},
                        {"role", access::to_string(step.role)}});
    }
    return json.dump();
}

Chain read_chain(std::string_view json) {
    const auto parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_array()) {
        bad("a chain is a list of steps");
    }
    Chain chain;
    for (const auto& one : parsed) {
        chain.push_back(step_of(one));
    }
    check_chain(chain);
    return chain;
}

std::optional<Acting> may_act(const Step& step, const access::Principal& who,
                              const std::vector<Deputy>& deputies, Date day) {
    if (step.person != 0 ? step.person == who.id.value : step.role == who.role) {
        return Acting{};
    }
    const auto it = std::ranges::find_if(deputies, [&](const Deputy& one) {
        return one.deputy == who.id.value && one.active(day) &&
               (step.person != 0 ? one.person == step.person : one.role == step.role);
    });
    return it == deputies.end() ? std::nullopt : std::optional{Acting{true, it->person_name}};
}

} // namespace luoshi::duty
