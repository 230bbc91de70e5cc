// SPDX-License-Identifier: Apache-2.0
#include "pack/document.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
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

// What yaml-cpp says, in words for who wrote the file.
struct SyntaxWords {
    std::string_view message;
    const char *zh, *en;
};
const std::array kSyntaxWords{
    SyntaxWords{YAML::ErrorMsg::MAP_VALUE,
                "这里不能再有“键: 值”：上一行可能没有写完，或值里有冒号而没有加引号",
                "no 'key: value' can stand here: the line before is not complete, or a value with "
                "a colon has no quotes"},
    SyntaxWords{YAML::ErrorMsg::MAP_KEY, "这里不能有键：检查缩进",
                "no key can stand here: look at the indentation"},
    SyntaxWords{YAML::ErrorMsg::BLOCK_ENTRY, "这里不能有“- ”开头的项：检查缩进",
                "no '- ' entry can stand here: look at the indentation"},
    SyntaxWords{YAML::ErrorMsg::END_OF_MAP, "这一组“键: 值”没有接上：检查缩进和冒号后的空格",
                "the lines 'key: value' break off: look at the indentation and the space behind "
                "the colon"},
    SyntaxWords{YAML::ErrorMsg::END_OF_MAP_FLOW, "缺少“}”或逗号", "a '}' or comma is missing"},
    SyntaxWords{YAML::ErrorMsg::END_OF_SEQ, "列表没有接上：检查“- ”前的缩进",
                "the list breaks off: look at the indentation before '- '"},
    SyntaxWords{YAML::ErrorMsg::END_OF_SEQ_FLOW, "缺少“]”或逗号", "a ']' or comma is missing"},
    SyntaxWords{YAML::ErrorMsg::FLOW_END, "多了一个“}”或“]”", "one '}' or ']' too many"},
    SyntaxWords{YAML::ErrorMsg::EOF_IN_SCALAR, "引号没有配对", "a quote is not closed"},
    SyntaxWords{YAML::ErrorMsg::DOC_IN_SCALAR, "引号没有配对", "a quote is not closed"},
    SyntaxWords{YAML::ErrorMsg::TAB_IN_INDENTATION, "缩进要用空格，不能用制表符",
                "indent with blanks, not with tabs"},
    SyntaxWords{YAML::ErrorMsg::UNKNOWN_TOKEN, "这个符号不能在值的开头，请给值加引号",
                "this sign cannot begin a value; put the value in quotes"},
};

std::pair<std::string, std::string> words_of(const std::string& message) {
    const auto* const known = std::ranges::find(kSyntaxWords, message, &SyntaxWords::message);
    return known != kSyntaxWords.end()
               ? std::pair<std::string, std::string>{known->zh, known->en}
               : std::pair<std::string, std::string>{"写法不是合格的 YAML：" + message, message};
}

// yaml-cpp takes a quoted value that goes on to the end of the file. `at`: where a value begins.
bool ends_its_quote(std::string_view text, std::size_t at) {
    const char quote = at < text.size() ? text[at] : ' ';
    if (quote != '"' && quote != '\'') {
        return true;
    }
    for (++at; at < text.size(); ++at) {
        const bool doubled = quote == '\'' && text.substr(at, 2) == "''";
        if (doubled || (quote == '"' && text[at] == '\\')) {
            ++at;
        } else if (text[at] == quote) {
            return true;
        }
    }
    return false;
}

// Ends the parse from inside an event; the finding is already noted.
struct Stop {};

// Builds the tree from parser events: YAML::Node would lose the place of a duplicate key and expand
// aliases.
class Builder : public YAML::EventHandler {
public:
    Builder(std::string file, std::string_view text, std::vector<Diagnostic>& findings)
        : file_(std::move(file)), text_(text), findings_(findings) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) {
            stop(mark, "pack.syntax", "这里又开始了一份文档（---）；方案包的一个文件只写一份",
                 "a second document (---) begins here; a file of a pack is one document");
        }
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        put(mark, Value::Kind::null, {});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        stop(mark, "pack.alias", "方案包里不用 *名称 引用，请把值再写一遍",
             "aliases (*name) are not used in packs; write the value again");
    }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string& value) override {
        if (!ends_its_quote(text_, span_of(mark).begin)) {
            stop(mark, "pack.syntax", "引号没有配对", "a quote is not closed");
        }
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

    [[noreturn]] void stop(const YAML::Mark& mark, std::string code, std::string zh,
                           std::string en) {
        findings_.push_back(
            {Severity::error, std::move(code), file_, span_of(mark), std::move(en), std::move(zh)});
        throw Stop{};
    }

    Value* place(const YAML::Mark& mark, Value::Kind kind, const std::string& scalar) {
        if (++count_ > kMaxValues) {
            stop(mark, "pack.too-large", fmt::format("一个文件超过 {} 个值", kMaxValues),
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
        level.value->members.back().value = std::move(value);
        return &level.value->members.back().value;
    }

    void add_key(const YAML::Mark& mark, Value::Kind kind, const std::string& scalar) {
        if (kind != Value::Kind::scalar) {
            stop(mark, "pack.syntax", "键应是普通文字", "a key must be plain text");
        }
        auto& level = stack_.back();
        if (level.value->find(scalar) != nullptr) {
            stop(mark, "pack.duplicate-key", fmt::format("“{}”在这里写了两次", scalar),
                 fmt::format("'{}' stands here twice", scalar));
        }
        level.value->members.push_back({scalar, Value{}});
        level.wants_key = false;
    }

    void put(const YAML::Mark& mark, Value::Kind kind, const std::string& scalar) {
        place(mark, kind, scalar);
    }

    void open(const YAML::Mark& mark, Value::Kind kind) {
        if (stack_.size() >= kMaxDepth) {
            stop(mark, "pack.too-deep", fmt::format("嵌套超过 {} 层", kMaxDepth),
                 fmt::format("nested more than {} levels deep", kMaxDepth));
        }
        stack_.push_back({place(mark, kind, {}), true});
    }

    std::string file_;
    std::string_view text_;
    std::vector<Diagnostic>& findings_;
    std::vector<Level> stack_;
    std::size_t count_ = 0;
    int documents_ = 0;
};

} // namespace

const Value* Value::find(std::string_view key) const {
    const auto it = std::find_if(members.begin(), members.end(),
                                 [&](const auto& member) { return member.key == key; });
    return it == members.end() ? nullptr : &it->value;
}

Checked<Document> parse(std::string file, std::string text) {
    std::vector<Diagnostic> findings;
    Builder builder{file, text, findings};
    if (!is_utf8(text) || text.find('\0') != std::string::npos) {
        findings.push_back({Severity::error, "pack.encoding", file, Span{},
                            "the file is not UTF-8 text; save it as UTF-8",
                            "文件不是 UTF-8 文字，请另存为 UTF-8"});
        return {std::nullopt, std::move(findings)};
    }
    try {
        std::istringstream stream{text};
        YAML::Parser parser{stream};
        while (parser.HandleNextDocument(builder)) { // a second one is a finding
        }
    } catch (const Stop&) {
        return {std::nullopt, std::move(findings)};
    } catch (const YAML::Exception& error) {
        const auto [zh, en] = words_of(error.msg);
        findings.push_back({Severity::error, "pack.syntax", file, span_of(error.mark), en, zh});
        return {std::nullopt, std::move(findings)};
    }
    return {Document{std::move(file), std::move(text), std::move(builder.root)}, {}};
}

} // namespace luoshi::pack
