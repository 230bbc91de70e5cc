// SPDX-License-Identifier: Apache-2.0
// A small pack and directory for the tests of this module and of those that use it.
#pragma once

#include "base/error.hpp"
#include "form/check.hpp"
#include "form/definition.hpp"
#include "org/directory.hpp"
#include "pack/pack.hpp"

#include <string>
#include <utility>
#include <vector>

namespace luoshi::form::testing {

inline constexpr std::string_view kUnits = R"(units:
  - {id: t.jxw, name: 省经信委, full_name: 省经济和信息化委员会, category: government}
  - {id: t.park1, name: 甲园, full_name: 甲产业园, category: parks}
  - {id: t.park2, name: 乙园, full_name: 乙产业园, category: parks}
groups:
  - {id: t.parks, kind: group, name: 各园区, list: office, list_source: 测试, members: [t.park1, t.park2]}
)";

inline constexpr std::string_view kYearly = R"yaml(id: yearly
title: 园区年度情况表
title_en: Park yearly table
kind: table
period: 年
handed: {上年投资额: 万元 2}
enumerations:
  环评: [未做, 在做, {title: 已批复, title_en: Approved}]
sections:
  - title: 一、基本情况
    fields:
      - {name: 园区, type: 单位, group: t.parks, required: true}
      - {name: 投资额, type: 万元 2, required: true, prefill: 上年投资额, title_en: Investment}
      - {name: 环评进度, type: 环评, required: true}
      - {name: 批复日期, type: 日期, when: "环评进度 = “已批复”", required: true}
      - {name: 说明, type: 长文本, length: 20, required: 投资额 > 10000 万元}
      - {name: 排水, type: 吨 0, may_lack: true, required: true}
  - title: 二、项目
    fields:
      - name: 项目
        type: 表
        at_least: 1
        at_most: 3
        total: true
        columns:
          - {name: 项目名称, type: 文本, required: true, key: true}
          - {name: 计划投资, type: 万元 2, required: true}
          - {name: 完成投资, type: 万元 2}
          - {name: 完成率, type: "% 1", value: "占比(完成投资, 计划投资, 1)"}
      - {name: 合计完成, type: 万元 2, value: 合计(项目.完成投资)}
checks:
  - formula: 合计完成 <= 投资额
    message: 项目完成投资 {合计完成} 大于投资额 {投资额}
    message_en: Projects add up to {合计完成}, more than {投资额}
    level: error
  - each: 项目
    formula: 完成率 <= 100%
    message: 完成投资 {完成投资} 大于计划投资
    message_en: More done than planned
    level: warning
    reason: true
)yaml";

// Every kind of field, in the form of a statistical table.
inline constexpr std::string_view kEverything = R"yaml(id: everything
title: 重点企业（园区）情况表
title_en: Everything
kind: statistical
period: 季
note: 由各园区填报。
statistical: {table_number: 测统01表, issuer: t.jxw, approval_kind: 批准, approval_number: "", valid_until: 2012-12-31}
signatures: [单位负责人, 填表人, 联系电话, 报出日期]
print: {direction: 横}
enumerations:
  状态: [未开工, 在建, 投产]
sections:
  - title: 一、基本情况
    fields:
      - {name: 名称, type: 文本, title: 企业（园区）名称, length: 40, required: true}
      - {name: 园区, type: 单位, group: t.parks}
      - {name: 主管, type: 单位}
      - {name: 投资, type: 万元 2, title: 投资额（含税）, required: true, may_lack: true}
      - {name: 增速, type: "% 1", title: 投资额}
      - {name: 系数, type: 数 8}
      - {name: 户数, type: 家 0}
      - {name: 状态现在, type: 状态, title: 状态, may_lack: true}
      - {name: 开工日, type: 日期, when: "状态现在 ≠ “未开工”"}
      - {name: 报告季, type: 期间}
      - {name: 已验收, type: 是否}
      - {name: 简介, type: 长文本, length: 100000}
      - {name: 批文, type: 附件, at_most: 3}
  - title: 二、项目
    when: 已验收 = 是
    fields:
      - name: 项目
        type: 表
        total: true
        columns:
          - {name: 项目名称, type: 文本, title: 项目, key: true}
          - {name: 计划, type: 万元 2, title: 投资, may_lack: true}
          - {name: 完成, type: 亿元 4}
          - {name: 完成率, type: "% 1", value: "占比(完成, 计划, 1)"}
          - {name: 开工, type: 日期}
          - {name: 进度, type: 状态}
          - {name: 所在, type: 单位}
          - {name: 说明, type: 长文本}
          - {name: 附件, type: 附件}
          - {name: 验收, type: 是否}
      - {name: 合计投资, type: 万元 2, value: "缺则(合计(项目.计划), 0)"}
      - {name: 现在, type: 文本, title: 状态}
  - fields:
      - name: 分行业
        type: 表
        rows: [{行业: 电子, 序: "1"}, {行业: 纺织, 序: "2"}, {行业: 其他, 序: "3"}]
        columns:
          - {name: 行业, type: 文本}
          - {name: 序, type: 数 0, title: 代码}
          - {name: 人数, type: 人 0}
          - {name: 备注, type: 文本}
      - {name: 问题, type: 长文本}
      - {name: 建议, type: 长文本}
checks:
  - each: 项目
    formula: 完成率 <= 100%
    message: 完成投资大于计划投资
    message_en: More done than planned
    level: warning
    reason: true
)yaml";

inline pack::Pack pack_of(std::vector<std::pair<std::string, std::string>> files,
                          std::string code = "t") {
    pack::Pack pack;
    pack.code = std::move(code);
    pack.categories = {{"government", "省直", "Province"}, {"parks", "园区", "Parks"}};
    for (auto& [name, text] : files) {
        auto document = pack::parse(pack.code + "/" + name, std::move(text));
        ensure(document.value.has_value(), "the files of a test are YAML");
        pack.files.emplace(name, std::move(*document.value));
    }
    return pack;
}

inline Forms forms_of(const pack::Pack& pack) {
    auto read = read_forms(pack);
    for (const auto& finding : read.diagnostics) {
        throw failure(ErrorCode::unprocessable, "test.form", "{} {}", finding.code,
                      finding.message_zh);
    }
    return std::move(*read.value);
}

inline org::Directory small_directory() {
    using org::NameKind;
    const auto unit = [](std::int64_t id, std::string code, std::string name) {
        org::Unit one;
        one.id = org::UnitId{id};
        one.code = std::move(code);
        one.names = {{name, NameKind::short_name, {}}, {name + "全称", NameKind::official, {}}};
        return one;
    };
    auto group = unit(4, "t.parks", "各园区");
    group.kind = org::UnitKind::group;
    return {{},
            {unit(1, "t.jxw", "省经信委"), unit(2, "t.park1", "甲园"), unit(3, "t.park2", "乙园"),
             group},
            {{org::UnitId{4}, org::UnitId{2}, {}}, {org::UnitId{4}, org::UnitId{3}, {}}},
            {},
            1};
}

} // namespace luoshi::form::testing
