// SPDX-License-Identifier: Apache-2.0
// units.yaml and calendar.yaml of a pack, read and checked. docs/packs.md shows both.
#include "org/pack_reading.hpp"

#include "base/text.hpp"
#include "pack/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::org {
namespace {

using pack::Fields;
using pack::Value;

Interval interval(Fields& fields) {
    const Interval valid{fields.date("from"), fields.date("until")};
    if (valid.from && valid.until && *valid.until <= *valid.from) {
        fields.complain(*fields.find("until"), "org.interval",
                        "until 是不再有效的第一天，应在 from 之后",
                        "'until' is the first day it holds no more; expected a day after 'from'");
    }
    return valid;
}

Name read_name(const pack::Document& document, const Value& value,
               std::vector<Diagnostic>& findings) {
    if (value.kind == Value::Kind::scalar) {
        return {value.scalar, NameKind::alias, {}};
    }
    Fields fields{document, value, findings};
    Name name{fields.text("name"), NameKind::alias, interval(fields)};
    if (fields.find("kind") != nullptr) {
        name.kind = parse_name_kind(fields.one_of("kind", {"official", "short", "alias"}))
                        .value_or(NameKind::alias);
    }
    fields.finish();
    return name;
}

void read_members(UnitSpec& spec, Fields& fields, const pack::Document& document,
                  std::vector<Diagnostic>& findings) {
    for (const auto& value : fields.list("members")) {
        if (value.kind == Value::Kind::scalar) {
            spec.members.emplace_back(value.scalar, Interval{});
            continue;
        }
        Fields member{document, value, findings};
        auto code = member.text("unit");
        spec.members.emplace_back(std::move(code), interval(member));
        member.finish();
    }
    for (const auto& value : fields.list("succeeds")) {
        if (value.kind == Value::Kind::scalar) {
            spec.succeeds.emplace_back(value.scalar, std::nullopt);
            continue;
        }
        Fields before{document, value, findings};
        auto code = before.text("unit");
        spec.succeeds.emplace_back(std::move(code), before.date("on"));
        before.finish();
    }
}

UnitKind read_kind(Fields& fields) {
    if (fields.find("kind") == nullptr) {
        return UnitKind::unit;
    }
    return parse_unit_kind(fields.one_of("kind", {"unit", "group"})).value_or(UnitKind::unit);
}

UnitSpec read_unit(const pack::Document& document, const Value& value,
                   std::vector<Diagnostic>& findings) {
    Fields fields{document, value, findings};
    UnitSpec spec;
    spec.code = fields.text("id");
    spec.kind = read_kind(fields);
    spec.parent = fields.text_or("parent", "");
    spec.category = fields.text_or("category", "");
    spec.source = fields.text_or("source", "");
    spec.valid = interval(fields);
    const auto short_name = fields.text("name");
    spec.names.push_back({fields.text_or("full_name", short_name), NameKind::official, {}});
    spec.names.push_back({short_name, NameKind::short_name, {}});
    for (const auto& alias : fields.list("aliases")) {
        spec.names.push_back(read_name(document, alias, findings));
    }
    read_members(spec, fields, document, findings);
    if (spec.kind == UnitKind::group) {
        spec.list_basis =
            parse_list_basis(fields.one_of("list", {"official", "office", "sample", "none"}));
        spec.list_source = fields.text_or("list_source", "");
        if (spec.list_basis == ListBasis::official && spec.list_source.empty()) {
            fields.missing("list_source", "official 的名单要写明出自哪份文件",
                           "an official list names its document");
        }
    }
    fields.finish();
    return spec;
}

// Rules between units: codes known and used once, names borne by one unit at a time, no group in
// itself.
class UnitCheck {
public:
    UnitCheck(const pack::Pack& pack, const std::vector<UnitSpec>& units,
              const std::vector<const Value*>& places, const pack::Document& document,
              std::vector<Diagnostic>& findings)
        : pack_(pack), units_(units), places_(places), document_(document), findings_(findings) {}

    void run() {
        for (std::size_t i = 0; i < units_.size(); ++i) {
            if (!units_[i].code.empty() && !index_.emplace(units_[i].code, i).second) {
                complain(i, "org.duplicate-code", fmt::format("单位“{}”写了两次", units_[i].code),
                         fmt::format("unit '{}' is defined twice", units_[i].code));
            }
        }
        for (std::size_t i = 0; i < units_.size(); ++i) {
            check_references(i);
            check_names(i);
        }
        for (std::size_t i = 0; i < units_.size(); ++i) {
            check_cycle(i, i, 0);
        }
    }

private:
    void complain(std::size_t i, std::string code, std::string zh, std::string en) {
        findings_.push_back({Severity::error, std::move(code), document_.file, places_[i]->span,
                             std::move(en), std::move(zh)});
    }

