// SPDX-License-Identifier: Apache-2.0
#include "http/test_client.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace luoshi::http::testing {
namespace {

constexpr std::chrono::seconds kPatience{20};

int connect_to(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{kPatience.count(), 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

} // namespace

Client::Client(std::uint16_t port) : socket_(connect_to(port)) {
    ensure(socket_ >= 0, "the server listens");
}

Client::~Client() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), in_(std::move(other.in_)) {}

bool Client::can_connect(std::uint16_t port) {
    const int descriptor = connect_to(port);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return descriptor >= 0;
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::fill() {
    char piece[16384];
    const auto got = ::recv(socket_, piece, sizeof piece, 0);
    ensure(got >= 0 || errno != EAGAIN, "the server does something within 20 s");
    if (got <= 0) {
        return false;
    }
    in_.append(piece, static_cast<std::size_t>(got));
    return true;
}

std::string Client::read_until(std::string_view mark) {
    std::size_t at = 0;
    while ((at = in_.find(mark)) == std::string::npos) {
        if (!fill()) {
            return std::exchange(in_, {});
        }
    }
    return take(at + mark.size());
}

std::string Client::take(std::size_t bytes) {
    while (in_.size() < bytes && fill()) {
    }
    auto taken = in_.substr(0, bytes);
    in_.erase(0, taken.size());
    return taken;
}

std::string Client::line() {
    auto text = read_until("\r\n");
    return text.ends_with("\r\n") ? text.substr(0, text.size() - 2) : "";
}

std::string Client::dechunk(bool& whole) {
    std::string body;
    for (;;) {
        const auto size_line = line();
        if (size_line.empty()) {
            whole = false;
            return body;
        }
        const auto size = std::stoul(size_line, nullptr, 16);
        body += take(size);
        if (take(2) != "\r\n") {
            whole = false;
            return body;
        }
        if (size == 0) {
            whole = true;
            return body;
        }
    }
}

Reply Client::read(Method asked) {
    Reply reply;
    const auto status = line();
    if (!status.starts_with("HTTP/1.1 ")) {
        return reply;
    }
    reply.status = std::stoi(status.substr(9, 3));
    for (auto text = line(); !text.empty(); text = line()) {
        const auto colon = text.find(':');
        reply.headers.add(text.substr(0, colon), std::string{trim(text.substr(colon + 1))});
    }
    reply.whole = true;
    if (asked == Method::head || reply.status == 204 || reply.status == 304) {
        return reply;
    }
    if (reply.headers.get("Transfer-Encoding") == "chunked") {
        reply.body = dechunk(reply.whole);
    } else if (const auto* length = reply.headers.find("Content-Length")) {
        reply.body = take(std::stoul(*length));
        reply.whole = reply.body.size() == std::stoul(*length);
    } else {
        while (fill()) {
        }
        reply.body = std::exchange(in_, {});
    }
    return reply;
}

Reply Client::ask(std::string_view request) {
    send(request);
    return read(request.starts_with("HEAD ") ? Method::head : Method::get);
}

bool Client::closed_by_server() {
    while (fill()) {
    }
    return true;
}

void Client::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

void Client::reset() {
    const linger now{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(std::exchange(socket_, -1));
}

std::string get(std::string_view target, std::string_view more_headers) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n{}\r\n", target, more_headers);
}

std::string post(std::string_view target, std::string_view body, std::string_view more) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: test\r\nContent-Length: {}\r\n{}\r\n{}", target,
                       body.size(), more, body);
}

Reply fetch(std::uint16_t port, std::string_view request) {
    Client client{port};
    return client.ask(request);
}

void Gate::enter() {
    entered_.set_value();
    open_.wait();
}

void Gate::wait_for_entry() {
    entered_.get_future().wait();
}
void Gate::open() {
    opened_.set_value();
}

Fixture::Fixture(ServerOptions options, std::function<void(Router&)> more) {
    router.add(Method::get, "/hello", [](Request&) { return text(200, "hello"); });
    router.add(Method::get, "/items/{id}",
               [](Request& request) { return text(200, request.path_param("id")); });
    router.add(Method::post, "/echo", [](Request& request) { return text(200, request.body); },
               {.max_body = 1000});
    router.add(Method::post, "/big",
               [](Request& request) { return text(200, std::to_string(request.body.size())); },
               {.max_body = 8'000'000});
    router.add(Method::get, "/gate", [this](Request&) {
        gate.enter();
        return text(200, "through");
    });
    router.add(Method::get, "/large",
               [](Request&) { return json(200, '"' + std::string(300'000, 'a') + '"'); });
    if (more) {
        more(router);
    }
    options.metrics = &metrics;
    options.access_log = [this](std::string_view line) {
        const std::scoped_lock lock{mutex_};
        lines_.emplace_back(line);
    };
    server = std::make_unique<Server>(std::move(options), router, clock);
    server->start();
}

std::vector<std::string> Fixture::access_lines() const {
    const std::scoped_lock lock{mutex_};
    return lines_;
}

} // namespace luoshi::http::testing
