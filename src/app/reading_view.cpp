// SPDX-License-Identifier: Apache-2.0
#include "app/reading_view.hpp"

#include "app/text_width.hpp"

#include "notice/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace luoshi::app {
namespace {

using namespace notice;

std::string_view shown(Role role) {
    switch (role) {
    case Role::lead: return "牵头";
    case Role::joint: return "会同";
    case Role::responsible: return "负责";
    case Role::separate: return "分别负责";
    case Role::guide: return "指导支持";
    case Role::participate: return "参加";
    case Role::report_to: return "报送";
    }
    return "负责";
}

std::string shown(const Flag& flag) {
    if (flag.kind == "vague_time") {
        return "时间不明：" + flag.text;
    }
    if (flag.kind == "open_list") {
        return "名单未尽：" + flag.text;
    }
    return "文字与责任不一：" + flag.text;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const auto& part : parts) {
        out += (out.empty() ? "" : std::string{between}) + part;
    }
    return out;
}

// 牵头 省经信委；会同 省财政厅、省编办
std::string parties_by_role(const std::vector<Party>& parties) {
    constexpr std::array kOrder{Role::lead,  Role::responsible, Role::separate, Role::joint,
                                Role::guide, Role::participate, Role::report_to};
    std::vector<std::string> roles;
    for (const auto role : kOrder) {
        std::vector<std::string> names;
        bool open = false;
        for (const auto& party : parties) {
            if (party.role == role) {
                names.push_back(party.unit_full.empty() ? party.unit : party.unit_full);
                open = open || party.open;
            }
        }
        if (!names.empty()) {
            roles.push_back(
                fmt::format("{} {}{}", shown(role), join(names, "、"), open ? " 等" : ""));
        }
    }
    return join(roles, "；");
}

std::string deadlines_of(const std::vector<Deadline>& deadlines) {
    std::vector<std::string> texts;
    texts.reserve(deadlines.size());
    for (const auto& deadline : deadlines) {
        texts.push_back(deadline.text);
    }
    return join(texts, "；");
}

void append_header(const Header& header, std::string& out) {
    const auto one = [&](std::string_view name, const std::optional<Field>& field) {
        if (field) {
            out += fmt::format("{}  {}\n", fit(name, 8), field->value);
        }
    };
    const auto many = [&](std::string_view name, const std::vector<Field>& fields) {
        std::vector<std::string> values;
        values.reserve(fields.size());
        for (const auto& field : fields) {
            values.push_back(field.value);
        }
        if (!values.empty()) {
            out += fmt::format("{}  {}\n", fit(name, 8), join(values, "；"));
        }
    };
    one("标题", header.title);
    one("文号", header.number);
    many("发文机关", header.issuers);
    one("成文日期", header.date);
    one("紧急程度", header.urgency);
    one("发送方式", header.channel);
    one("机发号", header.machine_number);
    many("签批人", header.signatories);
    many("主送", header.addressees);
    many("抄送", header.cc);
    many("附注", header.notes);
}

void append_facts(const std::vector<Party>& parties, const std::vector<Deadline>& deadlines,
                  const std::vector<Citation>& citations, const std::vector<Target>& targets,
                  std::string& out) {
    for (const auto& party : parties) {
        out += fmt::format("  {} {}{}{}{}\n", notice::to_string(party.role), party.unit,
                           party.unit_full.empty() ? "" : " = " + party.unit_full,
                           party.group ? " (group)" : "", party.open ? " (open)" : "");
    }
    for (const auto& deadline : deadlines) {
        out += fmt::format("  due {} {} {}\n", notice::to_string(deadline.kind), deadline.value,
                           deadline.text);
    }
    for (const auto& citation : citations) {
        out += fmt::format("  cites 《{}》{}\n", citation.title,
                           citation.number ? " " + *citation.number : "");
    }
    for (const auto& target : targets) {
        out += fmt::format("  target {} {}{} {}\n", notice::to_string(target.comparator),
                           target.high.empty() ? target.value : target.value + ".." + target.high,
                           target.unit, target.text);
    }
}

struct Widths {
    std::size_t number = 2, section = 4, title = 4, due = 4, flags = 4;
};

