// SPDX-License-Identifier: Apache-2.0
#include "pack/assemble.hpp"

#include "base/error.hpp"
#include "base/sm3.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace luoshi::pack {
namespace {

namespace fs = std::filesystem;

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
        const auto date = demo.required_date("business_date");
        pack.demo = Demo{date.value_or(Date{}), demo.text("notice"), {}};
        for (const auto& entry : demo.list("people")) {
            Fields person{*document, entry, findings};
            pack.demo->people.push_back(
                {person.text("username"), person.text("name"),
                 person.one_of("role", {"office", "drafter", "signer", "administrator", "leader",
                                        "secretary"}),
                 person.text_or("unit", ""), person.text("password"), person.text_or("title", ""),
                 person.text_or("serves", "")});
            person.finish();
        }
        demo.finish();
    }
    fields.find("followup"); // read and checked by that module
    fields.finish();
}

} // namespace

std::string file_name(const std::string& folder, const std::string& name) {
    return (fs::path{folder} / name).generic_string();
}

Pack assemble_whatever(const std::string& folder, Texts texts, std::vector<Diagnostic>& findings) {
    Pack pack;
    pack.folder = folder;
    pack.digest = digest_of(texts);
    for (auto& [name, text] : texts) {
        auto document = parse(file_name(folder, name), std::move(text));
        findings.insert(findings.end(), document.diagnostics.begin(), document.diagnostics.end());
        if (document.value) {
            pack.files.emplace(name, std::move(*document.value));
        }
    }
    read_pack_file(pack, findings);
    return pack;
}

const Document* Pack::file(std::string_view name) const {
    const auto it = files.find(name);
    return it == files.end() ? nullptr : &it->second;
}

Texts read_texts(const std::string& folder) {
    if (!fs::is_regular_file(fs::path{folder} / "pack.yaml")) {
        throw failure(ErrorCode::not_found, "pack.no-folder",
                      "no pack.yaml in '{}'; name the folder of a pack", folder);
    }
    Texts texts;
    try {
        for (const auto& entry : fs::recursive_directory_iterator{folder}) {
            const auto ending = entry.path().extension();
            if (entry.is_regular_file() && (ending == ".yaml" || ending == ".yml")) {
                texts.emplace(entry.path().lexically_relative(folder).generic_string(),
                              read_all(entry.path()));
            }
        }
    } catch (const fs::filesystem_error& error) { // somebody is moving it, or no right to read
        throw failure(ErrorCode::not_found, "pack.no-folder", "cannot read '{}': {}", folder,
                      error.code().message());
    }
    return texts;
}

std::string digest_of(const Texts& texts) {
    Sm3 digest;
    for (const auto& [name, text] : texts) {
        digest.update(name);
        digest.update(std::string_view{"\0", 1});
        digest.update(text);
    }
    return to_hex(digest.finish());
}

Checked<Pack> assemble(const std::string& folder, Texts texts) {
    if (!texts.contains("pack.yaml")) {
        throw failure(ErrorCode::not_found, "pack.no-folder",
                      "no pack.yaml in '{}'; name the folder of a pack", folder);
    }
    std::vector<Diagnostic> findings;
    auto pack = assemble_whatever(folder, std::move(texts), findings);
    if (!findings.empty()) {
        return {std::nullopt, std::move(findings)};
    }
    return {std::move(pack), {}};
}

Checked<Pack> open(const std::string& folder) {
    return assemble(folder, read_texts(folder));
}

} // namespace luoshi::pack
