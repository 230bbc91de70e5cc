// SPDX-License-Identifier: Apache-2.0
#include "followup/export.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "notice/json.hpp"
#include "office/write_docx.hpp"
#include "office/write_xlsx.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace luoshi::followup {
namespace {

using Json = nlohmann::json;
using office::WriteCell;
using office::WriteLook;

struct RoleColumn {
    notice::Role role;
    std::string_view heading;
};
constexpr std::array kRoles{RoleColumn{notice::Role::lead, "牵头单位"},
                            RoleColumn{notice::Role::joint, "配合单位"},
                            RoleColumn{notice::Role::responsible, "责任单位"},
                            RoleColumn{notice::Role::separate, "分别负责"},
                            RoleColumn{notice::Role::guide, "指导单位"},
                            RoleColumn{notice::Role::participate, "参与单位"},
                            RoleColumn{notice::Role::report_to, "报送单位"}};

struct Lines { // around the table
    std::string title;
    std::vector<std::string> above, below;
};

struct Content {
    Plan plan;
    Lines lines;
    office::WriteTable table;
};

std::string_view flag_words(std::string_view flag) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords{
        {{"text_differs", "正文与分工不一致"},
         {"open_list", "名单待定"},
         {"vague_time", "时限待明确"},
         {"no_list", "缺少名单"}}};
    const auto* const found =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& w) { return w.first == flag; });
    return found == kWords.end() ? flag : found->second;
}

// 三 and a title: 三、title; （一）title; a label that is the title itself stands once.
std::string section_words(const Section& section) {
    if (section.label == section.title || section.label.empty()) {
        return section.title;
    }
    if (section.label.starts_with("（") || section.label.starts_with("(") ||
        section.label.starts_with("第") || section.label.starts_with("附件")) {
        return section.label + section.title;
    }
    const bool digits = section.label.find_first_not_of("0123456789.") == std::string::npos;
    return section.label + (digits ? ". " : "、") + section.title;
}

// The words of a task without the number the document prints before them.
std::string without_number(std::string_view body, std::string_view number) {
    if (body.starts_with(number) && !number.empty()) {
        const auto rest = body.substr(number.size());
        for (const std::string_view mark : {"．", "、", ".", " "}) {
            if (rest.starts_with(mark)) {
                body = rest.substr(mark.size());
                break;
            }
        }
    }
    const auto first = body.find_first_not_of(" \t\n");
    return std::string{body.substr(std::min(first, body.size()))};
}

std::string joined(const std::vector<std::string>& all, std::string_view by) {
    std::string out;
    for (const auto& one : all) {
        out += out.empty() ? "" : by;
        out += one;
    }
    return out;
}

class TableBuilder {
public:
    TableBuilder(const PlanDetail& plan, const std::vector<LedgerRow>& rows) : plan_(plan) {
        for (const auto& row : rows) {
            cards_.push_back(Json::parse(row.card));
            bodies_.push_back(&row.body);
        }
        for (const auto& column : kRoles) {
            const bool occurs = std::any_of(cards_.begin(), cards_.end(), [&](const Json& card) {
                return !units(card, column.role).empty();
            });
            if (occurs) {
                roles_.push_back(column);
            }
        }
    }

    office::WriteTable build() {
        add_headings();
        std::string path;
        for (std::size_t i = 0; i < cards_.size(); ++i) {
            add_sections(path, cards_[i]["section_path"]);
            path = cards_[i]["section_path"];
            add_task(cards_[i], *bodies_[i]);
        }
        table_.rows = row_;
        return std::move(table_);
    }

private:
    static std::vector<std::string> units(const Json& card, notice::Role role) {
        std::vector<std::string> out;
        for (const auto& party : card["parties"]) {
            if (party["role"] == notice::to_string(role)) {
                out.push_back(party["text"].get<std::string>() +
                              (party["open"].get<bool>() ? "等" : ""));
            }
        }
        return out;
    }

    void add(std::size_t column, std::string text, WriteLook look, std::size_t columns = 1) {
        table_.cells.push_back({.row = row_,
                                .column = column,
                                .rows = 1,
                                .columns = columns,
                                .text = std::move(text),
                                .look = look});
    }

    // 责任分工 over the roles where there are several.
    void add_headings() {
        const bool parted = roles_.size() > 1;
        const auto head = [&](std::size_t column, std::string_view text, double width) {
            table_.widths.push_back(width);
            table_.cells.push_back({.row = 0,
                                    .column = column,
                                    .rows = parted ? 2U : 1U,
                                    .text = std::string{text},
                                    .look = WriteLook::heading});
        };
        head(0, "序号", 4);
        head(1, "任务名称", 12);
        head(2, "任务内容", 30);
        std::vector<WriteCell> below;
        for (std::size_t i = 0; i < roles_.size(); ++i) {
            table_.widths.push_back(10);
            WriteCell cell{.row = parted ? 1U : 0U,
                           .column = 3 + i,
                           .text = std::string{roles_[i].heading},
                           .look = WriteLook::heading};
            (parted ? below : table_.cells).push_back(std::move(cell));
        }
        if (parted) {
            table_.cells.push_back({.row = 0,
                                    .column = 3,
                                    .columns = roles_.size(),
                                    .text = "责任分工",
                                    .look = WriteLook::heading});
        }
        head(3 + roles_.size(), "完成时限", 9);
        head(4 + roles_.size(), "最早到期", 8);
        head(5 + roles_.size(), "备注", 8);
        table_.cells.insert(table_.cells.end(), below.begin(), below.end());
        table_.heading_rows = row_ = parted ? 2 : 1;
    }

