// SPDX-License-Identifier: Apache-2.0
#include "http/conditional.hpp"

#include "base/error.hpp"
#include "base/sm3.hpp"
#include "http/encoding.hpp"

namespace luoshi::http {
namespace {

constexpr std::string_view kGzipMark = "-gzip\"";

// "\"abc-gzip\"" and "\"abc\"" name the same version.
bool same_version(std::string_view a, std::string_view b) noexcept {
    const auto core = [](std::string_view tag) {
        return tag.ends_with(kGzipMark) ? tag.substr(0, tag.size() - kGzipMark.size())
                                        : tag.substr(0, tag.empty() ? 0 : tag.size() - 1);
    };
    return core(a) == core(b);
}

bool names(std::string_view header, std::string_view etag, bool weak) noexcept {
    while (!header.empty()) {
        const auto comma = header.find(','); // our own tags hold no comma
        auto tag = trim(header.substr(0, comma));
        header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
        if (weak && tag.starts_with("W/")) {
            tag.remove_prefix(2);
        }
        if (tag == "*" || (tag.size() >= 2 && tag.front() == '"' && same_version(tag, etag))) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string make_etag(std::string_view bytes) {
    return '"' + to_hex(sm3(bytes)).substr(0, 32) + '"';
}

std::string version_etag(std::int64_t version) {
    return "\"v" + std::to_string(version) + '"';
}

bool none_match_hit(std::string_view if_none_match, std::string_view etag) noexcept {
    return !etag.empty() && names(if_none_match, etag, true);
}

void check_if_match(const Request& request, std::string_view etag, IfMatch need) {
    const auto* header = request.headers.find("If-Match");
    if (header == nullptr) {
        if (need == IfMatch::required) {
            throw failure(ErrorCode::precondition_failed, "http.precondition-required",
                          "this edit needs If-Match with the version it starts from");
        }
        return;
    }
    if (!names(*header, etag, false)) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "somebody changed it meanwhile: load it again");
    }
}

} // namespace luoshi::http
