// SPDX-License-Identifier: Apache-2.0
// A real TLS exchange, with a certificate made here.
#include "base/error.hpp"
#include "http/server.hpp"
#include "http/test_client.hpp"

#include <gmock/gmock.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace luoshi::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::Fixture;
using testing::get;
using ::testing::HasSubstr;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class Certificate {
public:
    Certificate() {
        std::string name = (fs::temp_directory_path() / "luoshi-tls-XXXXXX").string();
        ensure(::mkdtemp(name.data()) != nullptr, "a folder for the test");
        folder_ = name;
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"),
                                                                      EVP_PKEY_free};
        const std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), X509_free};
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        auto* subject = X509_get_subject_name(certificate.get());
        const unsigned char common_name[] = "localhost";
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
        X509_set_issuer_name(certificate.get(), subject);
        ensure(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "it signs itself");
        const Output out{files().certificate_chain};
        PEM_write_X509(out.get(), certificate.get());
        const Output key_out{files().private_key};
        PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    }
    ~Certificate() { fs::remove_all(folder_); }
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;
    TlsFiles files() const {
        return {(folder_ / "cert.pem").string(), (folder_ / "key.pem").string()};
    }

private:
    class Output {
    public:
        explicit Output(const std::string& path) : file_(std::fopen(path.c_str(), "w")) {}
        ~Output() { std::fclose(file_); }
        Output(const Output&) = delete;
        Output& operator=(const Output&) = delete;
        std::FILE* get() const { return file_; }

    private:
        std::FILE* file_;
    };
    fs::path folder_;
};

class TlsClient {
public:
    TlsClient(std::uint16_t port, int newest_version)
        : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
        SSL_CTX_set_max_proto_version(context_.get(), newest_version);
        SSL_CTX_set_security_level(context_.get(), 0); // lets us ask for what is outdated
        bio_.reset(BIO_new_ssl_connect(context_.get()));
        BIO_set_conn_hostname(bio_.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
    }
    bool connect() { return BIO_do_connect(bio_.get()) == 1 && BIO_do_handshake(bio_.get()) == 1; }
    void send(const std::string& text) {
        ASSERT_EQ(BIO_write(bio_.get(), text.data(), static_cast<int>(text.size())),
                  static_cast<int>(text.size()));
    }
    std::string read_all() {
        std::string all;
        char piece[16384];
        for (int n = 0; (n = BIO_read(bio_.get(), piece, sizeof piece)) > 0;) {
            all.append(piece, static_cast<std::size_t>(n));
        }
        return all;
    }
    // Whether the server ended the stream properly, so that nobody can have cut it.
    bool ended_properly() const {
        SSL* ssl = nullptr;
        BIO_get_ssl(bio_.get(), &ssl);
        return (static_cast<unsigned>(SSL_get_shutdown(ssl)) & SSL_RECEIVED_SHUTDOWN) != 0;
    }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<BIO, decltype(&BIO_free_all)> bio_{nullptr, BIO_free_all};
};

void add_secure(Router& router) {
    router.add(Method::get, "/secure",
               [](Request& request) { return text(200, request.secure ? "secure" : "plain"); });
}

TEST(tls, carries_requests_in_versions_1_2_and_1_3) {
    const Certificate certificate;
    Fixture fixture{{.tls = certificate.files()}, add_secure};
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient client{fixture.port(), version};
        ASSERT_TRUE(client.connect());
        client.send(get("/secure") + get("/large", "Connection: close\r\n"));
        const auto all = client.read_all();
        EXPECT_THAT(all, StartsWith("HTTP/1.1 200 OK\r\n"));
        EXPECT_THAT(all, HasSubstr("\r\n\r\nsecureHTTP/1.1 200 OK\r\n"));
        EXPECT_GT(all.size(), 300'000U);
        EXPECT_TRUE(client.ended_properly());
    }
}

TEST(tls, refuses_version_1_1) {
    const Certificate certificate;
    Fixture fixture{{.tls = certificate.files()}};
    TlsClient old{fixture.port(), TLS1_1_VERSION};
    EXPECT_FALSE(old.connect());
    TlsClient current{fixture.port(), TLS1_3_VERSION};
    EXPECT_TRUE(current.connect());
}

TEST(tls, answers_a_refusal_to_a_client_that_sends_on) {
    const Certificate certificate;
    Fixture fixture{{.tls = certificate.files()}};
    TlsClient client{fixture.port(), TLS1_3_VERSION};
    ASSERT_TRUE(client.connect());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 900000\r\n\r\n");
    client.send(std::string(900'000, 'a'));
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 413 "));
}

TEST(tls, answers_408_while_it_still_reads) {
    const Certificate certificate;
    Fixture fixture{{.tls = certificate.files(), .timeouts = {.body = 60ms, .drain = 60ms}}};
    TlsClient client{fixture.port(), TLS1_3_VERSION};
    ASSERT_TRUE(client.connect());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhalf");
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 408 "));
}

TEST(tls, closes_on_one_who_speaks_something_else_or_nothing) {
    const Certificate certificate;
    Fixture fixture{{.tls = certificate.files(), .timeouts = {.head = 60ms}}};
    Client plain{fixture.port()};
    plain.send(get("/hello"));
    EXPECT_TRUE(plain.closed_by_server());
    Client silent{fixture.port()};
    EXPECT_TRUE(silent.closed_by_server());
}

TEST(tls, does_not_start_with_files_it_cannot_use) {
    const Certificate certificate;
    const Router router;
    const SystemClock clock;
    for (const auto& files :
         {TlsFiles{"/nowhere/cert.pem", certificate.files().private_key},
          TlsFiles{certificate.files().certificate_chain, "/nowhere/key.pem"}}) {
        Server server{{.tls = files}, router, clock};
        try {
            server.start();
            FAIL() << "it started";
        } catch (const Error& error) {
            EXPECT_EQ(error.reason(), "http.bad-certificate");
        }
    }
}

TEST(request, is_secure_when_a_trusted_proxy_says_so) {
    const auto told = [](std::vector<std::string> trusted) {
        Fixture fixture{{.trusted_proxies = std::move(trusted)}, add_secure};
        return testing::fetch(fixture.port(), get("/secure", "X-Forwarded-Proto: https\r\n")).body;
    };
    EXPECT_EQ(told({"127.0.0.0/8"}), "secure");
    EXPECT_EQ(told({}), "plain");
}

} // namespace
} // namespace luoshi::http
