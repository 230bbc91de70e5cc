// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "notify/sender.hpp"

#include <curl/curl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace luoshi::notify {
namespace {

struct EasyEnd {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListEnd {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

void global_start() {
    static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
    ensure(kStarted == CURLE_OK, "libcurl starts");
}

void add(List& list, const std::string& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    ensure(longer != nullptr, "there is memory");
    if (list.get() != longer) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

std::size_t read_text(char* out, std::size_t size, std::size_t count, void* rest) {
    auto& text = *static_cast<std::string_view*>(rest);
    const auto n = std::min(size * count, text.size());
    std::memcpy(out, text.data(), n);
    text.remove_prefix(n);
    return n;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

bool is_v4_refused(std::uint32_t address, bool call_loopback) {
    const auto first = address >> 24U;
    const bool link_local = (address >> 16U) == 0xA9FEU; // 169.254: also where clouds keep secrets
    return link_local || first == 0 || first >= 224 || (first == 127 && !call_loopback);
}

// The address after the look-up, so that no name can point elsewhere the second time it is asked.
bool is_refused(const curl_sockaddr& to, bool call_loopback) {
    if (to.family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &to.addr, sizeof v4);
        return is_v4_refused(ntohl(v4.sin_addr.s_addr), call_loopback);
    }
    if (to.family != AF_INET6) {
        return true;
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, &to.addr, std::min(sizeof v6, std::size_t{to.addrlen}));
    const auto* const a = &v6.sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(a)) {
        std::uint32_t v4 = 0;
        std::memcpy(&v4, &v6.sin6_addr.s6_addr[12], sizeof v4);
        return is_v4_refused(ntohl(v4), call_loopback);
    }
    return IN6_IS_ADDR_LINKLOCAL(a) || IN6_IS_ADDR_UNSPECIFIED(a) || IN6_IS_ADDR_MULTICAST(a) ||
           (IN6_IS_ADDR_LOOPBACK(a) && !call_loopback);
}

curl_socket_t open_allowed(void* call_loopback, curlsocktype, curl_sockaddr* to) {
    if (is_refused(*to, *static_cast<const bool*>(call_loopback))) {
        return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

class CurlSender final : public Sender {
public:
    explicit CurlSender(CurlOptions options) : options_(std::move(options)) { global_start(); }

    void send(const Mail& mail) override {
        if (options_.mail_server.empty()) {
            throw Error{ErrorCode::unavailable, "notify.not-sent", "no mail server is set"};
        }
        const auto easy = fresh();
        auto* const c = easy.get();
        List to;
        add(to, "<" + mail.to + ">");
        const auto from = "<" + options_.mail_from + ">";
        std::string_view rest = mail.text;
        curl_easy_setopt(c, CURLOPT_URL, options_.mail_server.c_str());
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
        curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(c, CURLOPT_READFUNCTION, read_text);
        curl_easy_setopt(c, CURLOPT_READDATA, &rest);
        const long tls = options_.starttls ? long{CURLUSESSL_ALL} : long{CURLUSESSL_NONE};
        curl_easy_setopt(c, CURLOPT_USE_SSL, tls);
        if (!options_.user.empty()) {
            curl_easy_setopt(c, CURLOPT_USERNAME, options_.user.c_str());
            curl_easy_setopt(c, CURLOPT_PASSWORD, options_.password.c_str());
        }
        perform(c);
    }

    void send(const WebhookCall& call) override {
        const auto easy = fresh();
        auto* const c = easy.get();
        List headers;
        add(headers, "Content-Type: application/json");
        add(headers, "Expect:"); // no pause for "100 Continue"
        for (const auto& line : call.headers) {
            add(headers, line);
        }
        curl_easy_setopt(c, CURLOPT_URL, call.url.c_str());
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(c, CURLOPT_PROXY, ""); // the environment has no say in where this goes
        curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, call.body.c_str());
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
        curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_allowed);
        curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &options_.call_loopback);
        perform(c);
        long status = 0;
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
        if (status < 200 || status > 299) {
            throw failure(ErrorCode::unavailable, "notify.not-sent", "the answer was {}", status);
        }
    }

private:
    Easy fresh() const {
        Easy easy{curl_easy_init()};
        ensure(easy != nullptr, "libcurl gives a handle");
        curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, long{options_.timeout_s});
        curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, drop);
        return easy;
    }

    static void perform(CURL* c) {
        const auto result = curl_easy_perform(c);
        long status = 0;
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
        if (result != CURLE_OK) {
            throw failure(ErrorCode::unavailable, "notify.not-sent", "{} (last answer {})",
                          curl_easy_strerror(result), status);
        }
    }

    CurlOptions options_;
};

} // namespace

std::unique_ptr<Sender> make_curl_sender(CurlOptions options) {
    return std::make_unique<CurlSender>(std::move(options));
}

} // namespace luoshi::notify
