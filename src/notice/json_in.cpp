// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notice/json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace luoshi::notice {
namespace {

using Json = nlohmann::json;

template <class Enum, std::size_t N>
Enum read_enum(const Json& json, const std::array<Enum, N>& values, std::string_view what) {
    const auto& text = json.get_ref<const std::string&>();
    for (const auto value : values) {
        if (to_string(value) == text) {
            return value;
        }
    }
    throw failure(ErrorCode::invalid_argument, "notice.bad-json", "'{}' is no {}", text, what);
}

constexpr std::array kRoles{Role::lead,  Role::joint,       Role::responsible, Role::separate,
                            Role::guide, Role::participate, Role::report_to};
constexpr std::array kKinds{DeadlineKind::date,     DeadlineKind::month_end,
                            DeadlineKind::year_end, DeadlineKind::recurring,
                            DeadlineKind::relative, DeadlineKind::long_term};
constexpr std::array kComparators{Comparator::equal,   Comparator::about, Comparator::at_least,
                                  Comparator::at_most, Comparator::less,  Comparator::greater,
                                  Comparator::range};

std::string text(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? std::string{} : found->get<std::string>();
}

std::optional<std::string> optional_text(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? std::nullopt
                                                   : std::optional{found->get<std::string>()};
}

bool truth(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->get<bool>();
}

Span read_span(const Json& json) {
    return {json.at(0).get<std::uint32_t>(), json.at(1).get<std::uint32_t>()};
}

Span span_of(const Json& json) {
    const auto found = json.find("span");
    return found == json.end() ? Span{} : read_span(*found);
}

Origin origin_of(const Json& json) {
    return {span_of(json), json.value("confidence", 0.0), text(json, "rule")};
}

template <class T, class Read>
std::vector<T> list(const Json& json, const char* name, Read read) {
    std::vector<T> out;
    if (const auto found = json.find(name); found != json.end()) {
        for (const auto& value : *found) {
            out.push_back(read(value));
        }
    }
    return out;
}

Party read_party(const Json& json) {
    return {
        text(json, "unit"),   text(json, "unit_full"), read_enum(json.at("role"), kRoles, "role"),
        truth(json, "group"), truth(json, "known"),    truth(json, "open"),
        origin_of(json)};
}

Deadline read_deadline(const Json& json) {
    return {read_enum(json.at("kind"), kKinds, "kind of deadline"), text(json, "value"),
            text(json, "text"), origin_of(json)};
}

Target read_target(const Json& json) {
    Target target{.text = text(json, "text"),
                  .value = {},
                  .high = {},
                  .unit = text(json, "unit"),
                  .comparator = read_enum(json.at("comparator"), kComparators, "comparator"),
                  .origin = origin_of(json)};
    const auto& value = json.at("value");
    target.value = value.is_array() ? value.at(0).dump() : value.dump();
    target.high = value.is_array() ? value.at(1).dump() : std::string{};
    return target;
}

Person read_person(const Json& json) {
    return {text(json, "name"), text(json, "role"), origin_of(json)};
}

template <class Owner>
void read_contents(const Json& json, Owner& owner) {
    owner.parties = list<Party>(json, "parties", read_party);
    owner.deadlines = list<Deadline>(json, "deadlines", read_deadline);
    owner.citations = list<Citation>(json, "citations", [](const Json& c) {
        return Citation{text(c, "title"), optional_text(c, "number"), origin_of(c)};
    });
    owner.targets = list<Target>(json, "targets", read_target);
}

Header read_header(const Json& json) {
    Header header;
    const auto fields = json.value("fields", Json::object());
    const auto one = [&](const char* name) -> std::optional<Field> {
        auto value = optional_text(json, name);
        const auto origin = fields.find(name);
        return value ? std::optional{Field{*value,
                                           origin == fields.end() ? Origin{} : origin_of(*origin)}}
                     : std::nullopt;
    };
    const auto many = [&](const char* name) {
        auto out = list<Field>(json, name, [](const Json& v) {
            return Field{v.get<std::string>(), {}};
        });
        const auto origins = list<Origin>(fields, name, origin_of);
        for (std::size_t i = 0; i < out.size() && i < origins.size(); ++i) {
            out[i].origin = origins[i];
        }
        return out;
    };
    header.title = one("title");
    header.number = one("number");
    header.date = one("date");
    header.urgency = one("urgency");
    header.channel = one("channel");
    header.machine_number = one("machine_number");
    header.classification = one("classification");
    header.retention = one("retention");
    header.copy_number = one("copy_number");
    header.issuers = many("issuers");
    header.addressees = many("addressees");
    header.cc = many("cc");
    header.signatories = many("signatories");
    header.notes = many("notes");
    return header;
}

Item read_item(const Json& json) {
    Item item;
    item.number = text(json, "number");
    item.section_path = text(json, "section_path");
    item.unnumbered = truth(json, "unnumbered");
    item.title = text(json, "title");
    item.span = span_of(json);
    if (const auto found = json.find("text_span"); found != json.end()) {
        item.text_span = read_span(*found);
    }
    if (const auto found = json.find("clause_span"); found != json.end() && !found->is_null()) {
        item.clause_span = read_span(*found);
    }
    item.confidence = json.value("confidence", 0.0);
    item.rule = text(json, "rule");
    read_contents(json, item);
    item.persons = list<Person>(json, "persons", read_person);
    item.flags = list<Flag>(json, "flags", [](const Json& f) {
        return Flag{text(f, "kind"), text(f, "text"), text(f, "clause"), span_of(f)};
    });
    item.notes = list<Note>(json, "notes", [](const Json& n) {
        return Note{text(n, "kind"), text(n, "heading"), text(n, "text"), origin_of(n)};
    });
    return item;
}

Reading read_reading(const Json& json) {
    Reading reading;
    reading.header = read_header(json.at("doc"));
    reading.sections = list<Section>(json, "sections", [](const Json& s) {
        return Section{text(s, "path"), text(s, "title"), s.value("level", 1),
                       list<Person>(s, "persons", read_person), origin_of(s)};
    });
    reading.items = list<Item>(json, "items", read_item);
    read_contents(json.value("general", Json::object()), reading.general);
    reading.warnings = list<Diagnostic>(json, "warnings", [](const Json& w) {
        return Diagnostic{Severity::warning, text(w, "code"), {}, span_of(w), text(w, "message")};
    });
    return reading;
}

} // namespace

Reading from_json(std::string_view json) {
    try {
        return read_reading(Json::parse(json));
    } catch (const nlohmann::json::exception& error) {
        throw failure(ErrorCode::invalid_argument, "notice.bad-json",
                      "not the JSON of a reading: {}", error.what());
    }
}

std::optional<Role> parse_role(std::string_view text) noexcept {
    for (const auto role : kRoles) {
        if (to_string(role) == text) {
            return role;
        }
    }
    return std::nullopt;
}

std::optional<DeadlineKind> parse_deadline_kind(std::string_view text) noexcept {
    for (const auto kind : kKinds) {
        if (to_string(kind) == text) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace luoshi::notice
