// SPDX-License-Identifier: Apache-2.0
#include "duty/content.hpp"

#include "base/error.hpp"
#include "duty/make_dues.hpp"
#include "duty/rows.hpp"
#include "duty/seed.hpp"
#include "followup/holders.hpp"
#include "form/library.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

// What the database has to say of it, read at one moment.
struct Stored {
    std::optional<form::Filled> filled;
    std::string previous_body; // of Opened::previous
    Seed seed;
};

std::string body_handed_in(store::Reader& reader, const Due& due) {
    return due.kept == 0 ? form::read_filled(reader, due.filled).body
                         : form::kept_body(reader, due.filled, due.kept);
}

void read_seed(store::Reader& reader, const Opened& opened, Stored& stored) {
    const auto& rule = opened.duty.definition.rows;
    if (!rule) {
        return;
    }
    if (rule->of == kOwnItems) {
        stored.seed.tasks = followup::held_tasks(reader, opened.due.plan, opened.due.unit);
        return;
    }
    const auto source = duty_of_code(reader, opened.due.plan, rule->of);
    const auto due =
        source ? handed_in(reader, *source, opened.due.unit, opened.due.period) : std::nullopt;
    if (due) {
        stored.seed.source_body = body_handed_in(reader, *due);
    }
}

Stored read_stored(store::Reader& reader, const ContentSources& sources, const org::Scope& scope,
                   DueId id, Opened& opened) {
    Stored stored;
    opened.due = must_find_due(reader, scope, id);
    opened.duty = must_find_duty(reader, opened.due.duty);
    opened.directory = sources.directories.get(reader);
    opened.calendar = std::make_shared<const WorkCalendar>(org::work_calendar(reader));
    opened.chain =
        opened.due.chain.empty() ? chain_of(reader, opened.due.unit).steps : opened.due.chain;
    opened.deputies = deputies_of(reader, opened.due.unit, sources.clock.today());
    opened.previous =
        accepted_before(reader, opened.due.duty, opened.due.unit, opened.due.occurrence);
    if (opened.previous) {
        stored.previous_body = body_handed_in(reader, *opened.previous);
    }
    if (opened.due.filled) {
        stored.filled = form::read_filled(reader, opened.due.filled);
    } else {
        read_seed(reader, opened, stored);
    }
    return stored;
}

std::string code_of(const Opened& opened) {
    const auto* const unit = opened.directory->find(opened.due.unit);
    ensure(unit != nullptr, "a due belongs to a unit of the directory");
    return unit->code;
}

void set_context(Opened& opened) {
    auto& context = opened.context;
    const auto* const unit = opened.directory->find(opened.due.unit);
    context.day = opened.filled.day;
    context.period =
        expr::Period::parse(opened.filled.period)
            .value_or(expr::Period::containing(
                opened.form->period.value_or(expr::Period::Kind::year), opened.filled.day));
    context.subject = opened.directory->name(*unit, org::NameKind::short_name, opened.filled.day);
    context.handed = form::read_handed(opened.filled.handed);
    context.calendar = opened.calendar.get();
}

// What the form holds before anybody types.
void begin_filled(const ContentSources& sources, const Stored& stored, Opened& opened) {
    const auto current = sources.library.current(opened.duty.pack);
    opened.form = sources.library.form(current.version, opened.duty.definition.form);
    auto& filled = opened.filled;
    filled.plan = opened.due.plan.value;
    filled.version = current.version;
    filled.pack = opened.duty.pack;
    filled.form = opened.form->code;
    filled.purpose = "due";
    filled.day = opened.due.occurrence;
    filled.period = opened.due.period;
    filled.subject = code_of(opened);
    filled.revision = 0;
    filled.handed =
        seed_handed(*opened.form, opened.duty.definition.rows, stored.seed, stored.previous_body);
    set_context(opened);
    const auto prefilled = form::prefill(*opened.form, opened.context, *opened.directory);
    filled.body =
        seed_body(form::to_json(prefilled, *opened.form), opened.duty.definition.rows, stored.seed);
    filled.body = form::to_json(filling_of(opened, filled.body), *opened.form);
}

} // namespace

form::Filling filling_of(const Opened& opened, std::string_view body) {
    return form::read_filling(body, *opened.form, *opened.directory, opened.filled.day);
}

form::Outcome outcome_of(const Opened& opened, std::string_view body) {
    return form::check(filling_of(opened, body), *opened.form, opened.context, *opened.directory);
}

Opened open_content(const ContentSources& sources, const org::Scope& scope, DueId id) {
    Opened opened;
    auto stored = sources.database.read([&](store::Reader& reader) {
        opened = {};
        return read_stored(reader, sources, scope, id, opened);
    });
    if (stored.filled) {
        opened.filled = std::move(*stored.filled);
        opened.form = sources.library.form(opened.filled.version, opened.filled.form);
        set_context(opened);
    } else {
        begin_filled(sources, stored, opened);
    }
    opened.outcome = outcome_of(opened, opened.filled.body);
    return opened;
}

std::vector<form::FileRef> files_in(const form::Filling& filling) {
    std::vector<form::FileRef> files;
    for (const auto& answer : filling.answers) {
        files.insert(files.end(), answer.files.begin(), answer.files.end());
        for (const auto& row : answer.rows) {
            for (const auto& cell : row) {
                files.insert(files.end(), cell.files.begin(), cell.files.end());
            }
        }
    }
    return files;
}

} // namespace luoshi::duty
