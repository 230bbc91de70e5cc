// SPDX-License-Identifier: Apache-2.0
#include "notice/json.hpp"

#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::notice {
namespace {

class Writer {
public:
    std::string write(const Reading& reading);

private:
    void span(Span span);
    void number(double value) { w_.raw(fmt::format("{}", value)); }
    void flag(std::string_view name, bool value) {
        w_.key(name);
        w_.boolean(value);
    }
    void member_or_null(std::string_view name, const std::optional<std::string>& value);
    void origin(const Origin& origin);
    template <class List, class Write>
    void list(std::string_view name, const List& values, Write write) {
        w_.key(name);
        w_.begin_array();
        for (const auto& value : values) {
            write(value);
        }
        w_.end_array();
    }
    template <class List, class Write>
    void objects(std::string_view name, const List& values, Write write) {
        list(name, values, [&](const auto& value) {
            w_.begin_object();
            write(value);
            w_.end_object();
        });
    }
    void header(const Header& header);
    void field(std::string_view name, const std::optional<Field>& value);
    void party(const Party& party);
    void deadline(const Deadline& deadline);
    void citation(const Citation& citation);
    void target(const Target& target);
    void person(const Person& person);
    void item(const Item& item);
    template <class Owner>
    void contents(const Owner& owner);

