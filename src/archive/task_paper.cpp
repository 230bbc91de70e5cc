// SPDX-License-Identifier: Apache-2.0
#include "archive/task_paper.hpp"

#include "archive/paper_parts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace luoshi::archive {
namespace {

using office::WriteStyle;

const char* words_of(followup::State state) {
    constexpr std::array<const char*, followup::kStates> kWords{"待签收",   "办理中", "申请办结",
                                                                "核查中",   "已办结", "阶段性办结",
                                                                "长期坚持", "暂缓",   "终止"};
    return kWords[static_cast<std::size_t>(state)];
}
const char* words_of(followup::Decision decision) {
    constexpr std::array<const char*, 3> kWords{"维持原分工", "改由其他单位负责", "增加负责单位"};
    return kWords[static_cast<std::size_t>(decision)];
}
const char* words_of(followup::StepState state) {
    constexpr std::array<const char*, 6> kWords{"待审定", "推进中",   "已报完成",
                                                "已确认", "已被替换", "已撤销"};
    return kWords[static_cast<std::size_t>(state)];
}
const char* words_of(followup::CheckMethod method) {
    constexpr std::array<const char*, 3> kWords{"查阅资料", "电话核实", "现场核查"};
    return kWords[static_cast<std::size_t>(method)];
}
const char* words_of(followup::CourseKind kind) {
    constexpr std::array<const char*, 5> kWords{"暂缓", "调整时限", "终止", "重新启动", "年度复核"};
    return kWords[static_cast<std::size_t>(kind)];
}

std::string approved_by(const std::string& position, const std::string& name) {
    return name.empty() ? "" : fmt::format("（批准人：{}{}）", position, name);
}

class Record {
public:
    explicit Record(const followup::Life& life) : life_(life) {}

    std::vector<Happening> all() {
        add(life_.started_on, "办公室", fmt::format("下达，督查编号{}", life_.number));
        add_signings();
        add_steps();
        add_closings();
        for (const auto& one : life_.changes) {
            add(one.made_on, one.person,
                fmt::format("{}{}{}", words_of(one.kind), quoted(one.reason),
                            approved_by(one.approver_position, one.approver)));
        }
        std::ranges::stable_sort(happenings_, {}, &Happening::on);
        return std::move(happenings_);
    }

private:
    std::string unit(org::UnitId id) const {
        const auto* const found = life_.directory->find(id);
        return found == nullptr
                   ? ""
                   : life_.directory->name(*found, org::NameKind::short_name, life_.started_on);
    }
    void add(Date on, std::string who, std::string what) {
        happenings_.push_back({on, std::move(who), std::move(what)});
    }
    std::string of(org::UnitId id, const std::string& person) const {
        const auto name = unit(id);
        return name.empty() ? person : name + " " + person;
    }
    void add_signings() {
        for (const auto& one : life_.signings) {
            if (one.signed_on) {
                add(*one.signed_on, of(one.unit, one.person),
                    one.by_office ? "签收（办公室代录）" : "签收");
            }
        }
        for (const auto& one : life_.objections) {
            add(one.raised_on, of(one.unit, one.person),
                "提出职责异议" + quoted(one.reason) +
                    (one.proposed_unit ? "；建议由" + unit(one.proposed_unit) + "负责" : ""));
            if (one.decision && one.decided_on) {
                add(*one.decided_on, one.decided_by,
                    fmt::format("裁定异议：{}{}{}", words_of(*one.decision), quoted(one.words),
                                one.ruling ? approved_by(one.ruling->position, one.ruling->leader)
                                           : ""));
            }
        }
    }
    void add_steps() {
        for (const auto& one : life_.proposals) {
            add(one.proposed_on, of(one.unit, one.person), "报推进步骤" + quoted(one.words));
            if (one.decided_on) {
                add(*one.decided_on, one.decided_by,
                    (one.state == "approved" ? "审定推进步骤" : "退回推进步骤") +
                        quoted(one.decision_words));
            }
        }
        for (const auto& one : life_.milestones) {
            if (one.reported_on) {
                add(*one.reported_on, of(one.unit, one.reported_by),
                    fmt::format("报完成“{}”{}", one.title, quoted(one.report)));
            }
            if (one.decided_on && one.reported_on) {
                add(*one.decided_on, one.decided_by,
                    fmt::format("“{}”{}{}", one.title, words_of(one.state),
                                quoted(one.decision_words)));
            }
        }
        for (const auto& one : life_.progress) {
            add(one.said_on, of(one.unit, one.person),
                fmt::format("{}进展 {}%{}", one.unit ? "自报" : "核定", one.percent,
                            quoted(one.words)));
        }
    }
    void add_closings() {
        for (const auto& one : life_.closings) {
            add(one.applied_on, of(one.unit, one.person),
                fmt::format("申请{}{}", words_of(one.asked), quoted(one.words)));
            for (const auto& line : one.lines) {
                if (line.met && line.checked_on) {
                    add(*line.checked_on, line.checker,
                        fmt::format("{}“{}”：{}{}", line.method ? words_of(*line.method) : "核查",
                                    line.standard, *line.met ? "符合" : "不符合",
                                    quoted(line.note)));
                }
            }
            if (one.decided_on) {
                add(*one.decided_on, one.decided_by,
                    (one.outcome
                         ? fmt::format("同意{}{}", words_of(*one.outcome),
                                       one.number.empty() ? "" : "，销号编号" + one.number)
                         : std::string{one.state == "withdrawn" ? "撤回申请" : "退回申请"}) +
                        quoted(one.decision_words) +
                        approved_by(one.approver_position, one.approver));
            }
        }
    }
    const followup::Life& life_;
    std::vector<Happening> happenings_;
};

void add_units(office::WriteSection& section, const followup::TaskDetail& task) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : task.assignments) {
        const auto* const unit = task.directory->find(one.unit);
        rows.push_back({unit == nullptr ? one.words
                                        : task.directory->name(*unit, org::NameKind::official,
                                                               task.expanded_at),
                        followup::role_words(followup::bit(one.role)),
                        one.ended_on ? "至" + to_string(*one.ended_on) : ""});
    }
    add_table(section, {"责任单位", {16, 6, 8}, {"单位", "责任方式", "备注"}, std::move(rows)});
}

