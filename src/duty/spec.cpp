// SPDX-License-Identifier: Apache-2.0
#include "duty/spec.hpp"

#include "followup/plan_spec.hpp"
#include "org/org.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace luoshi::duty {
namespace {

using pack::Fields;
using pack::Value;

constexpr std::string_view kFile = "duties.yaml";

class DutyReader {
public:
    DutyReader(const pack::Document& document, std::vector<Diagnostic>& findings)
        : document_(document), findings_(findings) {}

    Definition read(const Value& value) {
        Fields fields{document_, value, findings_};
        Definition out;
        out.code = fields.text("id");
        out.title = {fields.text("title"), fields.text("title_en")};
        out.tasks = fields.texts("tasks");
        out.form = fields.text("form");
        out.who = units(fields, "who", "谁报送", "who owes it");
        out.to = units(fields, "to", "报给谁", "to whom it goes");
        basis(fields, out);
        time(fields, out);
        if (const auto* const list = fields.find("remind")) {
            for (const auto& entry : list->items) {
                remind(entry, out);
            }
        } else {
            out.remind = usual_reminders();
        }
        if (const auto* const rule = fields.find("rows")) {
            rows(*rule, out);
        }
        if (const auto* const rule = fields.find("gather")) {
            Fields gather{document_, *rule, findings_};
            out.gather = GatherRule{gather.text("table"), gather.text("theme")};
            gather.finish();
        }
        fields.finish();
        return out;
    }

    void complain(const Value& at, std::string code, std::string zh, std::string en) {
        findings_.push_back({Severity::error, std::move(code), document_.file, at.span,
                             std::move(en), std::move(zh)});
    }

private:
    static std::vector<std::string> units(Fields& fields, std::string_view key, const char* zh,
                                          const char* en) {
        auto codes = fields.texts(key);
        if (codes.empty()) {
            fields.missing(key, fmt::format("至少写一个单位，说明{}", zh),
                           fmt::format("name at least one unit, {}", en));
        }
        return codes;
    }

    void basis(Fields& fields, Definition& out) {
        const auto* const value = fields.find("basis");
        if (value == nullptr) {
            return;
        }
        if (value->kind == Value::Kind::scalar) {
            out.words = value->scalar;
            return;
        }
        Fields parts{document_, *value, findings_};
        out.clause = parts.text_or("clause", "");
        out.words = parts.text_or("words", "");
        parts.finish();
    }

    void time(Fields& fields, Definition& out) {
        out.on = fields.text_or("on", "");
        out.from = fields.date("from");
        out.until = fields.date("until");
        if (fields.find("period") != nullptr) {
            out.period = parse_period_kind(fields.one_of("period", {"年", "半年", "季", "月"}));
        }
        if (fields.find("which") != nullptr) {
            const auto word = fields.one_of("which", {"本期", "上期", "本年", "上年"});
            out.shift = word == "上期" || word == "上年" ? -1 : 0;
        }
    }

    void remind(const Value& value, Definition& out) {
        Fields fields{document_, value, findings_};
        const bool working = value.find("working_days") != nullptr;
        const auto word = fields.text(working ? "working_days" : "days");
        int days = -1;
        const auto [stop, status] = std::from_chars(word.data(), word.data() + word.size(), days);
        if (!word.empty() && (status != std::errc{} || stop != word.data() + word.size())) {
            complain(value, "duty.remind", fmt::format("“{}”不是天数", word),
                     fmt::format("'{}' is no number of days", word));
        } else if (!word.empty()) {
            out.remind.push_back({days, working});
        }
        fields.finish();
    }

    void rows(const Value& value, Definition& out) {
        Fields fields{document_, value, findings_};
        RowsRule rule;
        rule.of = fields.text("of");
        rule.table = fields.text_or("table", "");
        rule.into = fields.text("into");
        rule.count = fields.text_or("count", "");
        for (const auto& [name, source] : fields.members("columns")) {
            rule.columns.emplace_back(name, source.scalar);
        }
        if (rule.columns.empty()) {
            fields.missing("columns", "写明每一列取自哪里", "say where each column comes from");
        }
        fields.finish();
        if (!rule.into.empty() && !rule.columns.empty()) { // else told
            out.rows = std::move(rule);
        }
    }

    const pack::Document& document_;
    std::vector<Diagnostic>& findings_;
};

struct Names { // what the definitions of a pack may name
    std::set<std::string> units, tasks, duties;
    std::map<std::string, std::string> forms_of_duties; // codes
    std::optional<form::Forms> forms;

