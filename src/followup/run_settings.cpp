// SPDX-License-Identifier: Apache-2.0
#include "followup/run_settings.hpp"

#include "base/diagnostic.hpp"
#include "followup/number_rule.hpp"
#include "pack/pack.hpp"

#include <fmt/format.h>

#include <charconv>

namespace luoshi::followup {
namespace {

struct Range {
    int least, most; // both inclusive
};

void read_number(pack::Fields& fields, const char* key, Range range, int& into) {
    const auto* value = fields.find(key);
    if (value == nullptr) {
        return;
    }
    const auto& text = value->scalar;
    int number = 0;
    const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (status != std::errc{} || stop != text.data() + text.size() || number < range.least ||
        number > range.most) {
        fields.complain(
            *value, "followup.setting",
            fmt::format("“{}”是“{}”；应是 {} 到 {} 的整数", key, text, range.least, range.most),
            fmt::format("'{}' is '{}'; expected a number from {} to {}", key, text, range.least,
                        range.most));
    } else {
        into = number;
    }
}

void read_rule(pack::Fields& fields, const char* key, std::string& into) {
    const auto* value = fields.find(key);
    if (value == nullptr) {
        return;
    }
    if (!is_number_rule(value->scalar)) {
        fields.complain(
            *value, "followup.setting",
            fmt::format("“{}”是“{}”；写成 督{{year}}-{{n:04}} 这样的编号规则", key, value->scalar),
            fmt::format("'{}' is '{}'; expected a rule like 督{{year}}-{{n:04}}", key,
                        value->scalar));
    } else {
        into = value->scalar;
    }
}

} // namespace

RunSettings read_run_settings(const pack::Pack& pack, std::vector<Diagnostic>& findings) {
    RunSettings settings;
    const auto* document = pack.file("pack.yaml");
    const auto* value = document == nullptr ? nullptr : document->root.find("followup");
    if (value == nullptr) {
        return settings;
    }
    pack::Fields fields{*document, *value, findings};
    read_number(fields, "sign_within", {1, 60}, settings.sign_within);
    read_number(fields, "soon_within", {0, 60}, settings.light.soon_within);
    read_number(fields, "behind_by", {0, 100}, settings.light.behind_by);
    read_number(fields, "silent_until", {0, 100}, settings.light.silent_until);
    read_rule(fields, "number", settings.number);
    read_rule(fields, "closing_number", settings.closing_number);
    fields.finish();
    return settings;
}

} // namespace luoshi::followup