void add_life(office::WriteSection& section, const followup::Life& life) {
    std::vector<std::vector<std::string>> steps, said;
    for (const auto& one : life.milestones) {
        steps.push_back({one.title, to_string(one.due),
                         one.first_due ? to_string(*one.first_due) : "", words_of(one.state)});
    }
    add_table(section,
              {"推进步骤", {14, 6, 6, 5}, {"步骤", "时限", "原时限", "状态"}, std::move(steps)});
    for (const auto& one : happenings(life)) {
        said.push_back({to_string(one.on), one.who, one.what});
    }
    add_table(section, {"办理记录", {6, 8, 18}, {"日期", "办理人", "事项"}, std::move(said)});
}

} // namespace

std::vector<Happening> happenings(const followup::Life& life) {
    return Record{life}.all();
}

std::string task_paper(const followup::TaskDetail& task,
                       const std::optional<followup::Life>& life) {
    const auto row = nlohmann::json::parse(task.row);
    office::WriteSection section;
    const auto add = [&](WriteStyle style, const std::string& text) {
        if (!text.empty()) {
            section.content.emplace_back(office::WriteParagraph{style, text});
        }
    };
    add(WriteStyle::title, row.at("title").get<std::string>());
    add(WriteStyle::line,
        "所在文件：" + task.plan.title + (task.plan.number ? "（" + *task.plan.number + "）" : ""));
    add(WriteStyle::line,
        fmt::format("文件序号：{}　{}", row.at("number").get<std::string>(), task.section_title));
    if (life) {
        add(WriteStyle::line, "督查编号：" + life->number);
        add(WriteStyle::line, fmt::format("状态：{}", words_of(life->state)));
        add(WriteStyle::line, life->due ? "时限：" + to_string(*life->due) : "时限：未定时限");
        add(WriteStyle::line,
            life->closing_number.empty() ? "" : "销号编号：" + life->closing_number);
    }
    add(WriteStyle::heading, "任务原文");
    office::add_paragraphs(section, WriteStyle::body, task.body);
    add_units(section, task);
    if (life) {
        add_life(section, *life);
    }
    return office::write_docx({section});
}

} // namespace luoshi::archive
