// SPDX-License-Identifier: Apache-2.0
// The ledger of a plan as a file of other programs: for whoever sends it on. What is imported again
// by way of ledgers (notice/ledger.hpp) gives the same tasks.
#pragma once

#include "followup/plans.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace luoshi::followup {

enum class ExportFormat { xlsx, docx, csv };
std::optional<ExportFormat> parse_export_format(std::string_view text) noexcept; // "xlsx", …

struct ExportFile {
    std::string name; // UTF-8: of the plan, with the day and the extension
    std::string content_type, bytes;
};

constexpr std::int64_t kMostExported = 20'000; // tasks

// Title; number, day and filter in the lines below; a row for each section and each task the filter
// and the scope let through. Columns: number, title, the words of the document, the roles that
// occur, times, what is open. In csv a text that a spreadsheet would compute begins with '.
// Errors: not_found (followup.no-plan); too_large (followup.export-too-large) above kMostExported.
ExportFile export_ledger(Plans& plans, const org::Scope& scope, PlanId plan,
                         const TaskFilter& filter, ExportFormat format, Date today);

// Words a reader of a column of times takes for the same value: 2026年11月30日前, 每年2月10日前;
// `text`, the words of the document, where there are none.
std::string deadline_words(notice::DeadlineKind kind, const std::string& value,
                           const std::string& text);

} // namespace luoshi::followup
