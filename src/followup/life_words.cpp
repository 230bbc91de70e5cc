// SPDX-License-Identifier: Apache-2.0
// How the values of a life are spelt in rows and in JSON.
#include "followup/life.hpp"

#include <algorithm>
#include <array>

namespace luoshi::followup {
namespace {

constexpr std::array<std::string_view, 3> kDecisions{"keep", "replace", "add"};
constexpr std::array<std::string_view, 3> kSources{"notice", "pack", "unit"};
constexpr std::array<std::string_view, 6> kSteps{"proposed",  "approved", "reported",
                                                 "confirmed", "replaced", "dropped"};
constexpr std::array<std::string_view, 6> kEvidence{"file", "due",  "record",
                                                    "fact", "link", "words"};
constexpr std::array<std::string_view, 3> kMethods{"documents", "phone", "site"};
constexpr std::array<std::string_view, 5> kChanges{"pause", "adjust", "terminate", "restart",
                                                   "review"};
constexpr std::array<std::string_view, 8> kWaits{"nobody", "sign", "plan",          "plan_decision",
                                                 "ruling", "step", "step_decision", "check"};

template <class Enum, std::size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) noexcept {
    return names[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t N>
std::optional<Enum> parse_name(const std::array<std::string_view, N>& names,
                               std::string_view text) noexcept {
    const auto* it = std::find(names.begin(), names.end(), text);
    return it == names.end() ? std::nullopt : std::optional{static_cast<Enum>(it - names.begin())};
}

} // namespace

std::string_view to_string(Decision decision) noexcept {
    return name_of(kDecisions, decision);
}
std::optional<Decision> parse_decision(std::string_view text) noexcept {
    return parse_name<Decision>(kDecisions, text);
}
std::string_view to_string(StepSource source) noexcept {
    return name_of(kSources, source);
}
std::string_view to_string(StepState state) noexcept {
    return name_of(kSteps, state);
}
std::string_view to_string(EvidenceKind kind) noexcept {
    return name_of(kEvidence, kind);
}
std::optional<EvidenceKind> parse_evidence_kind(std::string_view text) noexcept {
    return parse_name<EvidenceKind>(kEvidence, text);
}
std::string_view to_string(CheckMethod method) noexcept {
    return name_of(kMethods, method);
}
std::optional<CheckMethod> parse_check_method(std::string_view text) noexcept {
    return parse_name<CheckMethod>(kMethods, text);
}
std::string_view to_string(CourseKind kind) noexcept {
    return name_of(kChanges, kind);
}
std::optional<CourseKind> parse_course_kind(std::string_view text) noexcept {
    return parse_name<CourseKind>(kChanges, text);
}
std::string_view to_string(Waits waits) noexcept {
    return name_of(kWaits, waits);
}

std::string_view to_words(Waits waits) noexcept {
    switch (waits) {
    case Waits::nobody: return "";
    case Waits::sign: return "待单位签收";
    case Waits::plan: return "待单位报推进步骤";
    case Waits::plan_decision: return "待本办审定推进步骤";
    case Waits::ruling: return "待裁定分工异议";
    case Waits::step: return "待单位完成当前步骤";
    case Waits::step_decision: return "待本办确认当前步骤";
    case Waits::check: return "待本办核查办结";
    }
    return "";
}

} // namespace luoshi::followup
