// SPDX-License-Identifier: Apache-2.0
// compendium — the accepted reports of one duty gathered 汇编: the book, the table of progress, the
// rows of all of them by theme, and where each was received and passed on.
//
//   Compendiums::gather(duty, occurrence)   all there is of one date of a duty
//   Compendiums::set_theme, record_receipt  what the office says of it
//   to_docx(gathered), to_xlsx(gathered)    compendium_files.hpp
//
// Accepted texts are only read: what the office corrects stands beside them. Threads: all from any.
#pragma once

#include "duty/chains.hpp"
#include "duty/content.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "form/check.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::compendium {

struct Receipt { // by a body a report is addressed to
    org::UnitId unit;
    Date received_on;
    std::optional<Date> passed_on; // to the office
    std::string note, made_by;
    bool operator==(const Receipt&) const = default;
};

struct Part { // one unit's report, accepted
    duty::DueLine line;
    std::shared_ptr<const form::Form> form;
    form::Outcome outcome; // as accepted, with its computed values
};

struct ThemeRow {
    duty::DueId due;
    org::UnitId unit;
    std::string key;                // of the row
    std::string picked, theme;      // by the writer; as it counts now
    std::string corrected_by;       // "": nobody
    std::vector<std::string> cells; // the other columns, in order
};
struct Theme {
    std::string name;
    std::vector<ThemeRow> rows; // in the order of the directory
};

struct Gathered {
    duty::Duty duty;
    Date occurrence, due_on;
    std::string period;
    std::vector<Date> dates;             // of all occurrences
    std::vector<Part> parts;             // in the order of the directory
    std::vector<duty::DueLine> lines;    // all who were asked, in that order
    std::vector<duty::DueLine> wanting;  // asked, not spared, not accepted yet
    std::vector<std::string> columns;    // of theme rows, in order
    std::vector<std::string> choices;    // themes that can be picked
    std::vector<Theme> themes;           // in the order of the choices; without empty ones
    std::vector<org::UnitId> addressees; // of the duty besides the office that gathers
    std::map<duty::DueId, std::vector<Receipt>> receipts;
    std::shared_ptr<const org::Directory> directory;
};

class Compendiums {
public:
    // All borrowed.
    Compendiums(duty::ContentSources sources, duty::Duties& duties, duty::Dues& dues)
        : sources_(sources), duties_(duties), dues_(dues) {}

    // occurrence: none takes the next one on or after today, else the last. Error not_found
    // (duty.no-duty).
    Gathered gather(const access::Principal& office, duty::DutyId duty,
                    std::optional<Date> occurrence);
    // theme "": the writer's again. Errors: not_found (duty.no-due), conflict
    // (compendium.not-accepted), not_found (compendium.no-row), invalid_argument
    // (compendium.no-theme, details theme, choices).
    void set_theme(const duty::Who& office, duty::DueId due, const std::string& row_key,
                   const std::string& theme);
    // Takes the place of what was said before. Errors: not_found (duty.no-due), conflict
    // (compendium.not-handed-in), invalid_argument (compendium.no-addressee: the duty does not name
    // that unit; compendium.bad-date: received before it was handed in or after today, passed on
    // before it was received or after today).
    void record_receipt(const duty::Who& office, duty::DueId due, const Receipt& receipt);

private:
    duty::ContentSources sources_;
    duty::Duties& duties_;
    duty::Dues& dues_;
};

} // namespace luoshi::compendium
