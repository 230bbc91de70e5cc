// SPDX-License-Identifier: Apache-2.0
#include "altered.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace luoshi::sim {
namespace {

class Altered final : public store::Transaction {
public:
    Altered(store::Transaction& under, const Changes& changes) : under_(under), changes_(changes) {}

    store::Rows query(std::string_view sql, const store::Params& params) override {
        return under_.query(sql, params);
    }
    void each(std::string_view sql, const store::Params& params,
              const std::function<void(const store::RowView&)>& visit) override {
        under_.each(sql, params, visit);
    }
    std::int64_t record(const store::EventDraft& event) override { return under_.record(event); }
    void insert(std::string_view table, std::int64_t id, const store::Columns& columns) override {
        under_.insert(table, id, changed(table, columns));
    }
    void insert_many(std::string_view table, const std::vector<std::string>& names,
                     const std::vector<std::int64_t>& ids,
                     const std::vector<std::vector<store::Value>>& rows) override {
        Rows all{names, ids, rows};
        if (changes_.rows) {
            changes_.rows(under_, table, all);
        }
        under_.insert_many(table, all.names, all.ids, all.cells);
    }
    void update(std::string_view table, std::int64_t id, const store::Columns& columns) override {
        under_.update(table, id, changed(table, columns));
    }
    void erase(std::string_view table, std::int64_t id) override { under_.erase(table, id); }
    std::int64_t execute(std::string_view sql, const store::Params& params) override {
        std::string text{sql};
        auto values = params;
        if (changes_.statement) {
            changes_.statement(text, values);
        }
        return under_.execute(text, values);
    }
    void load(std::string_view table, const std::vector<std::string>& names,
              const std::vector<std::vector<store::Value>>& rows) override {
        if (!changes_.loads || changes_.loads(table)) {
            under_.load(table, names, rows);
        }
    }
    std::int64_t new_id() override { return under_.new_id(); }
    Timestamp now() const override { return under_.now(); }
    Date today() const override { return under_.today(); }

private:
    store::Columns changed(std::string_view table, store::Columns columns) {
        if (changes_.row) {
            changes_.row(under_, table, columns);
        }
        return columns;
    }
    store::Transaction& under_;
    const Changes& changes_;
};

} // namespace

store::Value& Rows::at(std::size_t row, std::string_view name) {
    const auto it = std::ranges::find(names, name);
    ensure(it != names.end(), "the column is among those written");
    return cells.at(row).at(static_cast<std::size_t>(it - names.begin()));
}

std::unique_ptr<store::Transaction> altered(store::Transaction& under, const Changes& changes) {
    return std::make_unique<Altered>(under, changes);
}

} // namespace luoshi::sim
