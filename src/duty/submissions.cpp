// SPDX-License-Identifier: Apache-2.0
// Opening and typing.
#include "duty/submissions.hpp"

#include "duty/submission_parts.hpp"
#include "form/compare.hpp"
#include "form/library.hpp"
#include "store/blobs.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

using access::Role;

void must_write(const Opened& opened, const Who& who, Date day) {
    must_follow(opened.due.state, DueAct::save);
    if (who.principal.role == Role::office) {
        if (opened.due.state != DueState::open && !opened.due.entered) {
            throw failure(ErrorCode::conflict, "duty.begun-by-unit",
                          "the unit is writing this report itself");
        }
        return;
    }
    must_have_turn(opened, who.principal, day);
}

// What the office sees of a unit's draft: the version it handed in last, or nothing.
void hide_draft(store::Reader& reader, DueDetail& detail) {
    auto& opened = detail.opened;
    detail.content_hidden = true;
    opened.filled.body = opened.due.kept == 0
                             ? R"({"values":{}})"
                             : form::kept_body(reader, opened.due.filled, opened.due.kept);
}

} // namespace

Opened Submissions::opened_for(const access::Principal& who, DueId due) {
    return open_content(sources_, scope_of_due(who), due);
}

DueDetail Submissions::open(const access::Principal& who, DueId id) {
    DueDetail detail;
    detail.opened = opened_for(who, id);
    auto& opened = detail.opened;
    const auto today = sources_.clock.today();
    const bool hidden = !sees_content(opened.due, who);
    sources_.database.read([&](store::Reader& reader) {
        detail.acts = acts_of(reader, id);
        detail.remarks = remarks_of(reader, id);
        detail.extensions = extensions_of(reader, id);
        detail.files = files_of(reader, id);
        if (opened.due.filled) {
            detail.versions = form::kept_versions(reader, opened.due.filled);
            detail.check_code = hidden ? "" : form::check_code(opened.filled);
        }
        if (hidden) {
            hide_draft(reader, detail);
        }
    });
    if (hidden) {
        opened.outcome = outcome_of(opened, opened.filled.body);
    }
    detail.late = lateness(opened.due, detail.acts, today, *opened.calendar);
    detail.reminders =
        reminder_days(opened.due.due_on, opened.duty.definition.remind, *opened.calendar);
    detail.verbs = verbs_for(opened.due, opened.chain, opened.deputies, who, today);
    keep_asked(detail.verbs, opened.duty.definition.signing);
    return detail;
}

std::string Submissions::body(const access::Principal& who, DueId id, std::int64_t number) {
    const auto opened = opened_for(who, id);
    if (number != 0) {
        return sources_.database.read([&](store::Reader& reader) {
            return form::kept_body(reader, opened.due.filled, number);
        });
    }
    if (!sees_content(opened.due, who)) {
        throw failure(ErrorCode::not_found, "form.no-version",
                      "what the unit is writing is its own until it is handed in");
    }
    return opened.filled.body;
}

void Submissions::must_be_readable(const Opened& opened, const form::Filling& filling) {
    sources_.database.read([&](store::Reader& reader) {
        for (const auto& file : files_in(filling)) {
            if (!file.digest.empty() && !file_of_unit(reader, opened.due.unit, file.digest)) {
                throw failure(ErrorCode::invalid_argument, "duty.unknown-file",
                              "'{}' was not uploaded with this report", file.name)
                    .with("file", file.name);
            }
        }
    });
}

void Submissions::refuse_overwriting(store::Reader& reader, const Opened& opened, std::int64_t seen,
                                     const form::Filled& now) {
    // The revision the person began from may be too old to be kept; then nothing is listed.
    std::string changes = "[]";
    if (const auto base = revision_body(reader, now.id, seen)) {
        changes = form::to_json(form::compare(filling_of(opened, *base), *opened.form,
                                              filling_of(opened, now.body), *opened.form));
    }
    throw failure(ErrorCode::precondition_failed, "duty.content-changed",
                  "{} changed it meanwhile; look at what changed and save again", now.saved_by)
        .with("by", now.saved_by)
        .with("at", luoshi::to_string(now.saved_at))
        .with("revision", std::to_string(now.revision))
        .with("changes", changes);
}

