// SPDX-License-Identifier: Apache-2.0
// Reader and Transaction on a Connection: the same code for every engine. Private to the store.
#pragma once

#include "store/catalog.hpp"
#include "store/transaction.hpp"

namespace luoshi::store {

// A place in the log is (turn << kPlaceBits) + position in the transaction.
constexpr int kPlaceBits = 24;

class ConnectionReader final : public Reader {
public:
    explicit ConnectionReader(Connection& connection) : connection_(connection) {}
    Rows query(std::string_view sql, const Params& params = {}) override;
    void each(std::string_view sql, const Params& params,
              const std::function<void(const RowView&)>& visit) override;

private:
    Connection& connection_;
};

// Whose transaction: a module's, or the store's own, which may write the tables store_*.
enum class Owner { module, store };

struct TransactionContext {
    const Catalog& catalog;
    IdMaker& ids;
    Timestamp now;
    Date today;
    std::int64_t turn = 0; // number of the transaction: greater than that of any it can see
    Owner owner = Owner::module;
};

class AuditedTransaction final : public Transaction {
public:
    AuditedTransaction(Connection& connection, const TransactionContext& context);

    Rows query(std::string_view sql, const Params& params = {}) override;
    void each(std::string_view sql, const Params& params,
              const std::function<void(const RowView&)>& visit) override;
    std::int64_t record(const EventDraft& event) override;
    void insert(std::string_view table, std::int64_t id, const Columns& columns) override;
    void insert_many(std::string_view table, const std::vector<std::string>& names,
                     const std::vector<std::int64_t>& ids,
                     const std::vector<std::vector<Value>>& rows) override;
    void update(std::string_view table, std::int64_t id, const Columns& columns) override;
    void erase(std::string_view table, std::int64_t id) override;
    std::int64_t execute(std::string_view sql, const Params& params = {}) override;
    void load(std::string_view table, const std::vector<std::string>& names,
              const std::vector<std::vector<Value>>& rows) override;
    std::int64_t new_id() override { return context_.ids.next(); }
    Timestamp now() const override { return context_.now; }
    Date today() const override { return context_.today; }

    // Writes the event and images still in memory. Called once, before the commit. Ensures that no
    // error of the engine was swallowed: on PostgreSQL such a transaction can only roll back.
    void finish();
    bool has_events() const noexcept { return has_events_; }

private:
    struct Image {
        std::int64_t place = 0, table = 0, row_id = 0;
        std::string before, after;
    };

    const AuditedTable& audited(std::string_view table);
    void check_unaudited(std::string_view table) const;
    std::vector<Value> current_row(const AuditedTable& table, std::int64_t id);
    void add_image(const AuditedTable& table, std::int64_t id, std::string before,
                   std::string after);
    void end_event();
    void write_event();
    RowSource event_row();
    RowSource image_rows();
    void write_images();
    void flush_for(std::string_view sql);
    template <class Function>
    auto guarded(Function&& function);

    Connection& connection_;
    TransactionContext context_;
    std::int64_t place_ = 0;
    std::optional<Event> event_; // the one begun last
    bool event_written_ = false;
    std::int64_t event_place_ = 0;
    std::int64_t event_images_ = 0;
    std::vector<Image> images_; // not written yet
    bool has_events_ = false;
    bool failed_ = false;
};

} // namespace luoshi::store
