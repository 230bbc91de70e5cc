// SPDX-License-Identifier: Apache-2.0
#include "liaison/compare.hpp"

#include "access/access.hpp"
#include "access/accounts.hpp"
#include "base/sm3.hpp"
#include "base/text.hpp"
#include "liaison/near_units.hpp"
#include "liaison/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace luoshi::liaison {
namespace {

// Of an entry, without what a sheet does not hold.
constexpr std::array kFields{Column::name, Column::post,     Column::office_phone, Column::mobile,
                             Column::rank, Column::username, Column::from,         Column::to};

std::string field_of(const Liaison& liaison, Column column) {
    const auto day = [](const std::optional<Date>& date) {
        return date ? luoshi::to_string(*date) : std::string{};
    };
    switch (column) {
    case Column::unit: return to_string(liaison.unit);
    case Column::name: return liaison.name;
    case Column::post: return liaison.post;
    case Column::office_phone: return liaison.office_phone;
    case Column::mobile: return liaison.mobile;
    case Column::rank: return std::string{to_string(liaison.rank)};
    case Column::username: return liaison.username;
    case Column::from: return day(liaison.valid.from);
    case Column::to: return day(liaison.valid.until);
    }
    return {};
}

bool is_phone(const std::string& text) {
    constexpr std::u32string_view kSigns = U"0123456789+-()/、,;:*#转分机";
    for (std::size_t at = 0; at < text.size();) {
        if (kSigns.find(next_character(text, at)) == std::u32string_view::npos) {
            return false;
        }
    }
    return true;
}

bool overlap(const org::Interval& a, const org::Interval& b) {
    return (!a.until || *b.from < *a.until) && (!b.until || *a.from < *b.until);
}

// The comparison of one sheet.
class Comparison {
public:
    Comparison(store::Reader& reader, const org::Directory& directory, Date today)
        : reader_(reader), directory_(directory), today_(today),
          register_(list_liaisons(reader, {}, today)) {
        for (const auto& one : register_) {
            of_unit_[one.unit].push_back(&one);
            if (!one.username.empty()) {
                by_username_.emplace(one.username, &one); // the first, where several have it
            }
        }
    }

    Preview of(const Sheet& sheet) {
        Preview preview;
        preview.columns = sheet.columns;
        preview.ignored = sheet.ignored;
        for (const auto& row : sheet.rows) {
            preview.rows.push_back(read(row));
        }
        refuse_repeated(preview.rows);
        for (auto& result : preview.rows) {
            read_rank(result);
            if (result.before) {
                rows_of_[result.before->id] = &result;
            }
        }
        for (auto& result : preview.rows) {
            set_rank(result, preview.rows);
            settle(result);
        }
        preview.seen = digest_of(preview);
        return preview;
    }

private:
    static void complain(RowResult& result, std::string code, ErrorDetails details = {}) {
        result.complaints.push_back({std::move(code), std::move(details)});
    }

    std::string name_of(org::UnitId unit) const {
        const auto* const found = directory_.find(unit);
        return found == nullptr ? std::string{}
                                : directory_.name(*found, org::NameKind::short_name, today_);
    }

    // nullptr: none said, or "no change"; "" where the cell says that there is none.
    static std::optional<std::string> said(const SheetRow& row, Column column) {
        const auto it = row.cells.find(column);
        if (it == row.cells.end() || it->second.empty()) {
            return std::nullopt;
        }
        const auto folded = fold(it->second);
        return folded == "-" || folded == "/" || folded == "无" ? std::string{} : it->second;
    }

    RowResult read(const SheetRow& row) {
        RowResult result;
        result.row = row;
        read_unit(result);
        if (const auto name = said(row, Column::name); name && !name->empty()) {
            result.liaison.name = fold(*name); // 李　敏 is 李敏
        } else {
            complain(result, "no-name");
        }
        const auto username = said(row, Column::username);
        find_before(result, username ? fold(*username) : std::string{});
        read_texts(result, username);
        read_dates(result);
        for (auto& complaint : complaints_of(result.liaison)) {
            const bool told = std::ranges::any_of(result.complaints, [&](const Complaint& one) {
                return one.code == complaint.code;
            });
            if (!told) {
                result.complaints.push_back(std::move(complaint));
            }
        }
        find_account(result);
        return result;
    }

