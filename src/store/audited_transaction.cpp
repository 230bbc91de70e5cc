// SPDX-License-Identifier: Apache-2.0
#include "store/audited_transaction.hpp"

#include "store/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace luoshi::store {
namespace {

constexpr std::size_t kImagesInMemory = 4096;

const std::vector<std::string>& event_columns() {
    static const std::vector<std::string> kNames{
        "place",       "id",         "at",     "business_date", "person",
        "person_name", "request_id", "action", "object_kind",   "object_id",
        "plan_id",     "detail",     "images"};
    return kNames;
}

const std::vector<std::string>& image_columns() {
    static const std::vector<std::string> kNames{"place", "table_number", "row_id", "before_image",
                                                 "after_image"};
    return kNames;
}

void check_reads(std::string_view sql) {
    ensure(only_reads(sql), "query() and each() take SELECT or WITH … SELECT");
}

std::string insert_sql(std::string_view table, const Columns& columns) {
    std::string names = "id";
    for (const auto& [name, value] : columns) {
        names += ", " + name;
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, names,
                       placeholders(1, columns.size() + 1));
}

std::string update_sql(std::string_view table, const Columns& columns) {
    std::string sets;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        sets += fmt::format("{}{} = ${}", i == 0 ? "" : ", ", columns[i].first, i + 2);
    }
    return fmt::format("UPDATE {} SET {} WHERE id = $1", table, sets);
}

Params with_id(std::int64_t id, const Columns& columns) {
    Params params{id};
    params.reserve(columns.size() + 1);
    for (const auto& [name, value] : columns) {
        params.push_back(value);
    }
    return params;
}

[[noreturn]] void no_row(const AuditedTable& table, std::int64_t id) {
    throw failure(ErrorCode::not_found, "store.no-row", "table \"{}\" has no row {}", table.name,
                  id);
}

} // namespace

Rows ConnectionReader::query(std::string_view sql, const Params& params) {
    check_reads(sql);
    return connection_.query(sql, params);
}

void ConnectionReader::each(std::string_view sql, const Params& params,
                            const std::function<void(const RowView&)>& visit) {
    check_reads(sql);
    connection_.each(sql, params, visit);
}

AuditedTransaction::AuditedTransaction(Connection& connection, const TransactionContext& context)
    : connection_(connection), context_(context), place_(context.turn << kPlaceBits) {}

template <class Function>
auto AuditedTransaction::guarded(Function&& function) {
    try {
        return function();
    } catch (...) {
        failed_ = true;
        throw;
    }
}

Rows AuditedTransaction::query(std::string_view sql, const Params& params) {
    check_reads(sql);
    return guarded([&] {
        flush_for(sql);
        return connection_.query(sql, params);
    });
}

void AuditedTransaction::each(std::string_view sql, const Params& params,
                              const std::function<void(const RowView&)>& visit) {
    check_reads(sql);
    guarded([&] {
        flush_for(sql);
        connection_.each(sql, params, visit);
    });
}

std::int64_t AuditedTransaction::record(const EventDraft& draft) {
    check_texts(
        {draft.actor.name, draft.actor.request_id, draft.action, draft.object_kind, draft.detail});
    end_event();
    event_ = Event{.id = new_id(), .at = now(), .business_date = today(), .what = draft};
    event_place_ = place_++;
    event_images_ = 0;
    event_written_ = false;
    has_events_ = true;
    return event_->id;
}

void AuditedTransaction::insert(std::string_view name, std::int64_t id, const Columns& columns) {
    const AuditedTable& table = audited(name);
    std::vector<Value> cells(table.columns.size());
    cells[table.position("id")] = id;
    for (const auto& [column, value] : columns) {
        cells[table.position(column)] = value;
    }
    check_kinds(table, cells);
    guarded([&] { connection_.change(insert_sql(name, columns), with_id(id, columns)); });
    add_image(table, id, "", row_image(table, cells));
}

void AuditedTransaction::insert_many(std::string_view name, const std::vector<std::string>& names,
                                     const std::vector<std::int64_t>& ids,
                                     const std::vector<std::vector<Value>>& rows) {
    const AuditedTable& table = audited(name);
    ensure(ids.size() == rows.size(), "insert_many has an id for each row");
    std::vector<std::size_t> positions;
    for (const auto& column : names) {
        positions.push_back(table.position(column));
    }
    const std::size_t id_position = table.position("id");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        ensure(rows[r].size() == names.size(), "insert_many has a value for each name");
        std::vector<Value> cells(table.columns.size());
        cells[id_position] = ids[r];
        for (std::size_t c = 0; c < names.size(); ++c) {
            cells[positions[c]] = rows[r][c];
        }
        check_kinds(table, cells);
        add_image(table, ids[r], "", row_image(table, cells));
    }
    std::vector<std::string> all_names{"id"};
    all_names.insert(all_names.end(), names.begin(), names.end());
    const auto fill = [&](std::size_t r, Params& cells) {
        cells[0] = ids[r];
        std::ranges::copy(rows[r], cells.begin() + 1);
    };
    guarded([&] { connection_.bulk_insert({name, all_names, {rows.size(), fill}}); });
}

