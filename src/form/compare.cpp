// SPDX-License-Identifier: Apache-2.0
#include "form/compare.hpp"

#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace luoshi::form {
namespace {

// Pairs of equal members in order (a longest common subsequence): positions in a and in b.
std::vector<std::pair<std::size_t, std::size_t>> common(const std::vector<std::string>& a,
                                                        const std::vector<std::string>& b) {
    std::vector<std::vector<std::uint32_t>> best(a.size() + 1,
                                                 std::vector<std::uint32_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            best[i][j] =
                a[i] == b[j] ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
        }
    }
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) {
            pairs.emplace_back(i++, j++);
        } else if (best[i + 1][j] >= best[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return pairs;
}

// What differs between equal members: runs of a against runs of b. `changed` gets one of each,
// then what is left of the longer run.
struct Unequal {
    std::optional<std::size_t> a, b;
};
std::vector<Unequal> unequal(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    // Above this the table of common() would take too much: then members stand against each other
    // by number.
    constexpr std::size_t kMost = 4'000'000;
    auto pairs = a.size() * b.size() > kMost ? std::vector<std::pair<std::size_t, std::size_t>>{}
                                             : common(a, b);
    pairs.emplace_back(a.size(), b.size());
    std::vector<Unequal> found;
    std::size_t i = 0, j = 0;
    for (const auto& [next_i, next_j] : pairs) {
        while (i < next_i && j < next_j) {
            if (a[i] != b[j]) {
                found.push_back({i, j});
            }
            ++i, ++j;
        }
        for (; i < next_i; ++i) {
            found.push_back({i, std::nullopt});
        }
        for (; j < next_j; ++j) {
            found.push_back({std::nullopt, j});
        }
        i = next_i + 1, j = next_j + 1;
    }
    return found;
}

std::vector<std::string> paragraphs(const std::string& text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        found.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return found;
}

std::vector<Passage> passages_of(const std::string& before, const std::string& after) {
    const auto a = paragraphs(before), b = paragraphs(after);
    std::vector<Passage> passages;
    for (const auto& [from, to] : unequal(a, b)) {
        const auto kind = !from ? ChangeKind::added
                          : !to ? ChangeKind::removed
                                : ChangeKind::changed;
        passages.push_back({kind, from.value_or(a.size()), to.value_or(b.size()),
                            from ? a[*from] : "", to ? b[*to] : ""});
    }
    return passages;
}

class Comparer {
public:
    Comparer(const Filling& before, const Form& before_form, const Filling& after,
             const Form& after_form)
        : before_(before), after_(after), before_form_(before_form), after_form_(after_form) {}

    std::vector<Change> compare() {
        for (std::size_t i = 0; i < after_form_.fields.size(); ++i) {
            const auto& field = after_form_.fields[i];
            const auto other = before_form_.index_of(field.name);
            static const Answer kEmpty;
            const auto& then = other ? before_.answers[*other] : kEmpty;
            const auto& then_field = other ? before_form_.fields[*other] : field;
            if (field.kind == FieldKind::table && then_field.kind == FieldKind::table) {
                table(then, then_field, after_.answers[i], field);
            } else {
                one({field.name, "", ""}, then, then_field, after_.answers[i], field);
            }
        }
        for (std::size_t i = 0; i < before_form_.fields.size(); ++i) {
            const auto& field = before_form_.fields[i];
            if (!after_form_.index_of(field.name) && !before_.answers[i].is_empty()) {
                add({field.name, "", ""}, field, shown(before_.answers[i], field, before_form_),
                    "");
            }
        }
        return std::move(changes_);
    }

private:
    struct Where {
        std::string field, column, row;
    };

    void add(const Where& where, const Field& field, std::string before, std::string after) {
        if (before == after) {
            return;
        }
        Change change;
        change.kind = before.empty()  ? ChangeKind::added
                      : after.empty() ? ChangeKind::removed
                                      : ChangeKind::changed;
        change.field = where.field;
        change.column = where.column;
        change.row = where.row;
        change.title = field.title;
        if (field.kind == FieldKind::long_text) {
            change.passages = passages_of(before, after);
        }
        change.before = std::move(before);
        change.after = std::move(after);
        changes_.push_back(std::move(change));
    }

    void one(const Where& where, const Answer& before, const Field& before_field,
             const Answer& after, const Field& field) {
        add(where, field, shown(before, before_field, before_form_),
            shown(after, field, after_form_));
    }

    static std::string line(const std::vector<Answer>& row, const Field& table, const Form& form) {
        std::string all;
        for (std::size_t c = 0; c < row.size(); ++c) {
            all += (c == 0 ? "" : "\t") + shown(row[c], table.columns[c], form);
        }
        return all;
    }

    static std::optional<std::size_t> column(const Field& table, std::string_view name) {
        const auto it = std::ranges::find(table.columns, name, &Field::name);
        return it == table.columns.end()
                   ? std::nullopt
                   : std::optional{static_cast<std::size_t>(it - table.columns.begin())};
    }

    static const Field* key_of(const Field& table) {
        const auto it = std::ranges::find(table.columns, true, &Field::key);
        return it == table.columns.end() ? nullptr : &*it;
    }

    void table(const Answer& before, const Field& before_table, const Answer& after,
               const Field& table) {
        const auto* const key = key_of(table);
        const auto old_key = key == nullptr ? std::nullopt : column(before_table, key->name);
        const auto new_key = key == nullptr ? std::nullopt : column(table, key->name);
        if (old_key && new_key) {
            by_key(before, before_table, *old_key, after, table, *new_key);
            return;
        }
        std::vector<std::string> a, b;
        for (const auto& row : before.rows) {
            a.push_back(line(row, before_table, before_form_));
        }
        for (const auto& row : after.rows) {
            b.push_back(line(row, table, after_form_));
        }
        for (const auto& [from, to] : unequal(a, b)) {
            row(from ? &before.rows[*from] : nullptr, before_table, to ? &after.rows[*to] : nullptr,
                table, fmt::format("{}", to.value_or(from.value_or(0)) + 1));
        }
    }

    void by_key(const Answer& before, const Field& before_table, std::size_t old_key,
                const Answer& after, const Field& table, std::size_t new_key) {
        std::vector<bool> met(before.rows.size());
        for (const auto& now : after.rows) {
            const auto name = shown(now[new_key], table.columns[new_key], after_form_);
            const std::vector<Answer>* then = nullptr;
            for (std::size_t r = 0; r < before.rows.size() && then == nullptr; ++r) {
                if (!met[r] && shown(before.rows[r][old_key], before_table.columns[old_key],
                                     before_form_) == name) {
                    met[r] = true;
                    then = &before.rows[r];
                }
            }
            row(then, before_table, &now, table, name);
        }
        for (std::size_t r = 0; r < before.rows.size(); ++r) {
            if (!met[r]) {
                row(&before.rows[r], before_table, nullptr, table,
                    shown(before.rows[r][old_key], before_table.columns[old_key], before_form_));
            }
        }
    }

    void row(const std::vector<Answer>* before, const Field& before_table,
             const std::vector<Answer>* after, const Field& table, const std::string& name) {
        if (before == nullptr || after == nullptr) {
            add({table.name, "", name}, table,
                before == nullptr ? "" : line(*before, before_table, before_form_),
                after == nullptr ? "" : line(*after, table, after_form_));
            return;
        }
        static const Answer kEmpty;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const auto old = column(before_table, table.columns[c].name);
            one({table.name, table.columns[c].name, name}, old ? (*before)[*old] : kEmpty,
                old ? before_table.columns[*old] : table.columns[c], (*after)[c], table.columns[c]);
        }
    }

    const Filling &before_, &after_;
    const Form &before_form_, &after_form_;
    std::vector<Change> changes_;
};

