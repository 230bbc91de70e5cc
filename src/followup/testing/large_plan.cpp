// SPDX-License-Identifier: Apache-2.0
#include "followup/testing/large_plan.hpp"

#include "followup/make_plan.hpp"
#include "followup/rows_imports.hpp"
#include "followup/rows_life.hpp"
#include "followup/rows_plans.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

namespace luoshi::followup {
namespace {

constexpr std::array<std::string_view, 24> kPhrases{
    "完善园区污水处理设施，",   "提高节约集约用地水平，",   "组织农村劳动力技能培训，",
    "修订考核评价办法，",       "加强环保监管和现场巡查，", "推进社会保险关系转移接续，",
    "引进龙头企业和配套项目，", "开展民主评议和民意测评，", "编制重点产业布局规划，",
    "清理违规收费，",           "建立信息台账，",           "落实财政资金预算，",
    "加快审批事项精简，",       "做好企业摸底调查，",       "扩大干部挂职交流，",
    "公布分行业环保标准，",     "推动产业链整体转移，",     "建设公共研发平台，",
    "健全纠纷解决机制，",       "完善积分入户制度，",       "搭建金融服务平台，",
    "开展土地专项督查，",       "发布年度统计数据，",       "总结合作共建经验，"};

class Maker {
public:
    Maker(const org::Directory& directory, Date at, unsigned seed) : random_(seed) {
        for (const auto& unit : directory.units()) {
            if (unit.kind == org::UnitKind::unit && unit.valid.contains(at)) {
                units_.push_back({unit.id, directory.name(unit, org::NameKind::short_name, at)});
            }
        }
    }

    DraftItem item(int number, int tasks) {
        DraftItem item;
        item.key = item.number = std::to_string(number);
        // In the order of a document: twenty parts, one after another, of seven sections each.
        const auto place = static_cast<std::int64_t>(number - 1) * 140 / tasks;
        item.section_path = fmt::format("{}/（{}）", 1 + place / 7, 1 + place % 7);
        item.title =
            fmt::format("第{}项{}", number, kPhrases[below(kPhrases.size())].substr(0, 24));
        const auto phrases = 3 + below(8);
        for (std::size_t i = 0; i < phrases; ++i) {
            item.text += kPhrases[below(kPhrases.size())];
        }
        item.text += fmt::format("编号{}。", number);
        const auto parties = 1 + below(8);
        for (std::size_t i = 0; i < parties; ++i) {
            const auto& [id, name] = units_[below(units_.size())];
            item.parties.push_back({.unit = name,
                                    .unit_full = {},
                                    .role = i == 0 ? notice::Role::lead : notice::Role::joint,
                                    .group = false,
                                    .open = false,
                                    .pending = false,
                                    .mapped_to = id,
                                    .read = {std::nullopt, 0.97, "clause.lead-joint", false}});
        }
        if (below(5) == 0) {
            const auto due = Date::from(2012, 1, 1)->plus_days(static_cast<int>(below(700)));
            item.deadlines.push_back({notice::DeadlineKind::date,
                                      to_string(due),
                                      to_string(due),
                                      {std::nullopt, 0.98, "date.day", false}});
        }
        return item;
    }

private:
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }

    std::mt19937_64 random_;
    std::vector<std::pair<org::UnitId, std::string>> units_;
};

} // namespace

PlanId make_large_plan(store::Database& database, const org::Directory& directory, Date at,
                       int tasks, unsigned seed) {
    Maker maker{directory, at, seed};
    Draft draft;
    draft.header = {{"title", {"大方案"}, false, {}}, {"date", {"2011-11-01"}, false, {}}};
    draft.general.key = "general";
    for (int top = 1; top <= 20; ++top) {
        draft.sections.push_back(
            {std::to_string(top), fmt::format("第{}部分", top), 1, std::nullopt});
    }
    for (int number = 1; number <= tasks; ++number) {
        draft.items.push_back(maker.item(number, tasks));
    }
    const store::Actor actor{0, "bench", ""};
    return database.write([&](store::Transaction& transaction) {
        const auto id = transaction.make_id<PlanId>();
        Import import;
        import.id = transaction.make_id<ImportId>();
        import.digest = to_string(import.id);
        import.file_name = "large.txt";
        import.created_at = import.updated_at = transaction.now();
        transaction.record({.actor = actor,
                            .action = "followup.plan-created",
                            .object_kind = "plan",
                            .object_id = id.value,
                            .plan_id = id.value,
                            .detail = {}});
        insert_import(transaction, import, {});
        const WorkCalendar calendar;
        insert_plan(transaction,
                    build_plan({.draft = draft,
                                .text = "",
                                .directory = directory,
                                .calendar = calendar,
                                .at = at,
                                .spec = nullptr,
                                .id = id,
                                .name = "大方案",
                                .next_task_id = [&] { return transaction.make_id<TaskId>(); }}),
                    import, actor.name, false);
        return id;
    });
}

void grow_large_plan(store::Database& database, PlanId plan, Date today, unsigned seed) {
    std::mt19937_64 random{seed};
    const auto below = [&](std::uint64_t end) { return static_cast<int>(random() % end); };
    database.write([&](store::Transaction& transaction) {
        transaction.record({.actor = {0, "bench", ""},
                            .action = "bench.lives",
                            .object_kind = "plan",
                            .object_id = plan.value,
                            .plan_id = plan.value,
                            .detail = {}});
        for (auto& life : lives_of(transaction, plan)) {
            life.facts.state =
                below(10) < 7 ? State::in_progress : static_cast<State>(below(kStates));
            if (below(3) > 0) {
                life.facts.start = today.plus_days(below(100) - 90);
                life.facts.due = life.facts.start->plus_days(20 + below(200));
                life.facts.reported = below(100);
                life.next_title = "节点";
            }
            save_life(transaction, life);
        }
    });
}

} // namespace luoshi::followup