    void check_references(std::size_t i) {
        const auto& unit = units_[i];
        const auto known = [&](const std::string& code) {
            if (!code.empty() && index_.count(code) == 0) {
                complain(i, "org.unknown-unit",
                         fmt::format("“{}”提到“{}”，本文件没有 id 是它的单位", unit.code, code),
                         fmt::format("'{}' names '{}', which no unit of this file has as id",
                                     unit.code, code));
            }
        };
        known(unit.parent);
        for (const auto& [code, valid] : unit.members) {
            known(code);
        }
        for (const auto& [code, on] : unit.succeeds) {
            known(code);
        }
        const auto is_category = [&](const pack::Category& category) {
            return category.code == unit.category;
        };
        if (!unit.category.empty() &&
            std::none_of(pack_.categories.begin(), pack_.categories.end(), is_category)) {
            complain(i, "org.category",
                     fmt::format("pack.yaml 的 categories 里没有“{}”", unit.category),
                     fmt::format("category '{}' is not in pack.yaml", unit.category));
        }
    }

    void check_names(std::size_t i) {
        std::set<std::string> told; // a full and a short name may be the same
        for (const auto& name : units_[i].names) {
            if (name.text.empty()) {
                continue; // told already
            }
            for (auto [it, end] = names_.equal_range(fold(name.text)); it != end; ++it) {
                const auto& [other, valid] = it->second;
                const bool apart =
                    (valid.until && name.valid.from && *valid.until <= *name.valid.from) ||
                    (name.valid.until && valid.from && *name.valid.until <= *valid.from);
                if (other != i && !apart && told.insert(fold(name.text)).second) {
                    complain(i, "org.name-taken",
                             fmt::format("“{}”同时也是“{}”的名称", name.text, units_[other].code),
                             fmt::format("'{}' is also a name of '{}' at the same time", name.text,
                                         units_[other].code));
                }
            }
            names_.emplace(fold(name.text), std::pair{i, name.valid});
        }
    }

    void check_cycle(std::size_t start, std::size_t i, int depth) {
        for (const auto& [code, valid] : units_[i].members) {
            const auto it = index_.find(code);
            if (it == index_.end() || units_[it->second].kind != UnitKind::group || depth > 8) {
                continue;
            }
            if (it->second == start) {
                complain(
                    start, "org.member-cycle",
                    fmt::format("组“{}”通过“{}”包含了自己", units_[start].code, units_[i].code),
                    fmt::format("group '{}' contains itself by way of '{}'", units_[start].code,
                                units_[i].code));
                return;
            }
            check_cycle(start, it->second, depth + 1);
        }
    }

    const pack::Pack& pack_;
    const std::vector<UnitSpec>& units_;
    const std::vector<const Value*>& places_;
    const pack::Document& document_;
    std::vector<Diagnostic>& findings_;
    std::map<std::string, std::size_t> index_;
    std::multimap<std::string, std::pair<std::size_t, Interval>> names_;
};

} // namespace

UnitFile read_unit_file(const pack::Pack& pack, std::vector<Diagnostic>& findings) {
    UnitFile file;
    file.document = pack.file("units.yaml");
    if (file.document == nullptr) {
        return file;
    }
    Fields fields{*file.document, file.document->root, findings};
    for (const auto* section : {"units", "groups"}) {
        for (const auto& value : fields.list(section)) {
            file.units.push_back(read_unit(*file.document, value, findings));
            file.places.push_back(&value);
        }
    }
    fields.finish();
    return file;
}

DayFile read_day_file(const pack::Pack& pack, std::vector<Diagnostic>& findings) {
    DayFile file;
    file.document = pack.file("calendar.yaml");
    if (file.document == nullptr) {
        return file;
    }
    std::set<Date> seen;
    Fields fields{*file.document, file.document->root, findings};
    for (const auto& year : fields.list("years")) {
        Fields of_year{*file.document, year, findings};
        of_year.text("year");
        const auto source = of_year.text("source");
        for (const bool works : {false, true}) {
            for (const auto& value : of_year.list(works ? "work" : "off")) {
                Fields entry{*file.document, value, findings};
                const auto day = entry.required_date("date");
                auto name = entry.text("name");
                if (day && !seen.insert(*day).second) {
                    entry.complain("org.duplicate-day", "本文件里已经有这一天",
                                   "the day stands in this file already");
                } else if (day) {
                    file.days.push_back({*day, works, std::move(name), source});
                    file.places.push_back(&value);
                }
                entry.finish();
            }
        }
        of_year.finish();
    }
    fields.finish();
    return file;
}

Checked<std::vector<UnitSpec>> read_units(const pack::Pack& pack) {
    std::vector<Diagnostic> findings;
    auto file = read_unit_file(pack, findings);
    if (file.document != nullptr) {
        UnitCheck{pack, file.units, file.places, *file.document, findings}.run();
    }
    return findings.empty() ? Checked<std::vector<UnitSpec>>{std::move(file.units), {}}
                            : Checked<std::vector<UnitSpec>>{std::nullopt, std::move(findings)};
}

Checked<std::vector<DaySpec>> read_calendar(const pack::Pack& pack) {
    std::vector<Diagnostic> findings;
    auto file = read_day_file(pack, findings);
    return findings.empty() ? Checked<std::vector<DaySpec>>{std::move(file.days), {}}
                            : Checked<std::vector<DaySpec>>{std::nullopt, std::move(findings)};
}

} // namespace luoshi::org