Widths widths_of(const Reading& reading) {
    Widths widths;
    for (const auto& item : reading.items) {
        widths.number = std::max(widths.number, width_of(item.number));
        widths.section = std::max(widths.section, width_of(item.section_path));
        widths.title = std::max(widths.title, width_of(item.title));
        widths.due = std::max(widths.due, width_of(deadlines_of(item.deadlines)));
    }
    return {std::min<std::size_t>(widths.number, 6), std::min<std::size_t>(widths.section, 14),
            std::min<std::size_t>(widths.title, 36), std::min<std::size_t>(widths.due, 24), 4};
}

std::string flags_of(const Item& item) {
    std::vector<std::string> texts;
    for (const auto& flag : item.flags) {
        texts.push_back(shown(flag));
    }
    return texts.empty() ? std::string{} : "  [" + join(texts, "；") + "]";
}

} // namespace

std::string table_of(const Reading& reading) {
    std::string out;
    append_header(reading.header, out);
    const auto widths = widths_of(reading);
    out += fmt::format("\n{}  {}  {}  {}  责任\n", fit("项", widths.number),
                       fit("章节", widths.section), fit("标题", widths.title),
                       fit("时限", widths.due));
    for (const auto& item : reading.items) {
        out += fmt::format("{}  {}  {}  {}  {}{}\n", fit(item.number, widths.number),
                           fit(item.section_path, widths.section), fit(item.title, widths.title),
                           fit(deadlines_of(item.deadlines), widths.due),
                           parties_by_role(item.parties), flags_of(item));
    }
    out += fmt::format("\n共 {} 项\n", reading.items.size());
    if (!reading.general.parties.empty() || !reading.general.deadlines.empty()) {
        out += fmt::format("全文要求  {}  {}\n", parties_by_role(reading.general.parties),
                           deadlines_of(reading.general.deadlines));
    }
    std::size_t unknown = 0;
    for (const auto& warning : reading.warnings) {
        if (warning.code == "notice.unknown-unit") {
            ++unknown;
        } else {
            out += fmt::format("warning: {} [{}]\n", warning.message, warning.code);
        }
    }
    if (unknown > 0) {
        out += fmt::format(
            "warning: {} names are not among the known units [notice.unknown-unit]\n", unknown);
    }
    return out;
}

std::string outline_of(const Reading& reading) {
    std::string out;
    const auto& header = reading.header;
    const auto one = [&](std::string_view name, const std::optional<Field>& field) {
        out += field ? fmt::format("{} {}\n", name, field->value) : "";
    };
    const auto many = [&](std::string_view name, const std::vector<Field>& fields) {
        for (const auto& field : fields) {
            out += fmt::format("{} {}\n", name, field.value);
        }
    };
    one("title", header.title);
    one("number", header.number);
    many("issuer", header.issuers);
    one("date", header.date);
    one("urgency", header.urgency);
    one("channel", header.channel);
    one("machine", header.machine_number);
    one("copy", header.copy_number);
    many("signatory", header.signatories);
    many("to", header.addressees);
    many("cc", header.cc);
    many("note", header.notes);
    for (const auto& section : reading.sections) {
        out += fmt::format("section {} {}\n", section.path, section.title);
    }
    for (const auto& item : reading.items) {
        out += fmt::format("item {}{} [{}] {}\n", item.number, item.unnumbered ? "*" : "",
                           item.section_path, item.title);
        append_facts(item.parties, item.deadlines, item.citations, item.targets, out);
        for (const auto& person : item.persons) {
            out += fmt::format("  person {} {}\n", person.role, person.name);
        }
        for (const auto& flag : item.flags) {
            out += fmt::format("  flag {} {}{}\n", flag.kind, flag.text,
                               flag.clause.empty() ? "" : " | " + flag.clause);
        }
    }
    std::string general;
    append_facts(reading.general.parties, reading.general.deadlines, reading.general.citations,
                 reading.general.targets, general);
    out += general.empty() ? "" : "general\n" + general;
    for (const auto& warning : reading.warnings) {
        out += warning.code == "notice.unknown-unit"
                   ? ""
                   : fmt::format("warning {}: {}\n", warning.code, warning.message);
    }
    return out;
}

} // namespace luoshi::app
