// SPDX-License-Identifier: Apache-2.0
// Real hand-overs to servers on loopback, written here.
#include "base/error.hpp"
#include "notify/sender.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <thread>

namespace luoshi::notify {
namespace {

// Accepts one connection and lets `talk` have it.
class OneConnection {
public:
    using Talk = std::function<void(int socket)>;
    explicit OneConnection(Talk talk) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const at = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(listener_, at, size), 0);
        EXPECT_EQ(::listen(listener_, 1), 0);
        EXPECT_EQ(::getsockname(listener_, at, &size), 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this, talk = std::move(talk)] {
            if (const int socket = ::accept(listener_, nullptr, nullptr); socket >= 0) {
                talk(socket);
                ::close(socket);
            }
        }};
    }
    ~OneConnection() {
        ::shutdown(listener_, SHUT_RDWR); // ends an accept nobody came to
        thread_.join();
        ::close(listener_);
    }
    OneConnection(const OneConnection&) = delete;
    OneConnection& operator=(const OneConnection&) = delete;
    std::string port() const { return std::to_string(port_); }

private:
    int listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    int port_ = 0;
    std::thread thread_;
};

void say(int socket, const std::string& text) {
    EXPECT_EQ(::send(socket, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
}

std::string hear(int socket, const std::string& until) {
    std::string heard;
    char c = 0;
    while (heard.find(until) == std::string::npos && ::recv(socket, &c, 1, 0) == 1) {
        heard += c;
    }
    return heard;
}

CurlOptions plain(const std::string& port) {
    CurlOptions options;
    options.mail_server = "smtp://127.0.0.1:" + port;
    options.mail_from = "luoshi@example.gov.cn";
    options.starttls = false;
    options.timeout_s = 10;
    return options;
}

std::string error_of(Sender& sender, const WebhookCall& call) {
    try {
        sender.send(call);
    } catch (const Error& error) {
        EXPECT_EQ(error.reason(), "notify.not-sent");
        return error.what();
    }
    return "none";
}

std::function<void(int)> smtp(std::vector<std::string>& heard, const std::string& verdict) {
    return [&heard, verdict](int socket) {
        say(socket, "220 ready\r\n");
        for (bool on = true; on;) {
            const auto line = hear(socket, "\r\n");
            heard.push_back(line);
            on = !line.empty() && line.rfind("QUIT", 0) != 0;
            if (line.rfind("DATA", 0) == 0) {
                say(socket, "354 go on\r\n");
                heard.push_back(hear(socket, "\r\n.\r\n"));
                say(socket, verdict);
            } else if (on) {
                say(socket, "250 well\r\n");
            }
        }
    };
}

TEST(curl_sender, hands_a_mail_to_an_smtp_server) {
    std::vector<std::string> heard;
    {
        OneConnection server{smtp(heard, "250 taken\r\n")};
        make_curl_sender(plain(server.port()))
            ->send(Mail{"wang@example.gov.cn", "Subject: x\r\n\r\n.dot\r\n"});
    }
    ASSERT_GE(heard.size(), 5U);
    EXPECT_EQ(heard[1], "MAIL FROM:<luoshi@example.gov.cn>\r\n");
    EXPECT_EQ(heard[2], "RCPT TO:<wang@example.gov.cn>\r\n");
    EXPECT_EQ(heard[4], "Subject: x\r\n\r\n..dot\r\n.\r\n");
}

TEST(curl_sender, a_mail_the_server_refuses_is_not_sent) {
    std::vector<std::string> heard;
    OneConnection server{smtp(heard, "554 no\r\n")};
    const auto sender = make_curl_sender(plain(server.port()));
    EXPECT_THROW(sender->send(Mail{"wang@example.gov.cn", "Subject: x\r\n\r\nx\r\n"}), Error);
}

TEST(curl_sender, gives_no_mail_to_a_server_without_tls_where_tls_is_asked_for) {
    std::vector<std::string> heard;
    {
        OneConnection server{smtp(heard, "250 taken\r\n")};
        auto options = plain(server.port());
        options.starttls = true;
        EXPECT_THROW(make_curl_sender(options)->send(Mail{"a@b", "Subject: x\r\n\r\nx\r\n"}),
                     Error);
    }
    for (const auto& line : heard) {
        EXPECT_NE(line.rfind("MAIL", 0), 0U);
    }
}

TEST(curl_sender, posts_a_webhook_and_follows_no_redirect) {
    for (const std::string answer :
         {"204 No Content", "302 Found\r\nLocation: http://127.0.0.1:1/", "500 Broken"}) {
        std::string heard;
        std::string error;
        {
            OneConnection server{[&](int socket) {
                heard = hear(socket, "{\"a\":1}");
                say(socket,
                    "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }};
            auto options = plain("1");
            options.call_loopback = true;
            const auto sender = make_curl_sender(options);
            error = error_of(*sender, {"http://127.0.0.1:" + server.port() + "/hook",
                                       {"X-Luoshi-Delivery: 7"},
                                       "{\"a\":1}"});
        }
        EXPECT_EQ(heard.rfind("POST /hook HTTP/1.1\r\n", 0), 0U);
        EXPECT_NE(heard.find("X-Luoshi-Delivery: 7\r\n"), std::string::npos);
        EXPECT_EQ(error, answer[0] == '2' ? "none" : "the answer was " + answer.substr(0, 3));
    }
}

TEST(curl_sender, calls_neither_this_machine_nor_link_local_addresses) {
    bool called = false;
    {
        OneConnection server{[&](int) { called = true; }};
        const auto sender = make_curl_sender(plain("1"));
        for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
            EXPECT_NE(error_of(*sender, {"http://" + host + ":" + server.port() + "/", {}, "{}"}),
                      "none");
        }
        EXPECT_NE(error_of(*sender, {"http://169.254.169.254/", {}, "{}"}), "none");
    }
    EXPECT_FALSE(called);
}

} // namespace
} // namespace luoshi::notify
