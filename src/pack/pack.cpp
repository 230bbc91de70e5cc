// SPDX-License-Identifier: Apache-2.0
#include "pack/pack.hpp"

#include "base/error.hpp"
#include "base/sm3.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace luoshi::pack {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> yaml_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file() && entry.path().extension() == ".yaml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string read_all(const fs::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

void read_pack_file(Pack& pack, std::vector<Diagnostic>& findings) {
    const auto* document = pack.file("pack.yaml");
    if (document == nullptr) {
        return; // its own findings say why
    }
    Fields fields{*document, document->root, findings};
    pack.code = fields.text("id");
    pack.version = fields.text("version");
    pack.title = fields.text("title");
    pack.title_en = fields.text("title_en");
    if (const auto number = fields.text_or("notice_number", ""); !number.empty()) {
        pack.notice_number = number;
    }
    for (const auto& value : fields.list("categories")) {
        Fields category{*document, value, findings};
        pack.categories.push_back(
            {category.text("id"), category.text("title"), category.text("title_en")});
        category.finish();
    }
    if (const auto* value = fields.find("demo")) {
        Fields demo{*document, *value, findings};
        const auto date = demo.date("business_date");
        pack.demo = Demo{date.value_or(Date{}), demo.text("notice"), {}};
        for (const auto& entry : demo.list("people")) {
            Fields person{*document, entry, findings};
            pack.demo->people.push_back(
                {person.text("username"), person.text("name"),
                 person.one_of("role", {"office", "drafter", "signer", "administrator"}),
                 person.text_or("unit", ""), person.text("password")});
            person.finish();
        }
        if (!date) {
            demo.complain("pack.missing", "'business_date' is missing");
        }
        demo.finish();
    }
    fields.finish();
}

} // namespace

const Document* Pack::file(std::string_view name) const {
    const auto it = files.find(name);
    return it == files.end() ? nullptr : &it->second;
}

Checked<Pack> open(const std::string& folder) {
    if (!fs::is_regular_file(fs::path{folder} / "pack.yaml")) {
        throw failure(ErrorCode::not_found, "pack.no-folder",
                      "no pack.yaml in '{}'; name the folder of a pack", folder);
    }
    Pack pack;
    pack.folder = folder;
    std::vector<Diagnostic> findings;
    Sm3 digest;
    for (const auto& path : yaml_files(folder)) {
        const auto name = fs::relative(path, folder).generic_string();
        auto text = read_all(path);
        digest.update(name);
        digest.update(std::string_view{"\0", 1});
        digest.update(text);
        auto document = parse(path.generic_string(), std::move(text));
        findings.insert(findings.end(), document.diagnostics.begin(), document.diagnostics.end());
        if (document.value) {
            pack.files.emplace(name, std::move(*document.value));
        }
    }
    pack.digest = to_hex(digest.finish());
    read_pack_file(pack, findings);
    if (!findings.empty()) {
        return {std::nullopt, std::move(findings)};
    }
    return {std::move(pack), {}};
}

} // namespace luoshi::pack
