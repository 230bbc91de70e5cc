// SPDX-License-Identifier: Apache-2.0
#include "pack/packs.hpp"

#include "base/error.hpp"
#include "pack/assemble.hpp"

#include <fmt/format.h>

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
    finding.rendered = render(diagnostic, text);
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

std::vector<Diagnostic> check(const Pack& pack, const std::string& code, const PackList& beside,
                              std::span<const Section> sections) {
    std::vector<Diagnostic> findings;
    const auto& file = *pack.file("pack.yaml");
    const auto complain = [&](std::string reason, std::string message) {
        findings.push_back({Severity::error, std::move(reason), file.file,
                            file.root.find("id")->span, std::move(message)});
    };
    if (!code.empty() && pack.code != code) {
        complain("pack.other-id", fmt::format("the pack of this folder is '{}'; an id never "
                                              "changes, another pack has another folder",
                                              code));
    }
    for (const auto* other : beside) {
        if (other->code == pack.code) {
            complain("pack.same-id", fmt::format("another pack is '{}' too", pack.code));
        }
    }
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

std::string joined(const std::vector<Finding>& findings) {
    std::string all;
    for (const auto& finding : findings) {
        all += finding.rendered;
    }
    return all;
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
        out.findings.push_back(with_line(
            {Severity::error, error.reason(), file_name(folder, "pack.yaml"), {}, error.what()},
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

} // namespace luoshi::pack
