// SPDX-License-Identifier: Apache-2.0
// Any text as a formula: findings lie in it; what compiles runs, is explained alike, and is read
// back from its own print.
#include "fuzz.hpp"

#include "expr/trace.hpp"

#include <string>

namespace {

using namespace luoshi;
using namespace luoshi::expr;

const Declarations& names() {
    static const Declarations all = [] {
        Declarations d;
        d.add(Enumeration{"状态", {{"在建", ""}, {"投产", ""}}});
        d.add(Field{"投资额", *d.parse_type("万元 2")});
        d.add(Field{"增速", *d.parse_type("% 2")});
        d.add(Field{"开工日", *d.parse_type("日期")});
        d.add(Field{"现状", *d.parse_type("状态")});
        d.add(RecordSet{"项目", {}, {{"投资额", *d.parse_type("万元 2")}}});
        d.add(Element{"工业增加值", *d.parse_type("亿元 2")});
        return d;
    }();
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::run(data, size, [](std::string_view text) {
        const auto compiled = compile({"f", text}, names());
        for (const auto& finding : compiled.diagnostics) {
            ensure(finding.span.begin <= finding.span.end && finding.span.end <= text.size(),
                   "a finding lies in the text");
        }
        if (!compiled.value) {
            return;
        }
        const auto printed = print(compiled.value->syntax(), Language::zh);
        const auto again = parse({"f", printed});
        ensure(again.value && *again.value == compiled.value->syntax(), "a print is read back");
        if (text.find("历年") != std::string_view::npos ||
            text.find("years") != std::string_view::npos) {
            return; // up to 20 million steps each: the unit tests try that
        }
        Environment environment{names()};
        environment.set("投资额", Number{12345, 2});
        environment.set("开工日", Date{});
        environment.add_row("项目", {Number{1, 2}});
        environment.add_row("项目", {Value{}});
        ensure(evaluate(*compiled.value, environment) ==
                   explain(*compiled.value, environment).root.value,
               "a trace gives the value");
    });
}
