// SPDX-License-Identifier: Apache-2.0
#include "http/forms.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"

namespace luoshi::http {
namespace {

std::string decoded(std::string_view text) {
    auto value = percent_decode(text, Plus::space);
    if (!value || !is_utf8(*value)) {
        throw failure(ErrorCode::invalid_argument, "http.bad-form",
                      "expected percent-encoded UTF-8 in the form or query");
    }
    return *std::move(value);
}

std::string_view primary(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

} // namespace

Params parse_cookies(std::string_view header) {
    Params cookies;
    for (const auto piece : split(header, ';')) {
        const auto mark = piece.find('=');
        if (mark == std::string_view::npos) {
            continue;
        }
        auto value = trim(piece.substr(mark + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
            value = value.substr(1, value.size() - 2);
        }
        cookies.add(std::string{trim(piece.substr(0, mark))}, std::string{value});
    }
    return cookies;
}

Params parse_form(std::string_view text) {
    Params params;
    if (text.empty()) {
        return params;
    }
    for (const auto piece : split(text, '&')) {
        if (piece.empty()) {
            continue;
        }
        const auto mark = piece.find('=');
        params.add(decoded(piece.substr(0, mark)), mark == std::string_view::npos
                                                       ? std::string{}
                                                       : decoded(piece.substr(mark + 1)));
    }
    return params;
}

std::string_view pick_language(std::string_view header, std::span<const std::string_view> offered) {
    ensure(!offered.empty(), "some language is offered");
    auto best = offered[0];
    int best_quality = 0;
    for (const auto item : split(header, ',')) {
        const auto tag = trim(item.substr(0, item.find(';')));
        const int q = quality(item);
        if (q <= best_quality) {
            continue;
        }
        for (const auto candidate : offered) {
            if (equal_ignoring_case(primary(tag), primary(candidate))) {
                best = candidate;
                best_quality = q;
                break;
            }
        }
    }
    return best;
}

} // namespace luoshi::http
