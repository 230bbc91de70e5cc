// SPDX-License-Identifier: Apache-2.0
#include "http/transport_asio.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <type_traits>

namespace luoshi::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket>;

template <class Stream>
class StreamTransport final : public Transport {
public:
    template <class... Args>
    explicit StreamTransport(tcp::socket socket, Args&... args)
        : stream_(std::move(socket), args...) {
        error_code ec;
        const auto peer = raw().remote_endpoint(ec);
        peer_ = ec ? std::string{} : peer.address().to_string();
        raw().set_option(tcp::no_delay{true}, ec);
    }

    bool is_tls() const noexcept override { return kTls; }
    const std::string& peer() const noexcept override { return peer_; }

    void handshake(Done done) override {
        if constexpr (kTls) {
            stream_.async_handshake(
                asio::ssl::stream_base::server,
                [done = std::move(done)](const error_code& ec) { done(!ec, 0); });
        } else {
            asio::post(stream_.get_executor(), [done = std::move(done)] { done(true, 0); });
        }
    }

    void read(char* to, std::size_t room, Done done) override {
        stream_.async_read_some(
            asio::buffer(to, room),
            [done = std::move(done)](const error_code& ec, std::size_t n) { done(!ec, n); });
    }

    void discard(char* to, std::size_t room, Done done) override {
        raw().async_read_some(
            asio::buffer(to, room),
            [done = std::move(done)](const error_code& ec, std::size_t n) { done(!ec, n); });
    }

    void write(std::string_view first, std::string_view second, Done done) override {
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(first.data(), first.size()),
                                                       asio::buffer(second.data(), second.size())};
        asio::async_write(
            stream_, pieces,
            [done = std::move(done)](const error_code& ec, std::size_t n) { done(!ec, n); });
    }

    void finish_sending(Done done) override {
        if constexpr (kTls) {
            // Waits for the client's own close_notify; a client that still sends makes it fail,
            // which is as good: ours has left.
            stream_.async_shutdown([this, done = std::move(done)](const error_code&) {
                shut_down();
                done(true, 0);
            });
        } else {
            shut_down();
            asio::post(stream_.get_executor(), [done = std::move(done)] { done(true, 0); });
        }
    }

    void close() noexcept override {
        error_code ec;
        raw().close(ec);
    }

    void post(std::function<void()> work) override {
        asio::post(stream_.get_executor(), std::move(work));
    }

private:
    static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

    tcp::socket& raw() {
        if constexpr (kTls) {
            return stream_.next_layer();
        } else {
            return stream_;
        }
    }

    void shut_down() {
        error_code ec;
        raw().shutdown(tcp::socket::shutdown_send, ec);
    }

    Stream stream_;
    std::string peer_;
};

} // namespace

std::unique_ptr<Transport> make_transport(tcp::socket socket, asio::ssl::context* tls) {
    if (tls != nullptr) {
        return std::make_unique<StreamTransport<TlsStream>>(std::move(socket), *tls);
    }
    return std::make_unique<StreamTransport<tcp::socket>>(std::move(socket));
}

} // namespace luoshi::http
