// SPDX-License-Identifier: Apache-2.0
#include "http/outgoing.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <array>
#include <fcntl.h>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace luoshi::http {
namespace {

constexpr std::size_t kFilePiece = std::size_t{128} * 1024;

class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() { ::close(descriptor_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int get() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

// Sends exactly `size` bytes: a file that shrinks meanwhile cuts the answer, one that grows does
// not run past the length announced.
Producer reader(std::shared_ptr<File> file, std::uint64_t size) {
    return [file = std::move(file), left = size](std::string& chunk) mutable {
        const auto want = std::min<std::uint64_t>(left, kFilePiece);
        const auto before = chunk.size();
        chunk.resize(before + want);
        const auto got = ::read(file->get(), chunk.data() + before, want);
        ensure(got > 0 || want == 0, "a file keeps its bytes while it is sent");
        chunk.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        left -= static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
        return left > 0;
    };
}

std::pair<Producer, std::uint64_t> open_file(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat facts {};
    if (descriptor >= 0) {
        auto file = std::make_shared<File>(descriptor);
        if (::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode)) {
            const auto size = static_cast<std::uint64_t>(facts.st_size);
            return {reader(std::move(file), size), size};
        }
    }
    throw failure(ErrorCode::not_found, "http.no-file", "the file is not there any more");
}

std::string http_date(Timestamp at) {
    static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                           "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday{day}.c_encoding()],
        static_cast<unsigned>(ymd.day()), kMonths[static_cast<unsigned>(ymd.month()) - 1],
        static_cast<int>(ymd.year()), time.hours().count(), time.minutes().count(),
        time.seconds().count());
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

std::string start_of_head(const Response& response, const Framing& framing) {
    std::string head;
    head.reserve(512);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status,
                   reason_phrase(response.status));
    append_header(head, "Date", http_date(framing.now));
    if (!response.content_type.empty()) {
        append_header(head, "Content-Type", response.content_type);
    }
    if (!response.etag.empty()) {
        append_header(head, "ETag", response.etag);
    }
    for (const auto& [name, value] : response.headers) {
        append_header(head, name, value);
    }
    for (const auto& cookie : response.cookies) {
        append_header(head, "Set-Cookie", to_string(cookie));
    }
    return head;
}

struct Length {
    bool known = true;
    std::uint64_t bytes = 0;
};

Length take_body(Outgoing& out, Response& response) {
    if (auto* file = std::get_if<FileBody>(&response.body)) {
        auto [producer, size] = open_file(file->path);
        out.body = std::move(producer);
        return {true, size};
    }
    if (auto* producer = std::get_if<Producer>(&response.body)) {
        out.body = std::move(*producer);
        return {response.length.has_value(), response.length.value_or(0)};
    }
    if (auto* shared = std::get_if<SharedBytes>(&response.body)) {
        out.body = std::move(*shared);
    } else {
        out.body = std::get<std::string>(std::move(response.body));
    }
    return {true, out.bytes().size()};
}

} // namespace

std::string_view Outgoing::bytes() const noexcept {
    if (const auto* own = std::get_if<std::string>(&body)) {
        return *own;
    }
    if (const auto* shared = std::get_if<SharedBytes>(&body); shared != nullptr && *shared) {
        return **shared;
    }
    return {};
}

Outgoing encode(Response response, const Framing& framing) {
    Outgoing out;
    out.status = response.status;
    out.close = !framing.keep_alive;
    const auto length = take_body(out, response);
    out.head = start_of_head(response, framing);
    const bool bodiless = response.status == 204 || response.status == 304;
    if (!bodiless && length.known) {
        append_header(out.head, "Content-Length", std::to_string(length.bytes));
    } else if (!bodiless && framing.version == 11) {
        append_header(out.head, "Transfer-Encoding", "chunked");
        out.chunked = true;
    } else if (!bodiless) {
        out.close = true; // HTTP/1.0: the end of the connection is the end of the body
    }
    if (out.close) {
        append_header(out.head, "Connection", "close");
    } else if (framing.version == 10) {
        append_header(out.head, "Connection", "keep-alive");
    }
    out.head += "\r\n";
    if (bodiless || framing.method == Method::head) {
        out.body = std::string{};
        out.chunked = false;
    }
    return out;
}

std::string chunk_head(std::size_t bytes) {
    return fmt::format("{:x}\r\n", bytes);
}

std::string access_line(const AccessEntry& entry) {
    JsonWriter writer;
    writer.begin_object();
    writer.member("time", luoshi::to_string(entry.at));
    writer.member("request_id", entry.request_id);
    writer.member("method", entry.method);
    writer.member("route", entry.route);
    writer.key("status");
    writer.integer(entry.status);
    writer.key("bytes");
    writer.integer(static_cast<std::int64_t>(entry.bytes));
    writer.key("ms");
    writer.raw(fmt::format("{}.{:03}", entry.took.count() / 1000, entry.took.count() % 1000));
    writer.end_object();
    return writer.take();
}

} // namespace luoshi::http