void AuditedTransaction::update(std::string_view name, std::int64_t id, const Columns& columns) {
    const AuditedTable& table = audited(name);
    ensure(!columns.empty(), "an update names a column");
    std::vector<Value> cells = current_row(table, id);
    std::string before = row_image(table, cells);
    for (const auto& [column, value] : columns) {
        ensure(column != "id", "the id of a row stays");
        cells[table.position(column)] = value;
    }
    check_kinds(table, cells);
    guarded([&] { connection_.change(update_sql(name, columns), with_id(id, columns)); });
    add_image(table, id, std::move(before), row_image(table, cells));
}

void AuditedTransaction::erase(std::string_view name, std::int64_t id) {
    const AuditedTable& table = audited(name);
    std::string before = row_image(table, current_row(table, id));
    guarded([&] { connection_.change(fmt::format("DELETE FROM {} WHERE id = $1", name), {id}); });
    add_image(table, id, std::move(before), "");
}

std::int64_t AuditedTransaction::execute(std::string_view sql, const Params& params) {
    const auto table = changed_table(sql);
    ensure(table.has_value(), "execute() takes INSERT INTO, UPDATE or DELETE FROM");
    check_unaudited(*table);
    return guarded([&] { return connection_.change(sql, params); });
}

void AuditedTransaction::load(std::string_view table, const std::vector<std::string>& names,
                              const std::vector<std::vector<Value>>& rows) {
    check_unaudited(table);
    const auto fill = [&](std::size_t r, Params& cells) {
        ensure(rows[r].size() == names.size(), "load has a value for each name");
        cells = rows[r];
    };
    guarded([&] { connection_.bulk_insert({table, names, {rows.size(), fill}}); });
}

void AuditedTransaction::finish() {
    ensure(!failed_, "a function given to write() lets the store's errors through");
    if (event_ && !event_written_ && !images_.empty()) { // the common case, in one statement
        const RowSource event = event_row();
        const RowSource images = image_rows();
        guarded([&] {
            connection_.insert_both({"store_events", event_columns(), event},
                                    {"store_images", image_columns(), images});
        });
        return;
    }
    end_event();
    write_images();
}

const AuditedTable& AuditedTransaction::audited(std::string_view name) {
    const AuditedTable* table = context_.catalog.find(name);
    if (table == nullptr) {
        throw failure(ErrorCode::internal, "store.not-audited", "table \"{}\" is not audited",
                      name);
    }
    ensure(event_.has_value(), "an audited write belongs to an event: call record() first");
    return *table;
}

void AuditedTransaction::check_unaudited(std::string_view table) const {
    const bool own = table.starts_with("store_") && context_.owner != Owner::store;
    if (own || context_.catalog.find(table) != nullptr) {
        throw failure(ErrorCode::internal, "store.audited",
                      "table \"{}\" is under the log: use insert, update or erase", table);
    }
}

std::vector<Value> AuditedTransaction::current_row(const AuditedTable& table, std::int64_t id) {
    const Rows rows = guarded([&] { return connection_.query(table.select_row, {id}); });
    if (rows.empty()) {
        no_row(table, id);
    }
    std::vector<Value> cells;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        cells.push_back(rows.front().at(column));
    }
    return cells;
}

void AuditedTransaction::add_image(const AuditedTable& table, std::int64_t id, std::string before,
                                   std::string after) {
    ensure(place_ + 1 < (context_.turn + 1) << kPlaceBits,
           "a transaction has fewer than 2^24 images");
    images_.push_back({place_++, table.number, id, std::move(before), std::move(after)});
    ++event_images_;
    if (images_.size() == kImagesInMemory) {
        write_images();
    }
}

void AuditedTransaction::end_event() {
    if (event_ && !event_written_) {
        write_event();
    } else if (event_) { // written early for a query of the log; images may have come since
        guarded([&] {
            connection_.change("UPDATE store_events SET images = $2 WHERE place = $1",
                               {event_place_, event_images_});
        });
    }
    event_.reset();
}

RowSource AuditedTransaction::event_row() {
    return {1, [this](std::size_t, Params& cells) {
                const EventDraft& what = event_->what;
                cells = {event_place_,          event_->id,        event_->at,
                         event_->business_date, what.actor.person, what.actor.name,
                         what.actor.request_id, what.action,       what.object_kind,
                         what.object_id,        what.plan_id,      what.detail,
                         event_images_};
            }};
}

RowSource AuditedTransaction::image_rows() {
    return {images_.size(), [this](std::size_t i, Params& cells) {
                const Image& image = images_[i];
                cells = {image.place, image.table, image.row_id, image.before, image.after};
            }};
}

void AuditedTransaction::write_event() {
    const RowSource row = event_row();
    guarded([&] { connection_.bulk_insert({"store_events", event_columns(), row}); });
    event_written_ = true;
}

void AuditedTransaction::write_images() {
    if (images_.empty()) {
        return;
    }
    const RowSource rows = image_rows();
    guarded([&] { connection_.bulk_insert({"store_images", image_columns(), rows}); });
    images_.clear();
}

// A statement about the log itself must see what this transaction did.
void AuditedTransaction::flush_for(std::string_view sql) {
    if (sql.find("store_") == std::string_view::npos) {
        return;
    }
    write_images();
    if (event_ && !event_written_) {
        write_event();
    }
}

} // namespace luoshi::store
