// SPDX-License-Identifier: Apache-2.0
#include "pack/packs.hpp"

#include "base/error.hpp"
#include "pack/assemble.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace luoshi::pack {
namespace {

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

Finding with_line(Diagnostic diagnostic, const std::string& file, const std::string& text) {
    const auto place = line_place(diagnostic.span, text);
    Finding finding;
    finding.file = file;
    finding.line = place.line;
    finding.column = place.column;
    finding.source_line = place.text;
    finding.diagnostic = std::move(diagnostic);
    return finding;
}

// Told in the folder's own files only: what clashes among the others is not its fault.
std::vector<Diagnostic> clashes(const Pack& pack, PackList packs,
                                std::span<const Section> sections) {
    packs.push_back(&pack);
    std::vector<Diagnostic> findings;
    for (const auto& section : sections) {
        if (section.check_together != nullptr) {
            append(findings, section.check_together(packs));
        }
    }
    std::erase_if(findings, [&](const Diagnostic& finding) {
        return std::none_of(pack.files.begin(), pack.files.end(),
                            [&](const auto& file) { return file.second.file == finding.file; });
    });
    return findings;
}

bool is_read(const std::string& name, std::span<const Section> sections) {
    if (name == "pack.yaml") {
        return true;
    }
    return std::any_of(sections.begin(), sections.end(), [&](const Section& section) {
        return std::any_of(section.files.begin(), section.files.end(), [&](std::string_view file) {
            return name == file ||
                   (file.ends_with('/') && name.starts_with(file) && name.ends_with(".yaml"));
        });
    });
}

// What is misspelt would otherwise be left out without a word.
std::vector<Diagnostic> unknown_files(const Pack& pack, std::span<const Section> sections) {
    std::vector<std::string_view> known{"pack.yaml"};
    for (const auto& section : sections) {
        std::copy_if(section.files.begin(), section.files.end(), std::back_inserter(known),
                     [](std::string_view file) { return !file.empty(); });
    }
    std::vector<Diagnostic> findings;
    for (const auto& [name, document] : pack.files) {
        if (!is_read(name, sections)) {
            findings.push_back(
                {Severity::error, "pack.unknown-file", document.file, Span{0, 1},
                 fmt::format("'{}' is no file of a pack; expected {} with the ending .yaml", name,
                             fmt::join(known, ", ")),
                 fmt::format("“{}”不是方案包的文件；可写 {}，以 .yaml 结尾", name,
                             fmt::join(known, "、"))});
        }
    }
    return findings;
}

std::vector<Diagnostic> check(const Pack& pack, const std::string& code, const PackList& beside,
                              std::span<const Section> sections) {
    std::vector<Diagnostic> findings;
    const auto& file = *pack.file("pack.yaml");
    const auto complain = [&](std::string reason, std::string zh, std::string en) {
        findings.push_back({Severity::error, std::move(reason), file.file,
                            file.root.find("id")->span, std::move(en), std::move(zh)});
    };
    if (!code.empty() && pack.code != code) {
        complain(
            "pack.other-id",
            fmt::format("这个文件夹的方案包是“{}”；id 不能改，另一个方案包用另一个文件夹", code),
            fmt::format("the pack of this folder is '{}'; an id never "
                        "changes, another pack has another folder",
                        code));
    }
    for (const auto* other : beside) {
        if (other->code == pack.code) {
            complain("pack.same-id", fmt::format("另一个方案包的 id 也是“{}”", pack.code),
                     fmt::format("another pack is '{}' too", pack.code));
        }
    }
    append(findings, unknown_files(pack, sections));
    for (const auto& section : sections) {
        if (section.check != nullptr) {
            append(findings, section.check(pack));
        }
    }
    if (findings.empty()) { // mistakes of its own would be told again, in other words
        append(findings, clashes(pack, beside, sections));
    }
    return findings;
}

} // namespace

std::string rendered(const Finding& finding, bool chinese) {
    return render(finding.diagnostic, {finding.line, finding.column, finding.source_line}, chinese);
}

std::string rendered(const std::vector<Finding>& findings, bool chinese) {
    std::string all;
    for (const auto& finding : findings) {
        all += rendered(finding, chinese);
    }
    return all;
}

std::string folder_digest(const std::string& folder) {
    try {
        return digest_of(read_texts(folder));
    } catch (const Error& error) {
        if (error.reason() != "pack.no-folder") {
            throw;
        }
        return "";
    }
}

Examined examine(const std::string& folder, const std::string& code, const PackList& beside,
                 std::span<const Section> sections) {
    Examined out;
    Texts texts;
    try {
        texts = read_texts(folder);
    } catch (const Error& error) {
        if (error.reason() != "pack.no-folder") {
            throw;
        }
        out.findings.push_back(
            with_line({Severity::error,
                       error.reason(),
                       file_name(folder, "pack.yaml"),
                       {},
                       error.what(),
                       fmt::format("“{}”里没有 pack.yaml，或不能读；请写明方案包的文件夹", folder)},
                      "pack.yaml", ""));
        return out;
    }
    out.digest = digest_of(texts);
    auto opened = assemble(folder, texts);
    auto findings = std::move(opened.diagnostics);
    if (opened.value) {
        findings = check(*opened.value, code, beside, sections);
        out.pack = std::move(*opened.value);
    }
    for (auto& finding : findings) {
        const auto it = std::find_if(texts.begin(), texts.end(), [&](const auto& text) {
            return finding.file == file_name(folder, text.first);
        });
        ensure(it != texts.end(), "findings stand in files of the folder");
        out.findings.push_back(with_line(std::move(finding), it->first, it->second));
    }
    return out;
}

std::vector<Finding> harm(const Pack& mine, const Pack& candidate, const PackList& beside,
                          std::span<const Section> sections) {
    std::vector<Finding> told;
    for (const auto& section : sections) {
        if (section.check_together == nullptr) {
            continue;
        }
        const auto with = [&](const Pack& pack) {
            auto packs = beside;
            packs.push_back(&pack);
            return section.check_together(packs);
        };
        const auto before = with(mine);
        for (auto& finding : with(candidate)) {
            if (std::find(before.begin(), before.end(), finding) != before.end()) {
                continue;
            }
            for (const auto* const other : beside) {
                for (const auto& [name, document] : other->files) {
                    if (document.file == finding.file) {
                        told.push_back(with_line(finding, other->code + "/" + name, document.text));
                    }
                }
            }
        }
    }
    return told;
}

} // namespace luoshi::pack
