// SPDX-License-Identifier: Apache-2.0
#include "http/parser.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace luoshi::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::http::field;

constexpr std::size_t kReserveAtOnce = std::size_t{64} * 1024;

std::string copy(beast::string_view text) {
    return {text.data(), text.size()};
}

Error bad_request(std::string_view why) {
    return failure(ErrorCode::invalid_argument, "http.bad-request", "not a valid request: {}", why);
}

bool is_host(std::string_view host) noexcept {
    return std::ranges::all_of(host, [](char c) {
        return c > 0x20 && c < 0x7f &&
               std::string_view{"/\\@?#,\"<>^`{|}"}.find(c) == std::string_view::npos;
    });
}

// Beast would wait for the end of a head that cannot come.
bool has_bare_line_feed(std::string_view bytes) noexcept {
    for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r') { // what was used ends with a whole line
            return true;
        }
    }
    return false;
}

bool is_number(std::string_view text) noexcept {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

struct RequestParser::Impl final : beast::http::basic_parser<true> {
    explicit Impl(const HeadLimits& given) : limits(given) {
        body_limit(boost::none); // set when the route is known
        header_limit(static_cast<std::uint32_t>(limits.head));
    }

    void on_request_impl(beast::http::verb /*verb*/, beast::string_view method,
                         beast::string_view target, int version, error_code& ec) override {
        head.method = copy(method);
        head.target = copy(target);
        head.version = version;
        head_bytes = method.size() + target.size() + 12;
        have_line = true;
        if (target.size() > limits.target) {
            have_line = false; // it is the line that is too long
            ec = beast::http::error::header_limit;
        }
    }

    void on_response_impl(int /*code*/, beast::string_view /*reason*/, int /*version*/,
                          error_code& /*ec*/) override {}

    void on_field_impl(field /*known*/, beast::string_view name, beast::string_view value,
                       error_code& ec) override {
        head_bytes += name.size() + value.size() + 4;
        if (++field_count > limits.fields || head_bytes > limits.head) {
            ec = beast::http::error::header_limit;
        } else if (!have_head) { // trailers are read over: nothing signs for them
            head.headers.add(copy(name), copy(value));
        }
    }

    void on_header_impl(error_code& /*ec*/) override { have_head = true; }

    void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/,
                           error_code& /*ec*/) override {}

    std::size_t on_body_impl(beast::string_view bytes, error_code& ec) override {
        return take(bytes, ec);
    }

    void on_chunk_header_impl(std::uint64_t /*size*/, beast::string_view /*extensions*/,
                              error_code& /*ec*/) override {}

    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, beast::string_view bytes,
                                   error_code& ec) override {
        return take(bytes, ec);
    }

    void on_finish_impl(error_code& /*ec*/) override {}

    std::size_t take(beast::string_view bytes, error_code& ec) {
        if (bytes.size() > max_body - std::min(max_body, received)) {
            ec = beast::http::error::body_limit;
            return 0;
        }
        if (!spooled && body.size() > kReserveAtOnce && head.content_length) {
            body.reserve(*head.content_length); // the client has shown that it means it
        }
        body.append(bytes.data(), bytes.size());
        received += bytes.size();
        return bytes.size();
    }

    Error translate(const error_code& ec) const {
        using beast::http::error;
        if (ec == error::header_limit) {
            return have_line ? failure(ErrorCode::too_large, "http.header-too-large",
                                       "the headers exceed {} bytes or {} lines", limits.head,
                                       limits.fields)
                             : failure(ErrorCode::too_large, "http.uri-too-long",
                                       "the address exceeds {} bytes", limits.target);
        }
        if (ec == error::body_limit) {
            return failure(ErrorCode::too_large, "http.body-too-large", "the body exceeds {} bytes",
                           max_body);
        }
        if (ec == error::bad_version) {
            // Beast says so for a line that ends badly, too.
            return bad_request("the request line does not end in HTTP/1.1 and CR LF");
        }
        return bad_request(ec.message());
    }

    // What Beast lets pass but two servers could read in two ways (RFC 9112 §3.2, §6.1, §6.3).
    void check_head() {
        const auto hosts = head.headers.all("Host");
        if (hosts.size() > 1 || (hosts.empty() && head.version == 11) ||
            (!hosts.empty() && !is_host(hosts[0]))) {
            throw bad_request("expected exactly one valid Host header");
        }
        const auto lengths = head.headers.all("Content-Length");
        const auto codings = head.headers.all("Transfer-Encoding");
        if (lengths.size() > 1 || (!lengths.empty() && !is_number(lengths[0])) ||
            (!lengths.empty() && !codings.empty())) {
            throw bad_request("expected one Content-Length, and no Transfer-Encoding beside it");
        }
        if (codings.size() > 1 ||
            (!codings.empty() &&
             (head.version == 10 || !equal_ignoring_case(codings[0], "chunked")))) {
            throw bad_request("the only Transfer-Encoding accepted is 'chunked', in HTTP/1.1");
        }
        head.chunked = !codings.empty();
        if (const auto length = content_length(); length && !head.chunked) {
            head.content_length = *length;
        }
        head.keep_alive = keep_alive();
    }

    HeadLimits limits;
    Head head;
    std::string body;
    std::size_t head_bytes = 0;
    std::size_t field_count = 0;
    std::size_t max_body = 0;
    std::size_t received = 0;
    bool spooled = false; // the body is taken out as it comes
    bool have_line = false;
    bool have_head = false;
};

RequestParser::RequestParser(const HeadLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

std::size_t RequestParser::feed(std::string_view bytes) {
    std::size_t used = 0;
    const bool had_head = impl_->have_head;
    while (used < bytes.size() && !impl_->is_done() && impl_->have_head == had_head) {
        error_code ec;
        const auto n = impl_->put({bytes.data() + used, bytes.size() - used}, ec);
        used += n;
        if (ec == beast::http::error::need_more) {
            if (!impl_->have_head && has_bare_line_feed(bytes.substr(used))) {
                throw bad_request("a line ends in LF without CR");
            }
            break;
        }
        if (ec) {
            throw impl_->translate(ec);
        }
    }
    if (impl_->have_head && !had_head) {
        impl_->check_head();
    }
    return used;
}

bool RequestParser::started() const noexcept {
    return impl_->got_some();
}
bool RequestParser::head_done() const noexcept {
    return impl_->have_head;
}
const Head& RequestParser::head() const noexcept {
    return impl_->head;
}
bool RequestParser::done() const noexcept {
    return impl_->have_head && impl_->is_done();
}
Head& RequestParser::head() noexcept {
    return impl_->head;
}
std::string& RequestParser::body() noexcept {
    return impl_->body;
}

std::size_t RequestParser::received() const noexcept {
    return impl_->received;
}

void RequestParser::limit_body(std::size_t bytes, bool spooled) {
    impl_->max_body = bytes;
    impl_->spooled = spooled;
    if (impl_->head.chunked) {
        impl_->body_limit(bytes);
    }
}

} // namespace luoshi::http
