// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_find.hpp"

#include "base/text.hpp"
#include "followup/rows_lights.hpp"
#include "followup/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace luoshi::followup {
namespace {

// A SELECT of places, walked in order: a holder's index drives where there is one, else the tasks';
// every other condition is a look-up in an index that holds all it needs. With a limit it ends
// early.
class Walk {
public:
    Walk(const Asked& asked, std::int64_t after) {
        const auto& filter = asked.filter;
        plan_ = param(asked.plan);
        if (!asked.scope.sees_all()) {
            add_holder("s", asked.scope.unit(), std::nullopt);
        }
        if (filter.unit) {
            add_holder("h", filter.unit, filter.role);
        } else if (filter.role) {
            needs_task_ = true;
            where_ += fmt::format(" AND EXISTS (SELECT 1 FROM followup_holders x WHERE x.task_id = "
                                  "t.id AND (x.roles & {}) <> 0)",
                                  param(bit(*filter.role)));
        }
        if (holders_.empty()) { // lights and states have an index of their own
            driver_ = (filter.light || filter.state) && !needs_task_ && plain(filter) ? "l" : "t";
        }
        add_task_conditions(filter);
        add_life_conditions(filter, asked.moment);
        where_ +=
            fmt::format(" AND {}.ordinal > {}", driver_, param(std::max<std::int64_t>(after, 0)));
    }

    bool narrows() const {
        return !where_.empty() && (needs_task_ || needs_life_ || !holders_.empty());
    }

    Ordinals run(store::Reader& reader, std::optional<std::size_t> limit) {
        auto sql = fmt::format(
            "SELECT {0}.ordinal FROM {1} WHERE {0}.plan_id = {2}{3} ORDER BY {0}.ordinal", driver_,
            from(), plan_, where_);
        if (limit) {
            sql += fmt::format(" LIMIT {}", param(static_cast<std::int64_t>(*limit)));
        }
        Ordinals ordinals;
        reader.each(sql, params_,
                    [&](const store::RowView& row) { ordinals.push_back(row.integer(0)); });
        return ordinals;
    }

private:
    std::string param(store::Value value) {
        params_.push_back(std::move(value));
        return fmt::format("${}", params_.size());
    }

    void add_holder(const char* alias, org::UnitId unit, std::optional<notice::Role> role) {
        where_ += fmt::format(" AND {}.unit_id = {}", alias, param(unit.value));
        if (role) {
            where_ += fmt::format(" AND ({}.roles & {}) <> 0", alias, param(bit(*role)));
        }
        if (driver_.empty()) {
            driver_ = alias;
        } else {
            where_ += fmt::format(" AND {0}.plan_id = {1} AND {0}.ordinal = {2}.ordinal", alias,
                                  plan_, driver_);
        }
        holders_.emplace_back(alias);
    }

    void add_task_conditions(const TaskFilter& filter) {
        const auto before = where_.size();
        if (!filter.section.empty()) {
            where_ += fmt::format(
                " AND (t.section_path = {} OR (t.section_path >= {} AND t.section_path < {}))",
                param(filter.section), param(filter.section + "/"), param(filter.section + "0"));
        }
        if (filter.due_from) {
            where_ += fmt::format(" AND t.due >= {}", param(*filter.due_from));
        }
        if (filter.due_to) {
            where_ += fmt::format(" AND t.due <= {}", param(*filter.due_to));
        }
        if (filter.dated) {
            where_ += fmt::format(" AND t.dated = {}", param(*filter.dated));
        }
        if (filter.flag) {
            where_ += fmt::format(" AND (t.flags & {}) <> 0",
                                  param(static_cast<std::int64_t>(*filter.flag)));
        }
        needs_task_ = needs_task_ || where_.size() > before;
        if (needs_task_ && driver_ != "t") {
            where_ += fmt::format(" AND t.plan_id = {} AND t.ordinal = {}.ordinal", plan_, driver_);
        }
    }