    // A row for each section that begins here: of 三/（一） both, where 三 is new too.
    void add_sections(const std::string& before, const std::string& path) {
        if (path == before || path.empty()) {
            return;
        }
        for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
            const auto part = path.substr(0, end);
            const bool open = before == part || before.starts_with(part + "/");
            const auto found =
                std::find_if(plan_.sections.begin(), plan_.sections.end(),
                             [&](const Section& section) { return section.path == part; });
            if (!open && found != plan_.sections.end()) {
                add(0, section_words(*found), WriteLook::section, table_.widths.size());
                ++row_;
            }
            if (end == std::string::npos) {
                return;
            }
        }
    }

    void add_task(const Json& card, const std::string& body) {
        add(0, card["number"], WriteLook::middle);
        add(1, card["title"], WriteLook::text);
        add(2, without_number(body, card["number"].get<std::string>()), WriteLook::text);
        for (std::size_t i = 0; i < roles_.size(); ++i) {
            add(3 + i, joined(units(card, roles_[i].role), "、"), WriteLook::text);
        }
        std::vector<std::string> times;
        std::optional<Date> due;
        for (const auto& deadline : card["deadlines"]) {
            const auto kind = notice::parse_deadline_kind(deadline["kind"].get<std::string>());
            times.push_back(deadline_words(kind.value_or(notice::DeadlineKind::date),
                                           deadline["value"], deadline["text"]));
            const auto day = deadline["due"].is_string()
                                 ? Date::parse(deadline["due"].get<std::string>())
                                 : std::nullopt;
            due = day && (!due || *day < *due) ? day : due;
        }
        const auto column = 3 + roles_.size();
        add(column, joined(times, "；"), WriteLook::text);
        add(column + 1, {}, WriteLook::middle);
        table_.cells.back().date = due;
        std::vector<std::string> flags;
        for (const auto& flag : card["flags"]) {
            flags.emplace_back(flag_words(flag.get<std::string>()));
        }
        add(column + 2, joined(flags, "；"), WriteLook::text);
        ++row_;
    }

    const PlanDetail& plan_;
    std::vector<Json> cards_;
    std::vector<const std::string*> bodies_;
    std::vector<RoleColumn> roles_;
    office::WriteTable table_;
    std::size_t row_ = 0;
};

std::string filter_words(const PlanDetail& plan, const TaskFilter& filter, Date today) {
    std::vector<std::string> out;
    if (!filter.section.empty()) {
        out.push_back("部分 " + filter.section);
    }
    if (const auto* const unit = plan.directory->find(filter.unit)) {
        out.push_back("单位 " + plan.directory->name(*unit, org::NameKind::short_name, today));
    }
    if (filter.role) {
        const auto* const role = std::find_if(
            kRoles.begin(), kRoles.end(), [&](const auto& r) { return r.role == *filter.role; });
        out.push_back("角色 " + std::string{role->heading});
    }
    if (filter.due_from || filter.due_to) {
        out.push_back("到期 " + (filter.due_from ? in_chinese(*filter.due_from) : std::string{}) +
                      "至" + (filter.due_to ? in_chinese(*filter.due_to) : std::string{}));
    }
    if (filter.dated) {
        out.emplace_back(*filter.dated ? "有时限" : "无时限");
    }
    if (filter.flag) {
        out.push_back("存疑 " + std::string{flag_words(to_string(*filter.flag))});
    }
    if (!filter.words.empty()) {
        out.push_back("包含 " + filter.words);
    }
    return joined(out, "，");
}

Lines lines_of(const PlanDetail& plan, const TaskFilter& filter, std::size_t count, Date today) {
    Lines lines;
    lines.title = plan.plan.title.empty() ? plan.plan.name : plan.plan.title;
    std::vector<std::string> about;
    if (plan.plan.number) {
        about.push_back("文号：" + *plan.plan.number);
    }
    if (plan.plan.issued_on) {
        about.push_back("印发日期：" + in_chinese(*plan.plan.issued_on));
    }
    about.push_back("数据截至：" + in_chinese(today));
    lines.above.push_back(joined(about, "　"));
    const auto filtered = filter_words(plan, filter, today);
    lines.above.push_back(
        fmt::format("筛选：{}　共{}项", filtered.empty() ? "全部" : filtered, count));
    if (plan.general) {
        const auto card = Json::parse(*plan.general);
        lines.below.push_back("注：对各单位的共同要求：" + card["gist"].get<std::string>());
    }
    return lines;
}

