// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"
#include "http/message.hpp"

#include <algorithm>

namespace luoshi::http {
namespace {

Error malformed(std::string_view why) {
    return failure(ErrorCode::invalid_argument, "http.bad-multipart", "not a valid form upload: {}",
                   why);
}

// The value of a parameter, quoted or not, at the start of `text`, which then begins behind it.
// Only
// \" is an escape: browsers send other backslashes as they are.
std::string take_value(std::string_view& text) {
    std::string value;
    if (!text.starts_with('"')) {
        const auto end = std::min(text.find(';'), text.size());
        value = trim(text.substr(0, end));
        text.remove_prefix(end);
        return value;
    }
    text.remove_prefix(1);
    for (;;) {
        if (text.empty()) {
            throw malformed("a quoted value does not end");
        }
        if (text.starts_with("\\\"")) {
            text.remove_prefix(1);
        } else if (text.front() == '"') {
            text.remove_prefix(1);
            return value;
        }
        value += text.front();
        text.remove_prefix(1);
    }
}

// "form-data; name=a; filename*=UTF-8''b" → its parameters; the first word is left out.
Params parameters(std::string_view header) {
    Params found;
    auto rest = header.substr(std::min(header.find(';'), header.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto mark = rest.find('=');
        if (mark == std::string_view::npos) {
            break;
        }
        auto name = to_lower(trim(rest.substr(0, mark)));
        rest.remove_prefix(mark + 1);
        found.add(std::move(name), take_value(rest));
        rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    }
    return found;
}

// Browsers write '"', CR and LF of a name as %22, %0D and %0A, and no other character.
std::string unescape_browser(std::string text) {
    for (const auto& [escape, plain] :
         {std::pair{"%22", '"'}, std::pair{"%0D", '\r'}, std::pair{"%0A", '\n'}}) {
        for (auto at = text.find(escape); at != std::string::npos; at = text.find(escape, at)) {
            text.replace(at, 3, 1, plain);
        }
    }
    return text;
}

std::string checked_name(std::string text) {
    const bool printable = std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (!printable || !is_utf8(text)) {
        throw malformed("a name is not printable UTF-8");
    }
    return text;
}

std::string file_name_of(const Params& params) {
    std::string name;
    if (const auto* extended = params.find("filename*")) {
        const auto second = extended->rfind('\'');
        const auto decoded = second == std::string::npos
                                 ? std::nullopt
                                 : percent_decode(extended->substr(second + 1), Plus::literal);
        if (!decoded || !equal_ignoring_case(extended->substr(0, 6), "utf-8'")) {
            throw malformed("filename* is not UTF-8''…");
        }
        name = *decoded;
    } else {
        name = unescape_browser(*params.find("filename"));
    }
    const auto folder = name.find_last_of("/\\");
    return checked_name(folder == std::string::npos ? name : name.substr(folder + 1));
}

Part described(std::string_view head) {
    Headers headers;
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const auto line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
            throw malformed("a part's header has no name");
        }
        headers.add(std::string{line.substr(0, colon)}, std::string{trim(line.substr(colon + 1))});
    }
    const auto disposition = headers.get("Content-Disposition");
    const auto params = parameters(disposition);
    const auto kind = trim(disposition.substr(0, disposition.find(';')));
    if (!equal_ignoring_case(kind, "form-data") || params.find("name") == nullptr) {
        throw malformed("a part has no 'form-data' with a name");
    }
    Part part;
    part.name = checked_name(unescape_browser(*params.find("name")));
    if (params.find("filename") != nullptr || params.find("filename*") != nullptr) {
        part.file_name = file_name_of(params);
    }
    const auto type = headers.get("Content-Type");
    part.content_type = type.empty() ? "text/plain" : type;
    return part;
}

std::string boundary_of(std::string_view content_type) {
    const auto kind = trim(content_type.substr(0, content_type.find(';')));
    if (!equal_ignoring_case(kind, "multipart/form-data")) {
        throw failure(ErrorCode::unsupported, "http.not-multipart",
                      "expected multipart/form-data, not '{}'", kind);
    }
    const auto params = parameters(content_type);
    const auto boundary = params.get("boundary");
    if (boundary.empty() || boundary.size() > 70) { // RFC 2046 §5.1.1
        throw malformed("the boundary has not 1 to 70 characters");
    }
    return std::string{boundary};
}

} // namespace

std::vector<Part> parse_multipart(std::string_view content_type, std::string_view body,
                                  const MultipartLimits& limits) {
    const auto mark = "\r\n--" + boundary_of(content_type);
    std::vector<Part> parts;
    std::string_view rest = body;
    if (rest.starts_with(std::string_view{mark}.substr(2))) {
        rest.remove_prefix(mark.size() - 2);
    } else if (const auto at = rest.find(mark); at != std::string_view::npos) {
        rest.remove_prefix(at + mark.size()); // after a preamble
    } else {
        throw malformed("the boundary does not occur");
    }
    while (!rest.starts_with("--")) {
        const auto line_end = rest.find("\r\n");
        if (line_end == std::string_view::npos || !trim(rest.substr(0, line_end)).empty()) {
            throw malformed("a boundary is not followed by a line end");
        }
        rest.remove_prefix(line_end + 2);
        const auto head_end = rest.substr(0, limits.head + 4).find("\r\n\r\n");
        if (head_end == std::string_view::npos) {
            throw rest.size() > limits.head
                ? failure(ErrorCode::too_large, "http.part-header-too-large",
                          "the headers of a part exceed {} bytes", limits.head)
                : malformed("the headers of a part do not end");
        }
        if (parts.size() == limits.parts) {
            throw failure(ErrorCode::too_large, "http.too-many-parts",
                          "the form has more than {} parts", limits.parts);
        }
        parts.push_back(described(rest.substr(0, head_end)));
        rest.remove_prefix(head_end + 2); // leaves a CR LF, which may begin the next boundary
        const auto next = rest.find(mark);
        if (next == std::string_view::npos) {
            throw malformed("the last boundary is missing");
        }
        parts.back().data = rest.substr(2, next < 2 ? 0 : next - 2);
        rest.remove_prefix(next + mark.size());
    }
    return parts;
}

} // namespace luoshi::http
