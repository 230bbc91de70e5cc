// SPDX-License-Identifier: Apache-2.0
// The rows of a table of a copy as answers.
#pragma once

#include "form/copy_scan.hpp"
#include "form/offline.hpp"

#include <utility>
#include <vector>

namespace luoshi::form::copy {

struct Reading { // what the parts of read_copy share; borrowed
    const Form& form;
    const org::Directory& directory;
    Date date;
    bool same_version = true; // numbers of rows mean what they mean in the form
    CopyRead& out;
    std::vector<std::pair<Place, Text>> spots{}; // where each answer stood
};

// Reads the text of a cell; also when another unit is printed beside it. "": the unit of the field.
Answer answer_of(std::string_view text, std::string_view other_unit, const Field& field,
                 const Reading& reading);
// The unit where it is another than that of the field; "" else. folded: "万元", "万元,自动计算".
std::string other_unit(std::string_view folded, const Field& field, const Form& form);
void say_unit(const std::string& unit, Place at, const Text& where, const Reading& reading);

// Of one table, in the order of the copy; adds its problems.
void read_table(const std::vector<const TablePart*>& parts, FieldIndex table, Reading& reading);

} // namespace luoshi::form::copy
