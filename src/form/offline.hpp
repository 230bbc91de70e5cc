// SPDX-License-Identifier: Apache-2.0
// A form on paper and off the net: a Word document or a sheet in the office's own look, filled in
// somewhere and read back.
//
//   write_copy(form, filling, outcome, info, format, directory)   → bytes
//   read_copy(document, form, directory, date)                    → CopyRead
//   check_copy(found, expected)             is it the copy it should be
//   compare_computed(read, now, written, form)   computed values somebody changed
//   keep_files(read, stored, form)          a copy names files only: theirs are those in the store
//
// The document is what office::read_document gave with Fidelity::typed. What a copy looks like and
// what is found wrong with one: docs/forms.md. Threads: all functions may be called from any.
#pragma once

#include "form/check.hpp"
#include "office/document.hpp"

#include <string>
#include <utility>
#include <vector>

namespace luoshi::form {

// What a copy says of itself: a line in the foot by which it is known again, and its head.
struct CopyInfo {
    std::string pack{}, form{}; // written: those of the form
    std::string digest{};       // written: that of the form; read: its first 16 digits
    std::string filled{};       // id of the filled form; "": an empty form
    std::string check_code{};
    std::string unit{}, period{}; // as printed
    std::string printed{};        // by whom and when, as printed; not read
    Date day{};                   // units have the names of this day; not read
};

// Errors: too_large "form.copy-too-long" for a paragraph longer than a cell of a sheet can hold.
// Ensures that outcome is that of the filling and format docx or xlsx.
std::string write_copy(const Form& form, const Filling& filling, const Outcome& outcome,
                       const CopyInfo& info, office::Format format,
                       const org::Directory& directory);

// where: "工作表“年报”C12" or "第 2 张表第 3 行", where that helps; it stands in the message too.
struct CopyProblem {
    Finding finding;
    Text where;
};

struct ComputedEntry {
    Place at;
    Answer answer; // what stands where nobody fills in
    Text where;
};

struct CopyRead {
    // Of computed fields nothing, of files their names; what was not understood as it was typed.
    Filling filling;
    CopyInfo info;
    std::vector<CopyProblem> problems;
    std::vector<ComputedEntry> computed;
    std::vector<FieldIndex> missing; // fields the copy does not have: empty in the filling
};

// Never throws for what stands in the document: a copy of another form gives one problem and an
// empty filling.
CopyRead read_copy(const office::Document& document, const Form& form,
                   const org::Directory& directory, Date date);

std::vector<CopyProblem> check_copy(const CopyInfo& found, const CopyInfo& expected);

// now: of what was read; written: of what the copy was written from. A value that stands as it was
// printed is not held against anybody, though it is no longer right.
std::vector<CopyProblem> compare_computed(const CopyRead& read, const Outcome& now,
                                          const Outcome& written, const Form& form);

// Files are known by their names. Those of a field stay as they are stored, whatever the copy says;
// a row of a table has the stored ones it names, and a problem for each that is not stored.
void keep_files(CopyRead& read, const Filling& stored, const Form& form);

} // namespace luoshi::form
