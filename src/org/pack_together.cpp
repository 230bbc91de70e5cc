// SPDX-License-Identifier: Apache-2.0
// What two packs of one installation may not say differently: they share directory and calendar.
#include "org/pack_parts.hpp"

#include "base/text.hpp"
#include "org/pack_reading.hpp"
#include "org/pack_said.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace luoshi::org {
namespace {

bool overlap(const Interval& one, const Interval& other) {
    const bool apart = (one.until && other.from && *one.until <= *other.from) ||
                       (other.until && one.from && *other.until <= *one.from);
    return !apart;
}

// The days of both.
Interval meet(Interval one, const Interval& other) {
    if (other.from && (!one.from || *one.from < *other.from)) {
        one.from = other.from;
    }
    if (other.until && (!one.until || *other.until < *one.until)) {
        one.until = other.until;
    }
    return one;
}

// Notes which pack said what; the later pack is told.
class Together {
public:
    explicit Together(std::vector<Diagnostic>& findings) : findings_(findings) {}

    void categories(const pack::Pack& pack) {
        for (const auto& category : pack.categories) {
            const auto [it, is_new] =
                categories_.try_emplace(category.code, Known{&pack, said_of(category)});
            if (!is_new) {
                differs(pack.file("pack.yaml"), place_of_category(pack, category.code),
                        "org.category-differs",
                        {"类别“" + category.code + "”", "category '" + category.code + "'"},
                        it->second, said_of(category));
            }
        }
    }

    void units(const pack::Pack& pack) {
        std::vector<Diagnostic> told_by_check;
        const auto file = read_unit_file(pack, told_by_check);
        for (std::size_t i = 0; i < file.units.size(); ++i) {
            const auto& unit = file.units[i];
            auto said = said_of(unit);
            std::erase_if(said, [](const auto& one) { // more names and another source do no harm
                return one.first == "aliases" || one.first == "source";
            });
            const auto it = units_.find(unit.code);
            if (it != units_.end() && it->second.pack != &pack) {
                differs(file.document, file.places[i], "org.unit-differs",
                        {"单位“" + unit.code + "”", "unit '" + unit.code + "'"}, it->second, said);
            }
            units_.try_emplace(unit.code, Known{&pack, std::move(said)});
            names(pack, *file.document, *file.places[i], unit);
        }
    }

    void days(const pack::Pack& pack) {
        std::vector<Diagnostic> told_by_check;
        const auto file = read_day_file(pack, told_by_check);
        for (std::size_t i = 0; i < file.days.size(); ++i) {
            const pack::Said said{{"works", file.days[i].works ? "work" : "off"}};
            const auto day = to_string(file.days[i].day);
            const auto [it, is_new] = days_.try_emplace(day, Known{&pack, said});
            if (!is_new) {
                differs(file.document, file.places[i], "org.day-differs",
                        {day + " 这一天", "the day " + day}, it->second, said);
            }
        }
    }

private:
    struct Known {
        const pack::Pack* pack;
        pack::Said said;
    };
    struct What { // differs
        std::string zh, en;
    };
    struct Bearer {
        const pack::Pack* pack;
        std::string unit;
        Interval valid;
    };

    // The place of the category's id; pack.yaml itself when it has none.
    static const pack::Value* place_of_category(const pack::Pack& pack, const std::string& code) {
        const auto& root = pack.file("pack.yaml")->root;
        for (const auto& entry : root.find("categories")->items) {
            if (const auto* id = entry.find("id"); id != nullptr && id->scalar == code) {
                return &entry;
            }
        }
        return &root;
    }

    void complain(const pack::Document& document, const pack::Value& at, std::string code,
                  std::string zh, std::string en) {
        findings_.push_back({Severity::error, std::move(code), document.file, at.span,
                             std::move(en), std::move(zh)});
    }

    void differs(const pack::Document* document, const pack::Value* at, std::string code,
                 const What& what, const Known& known, const pack::Said& said) {
        std::vector<std::string> fields;
        for (const auto& field : pack::differences(known.said, said)) {
            fields.push_back(field.field);
        }
        if (!fields.empty()) {
            complain(*document, *at, std::move(code),
                     fmt::format("{}在方案包“{}”里也有，{} 却不同", what.zh, known.pack->code,
                                 fmt::join(fields, "、")),
                     fmt::format("{} stands in pack '{}' too, with another {}", what.en,
                                 known.pack->code, fmt::join(fields, ", ")));
        }
    }

    void names(const pack::Pack& pack, const pack::Document& document, const pack::Value& at,
               const UnitSpec& unit) {
        std::vector<std::string> told; // a full and a short name may be the same
        for (const auto& name : unit.names) {
            const auto folded = fold(name.text);
            const auto valid = meet(name.valid, unit.valid);
            for (auto [it, end] = names_.equal_range(folded); it != end; ++it) {
                const auto& other = it->second;
                if (other.pack != &pack && other.unit != unit.code && overlap(other.valid, valid) &&
                    std::find(told.begin(), told.end(), folded) == told.end()) {
                    told.push_back(folded);
                    complain(document, at, "org.name-taken",
                             fmt::format("“{}”在方案包“{}”里同时是“{}”的名称", name.text,
                                         other.pack->code, other.unit),
                             fmt::format("'{}' is a name of '{}' in pack '{}' at the same time",
                                         name.text, other.unit, other.pack->code));
                }
            }
            names_.emplace(folded, Bearer{&pack, unit.code, valid});
        }
    }

    std::vector<Diagnostic>& findings_;
    std::map<std::string, Known> categories_, units_, days_;
    std::multimap<std::string, Bearer> names_;
};

} // namespace

std::vector<Diagnostic> check_units_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    Together together{findings};
    for (const auto* pack : packs) {
        together.categories(*pack);
        together.units(*pack);
    }
    return findings;
}

std::vector<Diagnostic> check_calendars_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    Together together{findings};
    for (const auto* pack : packs) {
        together.days(*pack);
    }
    return findings;
}

} // namespace luoshi::org