Saved Submissions::store(const Who& who, const Opened& opened, std::int64_t seen,
                         std::string body) {
    Saved saved;
    saved.form = opened.form;
    saved.outcome = outcome_of(opened, body);
    change(who, opened.due.id, "duty.saved", [&](store::Transaction& transaction, Opened& fresh) {
        must_write(fresh, who, transaction.today());
        if (fresh.filled.revision != seen) {
            refuse_overwriting(transaction, fresh, seen, fresh.filled);
        }
        const bool first = !fresh.due.filled;
        const auto before = fresh.due.state;
        if (first) {
            fresh.filled.body = body;
            fresh.due.entered = who.principal.role == Role::office;
            begin_due(transaction, who, fresh);
            saved.revision = fresh.filled.revision;
        } else {
            saved.revision =
                form::save_filled(transaction, fresh.due.filled, seen, body, who.actor.name);
            keep_revision(transaction, fresh.due.filled, saved.revision, body, who.actor.name);
        }
        fresh.due.state = must_follow(before, DueAct::save);
        if (first || before != fresh.due.state) {
            leave(transaction, who, fresh.due, act_of(fresh, "save"));
        }
    });
    return saved;
}

Saved Submissions::save(const Who& who, DueId id, std::int64_t seen, std::string_view values) {
    const auto opened = opened_for(who.principal, id);
    must_write(opened, who, sources_.clock.today());
    const auto filling = filling_of(opened, values);
    must_be_readable(opened, filling);
    return store(who, opened, seen, form::to_json(filling, *opened.form));
}

Saved Submissions::adopt_previous(const Who& who, DueId id, std::int64_t seen,
                                  const AdoptWish& wish) {
    const auto opened = opened_for(who.principal, id);
    must_write(opened, who, sources_.clock.today());
    if (!opened.previous) {
        throw failure(ErrorCode::not_found, "duty.no-previous",
                      "the unit has no accepted report of this kind before this one");
    }
    const auto before = sources_.database.read([&](store::Reader& reader) {
        return form::kept_body(reader, opened.previous->filled, opened.previous->kept);
    });
    const auto adopted = adopt(opened, before, wish);
    auto saved = store(who, opened, seen, adopted.body);
    saved.fields = adopted.fields;
    saved.rows = adopted.rows;
    return saved;
}

std::string Submissions::put(const Upload& file) {
    return to_hex(blobs_.put(file.bytes));
}

StoredFile Submissions::add_file(const Who& who, DueId id, const Upload& upload) {
    must_write(opened_for(who.principal, id), who, sources_.clock.today());
    StoredFile file{put(upload), upload.name, who.actor.name,
                    static_cast<std::int64_t>(upload.bytes.size())};
    change(who, id, "duty.file-added", [&](store::Transaction& transaction, Opened& opened) {
        must_write(opened, who, transaction.today());
        insert_file(transaction, opened.due, file);
    });
    return file;
}

store::NamedBlob Submissions::file(const access::Principal& who, DueId id,
                                   const std::string& digest) {
    const auto found = sources_.database.read([&](store::Reader& reader) {
        const auto due = must_find_due(reader, scope_of_due(who), id);
        if (due.scan == digest) {
            return StoredFile{digest, due.scan_name, "", 0};
        }
        const auto file = sees_content(due, who) ? file_of_unit(reader, due.unit, digest)
                                                 : std::optional<StoredFile>{};
        if (!file) {
            throw failure(ErrorCode::not_found, "duty.no-file", "there is no such file");
        }
        return *file;
    });
    const auto bytes = digest_from_hex(found.digest);
    ensure(bytes.has_value(), "a stored digest is one");
    return {found.name, *bytes};
}

} // namespace luoshi::duty
