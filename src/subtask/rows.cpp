// SPDX-License-Identifier: Apache-2.0
#include "subtask/rows.hpp"

#include "subtask/given.hpp"

#include "store/rows.hpp"

#include <fmt/format.h>

#include <map>

namespace luoshi::subtask {
namespace {

constexpr std::string_view kOpen = "state IN ('handed-out', 'accepted', 'declined', 'reported')";

constexpr std::string_view kSubtasks =
    "SELECT id, plan_id, task_id, parent_id, origin, origin_words, origin_reference, "
    "origin_due_id, reason, by_office, giver_unit_id, giver_person_id, giver_name, unit_id, title, "
    "standard, given_on, due_on, state, insisted, percent, why, report, despite, reported_on, "
    "reported_by, done_on, done_by, version, entered_act, entered_by, manner, received_on, scan, "
    "scan_name, affirmed_on, affirmed_by FROM subtask_subtasks ";

std::optional<int> small(const store::Row& row, std::size_t column) {
    const auto number = row.optional_integer(column);
    return number ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

Subtask subtask_of(const store::Row& row) {
    Subtask one;
    one.id = row.id<SubtaskId>(0);
    one.plan = row.id<followup::PlanId>(1);
    one.task = row.id<followup::TaskId>(2);
    one.parent = row.id<SubtaskId>(3);
    one.source = {parse_origin(row.text(4)).value_or(Origin::split), row.text_or_empty(5),
                  row.text_or_empty(6), row.id<duty::DueId>(7), row.text_or_empty(8)};
    one.giver = {row.boolean(9), row.id<org::UnitId>(10), row.integer(11), row.text(12)};
    one.unit = row.id<org::UnitId>(13);
    one.title = row.text(14);
    one.standard = row.text_or_empty(15);
    one.given_on = row.date(16);
    one.due_on = row.date(17);
    one.state = parse_state(row.text(18)).value_or(State::handed_out);
    one.insisted = row.boolean(19);
    one.percent = small(row, 20);
    one.why = row.text_or_empty(21);
    one.report = row.text_or_empty(22);
    one.despite = row.text_or_empty(23);
    one.reported_on = row.optional_date(24);
    one.reported_by = row.text_or_empty(25);
    one.done_on = row.optional_date(26);
    one.done_by = row.text_or_empty(27);
    one.version = row.integer(28);
    if (const auto answer = parse_act(row.text_or_empty(29))) {
        one.entry = {*answer,
                     row.text_or_empty(30),
                     row.text_or_empty(31),
                     row.date(32),
                     row.text_or_empty(33),
                     row.text_or_empty(34),
                     row.optional_date(35),
                     row.text_or_empty(36)};
    }
    return one;
}

std::vector<Subtask> query(store::Reader& reader, std::string_view rest,
                           const store::Params& params = {}) {
    std::vector<Subtask> all;
    for (const auto& row : reader.query(fmt::format("{}{}", kSubtasks, rest), params)) {
        all.push_back(subtask_of(row));
    }
    return all;
}

store::Columns changing(const Subtask& one) {
    store::Columns columns{{"unit_id", one.unit},
                           {"given_on", one.given_on},
                           {"title", one.title},
                           {"standard", store::text_or_null(one.standard)},
                           {"due_on", one.due_on},
                           {"state", to_string(one.state)},
                           {"insisted", one.insisted},
                           {"percent", one.percent},
                           {"why", store::text_or_null(one.why)},
                           {"report", store::text_or_null(one.report)},
                           {"despite", store::text_or_null(one.despite)},
                           {"reported_on", one.reported_on},
                           {"reported_by", store::text_or_null(one.reported_by)},
                           {"done_on", one.done_on},
                           {"done_by", store::text_or_null(one.done_by)},
                           {"version", one.version}};
    const auto entry = one.entry.value_or(Entry{});
    const auto text = [&](const std::string& words) { return store::text_or_null(words); };
    columns.insert(
        columns.end(),
        {{"entered_act", one.entry ? store::Value{to_string(entry.answer)} : store::Value{}},
         {"entered_by", text(entry.by)},
         {"manner", text(entry.manner)},
         {"received_on", one.entry ? std::optional{entry.received_on} : std::nullopt},
         {"scan", text(entry.scan)},
         {"scan_name", text(entry.scan_name)},
         {"affirmed_on", entry.affirmed_on},
         {"affirmed_by", text(entry.affirmed_by)}});
    return columns;
}

} // namespace

std::optional<Subtask> find_subtask(store::Reader& reader, SubtaskId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kSubtasks), {id});
    return row ? std::optional{subtask_of(*row)} : std::nullopt;
}