    void read_unit(RowResult& result) {
        const auto text = said(result.row, Column::unit).value_or("");
        if (text.empty()) {
            return complain(result, "no-unit");
        }
        const auto* const unit = directory_.find_name(text, today_);
        if (unit != nullptr && unit->kind == org::UnitKind::unit) {
            result.liaison.unit = unit->id;
            return;
        }
        if (unit != nullptr) {
            return complain(result, "is-group", {{"name", text}});
        }
        if (const auto* const ended = ended_unit(directory_, text, today_)) {
            std::string successors;
            for (const auto id : directory_.successors(ended->id)) {
                successors += (successors.empty() ? "" : "、") + name_of(id);
            }
            return complain(result, "unit-ended", {{"name", text}, {"near", successors}});
        }
        std::string near;
        // Names like it take long to find: not for thousands of rows.
        constexpr int kMostNear = 200;
        for (const auto id : told_near_++ < kMostNear ? near_units(directory_, text, today_)
                                                      : std::vector<org::UnitId>{}) {
            near += (near.empty() ? "" : "、") + name_of(id);
        }
        complain(result, "unknown-unit", {{"name", text}, {"near", near}});
    }

    // By user name, else by unit and name.
    void find_before(RowResult& result, const std::string& username) {
        const auto& wanted = result.liaison;
        const Liaison* found = nullptr;
        if (const auto it = by_username_.find(username); it != by_username_.end()) {
            found = it->second;
            if (found->unit != wanted.unit) {
                complain(result, "username-wanted",
                         {{"username", username},
                          {"name", found->name},
                          {"unit", name_of(found->unit)}});
                return;
            }
        }
        for (const auto* one : entries_of(wanted.unit)) {
            if (found == nullptr && one->name == wanted.name) {
                found = one;
            }
        }
        if (found != nullptr) {
            const auto name = wanted.name;
            result.before = *found;
            result.liaison = *found;
            result.liaison.name = name;
        } else {
            result.liaison.valid.from = today_;
        }
    }

    void read_texts(RowResult& result, const std::optional<std::string>& username) {
        auto& liaison = result.liaison;
        if (const auto post = said(result.row, Column::post)) {
            liaison.post = *post;
        }
        if (const auto phone = said(result.row, Column::office_phone)) {
            liaison.office_phone = fold(*phone);
        }
        if (const auto phone = said(result.row, Column::mobile)) {
            liaison.mobile = fold(*phone);
        }
        if (username && !username->empty()) {
            const auto folded = fold(*username);
            if (liaison.person && liaison.username != folded) {
                complain(result, "has-account", {{"username", liaison.username}});
            } else {
                liaison.username = folded;
            }
        }
    }

    void read_dates(RowResult& result) {
        auto& valid = result.liaison.valid;
        const auto read_one = [&](Column column, std::optional<Date>& date, int later) {
            const auto text = said(result.row, column);
            if (!text || text->empty()) {
                if (text && column == Column::to) {
                    date.reset();
                }
                return;
            }
            const auto day = read_date(*text);
            if (!day) {
                return complain(result, "bad-date",
                                {{"column", std::string{to_string(column)}}, {"text", *text}});
            }
            date = day->plus_days(later);
        };
        read_one(Column::from, valid.from, 0);
        read_one(Column::to, valid.until, 1);
    }

    // The account a row means: by its user name, else the only one of that name in the unit.
    void find_account(RowResult& result) {
        auto& liaison = result.liaison;
        if (liaison.person || !liaison.unit || !result.complaints.empty()) {
            return;
        }
        if (!liaison.username.empty()) {
            const auto person = access::find_by_username(reader_, liaison.username);
            if (!person) {
                return;
            }
            if (!person->active) {
                return complain(result, "account-closed", {{"username", liaison.username}});
            }
            if (person->who.unit != liaison.unit || person->who.name != liaison.name) {
                return complain(result, "username-of-other",
                                {{"username", liaison.username},
                                 {"name", person->who.name},
                                 {"unit", name_of(person->who.unit)}});
            }
            liaison.person = person->who.id;
            return;
        }
        std::string usernames;
        std::vector<access::Principal> found;
        for (const auto& one : access::people_of_unit(reader_, liaison.unit)) {
            if (one.name == liaison.name) {
                usernames += (found.empty() ? "" : "、") + one.username;
                found.push_back(one);
            }
        }
        if (found.size() > 1) {
            return complain(result, "several-accounts",
                            {{"name", liaison.name}, {"usernames", usernames}});
        }
        if (found.size() == 1) {
            liaison.person = found.front().id;
            liaison.username = found.front().username;
        }
    }