    // Nothing but light and state is asked of the tasks themselves.
    static bool plain(const TaskFilter& filter) {
        return filter.section.empty() && !filter.due_from && !filter.due_to && !filter.dated &&
               !filter.flag;
    }

    // The light as the unit that is looked at carries it: the one of the filter, else the asker's.
    void add_life_conditions(const TaskFilter& filter, const std::optional<LightMoment>& moment) {
        if (!filter.light && !filter.state) {
            return;
        }
        needs_life_ = true;
        if (driver_ != "l") { // + keeps SQLite from looking for a range where it has the place
            where_ +=
                fmt::format(" AND l.plan_id = {} AND l.ordinal = +{}.ordinal", plan_, driver_);
        }
        if (!moment) {
            where_ += " AND 1 = 0";
            return;
        }
        if (filter.state) {
            where_ += fmt::format(" AND l.state = {}", param(to_string(*filter.state)));
        }
        if (filter.light) {
            add_light(*filter.light, *moment);
        }
    }

    void add_light(Light light, const LightMoment& moment) {
        const bool joint = light == Light::joint;
        if (!holders_.empty()) {
            const auto carries = fmt::format("({}.roles & {})", holders_.back(), param(kCarrying));
            where_ += joint ? fmt::format(" AND {} = 0 AND ({}.roles & {}) <> 0", carries,
                                          holders_.back(), param(kHelping))
                            : fmt::format(" AND {} <> 0", carries);
        } else if (joint) {
            where_ += " AND 1 = 0"; // seen from nowhere
        }
        if (!joint) {
            const auto expression =
                light_sql("l", moment, [&](store::Value value) { return param(std::move(value)); });
            where_ +=
                fmt::format(" AND ({}) = {}", expression, param(static_cast<std::int64_t>(light)));
        }
    }

    // CROSS JOIN keeps SQLite from turning the order round.
    std::string from() const {
        std::string text;
        for (const auto& alias : holders_) {
            text += fmt::format("{}followup_holders {}", text.empty() ? "" : " CROSS JOIN ", alias);
        }
        const auto add = [&](const char* table) {
            text += (text.empty() ? "" : " CROSS JOIN ") + std::string{table};
        };
        if (needs_task_ || driver_ == "t") {
            add("followup_tasks t");
        }
        if (needs_life_) {
            add("followup_lives l");
        }
        return text;
    }

