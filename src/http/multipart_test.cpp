// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace luoshi::http {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=\"b 1\"";

std::string reason_of(std::string_view type, std::string_view body, MultipartLimits limits = {}) {
    try {
        parse_multipart(type, body, limits);
    } catch (const Error& error) {
        return error.reason();
    }
    return "none";
}

TEST(multipart, gives_fields_and_files_in_their_order) {
    const std::string body =
        "preamble\r\n--b 1\r\nContent-Disposition: form-data; name=\"标题\"\r\n\r\n"
        "双转移\r\n--b 1  \r\ncontent-disposition: form-data; filename=\"a\\\"b.docx\"; "
        "name=file\r\nContent-Type: application/x\r\n\r\n\r\n--b not\r\n\r\n--b 1\r\n"
        "Content-Disposition: form-data; name=empty\r\n\r\n\r\n--b 1--\r\nepilogue";
    const auto parts = parse_multipart(kType, body);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].name, "标题");
    EXPECT_EQ(parts[0].data, "双转移");
    EXPECT_EQ(parts[0].file_name, std::nullopt);
    EXPECT_EQ(parts[0].content_type, "text/plain");
    EXPECT_EQ(parts[1].name, "file");
    EXPECT_EQ(parts[1].file_name, "a\"b.docx");
    EXPECT_EQ(parts[1].content_type, "application/x");
    EXPECT_EQ(parts[1].data, "\r\n--b not\r\n");
    EXPECT_EQ(parts[2].data, "");
}

std::string with_disposition(std::string_view parameters) {
    return "--b 1\r\nContent-Disposition: form-data; name=f; " + std::string{parameters} +
           "\r\n\r\nx\r\n--b 1--";
}

TEST(multipart, reads_file_names_as_browsers_and_tools_send_them) {
    const auto name = [](std::string_view parameters) {
        return parse_multipart(kType, with_disposition(parameters))[0].file_name;
    };
    EXPECT_EQ(name("filename=\"通知.docx\""), "通知.docx");
    EXPECT_EQ(name("filename=\"a%22b.txt\""), "a\"b.txt");
    EXPECT_EQ(name("filename=\"x\"; filename*=UTF-8''%E9%80%9A%E7%9F%A5.docx"), "通知.docx");
    EXPECT_EQ(name("filename*=utf-8'zh'a%20b"), "a b");
    EXPECT_EQ(name("filename=\"C:\\docs\\a.txt\""), "a.txt");
    EXPECT_EQ(name("filename=\"../../etc/passwd\""), "passwd");
    EXPECT_EQ(name("filename*=UTF-8''..%2F..%2Fpasswd"), "passwd");
    EXPECT_EQ(name("filename=\"\""), "");
}

TEST(multipart, refuses_what_is_malformed) {
    EXPECT_EQ(reason_of("application/json", ""), "http.not-multipart");
    EXPECT_EQ(reason_of("multipart/form-data", ""), "http.bad-multipart");
    EXPECT_EQ(reason_of("multipart/form-data; boundary=" + std::string(71, 'a'), ""),
              "http.bad-multipart");
    const auto good = with_disposition("a=b");
    EXPECT_EQ(reason_of(kType, good), "none");
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_EQ(reason_of(kType, std::string_view{good}.substr(0, size)), "http.bad-multipart")
            << size;
    }
    EXPECT_EQ(reason_of(kType, with_disposition("filename=\"a\x01\"")), "http.bad-multipart");
    EXPECT_EQ(reason_of(kType, with_disposition("filename=\"a%0D%0Ab\"")), "http.bad-multipart");
    EXPECT_EQ(reason_of(kType, with_disposition("filename=\"\xff\"")), "http.bad-multipart");
    EXPECT_EQ(reason_of(kType, with_disposition("filename*=latin1''a")), "http.bad-multipart");
    EXPECT_EQ(reason_of(kType, with_disposition("filename=\"a")), "http.bad-multipart");
    EXPECT_EQ(
        reason_of(kType, "--b 1\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--b 1--"),
        "http.bad-multipart");
    EXPECT_EQ(reason_of(kType, "--b 1\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b 1--"),
              "http.bad-multipart");
}

TEST(multipart, keeps_to_its_limits) {
    std::string body;
    for (int i = 0; i < 3; ++i) {
        body += "--b 1\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n";
    }
    body += "--b 1--";
    EXPECT_EQ(reason_of(kType, body, {.parts = 3}), "none");
    EXPECT_EQ(reason_of(kType, body, {.parts = 2}), "http.too-many-parts");
    EXPECT_EQ(reason_of(kType, body, {.head = 20}), "http.part-header-too-large");
}

} // namespace
} // namespace luoshi::http
