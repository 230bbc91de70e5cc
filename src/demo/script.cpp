// SPDX-License-Identifier: Apache-2.0
#include "demo/script.hpp"

#include "followup/plan_spec.hpp"
#include "org/org.hpp"
#include "pack/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace luoshi::demo {
namespace {

using pack::Fields;
using pack::Value;

constexpr std::string_view kFile = "demo/autumn.yaml";

class Reading {
public:
    Reading(const pack::Pack& pack, const pack::PackList& beside, const pack::Document& document,
            std::vector<Diagnostic>& findings)
        : document_(document), findings_(findings) {
        add_units(pack);
        for (const auto* const other : beside) {
            add_units(*other);
        }
        if (const auto plan = followup::read_plan(pack); plan.value) {
            for (const auto& task : plan.value->tasks) {
                tasks_.insert(task.number);
            }
        }
    }

    Script script() {
        Fields fields{document_, document_.root, findings_};
        Script script;
        script.seed = static_cast<std::uint64_t>(number(fields, "seed", 0));
        script.from = date(fields, "from");
        script.until = date(fields, "until");
        script.left = units(fields, "left");
        if (const auto* const value = fields.find("cast")) {
            script.cast = cast(*value);
        } else {
            fields.missing("cast", "写明演示人物的姓名用字", "say what the people are called");
        }
        for (const auto& one : fields.list("signing")) {
            script.signing.push_back(number_of(fields, one));
        }
        each(fields, "objections",
             [&](Fields& one) { script.objections.push_back(objection(one)); });
        if (const auto* const value = fields.find("plans")) {
            script.plans = plans(*value);
        }
        if (const auto* const value = fields.find("progress")) {
            script.progress = progress(*value);
        }
        each(fields, "reports", [&](Fields& one) { script.reports.push_back(report(one)); });
        each(fields, "splits", [&](Fields& one) { script.splits.push_back(split(one)); });
        each(fields, "papers", [&](Fields& one) { script.papers.push_back(paper(one)); });
        each(fields, "documents", [&](Fields& one) { script.documents.push_back(document(one)); });
        fields.finish();
        return script;
    }

private:
    void add_units(const pack::Pack& pack) {
        if (const auto read = org::read_units(pack); read.value) {
            for (const auto& unit : *read.value) {
                units_.insert(unit.code);
            }
        }
    }

    template <class Function>
    void each(Fields& fields, std::string_view key, const Function& function) {
        for (const auto& value : fields.list(key)) {
            Fields one{document_, value, findings_};
            function(one);
            one.finish();
        }
    }

    int number_of(Fields& fields, const Value& value) {
        int result = -1;
        const auto& text = value.scalar;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
        if (error != std::errc{} || end != text.data() + text.size() || result < 0) {
            fields.complain(value, "demo.number", fmt::format("“{}”不是非负整数", text),
                            fmt::format("'{}' is no number of 0 or more", text));
            return 0;
        }
        return result;
    }
    int number(Fields& fields, std::string_view key, int otherwise) {
        const auto* const value = fields.find(key);
        return value == nullptr ? otherwise : number_of(fields, *value);
    }
    Date date(Fields& fields, std::string_view key) {
        return fields.required_date(key).value_or(Date{});
    }
    void check_unit(Fields& fields, std::string_view key, const std::string& code) {
        if (!code.empty() && !units_.contains(code)) {
            fields.complain(*fields.find(key), "demo.no-unit", fmt::format("没有单位“{}”", code),
                            fmt::format("there is no unit '{}'", code));
        }
    }
    std::string unit(Fields& fields, std::string_view key) {
        auto code = fields.text(key);
        check_unit(fields, key, code);
        return code;
    }
    std::string unit_or_none(Fields& fields, std::string_view key) {
        auto code = fields.text_or(key, "");
        check_unit(fields, key, code);
        return code;
    }
    std::vector<std::string> units(Fields& fields, std::string_view key) {
        auto codes = fields.texts(key);
        for (const auto& code : codes) {
            check_unit(fields, key, code);
        }
        return codes;
    }
    std::string task(Fields& fields) {
        auto number = fields.text("task");
        if (!number.empty() && !tasks_.contains(number)) {
            fields.complain(*fields.find("task"), "demo.no-task", fmt::format("没有第{}项", number),
                            fmt::format("plan.yaml has no item '{}'", number));
        }
        return number;
    }
    Words words(Fields& fields, std::string_view key) {
        auto all = fields.texts(key);
        if (all.empty()) {
            fields.missing(key, "至少写一句", "write one at least");
        }
        return all;
    }
    void in_order(Fields& fields, Date from, Date until) {
        if (until < from) {
            fields.complain("demo.dates", "止日在起日之前", "it ends before it begins");
        }
    }

