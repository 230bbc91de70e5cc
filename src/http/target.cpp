// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"
#include "http/forms.hpp"

#include <algorithm>

namespace luoshi::http {
namespace {

Error bad_path(std::string_view why) {
    return failure(ErrorCode::invalid_argument, "http.bad-path", "the path of the address {}", why);
}

void append_segment(std::string& path, std::string_view raw) {
    const auto segment = percent_decode(raw, Plus::literal);
    if (!segment || !is_utf8(*segment)) {
        throw bad_path("is not percent-encoded UTF-8");
    }
    if (segment->empty() || *segment == "." || *segment == "..") {
        throw bad_path("has an empty or dot segment");
    }
    const bool plain = std::ranges::none_of(*segment, [](char c) {
        return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    if (!plain) {
        throw bad_path("holds an encoded slash, a backslash or a control character");
    }
    path += '/';
    path += *segment;
}

std::string_view without_authority(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (equal_ignoring_case(target.substr(0, scheme.size()), scheme)) {
            target.remove_prefix(scheme.size());
            const auto path = target.find_first_of("/?");
            return path == std::string_view::npos ? std::string_view{"/"} : target.substr(path);
        }
    }
    return target;
}

} // namespace

Target parse_target(std::string_view target) {
    if (target == "*") {
        return {"*", {}};
    }
    const auto whole = target.size();
    target = without_authority(target);
    const bool absolute = target.size() != whole;
    const auto mark = target.find('?');
    auto raw = target.substr(0, mark);
    if (raw.empty() && absolute) {
        raw = "/"; // http://host?query
    }
    if (raw.empty() || raw.front() != '/' || target.find('#') != std::string_view::npos) {
        throw bad_path("does not begin with '/' or has a fragment");
    }
    Target out;
    raw.remove_prefix(1);
    if (!raw.empty() && raw.back() == '/') {
        raw.remove_suffix(1);
        if (raw.empty()) {
            throw bad_path("has an empty or dot segment");
        }
    }
    if (!raw.empty()) {
        for (const auto segment : split(raw, '/')) {
            append_segment(out.path, segment);
        }
    }
    if (out.path.empty()) {
        out.path += '/'; // not = "/": g++ 12 at -O2 warns of a bug of its own
    }
    if (mark != std::string_view::npos) {
        out.query = parse_form(target.substr(mark + 1));
    }
    return out;
}

} // namespace luoshi::http
