// SPDX-License-Identifier: Apache-2.0
#include "expr/trace.hpp"

#include "base/json_writer.hpp"
#include "expr/run.hpp"

#include <fmt/format.h>

namespace luoshi::expr {
namespace {

// Builds the tree of steps. Literals are no steps.
class Recorder {
public:
    Recorder(const Tree& tree, const Declarations& declarations)
        : tree_(tree), declarations_(declarations) {}

    void enter(const Code& code) {
        if (!is_silent(code)) {
            open(source(code.node), code.type);
            open_.back().converted = code.op == Op::convert;
        }
    }
    void leave(const Code& code, const Value& value) {
        if (!is_silent(code)) {
            close(value);
        }
    }
    void used(const Parameter& parameter, const Parameter::Entry& entry) {
        open_.back().parameter = Step::Used{parameter.name, entry};
    }
    void begin_item(const Code& code, const Frame& frame, std::size_t n) {
        const Type type = code.count == 0 ? Type{.kind = Kind::boolean} : code.type;
        open(label(code, frame, n), type);
        hidden_ += n >= kListedItems ? 1 : 0;
        items_.push_back(n);
    }
    void end_item(const Value& value) {
        const bool left_out = items_.back() >= kListedItems;
        hidden_ -= left_out ? 1 : 0;
        items_.pop_back();
        if (left_out) {
            open_.pop_back();
            ++open_.back().left_out;
        } else {
            close(value);
        }
    }
    Step take() { return std::move(root_); }

private:
    static bool is_silent(const Code& code) { return code.op == Op::constant; }

    void open(std::string text, const Type& type) {
        Step step;
        step.text = hidden_ > 0 ? std::string{} : std::move(text);
        step.type = type;
        open_.push_back(std::move(step));
    }
    void close(const Value& value) {
        auto step = std::move(open_.back());
        open_.pop_back();
        step.value = value;
        if (open_.empty()) {
            root_ = std::move(step);
        } else if (hidden_ > 0 || ++steps_ > kMostTraceSteps) {
            open_.back().left_out += hidden_ > 0 ? 0 : 1;
        } else {
            open_.back().below.push_back(std::move(step));
        }
    }
    std::string source(NodeIndex index) const {
        const auto span = tree_.nodes[index].span;
        return one_line(std::string_view{tree_.text}.substr(span.begin, span.end - span.begin));
    }
    // White space and comments between the words become one blank.
    static std::string one_line(std::string_view text) {
        std::string out;
        bool comment = false;
        for (const char c : text) {
            comment = c == '#' || (comment && c != '\n');
            const bool blank = comment || c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (!blank) {
                out += c;
            } else if (!out.empty() && out.back() != ' ') {
                out += ' ';
            }
        }
        return out;
    }
    std::string label(const Code& code, const Frame& frame, std::size_t n) const {
        switch (code.range) {
        case RangeKind::rows:
            return fmt::format("{}[{}]", declarations_.record_sets()[code.a].name, n + 1);
        case RangeKind::subjects: return *frame.subject;
        case RangeKind::parts:
        case RangeKind::years:
        case RangeKind::none: break;
        }
        return to_string(frame.period);
    }

    const Tree& tree_;
    const Declarations& declarations_;
    Step root_;
    std::vector<Step> open_;
    std::vector<std::size_t> items_;
    std::size_t hidden_ = 0, steps_ = 0;
};

std::string basis_of(const Step::Used& used, Language language) {
    const bool zh = language == Language::zh;
    const auto& basis = used.entry.basis;
    auto out = fmt::format(fmt::runtime(zh ? "参数，自 {} 起" : "parameter, from {}"),
                           luoshi::to_string(used.entry.valid_from));
    for (const auto* const part : {&basis.issuer, &basis.number, &basis.date, &basis.clause}) {
        if (!part->empty()) {
            out += (zh ? "，" : ", ") + *part;
        }
    }
    if (basis.sample) {
        out += zh ? "，示例参数" : ", sample parameter";
    }
    return out;
}

void write_lines(const Trace& trace, const Step& step, Language language, int level,
                 std::string& out) {
    const bool zh = language == Language::zh;
    const auto indent = std::string(static_cast<std::size_t>(level) * 2, ' ');
    out += indent + step.text + " = " + trace.declarations->show(step.value, step.type, language);
    if (step.parameter) {
        const auto basis = basis_of(*step.parameter, language);
        out += zh ? "（" + basis + "）" : " (" + basis + ")";
    }
    if (step.converted) {
        out += zh ? "（换算）" : " (converted)";
    }
    out += '\n';
    for (const auto& below : step.below) {
        write_lines(trace, below, language, level + 1, out);
    }
    if (step.left_out > 0) {
        out += indent + fmt::format(fmt::runtime(zh ? "  …… 另有 {} 项\n" : "  … and {} more\n"),
                                    step.left_out);
    }
}

void write_parameter(const Step::Used& used, JsonWriter& json) {
    json.key("parameter");
    json.begin_object();
    json.member("name", used.name);
    json.member("valid_from", luoshi::to_string(used.entry.valid_from));
    json.member("issuer", used.entry.basis.issuer);
    json.member("number", used.entry.basis.number);
    json.member("date", used.entry.basis.date);
    json.member("clause", used.entry.basis.clause);
    json.key("sample");
    json.boolean(used.entry.basis.sample);
    json.end_object();
}

void write_json(const Trace& trace, const Step& step, Language language, JsonWriter& json) {
    json.begin_object();
    json.member("text", step.text);
    json.member("shown", trace.declarations->show(step.value, step.type, language));
    if (const auto* const number = step.value.number()) {
        json.member("number", luoshi::to_string(*number));
        json.member("unit", trace.declarations->units.name(step.type.unit, Language::zh));
    }
    if (const auto* const reason = step.value.missing()) {
        json.member("missing", code_of(*reason));
    }
    if (const auto* const fault = step.value.fault()) {
        json.member("error", code_of(*fault));
    }
    if (step.parameter) {
        write_parameter(*step.parameter, json);
    }
    json.key("below");
    json.begin_array();
    for (const auto& below : step.below) {
        write_json(trace, below, language, json);
    }
    json.end_array();
    json.key("left_out");
    json.integer(static_cast<std::int64_t>(step.left_out));
    json.end_object();
}

} // namespace

Trace explain(const Formula& formula, const Environment& environment) {
    const auto& program = formula.program();
    const auto& tree = formula.syntax().tree();
    Recorder recorder{tree, *program.declarations};
    Runner<Recorder> runner{program, environment, recorder};
    const auto value = runner.run(program.root);
    Trace trace{program.declarations, recorder.take()};
    if (trace.root.text.empty()) { // a single literal
        trace.root.text = tree.text;
        trace.root.type = program.type;
        trace.root.value = value;
    }
    return trace;
}

std::string to_text(const Trace& trace, Language language) {
    std::string out;
    write_lines(trace, trace.root, language, 0, out);
    return out;
}

std::string to_json(const Trace& trace, Language language) {
    JsonWriter json;
    write_json(trace, trace.root, language, json);
    return json.take();
}

} // namespace luoshi::expr