    Cast cast(const Value& value) {
        Fields fields{document_, value, findings_};
        Cast cast{words(fields, "surnames"), words(fields, "given"), words(fields, "posts"),
                  unit(fields, "office"), number(fields, "office_people", 2)};
        fields.finish();
        return cast;
    }
    ObjectionScript objection(Fields& fields) {
        ObjectionScript one;
        one.task = task(fields);
        one.unit = unit(fields, "unit");
        one.on = date(fields, "on");
        one.reason = fields.text("reason");
        one.proposed = unit_or_none(fields, "proposed");
        one.decided = fields.date("decided");
        one.words = fields.text_or("words", "");
        return one;
    }
    PlansScript plans(const Value& value) {
        Fields fields{document_, value, findings_};
        PlansScript plans;
        plans.from = date(fields, "from");
        plans.until = date(fields, "until");
        in_order(fields, plans.from, plans.until);
        plans.decided_after = number(fields, "decided_after", 3);
        plans.words = words(fields, "words");
        fields.finish();
        return plans;
    }
    ProgressScript progress(const Value& value) {
        Fields fields{document_, value, findings_};
        ProgressScript progress;
        progress.from = date(fields, "from");
        progress.every = number(fields, "every", 14);
        if (progress.every == 0) {
            fields.complain(*fields.find("every"), "demo.number", "至少 1 天", "1 day at least");
            progress.every = 1;
        }
        progress.verified = number(fields, "verified", 0);
        progress.slow = number(fields, "slow", 0);
        progress.words = words(fields, "words");
        progress.slow_words = words(fields, "slow_words");
        progress.verified_words = words(fields, "verified_words");
        fields.finish();
        return progress;
    }
    std::vector<Fill> fills(Fields& fields, std::string_view key) {
        std::vector<Fill> all;
        for (const auto& member : fields.members(key)) {
            Fill fill{member.key, {}};
            if (member.value.kind == Value::Kind::scalar) {
                fill.words.push_back(member.value.scalar);
            }
            for (const auto& item : member.value.items) {
                fill.words.push_back(item.scalar);
            }
            if (fill.words.empty()) {
                fields.complain(member.value, "demo.number", "至少写一种写法",
                                "write one at least");
            }
            all.push_back(std::move(fill));
        }
        return all;
    }
    ReportScript report(Fields& fields) {
        ReportScript one;
        one.duty = fields.text("duty");
        one.from = date(fields, "from");
        one.until = date(fields, "until");
        in_order(fields, one.from, one.until);
        one.on_paper = number(fields, "on_paper", 0);
        one.returned = number(fields, "returned", 0);
        one.never = number(fields, "never", 0);
        one.accepted_after = number(fields, "accepted_after", 2);
        one.fields = fills(fields, "fields");
        each(fields, "rows", [&](Fields& rows) {
            one.rows.push_back({rows.text("table"), rows.text_or("of", ""),
                                number(rows, "count", 0), fills(rows, "fill")});
        });
        one.remark_table = fields.text("remark_table");
        one.remark_key = fields.text("remark_key");
        one.remark_column = fields.text("remark_column");
        one.remarks = words(fields, "remarks");
        one.calls = words(fields, "calls");
        one.paper = words(fields, "paper");
        return one;
    }
    SplitScript split(Fields& fields) {
        SplitScript one;
        one.task = task(fields);
        one.unit = unit(fields, "unit");
        one.on = date(fields, "on");
        each(fields, "parts", [&](Fields& part) {
            PartScript made;
            made.unit = unit(part, "unit");
            made.title = part.text("title");
            made.standard = part.text("standard");
            made.due = date(part, "due");
            made.accepted = part.date("accepted");
            made.percent = number(part, "percent", 0);
            made.words = part.text_or("words", "");
            made.reported = part.date("reported");
            made.report = part.text_or("report", "");
            made.confirmed = part.date("confirmed");
            one.parts.push_back(std::move(made));
        });
        if (one.parts.empty()) {
            fields.missing("parts", "至少写一件分解事项", "write one part at least");
        }
        return one;
    }
    PaperScript paper(Fields& fields) {
        PaperScript one;
        one.task = task(fields);
        one.title = fields.text("title");
        one.words = fields.text("words");
        one.on = date(fields, "on");
        one.read = fields.date("read");
        one.remark = fields.text_or("remark", "");
        one.handed = fields.date("handed");
        one.handed_words = fields.text_or("handed_words", "");
        one.to = units(fields, "to");
        return one;
    }
    DocumentScript document(Fields& fields) {
        DocumentScript one;
        one.document = fields.text("document");
        one.unit = unit(fields, "unit");
        one.researched = fields.date("researched");
        one.research = fields.text_or("research", "");
        one.drafted = fields.date("drafted");
        one.title = fields.text_or("title", "");
        one.body = fields.text_or("body", "");
        one.asked = fields.date("asked");
        one.until = fields.date("until");
        each(fields, "replies", [&](Fields& reply) {
            ReplyScript made;
            made.unit = unit(reply, "unit");
            made.on = date(reply, "on");
            made.answer = reply.one_of("answer", {"none", "remarks"});
            made.words = reply.text_or("words", "");
            made.quote = reply.text_or("quote", "");
            one.replies.push_back(std::move(made));
        });
        return one;
    }

    const pack::Document& document_;
    std::vector<Diagnostic>& findings_;
    std::set<std::string> units_, tasks_;
};

} // namespace

Checked<Script> read_script(const pack::Pack& pack, const pack::PackList& beside) {
    const auto* const document = pack.file(kFile);
    if (document == nullptr) {
        return {};
    }
    std::vector<Diagnostic> findings;
    auto script = Reading{pack, beside, *document, findings}.script();
    const bool sound = std::ranges::none_of(
        findings, [](const Diagnostic& one) { return one.severity == Severity::error; });
    return {sound ? std::optional{std::move(script)} : std::nullopt, std::move(findings)};
}

std::vector<Diagnostic> check_scripts_together(const pack::PackList& packs) {
    std::vector<Diagnostic> findings;
    for (const auto* const pack : packs) {
        auto more = read_script(*pack, packs).diagnostics;
        findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
}

} // namespace luoshi::demo
