// SPDX-License-Identifier: Apache-2.0
#include "notice/general.hpp"

#include "notice/deadlines.hpp"
#include "notice/reports.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// Where the subject of a clause must have ended.
std::uint32_t subject_end(const Glyphs& glyphs, Range clause) {
    constexpr auto kBehind = words(
        U"制定", U"制订", U"拟", U"报", U"组织", U"开展", U"对", U"按", U"根据", U"结合", U"认真",
        U"落实", U"加强", U"通报", U"请", U"要", U"于", U"在", U"每", U"将", U"把", U"抓", U"从",
        U"至", U"须", U"应当", U"应于", U"应在", U"务于", U"务必", U"尽快", U"并", U"负责", U"向");
    for (auto i = clause.first; i < clause.last; ++i) {
        const auto rest = glyphs.view({i, std::min(clause.last, i + 2)});
        if (is_digit(glyphs[i]) || starts_with_any(rest, kBehind)) {
            return i;
        }
    }
    return clause.last;
}

// Names at the beginning of a clause: 各地、各部门于…, 市创园办每月….
Range leading_units(const Page& page, Range clause) {
    if (starts_with_any(page.glyphs.view(clause), // 经集团党委会研究同意
                        words(U"经", U"为", U"根据", U"按照", U"依据", U"结合", U"现将"))) {
        return {};
    }
    constexpr auto kOpeners = words(U"请", U"要求", U"望", U"由", U"并请");
    if (starts_with_any(page.glyphs.view(clause), words(U"以上", U"上述"))) { // 以上工作请各单位…
        const auto ask = page.glyphs.view(clause).substr(0, 10).find(U'请');
        clause.first += ask == View::npos ? 0U : static_cast<std::uint32_t>(ask);
    }
    for (const auto opener : kOpeners) {
        if (starts_with(page.glyphs.view(clause), opener)) {
            clause.first += static_cast<std::uint32_t>(opener.size());
        }
    }
    clause.last = std::min(subject_end(page.glyphs, clause), clause.first + 60);
    auto names = leading_names(page.glyphs, clause, page.lexicon);
    const Range rest{names.last + 1, clause.last}; // 各科室、社区要…
    constexpr std::uint32_t kLongestRest = 8;
    if (!names.empty() && page.glyphs[names.last] == U'、' && rest.size() >= 2 &&
        rest.size() <= kLongestRest && looks_like_unit(page.glyphs.view(rest), page.lexicon)) {
        names.last = rest.last;
    }
    return names;
}

void add_party(Party party, General& general) {
    const bool again =
        std::any_of(general.parties.begin(), general.parties.end(),
                    [&](const Party& p) { return p.unit == party.unit && p.role == party.role; });
    if (!again && general.parties.size() < 500) {
        general.parties.push_back(std::move(party));
    }
}

void add_subject(const Page& page, Range sentence, General& general) {
    auto first = sentence.first;
    for (auto i = sentence.first; i <= sentence.last; ++i) {
        if (i < sentence.last && page.glyphs[i] != ',' && page.glyphs[i] != ':') {
            continue;
        }
        const auto units = leading_units(page, {first, i});
        if (!units.empty()) {
            for (const auto& name : split_units(page.glyphs, units, page.lexicon)) {
                add_party({.unit = page.glyphs.printed(name.range),
                           .unit_full = {},
                           .role = Role::responsible,
                           .group = name.group,
                           .known = name.known,
                           .open = name.open,
                           .origin = {page.glyphs.span(name.range), 0.85, "general.subject"}},
                          general);
            }
            return;
        }
        first = i + 1;
    }
}

void add_sentence(const Page& page, Range sentence, int year, General& general) {
    const auto deadlines =
        find_deadlines(page.glyphs, sentence, {TimeContext::running, year, page.month});
    if (deadlines.empty()) {
        return;
    }
    for (const auto& deadline : deadlines) {
        const bool again =
            std::any_of(general.deadlines.begin(), general.deadlines.end(),
                        [&](const Deadline& d) { return d.value == deadline.value; });
        if (!again && general.deadlines.size() < 200) {
            general.deadlines.push_back(deadline);
        }
    }
    add_subject(page, sentence, general);
    for (auto& party : find_receivers(page.glyphs, sentence, page.lexicon)) {
        add_party(std::move(party), general);
    }
}

} // namespace

void add_general(const Page& page, Range paragraph, int year, Citations& citations,
                 const Targets* targets, General& general) {
    const auto& glyphs = page.glyphs;
    if (const auto label = find_label(glyphs, paragraph)) {
        paragraph.first = label->range.last;
    }
    for (auto& citation : citations.find(glyphs, paragraph)) {
        const bool again =
            std::any_of(general.citations.begin(), general.citations.end(),
                        [&](const Citation& c) { return c.title == citation.title; });
        if (!again && general.citations.size() < 200) {
            general.citations.push_back(std::move(citation));
        }
    }
    if (targets != nullptr && general.targets.size() < 200) {
        auto found = targets->find(paragraph);
        std::move(found.begin(), found.end(), std::back_inserter(general.targets));
    }
    auto first = paragraph.first;
    for (auto i = paragraph.first; i <= paragraph.last; ++i) {
        if (i == paragraph.last || glyphs[i] == U'。' || glyphs[i] == ';') {
            if (first < i) {
                add_sentence(page, {first, i}, year, general);
            }
            first = i + 1;
        }
    }
}

} // namespace luoshi::notice
