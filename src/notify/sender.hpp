// SPDX-License-Identifier: Apache-2.0
// Handing a letter to a server that carries it on. CurlSender is the real one; tests have their
// own.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace luoshi::notify {

struct Mail {
    std::string to{};   // address
    std::string text{}; // headers and body, lines ended by CR LF
};

struct WebhookCall {
    std::string url{};
    std::vector<std::string> headers{}; // "Name: value"
    std::string body{};                 // JSON
};

class Sender {
public:
    virtual ~Sender() = default;
    // Return when the server has taken it. Error unavailable (notify.not-sent) otherwise: what()
    // says why and shows no secret.
    virtual void send(const Mail& mail) = 0;
    virtual void send(const WebhookCall& call) = 0;
};

struct CurlOptions {
    std::string mail_server{}; // "smtp://host:port" or "smtps://host:port"; "": mail fails
    std::string mail_from{};   // address
    std::string user{}, password{};
    bool starttls = true; // with smtp://: no hand-over without TLS
    // Webhooks to this machine itself: for tests. Link-local addresses are never called.
    bool call_loopback = false;
    int timeout_s = 20; // of one hand-over, from the name look-up on
};

// Threads: one hand-over at a time for each sender.
std::unique_ptr<Sender> make_curl_sender(CurlOptions options);

} // namespace luoshi::notify