    // Two rows of one person, or with one user name, are refused both: who would say which is
    // right?
    static void refuse_repeated(std::vector<RowResult>& rows) {
        std::map<std::pair<std::int64_t, std::string>, std::vector<RowResult*>> people;
        std::map<std::string, std::vector<RowResult*>> usernames;
        for (auto& row : rows) {
            if (row.liaison.unit && !row.liaison.name.empty()) {
                people[{row.liaison.unit.value, row.liaison.name}].push_back(&row);
            }
            if (!row.liaison.username.empty()) {
                usernames[row.liaison.username].push_back(&row);
            }
        }
        const auto refuse = [](const std::vector<RowResult*>& same, const char* code) {
            for (auto* one : same) {
                for (const auto* other : same) {
                    if (one != other) {
                        complain(*one, code, {{"line", std::to_string(other->row.line)}});
                        break;
                    }
                }
            }
        };
        for (const auto& [key, same] : people) {
            refuse(same, "twice");
        }
        for (const auto& [username, same] : usernames) {
            const bool told = std::ranges::all_of(same, [](const RowResult* row) {
                return std::ranges::any_of(row->complaints,
                                           [](const auto& one) { return one.code == "twice"; });
            });
            if (!told) {
                refuse(same, "username-twice");
            }
        }
    }

    static void read_rank(RowResult& result) {
        const auto text = said(result.row, Column::rank).value_or("");
        const auto rank = rank_of(text);
        if (rank) {
            result.liaison.rank = *rank;
        } else if (!text.empty()) {
            complain(result, "bad-rank", {{"text", text}});
        }
    }

    // As the cell says; else as it was; else main where the unit has none yet.
    void set_rank(RowResult& result, const std::vector<RowResult>& rows) {
        auto& liaison = result.liaison;
        if (!result.before && !rank_of(said(result.row, Column::rank).value_or(""))) {
            const bool taken = main_in(rows, result) != nullptr || main_now(result) != nullptr;
            liaison.rank = taken ? Rank::deputy : Rank::main;
        }
        if (liaison.rank != Rank::main || !result.complaints.empty()) {
            return;
        }
        if (const auto* const other = main_in(rows, result)) {
            return complain(result, "two-mains", {{"line", std::to_string(other->row.line)}});
        }
        if (const auto* const now = main_now(result)) {
            const auto row = rows_of_.find(now->id);
            if (row != rows_of_.end() && row->second->complaints.empty()) { // and is to stay
                return complain(result, "two-mains",
                                {{"line", std::to_string(row->second->row.line)}});
            }
            result.replaces = *now;
        }
        settled_.insert(&result);
    }

    static std::optional<Rank> rank_of(const std::string& text) {
        const auto folded = fold(text);
        const auto holds = [&](std::string_view word) {
            return folded.find(word) != std::string::npos;
        };
        if (holds("备") || holds("副") || holds("deputy") || folded == "B" || holds("B岗")) {
            return Rank::deputy;
        }
        if (holds("主") || holds("正") || holds("main") || holds("联络员") || folded == "A" ||
            holds("A岗")) {
            return Rank::main;
        }
        return std::nullopt;
    }

    // A row before that is the main liaison of the same unit at the same time.
    const RowResult* main_in(const std::vector<RowResult>& rows, const RowResult& of) const {
        for (const auto& row : rows) {
            if (&row == &of) {
                return nullptr;
            }
            if (settled_.contains(&row) && row.liaison.unit == of.liaison.unit &&
                overlap(row.liaison.valid, of.liaison.valid)) {
                return &row;
            }
        }
        return nullptr;
    }