std::vector<Subtask> subtasks_of(store::Reader& reader, followup::TaskId task) {
    return query(reader, "WHERE task_id = $1 ORDER BY id", {task});
}

std::vector<Subtask> open_of_unit(store::Reader& reader, org::UnitId unit) {
    return query(reader,
                 "WHERE (unit_id = $1 AND (state IN ('handed-out', 'accepted') OR (entered_act IS "
                 "NOT NULL AND affirmed_on IS NULL AND state <> 'cancelled'))) OR (giver_unit_id = "
                 "$1 AND by_office = 0 AND state IN ('declined', 'reported')) ORDER BY due_on, id",
                 {unit});
}

std::vector<Subtask> waiting_for_office(store::Reader& reader) {
    return query(reader,
                 "WHERE state IN ('declined', 'reported') AND by_office = 1 ORDER BY due_on, id");
}

std::vector<Subtask> shares_of(store::Reader& reader, followup::PlanId plan, org::UnitId giver) {
    return query(reader,
                 "WHERE giver_unit_id = $1 AND plan_id = $2 AND origin = 'share' AND state <> "
                 "'cancelled' ORDER BY id",
                 {giver, plan});
}

std::vector<Subtask> owed_until(store::Reader& reader, Date day, int limit,
                                const std::optional<std::pair<Date, SubtaskId>>& after) {
    const auto [date, id] = after.value_or(std::pair{*Date::from(1, 1, 1), SubtaskId{}});
    return query(reader,
                 "WHERE state IN ('handed-out', 'accepted', 'declined') AND due_on <= $1 AND "
                 "(due_on > $2 OR (due_on = $2 AND id > $3)) ORDER BY due_on, id LIMIT $4",
                 {day, date, id.value, limit});
}

std::vector<Top> open_tops(store::Reader& reader) {
    std::vector<Top> tops;
    for (const auto& row : reader.query("SELECT id, task_id, due_on FROM subtask_subtasks WHERE "
                                        "state IN ('handed-out', 'accepted', 'declined') AND "
                                        "parent_id IS NULL ORDER BY id")) {
        tops.push_back({row.id<SubtaskId>(0), row.id<followup::TaskId>(1), row.date(2)});
    }
    return tops;
}

std::vector<std::pair<Subtask, Date>> beyond_parents(store::Reader& reader) {
    constexpr std::string_view kLater =
        "FROM subtask_subtasks c JOIN subtask_subtasks p ON p.id = c.parent_id WHERE c.state IN "
        "('handed-out', 'accepted', 'declined') AND c.due_on > p.due_on";
    std::map<SubtaskId, Date> limits;
    for (const auto& row : reader.query(fmt::format("SELECT c.id, p.due_on {}", kLater))) {
        limits.emplace(row.id<SubtaskId>(0), row.date(1));
    }
    std::vector<std::pair<Subtask, Date>> all;
    for (auto& one :
         query(reader, fmt::format("WHERE id IN (SELECT c.id {}) ORDER BY id", kLater))) {
        const auto limit = limits.at(one.id);
        all.emplace_back(std::move(one), limit);
    }
    return all;
}

std::int64_t open_given_by(store::Reader& reader, access::PersonId person) {
    return reader
        .query_one(fmt::format("SELECT count(*) FROM subtask_subtasks WHERE giver_person_id = $1 "
                               "AND by_office = 1 AND {}",
                               kOpen),
                   {person})
        ->integer(0);
}

std::int64_t open_with(store::Reader& reader, org::UnitId unit) {
    return reader
        .query_one(fmt::format("SELECT count(*) FROM subtask_subtasks WHERE (unit_id = $1 OR "
                               "(giver_unit_id = $1 AND by_office = 0)) AND {}",
                               kOpen),
                   {unit})
        ->integer(0);
}

