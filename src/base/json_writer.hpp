// SPDX-License-Identifier: Apache-2.0
// Writes JSON straight into a string: for canonical bytes and hot answers, where building a
// document tree first would cost more than the query. Reading JSON is nlohmann's work, in .cpp
// files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace luoshi {

// Usage: JsonWriter w; w.begin_object(); w.key("id"); w.string("7"); w.end_object(); w.take();
// Commas are put by the writer. Text must be UTF-8; control characters, quotes and backslashes are
// escaped, all else is copied. The caller balances begin and end (ensured in take()).
class JsonWriter {
public:
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name); // name: no characters that need escaping
    void string(std::string_view text);
    void integer(std::int64_t value);
    void boolean(bool value) { raw(value ? "true" : "false"); }
    void null() { raw("null"); }
    void raw(std::string_view json); // one complete value, already JSON
    void member(std::string_view name, std::string_view text) {
        key(name);
        string(text);
    }
    void id(std::string_view name, std::int64_t value); // "name":"value", null when 0
    std::size_t size() const noexcept { return out_.size(); }
    std::string take();

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    std::string out_;
    int depth_ = 0;
    bool need_comma_ = false;
};

void append_json_string(std::string& out, std::string_view text); // with its quotes

} // namespace luoshi