    // Another main liaison the register has at that time, unless a row of the sheet that is right
    // makes it a deputy or ends it before.
    const Liaison* main_now(const RowResult& of) const {
        for (const auto* const one : entries_of(of.liaison.unit)) {
            const bool other = one->rank == Rank::main && overlap(one->valid, of.liaison.valid) &&
                               !(of.before && of.before->id == one->id);
            if (!other) {
                continue;
            }
            const auto row = rows_of_.find(one->id);
            const bool leaves = row != rows_of_.end() && row->second->complaints.empty() &&
                                (row->second->liaison.rank != Rank::main ||
                                 !overlap(row->second->liaison.valid, of.liaison.valid));
            if (!leaves) {
                return one;
            }
        }
        return nullptr;
    }

    static void settle(RowResult& result) {
        if (!result.complaints.empty()) {
            result.outcome = Outcome::refused;
            result.replaces.reset();
            return;
        }
        if (!result.before) {
            result.outcome = Outcome::added;
            return;
        }
        for (const auto column : kFields) {
            if (field_of(*result.before, column) != field_of(result.liaison, column)) {
                result.changed.push_back(column);
            }
        }
        const bool linked = result.before->person == result.liaison.person;
        result.outcome = result.changed.empty() && linked ? Outcome::same : Outcome::changed;
    }

    static std::string digest_of(const Preview& preview) {
        std::string all;
        for (const auto& row : preview.rows) {
            all += fmt::format("{}\n{}\n", row.row.line, to_string(row.outcome));
            all += field_of(row.liaison, Column::unit) + "\n";
            for (const auto column : kFields) {
                all += field_of(row.liaison, column) + "\n";
            }
            all += fmt::format("{} {} {}\n", row.before ? row.before->version : 0,
                               row.liaison.person.value, row.replaces ? row.replaces->version : 0);
        }
        return to_hex(sm3(all));
    }

    store::Reader& reader_;
    const org::Directory& directory_;
    Date today_;
    const std::vector<const Liaison*>& entries_of(org::UnitId unit) const {
        static const std::vector<const Liaison*> kNone;
        const auto it = of_unit_.find(unit);
        return it == of_unit_.end() ? kNone : it->second;
    }

    std::vector<Liaison> register_; // in its order, as are the next two
    std::map<org::UnitId, std::vector<const Liaison*>> of_unit_;
    std::map<std::string, const Liaison*> by_username_;
    std::set<const RowResult*> settled_;            // rows that are main
    std::map<LiaisonId, const RowResult*> rows_of_; // by the entries they speak of
    int told_near_ = 0;
};

} // namespace

std::vector<Complaint> complaints_of(const Liaison& liaison) {
    std::vector<Complaint> complaints;
    const auto add = [&](const char* code, ErrorDetails details = {}) {
        complaints.push_back({code, std::move(details)});
    };
    constexpr std::size_t kName = 40, kPost = 60, kPhone = 40;
    if (liaison.name.empty()) {
        add("no-name");
    }
    if (character_count(liaison.name) > kName) {
        add("too-long", {{"column", "name"}, {"most", std::to_string(kName)}});
    }
    if (character_count(liaison.post) > kPost) {
        add("too-long", {{"column", "post"}, {"most", std::to_string(kPost)}});
    }
    for (const auto& [column, text] :
         {std::pair{"office-phone", &liaison.office_phone}, std::pair{"mobile", &liaison.mobile}}) {
        if (character_count(*text) > kPhone || !is_phone(*text)) {
            add("bad-phone", {{"column", column}, {"text", *text}});
        }
    }
    if (!liaison.username.empty() && !access::is_username(liaison.username)) {
        add("bad-username", {{"text", liaison.username}});
    }
    if (!liaison.valid.from ||
        (liaison.valid.until && *liaison.valid.until <= *liaison.valid.from)) {
        add("dates-crossed");
    }
    return complaints;
}

Preview compare(store::Reader& reader, const org::Directory& directory, const Sheet& sheet,
                Date today) {
    return Comparison{reader, directory, today}.of(sheet);
}

} // namespace luoshi::liaison