    std::string plan_, where_, driver_;
    std::vector<std::string> holders_;
    bool needs_task_ = false, needs_life_ = false;
    store::Params params_;
};

// A section or a span of dates by itself, when few tasks match: read from the index on it and
// sorted here, which does not depend on where in the plan they lie. nullopt: many match, or there
// is more to the filter.
std::optional<Ordinals> few_in_range(store::Reader& reader, const Asked& asked,
                                     std::int64_t after) {
    constexpr std::size_t kFew = 4000;
    const auto& filter = asked.filter;
    const auto plan = asked.plan;
    auto rest = filter;
    rest.words.clear();
    rest.section.clear();
    const bool section = !filter.section.empty() && rest == TaskFilter{};
    rest = filter;
    rest.due_from = rest.due_to = std::nullopt;
    const bool dates = (filter.due_from || filter.due_to) && rest == TaskFilter{};
    rest = filter;
    rest.light = std::nullopt;
    const bool near = asked.moment && rest == TaskFilter{} &&
                      (filter.light == Light::overdue || filter.light == Light::soon);
    if (!asked.scope.sees_all() || (!section && !dates && !near)) {
        return std::nullopt;
    }
    Ordinals ordinals;
    const auto visit = [&](const store::RowView& row) { ordinals.push_back(row.integer(0)); };
    const auto most = static_cast<std::int64_t>(kFew + 1);
    if (section) { // '0' is the character after '/': one range of the index
        reader.each("SELECT ordinal FROM followup_tasks WHERE plan_id = $1 AND section_path >= $2 "
                    "AND section_path < $4 AND "
                    "(section_path = $2 OR section_path >= $3) LIMIT $5",
                    {plan, filter.section, filter.section + "/", filter.section + "0", most},
                    visit);
    } else if (near) { // the index on the next day, up to the last that could count
        store::Params params{plan};
        const auto param = [&](store::Value value) {
            params.push_back(std::move(value));
            return fmt::format("${}", params.size());
        };
        const auto expression = light_sql("l", *asked.moment, param);
        const auto until = param(std::int64_t{asked.moment->soon_until.days_since_epoch()});
        const auto light = param(static_cast<std::int64_t>(*filter.light));
        const auto limit = param(most);
        reader.each(fmt::format("SELECT l.ordinal FROM followup_lives l WHERE l.plan_id = $1 AND "
                                "l.due_day <= {} AND ({}) = {} LIMIT {}",
                                until, expression, light, limit),
                    params, visit);
    } else {
        reader.each("SELECT ordinal FROM followup_tasks WHERE plan_id = $1 AND due >= $2 AND due "
                    "<= $3 LIMIT $4",
                    {plan, filter.due_from.value_or(*Date::from(1, 1, 1)),
                     filter.due_to.value_or(*Date::from(9999, 12, 31)), most},
                    visit);
    }
    if (ordinals.size() > kFew) {
        return std::nullopt;
    }
    std::erase_if(ordinals, [&](std::int64_t ordinal) {
        return ordinal <= std::max<std::int64_t>(after, 0);
    });
    std::sort(ordinals.begin(), ordinals.end());
    return ordinals;
}

// The tasks that may hold all words, by the index. Exact while no word has more than two
// characters.
Ordinals candidates(store::Reader& reader, PlanId plan, const std::vector<std::string>& words) {
    std::vector<Ordinals> lists;
    for (const auto& word : words) {
        for (const auto& term : query_terms(word)) {
            const auto row = reader.query_one(
                "SELECT ordinals FROM followup_terms WHERE plan_id = $1 AND term = $2",
                {plan, term});
            if (!row) {
                return {};
            }
            lists.push_back(unpack_ordinals(row->bytes(0)));
        }
    }
    std::sort(lists.begin(), lists.end(),
              [](const auto& a, const auto& b) { return a.size() < b.size(); });
    auto found = lists.front();
    for (std::size_t i = 1; i < lists.size() && !found.empty(); ++i) {
        found = intersect(found, lists[i]);
    }
    return found;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (auto cleaned = searchable(word); !cleaned.empty()) {
            words.push_back(std::move(cleaned));
        }
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_character(text, at);
        if (c == ' ' || c == U'　' || c == '\t') {
            flush();
        } else {
            append_utf8(word, c);
        }
    }
    flush();
    return words;
}

} // namespace

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
    const auto searched = searchable(text);
    return std::all_of(words.begin(), words.end(),
                       [&](const auto& word) { return searched.find(word) != std::string::npos; });
}

Found find(store::Reader& reader, const Asked& asked, std::int64_t after, std::size_t limit) {
    Found found;
    found.words = words_of(asked.filter.words);
    Walk walk{asked, after};
    if (found.words.empty()) {
        const auto few = few_in_range(reader, asked, after);
        found.ordinals = few ? *few : walk.run(reader, limit);
        return found;
    }
    found.ordinals = candidates(reader, asked.plan, found.words);
    auto& list = found.ordinals;
    list.erase(list.begin(),
               std::upper_bound(list.begin(), list.end(), std::max<std::int64_t>(after, 0)));
    if (walk.narrows()) {
        list = intersect(list, walk.run(reader, std::nullopt));
    }
    found.exact = std::all_of(found.words.begin(), found.words.end(),
                              [](const auto& word) { return character_count(word) <= 2; });
    return found;
}

} // namespace luoshi::followup
