// SPDX-License-Identifier: Apache-2.0
#include "pack/document.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace luoshi::pack {

Fields::Fields(const Document& document, const Value& value, std::vector<Diagnostic>& findings)
    : document_(document), value_(value), findings_(findings) {
    if (value.kind != Value::Kind::map) {
        complain("pack.expected-map", "这里应是“键: 值”的行", "expected 'key: value' lines");
    }
}

const Value* Fields::find(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
        known_.emplace_back(key);
    }
    const auto* found = value_.find(key);
    return found != nullptr && found->kind == Value::Kind::null ? nullptr : found;
}

const Value* Fields::scalar(std::string_view key) {
    const auto* found = find(key);
    if (found != nullptr && found->kind != Value::Kind::scalar) {
        complain(*found, "pack.expected-text", fmt::format("“{}”应是一个值", key),
                 fmt::format("'{}' must be one value", key));
        return nullptr;
    }
    return found;
}

std::string Fields::text(std::string_view key) {
    const bool there = value_.find(key) != nullptr;
    const auto* found = scalar(key);
    if (found != nullptr && !found->scalar.empty()) {
        return found->scalar;
    }
    if (!there || found != nullptr || value_.find(key)->kind == Value::Kind::null) {
        missing(key, "", "");
    }
    return {};
}

std::string Fields::text_or(std::string_view key, std::string otherwise) {
    const auto* found = scalar(key);
    return found != nullptr ? found->scalar : std::move(otherwise);
}

std::string Fields::one_of(std::string_view key, const std::vector<std::string_view>& choices) {
    auto value = text(key);
    if (!value.empty() && std::find(choices.begin(), choices.end(), value) == choices.end()) {
        complain(
            *value_.find(key), "pack.choice",
            fmt::format("“{}”写的是“{}”；可写 {}", key, value, fmt::join(choices, "、")),
            fmt::format("'{}' is '{}'; expected one of {}", key, value, fmt::join(choices, ", ")));
    }
    return value;
}

std::optional<Date> Fields::date(std::string_view key) {
    const auto* found = scalar(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    auto date = Date::parse(found->scalar);
    if (!date) {
        complain(*found, "pack.date",
                 fmt::format("“{}”写的是“{}”；日期写成 2011-11-01", key, found->scalar),
                 fmt::format("'{}' is '{}'; expected a date like 2011-11-01", key, found->scalar));
    }
    return date;
}

std::optional<Date> Fields::required_date(std::string_view key, std::string zh, std::string en) {
    if (find(key) == nullptr) {
        missing(key, std::move(zh), std::move(en));
        return std::nullopt;
    }
    return date(key);
}

bool Fields::flag(std::string_view key, bool otherwise) {
    const auto* found = scalar(key);
    if (found == nullptr) {
        return otherwise;
    }
    if (found->scalar != "true" && found->scalar != "false") {
        complain(*found, "pack.choice", fmt::format("“{}”写 true 或 false", key),
                 fmt::format("'{}' must be true or false", key));
    }
    return found->scalar == "true";
}

std::vector<std::string> Fields::texts(std::string_view key) {
    const auto* found = find(key);
    std::vector<std::string> texts;
    if (found == nullptr) {
        return texts;
    }
    if (found->kind == Value::Kind::scalar) {
        return {found->scalar};
    }
    for (const auto& item : found->items) {
        if (item.kind == Value::Kind::scalar) {
            texts.push_back(item.scalar);
        } else {
            complain(item, "pack.expected-text", fmt::format("“{}”里的每一项应是文字", key),
                     fmt::format("entries of '{}' must be text", key));
        }
    }
    if (found->kind == Value::Kind::map) {
        complain(*found, "pack.expected-list", fmt::format("“{}”应是列表", key),
                 fmt::format("'{}' must be a list", key));
    }
    return texts;
}

const std::vector<Value>& Fields::list(std::string_view key) {
    static const std::vector<Value> kNone;
    const auto* found = find(key);
    if (found == nullptr) {
        return kNone;
    }
    if (found->kind != Value::Kind::list) {
        complain(*found, "pack.expected-list", fmt::format("“{}”应是列表", key),
                 fmt::format("'{}' must be a list", key));
        return kNone;
    }
    return found->items;
}

const Fields::Members& Fields::members(std::string_view key) {
    static const Members kNone;
    const auto* found = find(key);
    if (found == nullptr) {
        return kNone;
    }
    if (found->kind != Value::Kind::map) {
        complain(*found, "pack.expected-map", fmt::format("“{}”里应是“名称: …”的行", key),
                 fmt::format("'{}' holds 'name: …' lines", key));
    }
    return found->members;
}

void Fields::complain(const Value& at, std::string code, std::string zh, std::string en) {
    findings_.push_back(
        {Severity::error, std::move(code), document_.file, at.span, std::move(en), std::move(zh)});
}

void Fields::missing(std::string_view key, std::string zh, std::string en) {
    if (value_.kind != Value::Kind::map) {
        return; // told already
    }
    complain("pack.missing", fmt::format("缺少“{}”{}{}", key, zh.empty() ? "" : "：", zh),
             fmt::format("'{}' is missing{}{}", key, en.empty() ? "" : ": ", en));
}

void Fields::finish() {
    for (const auto& [key, value] : value_.members) {
        if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
            complain(value, "pack.unknown-key",
                     fmt::format("这里没有“{}”这个键；可写 {}", key, fmt::join(known_, "、")),
                     fmt::format("'{}' is not known here; expected one of {}", key,
                                 fmt::join(known_, ", ")));
        }
    }
}

} // namespace luoshi::pack
