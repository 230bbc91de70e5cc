// SPDX-License-Identifier: Apache-2.0
#include "pack/document.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <memory>
#include <sstream>

namespace luoshi::pack {
namespace {

constexpr std::size_t kMaxDepth = 50;
constexpr std::size_t kMaxValues = 500'000;

Span span_of(const YAML::Mark& mark) {
    const auto at = static_cast<std::uint32_t>(std::max(mark.pos, 0));
    return {at, at + 1};
}

// Ends the parse from inside an event; the finding is already noted.
struct Stop {};

// Builds the tree from parser events: YAML::Node would lose the place of a duplicate key and expand
// aliases.
class Builder : public YAML::EventHandler {
public:
    Builder(std::string file, std::vector<Diagnostic>& findings)
        : file_(std::move(file)), findings_(findings) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        put(mark, Value::Kind::null, {});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        stop(mark, "pack.alias", "aliases (*name) are not used in packs; write the value again");
    }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string& value) override {
        put(mark, Value::Kind::scalar, value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        open(mark, Value::Kind::list);
    }
    void OnSequenceEnd() override { stack_.pop_back(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        open(mark, Value::Kind::map);
    }
    void OnMapEnd() override { stack_.pop_back(); }

    Value root;

private:
    struct Level {
        Value* value;
        bool wants_key; // of a map: the next scalar is a key
    };

    [[noreturn]] void stop(const YAML::Mark& mark, std::string code, std::string message) {
        findings_.push_back({.severity = Severity::error,
                             .code = std::move(code),
                             .file = file_,
                             .span = span_of(mark),
                             .message = std::move(message)});
        throw Stop{};
    }

    Value* place(const YAML::Mark& mark, Value::Kind kind, const std::string& scalar) {
        if (++count_ > kMaxValues) {
            stop(mark, "pack.too-large",
                 fmt::format("more than {} values in one file", kMaxValues));
        }
        if (stack_.empty()) {
            root = {
                .kind = kind, .scalar = scalar, .items = {}, .members = {}, .span = span_of(mark)};
            return &root;
        }
        auto& level = stack_.back();
        Value value{
            .kind = kind, .scalar = scalar, .items = {}, .members = {}, .span = span_of(mark)};
        if (level.value->kind == Value::Kind::list) {
            return &level.value->items.emplace_back(std::move(value));
        }
        if (level.wants_key) {
            add_key(mark, kind, scalar);
            return nullptr;
        }
        level.wants_key = true;
        level.value->members.back().second = std::move(value);
        return &level.value->members.back().second;
    }

    void add_key(const YAML::Mark& mark, Value::Kind kind, const std::string& scalar) {
        if (kind != Value::Kind::scalar) {
            stop(mark, "pack.syntax", "a key must be plain text");
        }
        auto& level = stack_.back();
        if (level.value->find(scalar) != nullptr) {
            stop(mark, "pack.duplicate-key", fmt::format("'{}' stands here twice", scalar));
        }
        level.value->members.emplace_back(scalar, Value{});
        level.wants_key = false;
    }

    void put(const YAML::Mark& mark, Value::Kind kind, const std::string& scalar) {
        place(mark, kind, scalar);
    }

    void open(const YAML::Mark& mark, Value::Kind kind) {
        if (stack_.size() >= kMaxDepth) {
            stop(mark, "pack.too-deep", fmt::format("nested more than {} levels deep", kMaxDepth));
        }
        stack_.push_back({place(mark, kind, {}), true});
    }

    std::string file_;
    std::vector<Diagnostic>& findings_;
    std::vector<Level> stack_;
    std::size_t count_ = 0;
};

} // namespace

const Value* Value::find(std::string_view key) const {
    const auto it = std::find_if(members.begin(), members.end(),
                                 [&](const auto& member) { return member.first == key; });
    return it == members.end() ? nullptr : &it->second;
}

Checked<Document> parse(std::string file, std::string text) {
    std::vector<Diagnostic> findings;
    Builder builder{file, findings};
    if (!is_utf8(text) || text.find('\0') != std::string::npos) {
        findings.push_back({.severity = Severity::error,
                            .code = "pack.encoding",
                            .file = file,
                            .span = {},
                            .message = "the file is not UTF-8 text; save it as UTF-8"});
        return {std::nullopt, std::move(findings)};
    }
    try {
        std::istringstream stream{text};
        YAML::Parser parser{stream};
        parser.HandleNextDocument(builder);
    } catch (const Stop&) {
        return {std::nullopt, std::move(findings)};
    } catch (const YAML::Exception& error) {
        findings.push_back({.severity = Severity::error,
                            .code = "pack.syntax",
                            .file = file,
                            .span = span_of(error.mark),
                            .message = error.msg});
        return {std::nullopt, std::move(findings)};
    }
    return {Document{std::move(file), std::move(text), std::move(builder.root)}, {}};
}

Fields::Fields(const Document& document, const Value& value, std::vector<Diagnostic>& findings)
    : document_(document), value_(value), findings_(findings) {
    if (value.kind != Value::Kind::map) {
        complain("pack.expected-map", "expected 'key: value' lines");
    }
}

const Value* Fields::find(std::string_view key) {
    known_.emplace_back(key);
    const auto* found = value_.find(key);
    return found != nullptr && found->kind == Value::Kind::null ? nullptr : found;
}

const Value* Fields::scalar(std::string_view key) {
    const auto* found = find(key);
    if (found != nullptr && found->kind != Value::Kind::scalar) {
        complain(*found, "pack.expected-text", fmt::format("'{}' must be one value", key));
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
        complain("pack.missing", fmt::format("'{}' is missing", key));
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
                 fmt::format("'{}' is '{}'; expected a date like 2011-11-01", key, found->scalar));
    }
    return date;
}

bool Fields::flag(std::string_view key, bool otherwise) {
    const auto* found = scalar(key);
    if (found == nullptr) {
        return otherwise;
    }
    if (found->scalar != "true" && found->scalar != "false") {
        complain(*found, "pack.choice", fmt::format("'{}' must be true or false", key));
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
            complain(item, "pack.expected-text", fmt::format("entries of '{}' must be text", key));
        }
    }
    if (found->kind == Value::Kind::map) {
        complain(*found, "pack.expected-list", fmt::format("'{}' must be a list", key));
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
        complain(*found, "pack.expected-list", fmt::format("'{}' must be a list", key));
        return kNone;
    }
    return found->items;
}

void Fields::complain(const Value& at, std::string code, std::string message) {
    findings_.push_back({.severity = Severity::error,
                         .code = std::move(code),
                         .file = document_.file,
                         .span = at.span,
                         .message = std::move(message)});
}

void Fields::finish() {
    for (const auto& [key, value] : value_.members) {
        if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
            complain(value, "pack.unknown-key",
                     fmt::format("'{}' is not known here; expected one of {}", key,
                                 fmt::join(known_, ", ")));
        }
    }
}

} // namespace luoshi::pack
