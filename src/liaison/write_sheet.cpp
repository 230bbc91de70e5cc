// SPDX-License-Identifier: Apache-2.0
#include "liaison/liaison.hpp"
#include "office/plain_table.hpp"
#include "office/write_xlsx.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::liaison {
namespace {

struct Head {
    Column column;
    const char* words;
    double width; // in characters
};
// read_sheet knows all of them again.
constexpr std::array kHeads{
    Head{Column::unit, "单位", 14},      Head{Column::name, "姓名", 6},
    Head{Column::post, "职务", 12},      Head{Column::office_phone, "办公电话", 10},
    Head{Column::mobile, "手机", 8},     Head{Column::rank, "角色", 7},
    Head{Column::username, "用户名", 9}, Head{Column::from, "生效日期", 8},
    Head{Column::to, "有效期至", 8}};

std::string words_of(const std::string& column) {
    for (const auto& head : kHeads) {
        if (to_string(head.column) == column) {
            return head.words;
        }
    }
    return column;
}

std::string book(const char* name, std::string title, std::vector<std::string> above,
                 office::WriteTable table) {
    office::WriteSheet sheet;
    sheet.name = name;
    sheet.title = std::move(title);
    sheet.above = std::move(above);
    sheet.table = std::move(table);
    return office::write_xlsx({sheet});
}

std::pair<std::vector<std::string>, std::vector<double>> heads_and_widths() {
    std::pair<std::vector<std::string>, std::vector<double>> out;
    for (const auto& head : kHeads) {
        out.first.emplace_back(head.words);
        out.second.push_back(head.width);
    }
    return out;
}

} // namespace

std::string register_sheet(const std::vector<Liaison>& liaisons, const org::Directory& directory,
                           Date day) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : liaisons) {
        const auto* const unit = directory.find(one.unit);
        ensure(unit != nullptr, "a liaison is of a unit");
        rows.push_back({directory.name(*unit, org::NameKind::official, day), one.name, one.post,
                        one.office_phone, one.mobile, std::string{to_words(one.rank)}, one.username,
                        one.valid.from ? to_string(*one.valid.from) : "",
                        one.valid.until ? to_string(one.valid.until->plus_days(-1)) : ""});
    }
    const auto [heads, widths] = heads_and_widths();
    return book("联络员", "联络员名册", {in_chinese(day)},
                office::plain_table(heads, widths, rows));
}

std::string refused_sheet(const std::vector<RowResult>& results) {
    auto [heads, widths] = heads_and_widths();
    heads.insert(heads.begin(), "存在的问题");
    widths.insert(widths.begin(), 26);
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : results) {
        if (one.outcome != Outcome::refused) {
            continue;
        }
        std::string why;
        for (const auto& complaint : one.complaints) {
            why += (why.empty() ? "" : "\n") + complaint_words(complaint);
        }
        std::vector<std::string> cells{why};
        for (const auto& head : kHeads) {
            const auto it = one.row.cells.find(head.column);
            cells.push_back(it == one.row.cells.end() ? std::string{} : it->second);
        }
        rows.push_back(std::move(cells));
    }
    return book("待改正", "没有导入的行", {"改正后可以直接把这份表再导入一次。"},
                office::plain_table(heads, widths, rows));
}

std::string password_sheet(const std::vector<Opened>& opened, Date day) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : opened) {
        rows.push_back({one.unit_name, one.liaison.name, one.username,
                        one.password_stays ? "已有账号，密码不变" : one.password});
    }
    return book(
        "初始密码", "联络员账号和初始密码",
        {fmt::format("{}。请裁开分发到本人，本表用后销毁；系统不保存这些密码。", in_chinese(day)),
         "首次登录时须改密码。"},
        office::plain_table({"单位", "姓名", "用户名", "初始密码"}, {16, 8, 14, 16}, rows));
}

std::string complaint_words(const Complaint& complaint) {
    const auto value = [&](const char* name) {
        for (const auto& [key, text] : complaint.details) {
            if (key == name) {
                return text;
            }
        }
        return std::string{};
    };
    const auto near = value("near");
    const auto& code = complaint.code;
    if (code == "no-unit") {
        return "没有写单位。";
    }
    if (code == "unknown-unit") {
        return fmt::format("单位“{}”查不到{}。", value("name"),
                           near.empty() ? "" : "，名称相近的有：" + near);
    }
    if (code == "is-group") {
        return fmt::format("“{}”是单位组，请写具体单位。", value("name"));
    }
    if (code == "unit-ended") {
        return fmt::format("单位“{}”已撤并{}。", value("name"),
                           near.empty() ? "" : "，由" + near + "承接，请写承接单位");
    }
    if (code == "no-name") {
        return "没有写姓名。";
    }
    if (code == "too-long") {
        return fmt::format("“{}”最多 {} 字。", words_of(value("column")), value("most"));
    }
    if (code == "bad-phone") {
        return fmt::format("“{}”写的不是电话号码：{}。", words_of(value("column")), value("text"));
    }
    if (code == "bad-rank") {
        return fmt::format("角色“{}”认不出，请写联络员或备用联络员。", value("text"));
    }
    if (code == "bad-date") {
        return fmt::format("“{}”不是日期：{}，请写成 2011-11-05。", words_of(value("column")),
                           value("text"));
    }
    if (code == "dates-crossed") {
        return "有效期至早于生效日期。";
    }
    if (code == "twice") {
        return fmt::format("同一人在第 {} 行还有一行，请只留一行。", value("line"));
    }
    if (code == "two-mains") {
        return fmt::format("第 {} 行已是这个单位的联络员，这一行请写备用联络员。", value("line"));
    }
    if (code == "bad-username") {
        return fmt::format("用户名“{}”不行：2 至 40 个小写字母、数字或 . _ -。", value("text"));
    }
    if (code == "username-twice") {
        return fmt::format("第 {} 行用了同一个用户名。", value("line"));
    }
    if (code == "username-of-other") {
        return fmt::format("用户名“{}”是{} {}的，请改用另一个或核对姓名、单位。", value("username"),
                           value("unit"), value("name"));
    }
    if (code == "username-wanted") {
        return fmt::format("用户名“{}”在名册里是{} {}的；调动单位的，请先办移交。",
                           value("username"), value("unit"), value("name"));
    }
    if (code == "account-closed") {
        return fmt::format("用户名“{}”的账号已停用，请系统管理员恢复或另写一个。",
                           value("username"));
    }
    if (code == "has-account") {
        return fmt::format("此人已有账号“{}”，用户名不能改。", value("username"));
    }
    if (code == "several-accounts") {
        return fmt::format("本单位有几个叫“{}”的账号，请写明用户名：{}。", value("name"),
                           value("usernames"));
    }
    ensure(false, "every complaint has its words");
    return {};
}

} // namespace luoshi::liaison
