// SPDX-License-Identifier: Apache-2.0
// What is handed in: typed, handed on within the unit, signed on screen or on paper, handed in,
// reviewed, accepted.
//
//   open(who, due)                  everything a page shows
//   save, adopt_previous            typing; two people never overwrite each other silently
//   hand_on, hand_back, sign, paper_sign, submit, withdraw      the unit
//   enter, confirm                  what came on paper, entered by the office
//   remark, settle, give_back, accept, ask_time, decide_time, spare     the review
//
// `seen` is the revision of the content the person looked at. Errors of all that take a due:
// not_found (duty.no-due), conflict (duty.wrong-state, details state, act), forbidden
// (duty.not-your-turn, details step, holder), precondition_failed (duty.content-changed, details
// by, at, revision, changes: the passages the other changed, as JSON).
#pragma once

#include "duty/chains.hpp"
#include "duty/content.hpp"
#include "duty/verbs.hpp"
#include "store/blobs.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::duty {

struct DueDetail {
    Opened opened;
    bool content_hidden = false; // a draft of the unit's own: values are those handed in last
    std::vector<Act> acts;       // oldest first
    std::vector<Remark> remarks;
    std::vector<Extension> extensions;
    std::vector<StoredFile> files;
    std::vector<form::Kept> versions;
    std::optional<Lateness> late;
    std::vector<Date> reminders;
    std::vector<Verb> verbs;
    std::string check_code; // of what stands there now; "" before anybody typed
};

struct Saved {
    std::int64_t revision = 0;
    form::Outcome outcome;
    std::shared_ptr<const form::Form> form;
    std::size_t fields = 0, rows = 0; // of adopt_previous: filled in
};

struct Upload {
    std::string name;
    std::string_view bytes; // borrowed
};

class Submissions {
public:
    // All borrowed.
    Submissions(ContentSources sources, store::Blobs& blobs, access::Access& access)
        : sources_(sources), blobs_(blobs), access_(access) {}

    DueDetail open(const access::Principal& who, DueId due);
    // What was handed in as version `number`; 0: as it stands now. Error not_found
    // (form.no-version).
    std::string body(const access::Principal& who, DueId due, std::int64_t number);

    // `values`: JSON as filling.hpp reads it. The first save begins the due. Errors also: those of
    // read_filling, invalid_argument (duty.unknown-file), conflict (duty.begun-by-unit: the office
    // enters nothing over a unit's own draft).
    Saved save(const Who& who, DueId due, std::int64_t seen, std::string_view values);
    // Error not_found (duty.no-previous).
    Saved adopt_previous(const Who& who, DueId due, std::int64_t seen, const AdoptWish& wish);
    StoredFile add_file(const Who& who, DueId due, const Upload& file);
    store::NamedBlob file(const access::Principal& who, DueId due, const std::string& digest);

    struct Next {
        std::string words;
        access::PersonId to; // who takes the next step; none: as the chain says
    };
    // Errors also: unprocessable (duty.not-ready, details errors, first) from 拟稿 on, while the
    // check does not let it through; invalid_argument (duty.bad-holder).
    void hand_on(const Who& who, DueId due, std::int64_t seen, const Next& next);
    void hand_back(const Who& who, DueId due, const std::string& words);
    void sign(const Who& who, DueId due, std::int64_t seen);
    struct PaperSignature {
        std::string code; // typed from the paper
        std::string by;   // who signed there
        Upload scan;      // stamped
    };
    // Anybody of the unit. Error conflict (duty.wrong-check-code, details typed, now, and printed:
    // the earlier revision that had the typed code).
    void paper_sign(const Who& who, DueId due, const PaperSignature& signature);
    // Errors also: duty.not-ready; conflict (duty.remarks-open) while a 必须改 is not settled.
    void submit(const Who& who, DueId due, std::int64_t seen);
    void withdraw(const Who& who, DueId due, const std::string& words);

    struct Entry {
        Date received_on;
        std::string manner; // 纸质, 传真, 寄送
        std::optional<Upload> scan;
    };
    void enter(const Who& who, DueId due, std::int64_t seen, const Entry& entry);
    void confirm(const Who& who, DueId due);

    // Of the version handed in. Error invalid_argument (duty.bad-remark) when the passage does not
    // have those words.
    RemarkId remark(const Who& who, DueId due, Remark remark);
    // Both: not_found (duty.no-remark).
    void erase_remark(const Who& who, RemarkId remark); // before it was sent
    void settle(const Who& who, RemarkId remark, const std::string& answer);
    // Error conflict (duty.remark-needed), invalid_argument (duty.bad-date).
    void give_back(const Who& who, DueId due, Date new_date, const std::string& words);
    // Error conflict (duty.remarks-open).
    void accept(const Who& who, DueId due);
    ExtensionId ask_time(const Who& who, DueId due, std::int64_t days, const std::string& reason);
    // new_date: until when, where granted; none: refused. Error conflict (duty.decided).
    void decide_time(const Who& who, ExtensionId extension, std::optional<Date> new_date,
                     const std::string& words);
    void spare(const Who& who, DueId due, const std::string& why);
    void owe(const Who& who, DueId due);

private:
    template <class Function>
    void change(const Who& who, DueId due, const char* action, Function&& function);
    Opened opened_for(const access::Principal& who, DueId due);
    DueId due_of(const access::Principal& who, RemarkId remark);
    std::string put(const Upload& file);
    void must_be_readable(const Opened& opened, const form::Filling& filling);
    Saved store(const Who& who, const Opened& opened, std::int64_t seen, std::string body);
    [[noreturn]] void refuse_overwriting(store::Reader& reader, const Opened& opened,
                                         std::int64_t seen, const form::Filled& now);

    ContentSources sources_;
    store::Blobs& blobs_;
    access::Access& access_;
};

} // namespace luoshi::duty