std::string as_csv(const Content& content) {
    std::string out = "\xEF\xBB\xBF"; // without it Excel takes UTF-8 for GBK
    const auto add = [&](std::string text) {
        if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string::npos) {
            text.insert(text.begin(), '\'');
        }
        out += '"';
        for (const char c : text) {
            out.append(c == '"' ? 2 : 1, c);
        }
        out += '"';
    };
    const auto width = content.table.widths.size();
    const auto line = [&](const std::string& text) {
        add(text);
        out.append(width - 1, ',');
        out += "\r\n";
    };
    line(content.lines.title);
    for (const auto& text : content.lines.above) {
        line(text);
    }
    auto next = content.table.cells.begin();
    for (std::size_t r = 0; r < content.table.rows; ++r) {
        for (std::size_t c = 0; c < width; ++c) {
            out += c > 0 ? "," : "";
            if (next != content.table.cells.end() && next->row == r && next->column == c) {
                add(next->date ? to_string(*next->date) : next->text);
                ++next;
            }
        }
        out += "\r\n";
    }
    for (const auto& text : content.lines.below) {
        line(text);
    }
    return out;
}

// csv has no cells over two rows: the roles stand in the first.
void flatten_headings(office::WriteTable& table) {
    if (table.heading_rows < 2) {
        return;
    }
    std::erase_if(table.cells,
                  [](const WriteCell& cell) { return cell.row == 0 && cell.columns > 1; });
    for (auto& cell : table.cells) {
        cell.row -= cell.row > 0 ? 1 : 0;
        cell.rows = 1;
    }
    std::stable_sort(table.cells.begin(), table.cells.end(),
                     [](const WriteCell& a, const WriteCell& b) {
                         return std::pair{a.row, a.column} < std::pair{b.row, b.column};
                     });
    --table.rows;
    table.heading_rows = 1;
}

std::string as_docx(const Content& content) {
    office::WriteSection section{office::WriteSection::Page::across, {}};
    section.content.emplace_back(
        office::WriteParagraph{office::WriteStyle::title, content.lines.title});
    for (const auto& text : content.lines.above) {
        section.content.emplace_back(office::WriteParagraph{office::WriteStyle::note, text});
    }
    section.content.emplace_back(content.table);
    for (const auto& text : content.lines.below) {
        section.content.emplace_back(office::WriteParagraph{office::WriteStyle::note, text});
    }
    return office::write_docx({section});
}

ExportFile file_of(Content content, ExportFormat format, Date today) {
    const auto name = fmt::format("{}_{}", content.plan.name, to_string(today));
    switch (format) {
    case ExportFormat::xlsx:
        return {name + ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                office::write_xlsx({{"台账", content.lines.title, content.lines.above,
                                     std::move(content.table), content.lines.below}})};
    case ExportFormat::docx:
        return {name + ".docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                as_docx(content)};
    case ExportFormat::csv:
        flatten_headings(content.table);
        return {name + ".csv", "text/csv; charset=utf-8", as_csv(content)};
    }
    ensure(false, "every format is written");
    return {};
}

std::optional<int> number_behind(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    int value = 0;
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const auto* const last = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + key.size(), last, value);
    return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

} // namespace

std::optional<ExportFormat> parse_export_format(std::string_view text) noexcept {
    if (text == "xlsx") {
        return ExportFormat::xlsx;
    }
    if (text == "docx") {
        return ExportFormat::docx;
    }
    return text == "csv" ? std::optional{ExportFormat::csv} : std::nullopt;
}

std::string deadline_words(notice::DeadlineKind kind, const std::string& value,
                           const std::string& text) {
    const auto date = Date::parse(value);
    switch (kind) {
    case notice::DeadlineKind::date: return date ? in_chinese(*date) + "前" : text;
    case notice::DeadlineKind::month_end:
        return date ? fmt::format("{}年{}月底前", date->year(), date->month()) : text;
    case notice::DeadlineKind::year_end: return date ? fmt::format("{}年底前", date->year()) : text;
    case notice::DeadlineKind::long_term: return "长期坚持";
    case notice::DeadlineKind::recurring: {
        const auto month = number_behind(value, "BYMONTH=");
        const auto of_month = number_behind(value, "BYMONTHDAY=");
        return value.starts_with("FREQ=YEARLY") && month && of_month && *of_month > 0
                   ? fmt::format("每年{}月{}日前", *month, *of_month)
                   : text;
    }
    case notice::DeadlineKind::relative: return text;
    }
    return text;
}

ExportFile export_ledger(Plans& plans, const org::Scope& scope, PlanId plan,
                         const TaskFilter& filter, ExportFormat format, Date today) {
    const auto detail = plans.detail(scope, plan);
    const auto rows = plans.ledger(scope, plan, filter);
    Content content{detail.plan, lines_of(detail, filter, rows.size(), today),
                    TableBuilder{detail, rows}.build()};
    return file_of(std::move(content), format, today);
}

} // namespace luoshi::followup