    JsonWriter w_;
};

void Writer::span(Span span) {
    w_.raw(fmt::format("[{},{}]", span.begin, span.end));
}

void Writer::member_or_null(std::string_view name, const std::optional<std::string>& value) {
    w_.key(name);
    if (value) {
        w_.string(*value);
    } else {
        w_.null();
    }
}

void Writer::origin(const Origin& origin) {
    w_.key("span");
    span(origin.span);
    w_.key("confidence");
    number(origin.confidence);
    w_.member("rule", origin.rule);
}

void Writer::field(std::string_view name, const std::optional<Field>& value) {
    member_or_null(name, value ? std::optional{value->value} : std::nullopt);
}

void Writer::header(const Header& header) {
    const std::array<std::pair<std::string_view, const std::optional<Field>*>, 9> singles{
        {{"title", &header.title},
         {"number", &header.number},
         {"date", &header.date},
         {"urgency", &header.urgency},
         {"channel", &header.channel},
         {"machine_number", &header.machine_number},
         {"classification", &header.classification},
         {"retention", &header.retention},
         {"copy_number", &header.copy_number}}};
    const std::array<std::pair<std::string_view, const std::vector<Field>*>, 5> lists{
        {{"issuers", &header.issuers},
         {"addressees", &header.addressees},
         {"cc", &header.cc},
         {"signatories", &header.signatories},
         {"notes", &header.notes}}};
    for (const auto& [name, value] : singles) {
        field(name, *value);
    }
    for (const auto& [name, values] : lists) {
        list(name, *values, [&](const Field& f) { w_.string(f.value); });
    }
    w_.key("fields");
    w_.begin_object();
    for (const auto& [name, value] : singles) {
        if (*value) {
            w_.key(name);
            w_.begin_object();
            origin((*value)->origin);
            w_.end_object();
        }
    }
    for (const auto& [name, values] : lists) {
        objects(name, *values, [&](const Field& f) { origin(f.origin); });
    }
    w_.end_object();
}

void Writer::party(const Party& party) {
    w_.member("unit", party.unit);
    if (!party.unit_full.empty()) {
        w_.member("unit_full", party.unit_full);
    }
    w_.member("role", to_string(party.role));
    flag("group", party.group);
    flag("known", party.known);
    flag("open", party.open);
    origin(party.origin);
}

void Writer::deadline(const Deadline& deadline) {
    w_.member("kind", to_string(deadline.kind));
    w_.member("value", deadline.value);
    w_.member("text", deadline.text);
    origin(deadline.origin);
}

void Writer::citation(const Citation& citation) {
    w_.member("title", citation.title);
    member_or_null("number", citation.number);
    origin(citation.origin);
}

void Writer::target(const Target& target) {
    w_.member("text", target.text);
    w_.key("value");
    w_.raw(target.high.empty() ? target.value : fmt::format("[{},{}]", target.value, target.high));
    w_.member("unit", target.unit);
    w_.member("comparator", to_string(target.comparator));
    origin(target.origin);
}

void Writer::person(const Person& person) {
    w_.member("name", person.name);
    w_.member("role", person.role);
    origin(person.origin);
}

template <class Owner>
void Writer::contents(const Owner& owner) {
    objects("parties", owner.parties, [&](const Party& p) { party(p); });
    objects("deadlines", owner.deadlines, [&](const Deadline& d) { deadline(d); });
    objects("citations", owner.citations, [&](const Citation& c) { citation(c); });
    objects("targets", owner.targets, [&](const Target& t) { target(t); });
}

void Writer::item(const Item& item) {
    w_.member("number", item.number);
    w_.member("section_path", item.section_path);
    if (item.unnumbered) {
        flag("unnumbered", true);
    }
    w_.member("title", item.title);
    w_.key("span");
    span(item.span);
    w_.key("text_span");
    span(item.text_span);
    w_.key("clause_span");
    if (item.clause_span) {
        span(*item.clause_span);
    } else {
        w_.null();
    }
    w_.key("confidence");
    number(item.confidence);
    w_.member("rule", item.rule);
    contents(item);
    objects("persons", item.persons, [&](const Person& p) { person(p); });
    objects("flags", item.flags, [&](const Flag& f) {
        w_.member("kind", f.kind);
        w_.member("text", f.text);
        if (!f.clause.empty()) {
            w_.member("clause", f.clause);
        }
        w_.key("span");
        span(f.span);
    });
    if (!item.notes.empty()) {
        objects("notes", item.notes, [&](const Note& n) {
            w_.member("kind", n.kind);
            w_.member("heading", n.heading);
            w_.member("text", n.text);
            origin(n.origin);
        });
    }
}

std::string Writer::write(const Reading& reading) {
    w_.begin_object();
    w_.key("doc");
    w_.begin_object();
    header(reading.header);
    w_.end_object();
    objects("sections", reading.sections, [&](const Section& s) {
        w_.member("path", s.path);
        w_.member("title", s.title);
        w_.key("level");
        w_.integer(s.level);
        if (!s.persons.empty()) {
            objects("persons", s.persons, [&](const Person& p) { person(p); });
        }
        origin(s.origin);
    });
    objects("items", reading.items, [&](const Item& i) { item(i); });
    w_.key("general");
    w_.begin_object();
    contents(reading.general);
    w_.end_object();
    objects("warnings", reading.warnings, [&](const Diagnostic& d) {
        w_.member("code", d.code);
        w_.member("message", d.message);
        w_.key("span");
        span(d.span);
    });
    w_.end_object();
    return w_.take();
}

} // namespace

std::string_view to_string(Role role) noexcept {
    switch (role) {
    case Role::lead: return "lead";
    case Role::joint: return "joint";
    case Role::responsible: return "responsible";
    case Role::separate: return "separate";
    case Role::guide: return "guide";
    case Role::participate: return "participate";
    case Role::report_to: return "report_to";
    }
    return "responsible";
}

std::string_view to_string(DeadlineKind kind) noexcept {
    switch (kind) {
    case DeadlineKind::date: return "date";
    case DeadlineKind::month_end: return "month_end";
    case DeadlineKind::year_end: return "year_end";
    case DeadlineKind::recurring: return "recurring";
    case DeadlineKind::relative: return "relative";
    case DeadlineKind::long_term: return "long_term";
    }
    return "date";
}

std::string_view to_string(Comparator comparator) noexcept {
    switch (comparator) {
    case Comparator::equal: return "=";
    case Comparator::about: return "≈";
    case Comparator::at_least: return ">=";
    case Comparator::at_most: return "<=";
    case Comparator::less: return "<";
    case Comparator::greater: return ">";
    case Comparator::range: return "range";
    }
    return "=";
}

std::string to_json(const Reading& reading) {
    return Writer{}.write(reading);
}

} // namespace luoshi::notice
