// SPDX-License-Identifier: Apache-2.0
#include "leader/briefs.hpp"

#include "base/error.hpp"
#include "followup/page_path.hpp"
#include "followup/series.hpp"
#include "leader/rows.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::leader {
namespace {

constexpr std::array<std::string_view, 3> kStates{"draft", "issued", "dropped"};

[[noreturn]] void no_brief() {
    throw failure(ErrorCode::not_found, "leader.no-brief", "there is no such brief");
}

void record(store::Transaction& transaction, const duty::Who& who, const Brief& brief,
            std::string_view action) {
    transaction.record({.actor = who.actor,
                        .action = fmt::format("leader.brief-{}", action),
                        .object_kind = "brief",
                        .object_id = brief.id.value,
                        .plan_id = brief.plan.value});
}

Brief open_draft(store::Reader& reader, BriefId id, std::int64_t version, const char* act) {
    auto brief = find_brief(reader, id);
    if (!brief || brief->state == BriefState::dropped) {
        no_brief();
    }
    if (brief->version != version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "the brief has changed: version {}", brief->version);
    }
    if (brief->state != BriefState::draft) {
        throw failure(ErrorCode::conflict, "leader.not-now", "it has been issued")
            .with("act", act)
            .with("state", std::string{to_string(brief->state)});
    }
    ++brief->version;
    return std::move(*brief);
}

void expect_unit(const org::Directory& directory, org::UnitId id) {
    if (id && directory.find(id) == nullptr) {
        throw failure(ErrorCode::not_found, "org.no-unit", "there is no such unit");
    }
}

void check(const org::Directory& directory, const BriefText& text) {
    must_have("title", text.title);
    must_have("words", text.words);
    if (text.stuck.size() > Briefs::kLines || text.proposals.size() > Briefs::kLines) {
        incomplete("stuck", "at most 20 lines");
    }
    for (const auto& line : text.stuck) {
        must_have("stuck", line.words);
        for (const auto unit : line.units) {
            expect_unit(directory, unit);
        }
        at_most("step", line.step, 200);
        if (!line.link.empty() && !followup::is_page_path(line.link, kLongestLink)) {
            incomplete("link", "a path within the pages, from '/'");
        }
    }
    for (const auto& one : text.proposals) {
        must_have("proposals", one.words);
        expect_unit(directory, one.unit);
    }
}

NewPaper paper_of(const Brief& brief, const std::vector<access::PersonId>& leaders) {
    NewPaper paper;
    paper.kind = PaperKind::brief;
    paper.object = brief.id.value;
    paper.title = fmt::format("督查专报第{}期：{}", brief.number, brief.text.title);
    paper.words = brief.text.words;
    paper.link = "/briefs/" + to_string(brief.id);
    paper.leaders = leaders;
    return paper;
}

} // namespace

std::int64_t Figures::of(followup::Light light) const {
    const auto it = lights.find(light);
    return it == lights.end() ? 0 : it->second;
}

std::string_view to_string(BriefState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

std::string number_of(const Brief& brief) {
    return brief.number == 0 ? "待编" : fmt::format("{}年第{}期", brief.year, brief.number);
}

BriefId Briefs::draft(const duty::Who& office, followup::PlanId plan) {
    const auto content = gather(plan);
    return sources_.database.write([&](store::Transaction& transaction) {
        Brief brief;
        brief.id = transaction.make_id<BriefId>();
        brief.plan = plan;
        brief.office = office.principal.unit;
        brief.text = content.text;
        brief.figures = content.figures;
        brief.created_by = office.actor.name;
        record(transaction, office, brief, "draft");
        insert_brief(transaction, brief);
        return brief.id;
    });
}

void Briefs::renew(const duty::Who& office, BriefId id, std::int64_t version) {
    const auto plan = detail(office.principal, id).briefs.front().plan;
    const auto content = gather(plan);
    sources_.database.write([&](store::Transaction& transaction) {
        auto brief = open_draft(transaction, id, version, "renew");
        brief.figures = content.figures;
        brief.text.words = content.text.words;
        brief.text.stuck = content.text.stuck;
        record(transaction, office, brief, "renew");
        update_brief(transaction, brief);
    });
}

void Briefs::change(const duty::Who& office, BriefId id, std::int64_t version,
                    const BriefText& text) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto brief = open_draft(transaction, id, version, "change");
        check(*sources_.directories.get(transaction), text);
        brief.text = text;
        record(transaction, office, brief, "change");
        update_brief(transaction, brief);
    });
}

void Briefs::drop(const duty::Who& office, BriefId id, std::int64_t version) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto brief = open_draft(transaction, id, version, "drop");
        brief.state = BriefState::dropped;
        record(transaction, office, brief, "drop");
        update_brief(transaction, brief);
    });
}

PaperId Briefs::issue(const duty::Who& office, BriefId id, std::int64_t version,
                      const std::vector<access::PersonId>& leaders) {
    return sources_.database.write([&](store::Transaction& transaction) {
        auto brief = open_draft(transaction, id, version, "issue");
        check(*sources_.directories.get(transaction), brief.text);
        record(transaction, office, brief, "issue");
        brief.state = BriefState::issued;
        brief.year = transaction.today().year();
        brief.number = followup::take_numbers(
            transaction, fmt::format("brief/{}/{}", to_string(brief.plan), brief.year), 1);
        brief.issued_on = transaction.today();
        brief.issued_by = office.actor.name;
        update_brief(transaction, brief);
        return send_in(transaction, office, brief.plan, paper_of(brief, leaders));
    });
}

ShownBriefs Briefs::list(followup::PlanId plan) {
    sources_.plans.plan(org::Scope::all(), plan);
    return sources_.database.read([&](store::Reader& reader) {
        return ShownBriefs{briefs_of(reader, plan), sources_.directories.get(reader)};
    });
}

ShownBriefs Briefs::detail(const access::Principal& who, BriefId id) {
    return sources_.database.read([&](store::Reader& reader) {
        auto brief = find_brief(reader, id);
        const bool seen = brief && brief->state != BriefState::dropped &&
                          (who.role == access::Role::office ||
                           (is_of_leader(who.role) && was_sent(reader, PaperKind::brief, id.value,
                                                               seat_of(reader, who).leader)));
        if (!seen) {
            no_brief();
        }
        return ShownBriefs{{std::move(*brief)}, sources_.directories.get(reader)};
    });
}

} // namespace luoshi::leader
