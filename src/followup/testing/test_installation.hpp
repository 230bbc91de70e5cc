// SPDX-License-Identifier: Apache-2.0
// For tests of this and later modules: an installation in memory with the pack of notice 193 and
// small notices.
#pragma once

#include "base/error.hpp"
#include "followup/imports.hpp"
#include "followup/plans.hpp"
#include "notice/read_file.hpp"
#include "org/org.hpp"
#include "pack/pack.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace luoshi::followup {

inline std::string source_folder() {
    const char* folder = std::getenv("LUOSHI_SOURCE_DIR");
    return folder != nullptr ? folder : ".";
}

inline std::string bytes_of(const std::string& path) {
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        throw std::runtime_error{"cannot read " + path};
    }
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// The notice itself, which is not part of the project. Loud when it is absent.
inline std::string seed() {
    const char* folder = std::getenv("LUOSHI_SHARED");
    return bytes_of((folder != nullptr ? std::string{folder} : source_folder() + "/../shared") +
                    "/seed/notice-193.txt");
}

inline std::string sample() {
    return bytes_of(source_folder() + "/packs/gd-2011-193/demo/notice.txt");
}

// Three items of ours: one agreed, one with an open list and no date, one whose unit nobody knows.
inline std::string small_notice() {
    return "关于印发《小方案》的通知\n\n某府办〔2020〕7号\n\n各有关单位：\n\n某市人民政府办公室\n20"
           "20年3月2日\n\n小方案\n\n一、总体工作\n\n"
           "1. 修订园区名录，2020年6月30日前完成。（省财政厅牵头负责）\n"
           "2. 适时开展检查，改善服务。（省财政厅牵头，会同省教育厅等部门负责）\n"
           "3. 建设数据平台。（省数字资源管理局负责）\n";
}

class TestInstallation {
public:
    explicit TestInstallation(store::EngineKind engine = store::EngineKind::sqlite)
        : store_(engine) {
        store_.database().write([&](store::Transaction& transaction) {
            pack::mark_loaded(transaction, actor, pack_);
            org::load_units(transaction, pack_, *org::read_units(pack_).value);
            org::load_calendar(transaction, *org::read_calendar(pack_).value);
        });
    }

    store::Database& database() { return store_.database(); }
    store::TestStore& store() { return store_; }
    const pack::Pack& pack() const { return pack_; }
    std::shared_ptr<const org::Directory> directory() {
        return database().read([&](store::Reader& reader) { return directories.get(reader); });
    }
    Date today() { return store_.clock().today(); }

    // Takes the reader's first proposal for every question still open.
    ImportDetail answer_all(ImportId id) {
        auto detail = imports.detail(id);
        std::vector<Edit> answers;
        for (const auto& question : detail.draft.questions) {
            if (!question.answer) {
                answers.emplace_back(Answer{question.id, question.choices.front()});
            }
        }
        return answers.empty() ? std::move(detail)
                               : imports.edit(actor, id, detail.import.version, answers);
    }
    PlanId plan_of(const std::string& bytes, const std::string& name = "") {
        const auto import = imports.receive(actor, "notice.txt", bytes);
        const auto detail = answer_all(import.id);
        return imports.make_plan(actor, import.id, detail.import.version,
                                 {.name = name, .second = true, .key = "", .sample = false});
    }

    store::Actor actor{7, "王强", "r1"};

private:
    store::TestStore store_;
    pack::Pack pack_ = *pack::open(source_folder() + "/packs/gd-2011-193").value;
    PlanSpecs specs_ = std::make_shared<const std::vector<PlanSpec>>(1, *read_plan(pack_).value);

public:
    org::Directories directories;
    Imports imports{store_.database(),
                    store_.blobs(),
                    directories,
                    store_.clock(),
                    [this](store::Reader&) { return specs_; },
                    [](const std::string& bytes, const std::string& name,
                       const notice::Lexicon& names, const notice::KnownColumns& columns) {
                        return notice::read_file(bytes, name, names, {{}, columns});
                    }};
    Plans plans{store_.database(), directories, store_.clock()};
};

template <class Action>
Error error_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return Error{ErrorCode::internal, "none", "nothing was thrown"};
}

template <class Action>
std::string reason_of(Action&& action) {
    return std::string{error_of(std::forward<Action>(action)).reason()};
}

} // namespace luoshi::followup