std::string_view word(ChangeKind kind) {
    return kind == ChangeKind::added     ? "added"
           : kind == ChangeKind::removed ? "removed"
                                         : "changed";
}

} // namespace

std::vector<Change> compare(const Filling& before, const Form& before_form, const Filling& after,
                            const Form& after_form) {
    return Comparer{before, before_form, after, after_form}.compare();
}

std::string to_json(const std::vector<Change>& changes) {
    JsonWriter json;
    json.begin_array();
    for (const auto& change : changes) {
        json.begin_object();
        json.member("kind", word(change.kind));
        json.member("field", change.field);
        json.member("column", change.column);
        json.member("row", change.row);
        json.key("title");
        json.begin_object();
        json.member("zh", change.title.zh);
        json.member("en", change.title.en.empty() ? change.title.zh : change.title.en);
        json.end_object();
        json.member("before", change.before);
        json.member("after", change.after);
        json.key("passages");
        json.begin_array();
        for (const auto& passage : change.passages) {
            json.begin_object();
            json.member("kind", word(passage.kind));
            json.key("before_at");
            json.integer(static_cast<std::int64_t>(passage.before_at));
            json.key("after_at");
            json.integer(static_cast<std::int64_t>(passage.after_at));
            json.member("before", passage.before);
            json.member("after", passage.after);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    return json.take();
}

} // namespace luoshi::form
