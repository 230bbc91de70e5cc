// SPDX-License-Identifier: Apache-2.0
// The words of a copy by which it is read back: written in one place, known again in the same.
#pragma once

#include "form/definition.hpp"
#include "form/offline.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::form::copy {

// Headings of the columns around fields, tables and reasons.
inline constexpr std::string_view kNumber = "序号", kLabel = "项目", kValue = "填写内容",
                                  kUnit = "计量单位", kTotal = "合计", kReasonNumber = "核对编号",
                                  kReasonCase = "情况", kReason = "说明", kMark = "表单标识",
                                  kUnitLine = "填报单位：", kPeriodLine = "报告期：",
                                  kPrintedLine = "打印：";

// "*环评进度\n（从 未做、在做、已批复 中选）": a star says required.
std::string label_of(const Field& field, const Form& form);
// "*计划投资\n（万元）"
std::string heading_of(const Field& column, const Form& form);
// "表4　项目（1—3 行；行不够时在表内插入行）"
std::string caption_of(FieldIndex table, const Form& form);
std::string section_line(const Section& section);
std::string unit_of(const Field& field, const Form& form); // "" without
// Lines between title and first section: those of statistical law, the unit, how to fill it in.
std::vector<std::string> head_lines(const Form& form, const org::Directory& directory, Date day);
std::string unit_line(const CopyInfo& info);
std::vector<std::string> how_to_fill_in(const Form& form);
std::string signature_line(const Form& form);
std::string mark_line(const CopyInfo& info);
std::string reason_number(std::string_view key); // "check:2:row:3" → "核2-3"
std::string reason_key(std::string_view number); // the other way

// What stands behind the title or the name of the field, folded: "(万元)"; nullopt: the text names
// another. length: of the title found; of two that fit the longer is meant.
struct Named {
    std::string rest;
    std::size_t length = 0;
};
std::optional<Named> named(std::string_view text, const Field& field);
// The number of a caption or a row: "表4　项目" → 4, "4." → 4; the rest moves behind it.
std::optional<std::size_t> take_number(std::string_view& folded);
bool is_mark(std::string_view text);
void read_mark(std::string_view text, CopyInfo& info);
void read_unit_line(std::string_view text, CopyInfo& info);
std::string_view trimmed(std::string_view text); // also wide blanks

} // namespace luoshi::form::copy
