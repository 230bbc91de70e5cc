// SPDX-License-Identifier: Apache-2.0
// A task or a notice as a folder to be kept 归档.
#include "archive/archive.hpp"

#include "api/duty_json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>

namespace luoshi::api {
namespace {

using http::Method;

archive::Archives archives_of(const Call& call) {
    auto& services = call.services;
    return archive::Archives{{services.plans, services.plan_texts, services.lives, services.duties,
                              services.dues, services.submissions, services.supervision,
                              services.documents, services.subtasks, services.leader_remarks,
                              services.calls, services.blobs, services.clock}};
}

// A file in the system's folder for such, gone with this object.
class ScratchFile {
public:
    ScratchFile() : path_((std::filesystem::temp_directory_path() / "luoshi-XXXXXX").string()) {
        const int handle = ::mkostemp(path_.data(), O_CLOEXEC);
        if (handle < 0) {
            throw failure(ErrorCode::storage_full, "office.cannot-write", "cannot write '{}'",
                          path_);
        }
        ::close(handle);
    }
    ~ScratchFile() { std::filesystem::remove(path_, ignored_); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
    std::error_code ignored_;
};

struct CloseFile {
    void operator()(std::FILE* file) const noexcept {
        if (file != nullptr) { // a shared_ptr calls it for that, too
            std::fclose(file);
        }
    }
};

// The file is opened before its name goes: its bytes are there until the last has been sent.
http::Response sent(const archive::Folder& folder) {
    const ScratchFile scratch;
    archive::write(folder, scratch.path());
    const std::shared_ptr<std::FILE> file{std::fopen(scratch.path().c_str(), "rbe"), CloseFile{}};
    ensure(file != nullptr, "what was written can be read");
    auto response = http::download("", "application/zip", folder.name + ".zip");
    response.compress = false;
    response.body = http::Producer{[file](std::string& chunk) {
        std::array<char, 65536> piece{};
        const auto size = std::fread(piece.data(), 1, piece.size(), file.get());
        chunk.append(piece.data(), size);
        return size == piece.size();
    }};
    return response;
}

http::Response get_task(const Call& call) {
    const auto id = path_id<followup::TaskId>(call.request);
    return sent(archives_of(call).of_task(who_of(call), id));
}

http::Response get_plan(const Call& call) {
    const auto id = path_id<followup::PlanId>(call.request);
    return sent(archives_of(call).of_plan(who_of(call), id));
}

} // namespace

void archive_routes(Specs& specs) {
    const auto add = [&](std::string pattern, CallHandler handler) {
        specs.push_back(
            {{Method::get, "/api/v1" + pattern, Audience::roles, kOffice}, handler, {}});
    };
    add("/tasks/{id}/archive", get_task);
    add("/plans/{id}/archive", get_plan);
}

} // namespace luoshi::api
