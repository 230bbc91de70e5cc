// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include "base/error.hpp"
#include "http/connection.hpp"
#include "http/server_state.hpp"
#include "http/transport_asio.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <future>
#include <thread>

namespace luoshi::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

// Connections beyond the limit that are still told so; past these they are closed unheard.
constexpr std::size_t kTold = 64;
constexpr milliseconds kAcceptPause{50}; // after "too many open files"

void use_certificate(asio::ssl::context& context, const TlsFiles& files) {
    error_code ec;
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression,
                        ec);
    SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION);
    std::string at = files.certificate_chain;
    context.use_certificate_chain_file(files.certificate_chain, ec);
    if (!ec) {
        at = files.private_key;
        context.use_private_key_file(files.private_key, asio::ssl::context::pem, ec);
    }
    if (ec) {
        throw failure(ErrorCode::invalid_argument, "http.bad-certificate",
                      "cannot use '{}' for TLS: {}", at, ec.message());
    }
}

// How often deadlines are looked at: fine enough for the shortest timeout.
milliseconds tick_of(const Timeouts& timeouts) {
    const auto shortest =
        std::min({timeouts.head, timeouts.body, timeouts.idle, timeouts.write, timeouts.drain});
    return std::clamp(shortest / 4, milliseconds{5}, milliseconds{250});
}

} // namespace

struct Server::Impl {
    Impl(ServerOptions options, const Router& router, const Clock& clock)
        : state(std::move(options), router, clock), acceptor(asio::make_strand(io)),
          pause(acceptor.get_executor()), ticker(acceptor.get_executor()) {}

    void listen();
    void accept();
    void admit(tcp::socket socket);
    void tick();
    void stop_accepting();

    ServerState state; // outlives the connections that io still holds
    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
    std::optional<asio::ssl::context> tls;
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    asio::steady_timer ticker;
    std::vector<std::thread> threads;
    std::uint16_t port = 0;
    bool stopped = false;
};

void Server::Impl::listen() {
    error_code ec;
    const auto address = asio::ip::make_address(state.options.address, ec);
    const tcp::endpoint endpoint{address, state.options.port};
    const auto step = [&](auto&& work) {
        if (!ec) {
            work();
        }
    };
    step([&] { acceptor.open(endpoint.protocol(), ec); });
    step([&] { acceptor.set_option(tcp::acceptor::reuse_address{true}, ec); });
    step([&] { acceptor.bind(endpoint, ec); });
    step([&] { acceptor.listen(asio::socket_base::max_listen_connections, ec); });
    if (ec) {
        throw failure(ErrorCode::unavailable, "http.cannot-listen",
                      "cannot listen on {} port {}: {}", state.options.address, state.options.port,
                      ec.message());
    }
    port = acceptor.local_endpoint().port();
}

void Server::Impl::accept() {
    acceptor.async_accept(asio::make_strand(io), [this](const error_code& ec, tcp::socket socket) {
        if (!acceptor.is_open()) {
            return;
        }
        if (!ec) {
            admit(std::move(socket));
            return accept();
        }
        pause.expires_after(kAcceptPause);
        pause.async_wait([this](const error_code& cancelled) {
            if (!cancelled && acceptor.is_open()) {
                accept();
            }
        });
    });
}

void Server::Impl::admit(tcp::socket socket) {
    const auto open = state.connections.size();
    const auto limit = state.options.limits.connections;
    if (open >= limit + kTold) {
        state.metrics.rejected("http.too-many-connections");
        return; // the socket closes
    }
    auto connection = std::make_shared<Connection>(
        state, make_transport(std::move(socket), tls ? &*tls : nullptr),
        open >= limit ? Admission::refused : Admission::served);
    state.connections.add(connection);
    connection->start();
}

void Server::Impl::tick() {
    ticker.expires_after(tick_of(state.options.timeouts));
    ticker.async_wait([this](const error_code& cancelled) {
        if (cancelled) {
            return;
        }
        const auto now = std::chrono::steady_clock::now();
        for (const auto& connection : state.connections.all()) {
            connection->check_deadline(now);
        }
        tick();
    });
}

void Server::Impl::stop_accepting() {
    std::promise<void> closed;
    asio::post(acceptor.get_executor(), [&] {
        error_code ec;
        acceptor.close(ec);
        pause.cancel();
        closed.set_value();
    });
    closed.get_future().wait();
}

Server::Server(ServerOptions options, const Router& router, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), router, clock)) {}

Server::~Server() {
    stop(milliseconds{0});
}

void Server::start() {
    ensure(impl_->threads.empty() && !impl_->stopped, "a server is started once");
    const auto& options = impl_->state.options;
    if (options.tls) {
        impl_->tls.emplace(asio::ssl::context::tls_server);
        use_certificate(*impl_->tls, *options.tls);
    }
    impl_->listen();
    impl_->accept();
    impl_->tick();
    for (int i = 0; i < std::max(options.io_threads, 1); ++i) {
        impl_->threads.emplace_back([this] { impl_->io.run(); });
    }
}

std::uint16_t Server::port() const noexcept {
    return impl_->port;
}

void Server::stop(milliseconds patience) {
    if (impl_->stopped) {
        return;
    }
    impl_->stopped = true;
    auto& state = impl_->state;
    state.stopping = true;
    if (!impl_->threads.empty()) {
        impl_->stop_accepting();
        for (const auto& connection : state.connections.all()) {
            connection->begin_stop();
        }
        if (!state.connections.wait_until_empty(std::chrono::steady_clock::now() + patience)) {
            for (const auto& connection : state.connections.all()) {
                connection->abort();
            }
        }
    }
    state.pool.stop(); // after this nobody posts to io but io itself
    impl_->guard.reset();
    asio::post(impl_->acceptor.get_executor(), [this] { impl_->ticker.cancel(); });
    for (auto& thread : impl_->threads) {
        thread.join();
    }
}

} // namespace luoshi::http
