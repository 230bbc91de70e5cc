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