    explicit Names(const pack::Pack& pack, const pack::PackList& beside) {
        add_units(pack);
        for (const auto* const other : beside) {
            add_units(*other);
        }
        if (const auto plan = followup::read_plan(pack); plan.value) {
            for (const auto& task : plan.value->tasks) {
                tasks.insert(task.number);
            }
        }
        forms = form::read_forms(pack, beside).value; // its findings are told by its own section
    }
    void add_units(const pack::Pack& pack) {
        if (const auto read = org::read_units(pack); read.value) {
            for (const auto& unit : *read.value) {
                units.insert(unit.code);
            }
        }
    }
    Known known(const Definition& definition) const {
        return {[this](const std::string& code) { return units.contains(code); },
                [this](const std::string& number) { return tasks.contains(number); },
                [this](const std::string& code) { return duties.contains(code); },
                [this](const std::string& code) {
                    const auto it = forms_of_duties.find(code);
                    return it == forms_of_duties.end() ? nullptr : forms->find(it->second);
                },
                forms ? forms->find(definition.form) : nullptr,
                forms.has_value()};
    }
};

void check(const std::vector<const Value*>& places, const std::vector<Definition>& duties,
           const Names& names, DutyReader& reader) {
    for (std::size_t i = 0; i < duties.size(); ++i) {
        for (auto& one : complaints(duties[i], names.known(duties[i]))) {
            const auto* const at = places[i]->find(one.field);
            const bool told = one.code == "duty.missing" ||
                              (one.code == "duty.period" && at != nullptr && !duties[i].period);
            if (told) {
                continue; // by pack::Fields
            }
            reader.complain(at == nullptr ? *places[i] : *at, std::move(one.code),
                            std::move(one.zh), std::move(one.en));
        }
    }
}

void read_base_level(const pack::Pack& pack, Fields& fields, DutyReader& reader, DutySpecs& out) {
    out.base_level = fields.texts("base_level");
    for (const auto& code : out.base_level) {
        if (std::ranges::find(pack.categories, code, &pack::Category::code) ==
            pack.categories.end()) {
            reader.complain(*fields.find("base_level"), "duty.category",
                            fmt::format("没有单位类别“{}”", code),
                            fmt::format("'{}' is no category of pack.yaml", code));
        }
    }
}

std::string line(const Value& value) {
    std::string text = value.scalar;
    for (const auto& item : value.items) {
        text += (text.empty() ? "" : "、") + line(item);
    }
    for (const auto& [key, member] : value.members) {
        text += (text.empty() ? "" : "，") + key + " " + line(member);
    }
    return text;
}

std::vector<pack::Thing> things_of(const pack::Pack& pack) {
    std::vector<pack::Thing> things;
    const auto* const document = pack.file(kFile);
    const auto* const duties = document == nullptr ? nullptr : document->root.find("duties");
    for (std::size_t i = 0; duties != nullptr && i < duties->items.size(); ++i) {
        const auto& item = duties->items[i];
        const auto scalar = [&](std::string_view key) {
            const auto* const value = item.find(key);
            return value == nullptr ? std::string{} : value->scalar;
        };
        pack::Thing thing{"duty", scalar("id"), scalar("title"), {}};
        for (const auto& [key, value] : item.members) {
            thing.said.emplace_back(key, line(value));
        }
        things.push_back(std::move(thing));
    }
    return things;
}

} // namespace

const Definition* DutySpecs::find(std::string_view code) const {
    const auto it = std::ranges::find(duties, code, &Definition::code);
    return it == duties.end() ? nullptr : &*it;
}

Checked<DutySpecs> read_duties(const pack::Pack& pack, const pack::PackList& beside) {
    const auto* const document = pack.file(kFile);
    if (document == nullptr) {
        return {};
    }
    DutySpecs specs;
    specs.pack = pack.code;
    std::vector<Diagnostic> findings;
    Fields fields{*document, document->root, findings};
    DutyReader reader{*document, findings};
    read_base_level(pack, fields, reader, specs);
    Names names{pack, beside};
    std::vector<const Value*> places;
    for (const auto& value : fields.list("duties")) {
        specs.duties.push_back(reader.read(value));
        places.push_back(&value);
        const auto& code = specs.duties.back().code;
        names.forms_of_duties.emplace(code, specs.duties.back().form);
        if (!code.empty() && !names.duties.insert(code).second) {
            reader.complain(value, "duty.duplicate", fmt::format("报送要求“{}”写了两次", code),
                            fmt::format("duty '{}' is defined twice", code));
        }
    }
    fields.finish();
    check(places, specs.duties, names, reader);
    const bool sound = std::ranges::none_of(
        findings, [](const Diagnostic& one) { return one.severity == Severity::error; });
    return {sound ? std::optional{std::move(specs)} : std::nullopt, std::move(findings)};
}

std::vector<Diagnostic> check_duties_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    for (const auto* const pack : packs) {
        auto more = read_duties(*pack, packs).diagnostics;
        findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
}

std::vector<pack::Count> count_duties(const pack::Pack& pack) {
    return {{"duty", things_of(pack).size()}};
}

std::vector<pack::Change> duty_changes(const pack::Pack& before, const pack::Pack& after) {
    return pack::compare(things_of(before), things_of(after), pack::Act::removed);
}

} // namespace luoshi::duty