std::int64_t give_to_successor(store::Transaction& transaction, org::UnitId unit,
                               org::UnitId successor, const std::string& words,
                               const std::string& by) {
    std::int64_t moved = 0;
    for (auto one : query(transaction,
                          fmt::format("WHERE (unit_id = $1 OR (giver_unit_id = $1 AND by_office = "
                                      "0)) AND {} ORDER BY id",
                                      kOpen),
                          {unit})) {
        one.unit = one.unit == unit ? successor : one.unit;
        ++one.version;
        update_subtask(transaction, one);
        if (!one.giver.office && one.giver.unit == unit) {
            transaction.update("subtask_subtasks", one.id.value, {{"giver_unit_id", successor}});
        }
        Note note;
        note.act = "reform";
        note.words = words;
        note.person = by;
        insert_note(transaction, one.id, note);
        ++moved;
    }
    return moved;
}

void give_news_to(store::Transaction& transaction, access::PersonId person, access::PersonId to) {
    for (const auto& row : transaction.query(
             fmt::format("SELECT id FROM subtask_subtasks WHERE giver_person_id = $1 AND by_office "
                         "= 1 AND {} ORDER BY id",
                         kOpen),
             {person})) {
        transaction.update("subtask_subtasks", row.integer(0), {{"giver_person_id", to}});
    }
}

void insert_subtask(store::Transaction& transaction, const Subtask& one) {
    auto columns = changing(one);
    const store::Columns fixed{{"plan_id", one.plan},
                               {"task_id", one.task},
                               {"parent_id", one.parent},
                               {"origin", to_string(one.source.origin)},
                               {"origin_words", store::text_or_null(one.source.words)},
                               {"origin_reference", store::text_or_null(one.source.reference)},
                               {"origin_due_id", one.source.due},
                               {"reason", store::text_or_null(one.source.reason)},
                               {"by_office", one.giver.office},
                               {"giver_unit_id", one.giver.unit},
                               {"giver_person_id", one.giver.person},
                               {"giver_name", one.giver.name},
                               {"created_at", transaction.now()}};
    columns.insert(columns.end(), fixed.begin(), fixed.end());
    transaction.insert("subtask_subtasks", one.id.value, columns);
}

void update_subtask(store::Transaction& transaction, const Subtask& one) {
    transaction.update("subtask_subtasks", one.id.value, changing(one));
}

std::vector<Note> notes_of(store::Reader& reader, SubtaskId id) {
    std::vector<Note> notes;
    for (const auto& row :
         reader.query("SELECT act, words, person, percent, said_on, said_at, "
                      "received FROM subtask_notes WHERE subtask_id = $1 ORDER BY id",
                      {id})) {
        notes.push_back({row.text(0), row.text_or_empty(1), row.text(2), small(row, 3), row.date(4),
                         row.time(5), row.text_or_empty(6)});
    }
    return notes;
}

void insert_note(store::Transaction& transaction, SubtaskId id, const Note& note) {
    transaction.insert("subtask_notes", transaction.new_id(),
                       {{"subtask_id", id},
                        {"act", note.act},
                        {"words", store::text_or_null(note.words)},
                        {"percent", note.percent},
                        {"person", note.person},
                        {"said_on", transaction.today()},
                        {"said_at", transaction.now()},
                        {"received", store::text_or_null(note.received)}});
}

std::vector<StoredFile> files_of(store::Reader& reader, SubtaskId id) {
    std::vector<StoredFile> files;
    for (const auto& row : reader.query("SELECT digest, name, added_by, size, added_on FROM "
                                        "subtask_files WHERE subtask_id = $1 ORDER BY id",
                                        {id})) {
        files.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.date(4)});
    }
    return files;
}

std::map<SubtaskId, std::vector<StoredFile>> files_of_task(store::Reader& reader,
                                                           followup::TaskId task) {
    std::map<SubtaskId, std::vector<StoredFile>> files;
    for (const auto& row : reader.query(
             "SELECT f.subtask_id, f.digest, f.name, f.added_by, f.size, f.added_on FROM "
             "subtask_files f JOIN subtask_subtasks s ON s.id = f.subtask_id WHERE s.task_id = $1 "
             "ORDER BY f.id",
             {task})) {
        files[row.id<SubtaskId>(0)].push_back(
            {row.text(1), row.text(2), row.text(3), row.integer(4), row.date(5)});
    }
    return files;
}

void insert_file(store::Transaction& transaction, SubtaskId id, const StoredFile& file) {
    transaction.insert("subtask_files", transaction.new_id(),
                       {{"subtask_id", id},
                        {"digest", file.digest},
                        {"name", file.name},
                        {"size", file.size},
                        {"added_by", file.added_by},
                        {"added_on", transaction.today()}});
}

} // namespace luoshi::subtask
